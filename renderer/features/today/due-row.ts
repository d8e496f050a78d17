import type { TodayRow, TodayView } from '../../../electron/contract/views.ts'
import { toMillis } from '../../desk/clock.ts'

export type ListName = 'arrivals' | 'departures' | 'inHouse'
export type Placed = { readonly list: ListName; readonly row: TodayRow }

/** The rows in the order of the screen: what still needs work comes first. */
export const placedRows = (view: TodayView): Placed[] => [
  ...view.arrivals.map((row): Placed => ({ list: 'arrivals', row })),
  ...view.departures.map((row): Placed => ({ list: 'departures', row })),
  ...view.inHouse.map((row): Placed => ({ list: 'inHouse', row })),
]

/** The same party can stand in two lists; a row is its list and its key. */
export const placeKey = (placed: Placed) => `${placed.list}:${placed.row.key}`

const LATELY = 30 * 60_000

/** The one row with the filled button while nobody has chosen another: who comes next, else who is late, else who leaves. */
export function dueRow(view: TodayView, now: number): Placed | null {
  const open = placedRows(view).filter(({ row }) => row.doneAt === null)
  const arrivals = open.filter(({ list }) => list === 'arrivals')
  const next = arrivals.find(({ row }) => toMillis(row.plannedAt) >= now - LATELY && !row.overdue)
  return next ?? arrivals[0] ?? open.find(({ list }) => list === 'departures') ?? open[0] ?? null
}
