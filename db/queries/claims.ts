/** Why stays belong to their reservations, and which source said what a field holds. */
import type { ReservationId, StayId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, desc, eq, inArray, isNull } from '../query-words.ts'
import { fieldSources, stayClaims } from '../schema/index.ts'

export type ClaimRule = 'feed-reference' | 'mail-reference' | 'mail-match' | 'mail-group' | 'sms' | 'import' | 'desk'
export type StayClaim = {
  readonly id: string
  readonly stayId: StayId
  readonly reservationId: ReservationId
  readonly rule: ClaimRule
  /** Facts, never a mail's text: ids of mails, gaps in minutes, a command's line. */
  readonly evidence: Readonly<Record<string, unknown>>
  readonly at: Instant
  readonly actor: string
  readonly endedAt: Instant | null
}
const toClaim = (row: typeof stayClaims.$inferSelect): StayClaim => ({
  ...row,
  stayId: row.stayId as StayId,
  reservationId: row.reservationId as ReservationId,
  rule: row.rule as ClaimRule,
  evidence: JSON.parse(row.evidence) as Record<string, unknown>,
  at: row.at as Instant,
  endedAt: row.endedAt as Instant | null,
})
/** Claims that still hold. */
export const claimsOfStays = (db: ReadableDb, ids: readonly StayId[]): readonly StayClaim[] =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(stayClaims)
        .where(and(inArray(stayClaims.stayId, [...ids]), isNull(stayClaims.endedAt)))
        .orderBy(asc(stayClaims.at))
        .all()
        .map(toClaim)
export const insertClaim = (db: WritableDb, claim: StayClaim): void => {
  db.insert(stayClaims)
    .values({ ...claim, evidence: JSON.stringify(claim.evidence) })
    .run()
}
/** Ends what holds for a stay. */
export const endClaims = (db: WritableDb, id: StayId, at: Instant): void => {
  db.update(stayClaims)
    .set({ endedAt: at })
    .where(and(eq(stayClaims.stayId, id), isNull(stayClaims.endedAt)))
    .run()
}
/** Takes up again the last claim that a stay had on a reservation, after what ended it was taken back. */
export const reopenClaim = (db: WritableDb, id: StayId, reservation: ReservationId): void => {
  const last = db
    .select({ id: stayClaims.id })
    .from(stayClaims)
    .where(and(eq(stayClaims.stayId, id), eq(stayClaims.reservationId, reservation)))
    .orderBy(desc(stayClaims.at), desc(stayClaims.id))
    .limit(1)
    .get()
  if (last !== undefined) db.update(stayClaims).set({ endedAt: null }).where(eq(stayClaims.id, last.id)).run()
}

export type FieldSource = {
  /** The id of a stay, a reservation or a guest. */
  readonly subject: string
  readonly field: 'dates' | 'unit' | 'reference' | 'status' | 'name' | 'phone' | 'email'
  readonly source: string
  readonly actor: string
  readonly at: Instant
}
export const fieldSourcesOf = (db: ReadableDb, subjects: readonly string[]): readonly FieldSource[] =>
  subjects.length === 0
    ? []
    : (db
        .select()
        .from(fieldSources)
        .where(inArray(fieldSources.subject, [...subjects]))
        .all() as unknown as readonly FieldSource[])
export const writeFieldSource = (db: WritableDb, row: FieldSource): void => {
  db.insert(fieldSources)
    .values(row)
    .onConflictDoUpdate({
      target: [fieldSources.subject, fieldSources.field],
      set: { source: row.source, actor: row.actor, at: row.at },
    })
    .run()
}
