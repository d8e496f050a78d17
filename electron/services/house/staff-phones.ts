/** Since when each phone is the staff's: what it texted before that was no command. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { readSetting, type StaffMember, writeSetting } from '../../../db/queries/house.ts'
import { type Instant, instant } from '../../domain/time.ts'

const setting = 'staff-phones'
const schema = z.record(z.string(), z.number()).nullable().catch(null)
const read = (db: ReadableDb): Readonly<Record<string, number>> | null => schema.parse(readSetting(db, setting) ?? null)

/**
 * Notes the phones of a house that is written. Who is known stays known; where nothing was noted yet, those who were
 * there `before` count as always having been.
 */
export function noteStaffPhones(
  db: WritableDb,
  phones: Iterable<string | null>,
  before: readonly StaffMember[],
  now: Instant,
): void {
  const known = read(db) ?? Object.fromEntries(before.flatMap(({ phone }) => (phone === null ? [] : [[phone, 0]])))
  writeSetting(
    db,
    setting,
    Object.fromEntries([...phones].flatMap((phone) => (phone === null ? [] : [[phone, known[phone] ?? now]]))),
  )
}

/** Since when this phone is the staff's; the beginning of time where nobody noted it. */
export const staffSince = (db: ReadableDb, phone: string): Instant => instant(read(db)?.[phone] ?? 0)
