/** Whether the account refused us: nothing is sent or asked until a person acts, or a while has passed. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { deleteSetting, readSetting, writeSetting } from '../../../db/queries/house.ts'
import { updateLine } from '../../../db/queries/lines.ts'
import { hurryTexts } from '../../../db/queries/outbox.ts'
import type { LineId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'

const key = 'twilio-refused'
const schema = z.object({ at: z.number() })

/** Since when Twilio refuses our credentials, or null. */
export function refusedSince(db: ReadableDb): Instant | null {
  const saved = schema.safeParse(readSetting(db, key))
  return saved.success ? (saved.data.at as Instant) : null
}
export const noteRefused = (db: WritableDb, at: Instant): void => writeSetting(db, key, { at })
/** They were accepted, or a person wants them tried again. */
export const forgetRefused = (db: WritableDb): void => deleteSetting(db, key)

/** A person wants all that waits tried now, whatever the account said before. */
export function retryTexting(work: Work): void {
  forgetRefused(work.db)
  hurryTexts(work.db, work.now)
}
/** A person took the others out of a line's conversation at Twilio: it is opened again. */
export const reopenLine = (work: Work, id: LineId): void =>
  updateLine(work.db, id, { openBy: work.now, openFault: null })
