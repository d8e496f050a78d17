/** Items as they stand: opened for new causes, closed where the cause is gone, back once their time aside is over. */
import {
  type AttentionRow,
  closeAttentionItem,
  openAttention,
  openAttentionItem,
} from '../../../db/queries/attention.ts'
import { readStay, staysOfReservation } from '../../../db/queries/bookings.ts'
import { type House, readHouse } from '../../../db/queries/house.ts'
import type { DoorId } from '../../domain/ids.ts'
import { type Snooze, snoozesFrom } from '../../domain/put-aside.ts'
import type { CalendarDate, Instant } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import type { Cause, CauseKind } from './cause.ts'
import { attentionCauses } from './causes.ts'

export type Item = Cause & {
  /** `A12`: short, so that a person can say it, and never given twice. */
  readonly id: string
  readonly openedAt: Instant
  /** The door that a screen opens for it; null where it is about none. */
  readonly doorId: DoorId | null
  /** Put aside until then; null where it stands on Today. */
  readonly snoozedUntil: Instant | null
  /** For how long it may be put aside; empty where nothing goes on without an answer. */
  readonly snoozes: readonly Snooze[]
}

/** The number in `A12`. */
export const numberOf = (item: Pick<Item, 'id'>): number => Number(item.id.slice(1))

/** Items to know of rather than to decide: they stand on Today and are not counted. */
const toKnow: ReadonlySet<CauseKind> = new Set(['battery-low', 'codes-outside', 'quota-low', 'guest-guessing'])

/** Waits for somebody to decide or to do something: what badges and the taskbar count. */
export const needsDecision = (item: Pick<Item, 'kind' | 'tone'>): boolean =>
  item.tone === 'bad' || !toKnow.has(item.kind)

/** How many of the open items are about doors. */
export const doorBadge = (items: readonly Item[]): number => items.filter((item) => item.doorId !== null).length

/** Every item whose cause lasts and that nobody has dismissed; those put aside carry until when. */
export function everyItem(desk: Desk): readonly Item[] {
  const house = readHouse(desk.store.read)
  if (house === null) return []
  const now = desk.clock.now()
  const causes = attentionCauses(desk.store.read, house, now)
  const rows = sweep(desk, causes, now)
  return causes.flatMap((cause) => {
    const row = rows.get(cause.cause)
    return row === undefined || row.dismissedAt !== null ? [] : [itemOf(desk, house, now, cause, row)]
  })
}

/** What stands on Today: everything that is open and not put aside. */
export const attentionItems = (desk: Desk): readonly Item[] =>
  everyItem(desk).filter((item) => item.snoozedUntil === null)

/** Opens items for new causes and closes those whose cause is gone; answers the open rows by cause. */
function sweep(desk: Desk, causes: readonly Cause[], now: Instant): ReadonlyMap<string, AttentionRow> {
  const byCause = (rows: readonly AttentionRow[]): ReadonlyMap<string, AttentionRow> =>
    new Map(rows.map((row) => [row.cause, row]))
  const open = byCause(openAttention(desk.store.read))
  const wanted = new Set(causes.map((cause) => cause.cause))
  const fresh = causes.some((cause) => !open.has(cause.cause))
  const stale = [...open.keys()].some((cause) => !wanted.has(cause))
  if (!fresh && !stale) return open
  desk.store.write((db) => {
    const current = byCause(openAttention(db))
    for (const cause of causes) if (!current.has(cause.cause)) openAttentionItem(db, cause.kind, cause.cause, now)
    for (const row of current.values()) if (!wanted.has(row.cause)) closeAttentionItem(db, row.number, now)
  })
  return byCause(openAttention(desk.store.read))
}

function itemOf(desk: Desk, house: House, now: Instant, cause: Cause, row: AttentionRow): Item {
  const aside = row.snoozedUntil !== null && row.snoozedUntil > now
  return {
    ...cause,
    id: `A${row.number}`,
    openedAt: row.openedAt,
    doorId: cause.doorIds[0] ?? null,
    snoozedUntil: aside ? row.snoozedUntil : null,
    // A restored folder does nothing until somebody says go: that is never put aside.
    snoozes: cause.kind === 'restored' ? [] : snoozesFrom(now, house.property, nextArrival(desk, cause)),
  }
}

/** The first day on which somebody it is about is still to come. */
function nextArrival({ store }: Desk, { reservationId, stayId, stayIds }: Cause): CalendarDate | null {
  const ids = stayId === null ? stayIds : [stayId, ...stayIds]
  const stays =
    ids.length > 0
      ? ids.flatMap((id) => readStay(store.read, id) ?? [])
      : reservationId === null
        ? []
        : staysOfReservation(store.read, reservationId)
  return (
    stays
      .filter((stay) => stay.status === 'expected')
      .map((stay) => stay.arrivalDate)
      .sort()[0] ?? null
  )
}
