/** The house's account at Twilio and its tunnel: what the house file said, and the tokens from the vault or the environment. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { deleteSecret, readSecret, readSetting, writeSecret } from '../../../db/queries/house.ts'
import { hours } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import type { Environment } from './lock-accounts.ts'

/** How long a token that was changed is still believed: Twilio signs with the old one while the new one is rolled out. */
const tokenGraceMs = hours(24)

const twilioSettingsSchema = z.object({
  accountSid: z.string().nullable().default(null),
  authTokenEnv: z.string().nullable().default(null),
  mode: z.enum(['desk', 'group']).default('desk'),
  authority: z.enum(['conversations', 'messaging']).default('conversations'),
  /** Takes the place of scheme, host and port of every request to Twilio. */
  apiBaseUrl: z.string().nullable().default(null),
  messagingServiceSid: z.string().nullable().default(null),
})
export type TwilioSettings = z.output<typeof twilioSettingsSchema>

const tunnelSettingsSchema = z.object({
  kind: z.enum(['ngrok', 'url', 'none']),
  authtokenEnv: z.string().nullable().default(null),
  domain: z.string().nullable().default(null),
  /** The public address of kind `url`, without a slash at its end. */
  url: z.string().nullable().default(null),
})
export type TunnelSettings = z.output<typeof tunnelSettingsSchema>

/** What the house said of Twilio; null where texting is switched off. */
export function twilioSettings(db: ReadableDb): TwilioSettings | null {
  const raw = readSetting(db, 'twilio')
  return raw === undefined || raw === null ? null : twilioSettingsSchema.parse(raw)
}

/** How the desk is reached from outside; kind `none` where nothing was said. */
export const tunnelSettings = (db: ReadableDb): TunnelSettings =>
  tunnelSettingsSchema.parse(readSetting(db, 'tunnel') ?? { kind: 'none' })

export type TextingAccount = {
  readonly accountSid: string
  readonly authToken: string
  /** A token that was replaced less than a day ago: still believed in signatures, never used for calls. */
  readonly previousToken: string | null
  readonly mode: 'desk' | 'group'
  readonly authority: 'conversations' | 'messaging'
  readonly apiBaseUrl: string | null
  readonly messagingServiceSid: string | null
}

/** The account with its token; null where texting is off, or no token is kept and none is named that can be read. */
export function textingAccount(desk: Desk, environment: Environment): TextingAccount | null {
  const settings = twilioSettings(desk.store.read)
  if (settings === null || settings.accountSid === null) return null
  const authToken = currentToken(desk, settings, environment)
  if (authToken === null) return null
  const previous = readPrevious(desk)
  const believed =
    previous !== null &&
    previous.accountSid === settings.accountSid &&
    previous.token !== authToken &&
    previous.until > desk.clock.now()
  const { accountSid, mode, authority, apiBaseUrl, messagingServiceSid } = settings
  return {
    accountSid,
    authToken,
    previousToken: believed ? previous.token : null,
    mode,
    authority,
    apiBaseUrl,
    messagingServiceSid,
  }
}

/** The tunnel's own token: kept in the vault, else named as an environment variable. */
export function ngrokAuthtoken(desk: Desk, environment: Environment): string | null {
  const sealed = readSecret(desk.store.read, 'ngrok-authtoken')
  if (sealed !== null) return desk.store.vault.open('secret', sealed)
  const { authtokenEnv } = tunnelSettings(desk.store.read)
  return (authtokenEnv !== null && environment[authtokenEnv]) || null
}

/** Keeps a token typed at the desk; the one before it stays believed for a day. */
export function writeAuthToken(desk: Desk, db: WritableDb, token: string, environment: Environment): void {
  noteTokenInUse(desk, db, environment)
  writeSecret(db, 'twilio-auth-token', desk.store.vault.seal('secret', token))
  noteTokenInUse(desk, db, environment)
}

export const writeNgrokAuthtoken = (desk: Desk, db: WritableDb, token: string): void =>
  writeSecret(db, 'ngrok-authtoken', desk.store.vault.seal('secret', token))

const keptTokenSchema = z.object({ accountSid: z.string(), token: z.string() })
const previousSchema = keptTokenSchema.extend({ until: z.number() })

/**
 * Remembers the token that is in use, so that it is still believed for a day after it was changed in the environment or
 * at the desk. Called at every start and change; writes only when something changed.
 */
export function noteTokenInUse(desk: Desk, db: WritableDb, environment: Environment): void {
  const settings = twilioSettings(db)
  if (settings === null || settings.accountSid === null) return
  const token = currentToken(desk, settings, environment)
  if (token === null) return
  const { vault } = desk.store
  const sealed = readSecret(db, 'twilio-auth-token-in-use')
  const last = sealed === null ? null : keptTokenSchema.parse(JSON.parse(vault.open('secret', sealed)))
  if (last?.token === token && last.accountSid === settings.accountSid) return
  const now = { accountSid: settings.accountSid, token }
  writeSecret(db, 'twilio-auth-token-in-use', vault.seal('secret', JSON.stringify(now)))
  // Another account: its token says nothing about this one.
  if (last?.accountSid !== settings.accountSid) deleteSecret(db, 'twilio-auth-token-previous')
  else {
    const until = desk.clock.now() + tokenGraceMs
    writeSecret(db, 'twilio-auth-token-previous', vault.seal('secret', JSON.stringify({ ...last, until })))
  }
}

function currentToken(desk: Desk, settings: TwilioSettings, environment: Environment): string | null {
  const sealed = readSecret(desk.store.read, 'twilio-auth-token')
  if (sealed !== null) return desk.store.vault.open('secret', sealed)
  return (settings.authTokenEnv !== null && environment[settings.authTokenEnv]) || null
}

function readPrevious(desk: Desk): z.output<typeof previousSchema> | null {
  const sealed = readSecret(desk.store.read, 'twilio-auth-token-previous')
  return sealed === null ? null : previousSchema.parse(JSON.parse(desk.store.vault.open('secret', sealed)))
}
