/** What was found on the account at Twilio when it was last looked at, and what a person said yes to. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { deleteSetting, readSetting, writeSetting } from '../../../db/queries/house.ts'
import type { Instant } from '../../domain/time.ts'

const schema = z.object({
  checkedAt: z.number().nullable().default(null),
  webhook: z.enum(['ours', 'foreign', 'unset', 'unknown']).default('unknown'),
  /** The address found that is not ours. */
  foreignUrl: z.string().nullable().default(null),
  /** A pre-hook: while this computer is off, Twilio drops texts because of it. */
  preUrl: z.string().nullable().default(null),
  /** Conversations that Twilio closes by itself are lost for good: as Twilio words the time. */
  closedTimer: z.string().nullable().default(null),
  /** The default chat service: pictures lie in it. */
  serviceSid: z.string().nullable().default(null),
  fault: z.string().nullable().default(null),
  /** Every address this folder ever set: those are replaced without asking. */
  ourUrls: z.array(z.string()).default([]),
})
export type AccountState = Readonly<Omit<z.output<typeof schema>, 'checkedAt'>> & { readonly checkedAt: Instant | null }

export const accountState = (db: ReadableDb): AccountState =>
  schema.parse(readSetting(db, 'texting-account') ?? {}) as AccountState

export const writeAccountState = (db: WritableDb, change: Partial<AccountState>): void =>
  writeSetting(db, 'texting-account', { ...accountState(db), ...change })

/** Kept so long that a folder which moved from address to address still knows its own. */
const mostUrls = 40

/** Before an address is set: after a crash in between it must not be taken for a stranger's. */
export const rememberUrl = (db: WritableDb, url: string): void => {
  const { ourUrls } = accountState(db)
  if (!ourUrls.includes(url)) writeAccountState(db, { ourUrls: [...ourUrls, url].slice(-mostUrls) })
}

const yesSchema = z.object({
  /** The very address that may be replaced: of another one a person is asked anew. */
  webhook: z.string().nullable().default(null),
  smsUrls: z.record(z.string(), z.string()).default({}),
  autocreation: z.array(z.string()).default([]),
})
export type Consent = z.output<typeof yesSchema>

export const readConsent = (db: ReadableDb): Consent => yesSchema.parse(readSetting(db, 'texting-yes') ?? {})
export const writeConsent = (db: WritableDb, consent: Consent): void =>
  consent.webhook === null && Object.keys(consent.smsUrls).length === 0 && consent.autocreation.length === 0
    ? deleteSetting(db, 'texting-yes')
    : writeSetting(db, 'texting-yes', consent)
