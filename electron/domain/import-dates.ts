/** Days as spreadsheets write them. Which of 3/4 is the month is decided by the whole column, never by one cell. */
import type { SheetCell } from './import-columns.ts'
import { addDays, type CalendarDate, nightsBetween, parseDate } from './time.ts'

/** `day-first` 31/12, `month-first` 12/31; null where nothing in the file decides it. */
export type DayOrder = 'day-first' | 'month-first'
export type DayReading =
  | { readonly kind: 'day'; readonly date: CalendarDate }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'ambiguous' }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Day 0 as spreadsheets count since their leap year that never was; right for all days from March 1900 on. */
const serialStart = '1899-12-30' as CalendarDate

const dayOf = (year: string | number, month: string | number, day: string | number): CalendarDate | null =>
  parseDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

type Slashed = { readonly first: number; readonly second: number; readonly year: string }

/** `31/12/2026` or `31-12-2026`, with a time behind it or not. */
function slashed(text: string): Slashed | null {
  const found = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T,].*)?$/.exec(text)
  return found === null ? null : { first: Number(found[1]), second: Number(found[2]), year: found[3]! }
}

/** Reads what can be read in one way alone; a slashed day as `Slashed`. */
function plainDay(cell: SheetCell): CalendarDate | Slashed | null {
  if (typeof cell === 'number') {
    // From 1954 to 2119: anything else under a heading of days is a number of another kind.
    return cell >= 20_000 && cell < 80_500 ? addDays(serialStart, Math.floor(cell)) : null
  }
  const text = cell.normalize('NFKC').trim()
  if (/^\d{5}$/.test(text)) return plainDay(Number(text))
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T,].*)?$/.exec(text)
  if (iso !== null) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  // With dots the day always stands first.
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,].*)?$/.exec(text)
  if (dotted !== null) return dayOf(dotted[3]!, dotted[2]!, dotted[1]!)
  const named = /^(?:\p{L}+,?\s+)?(\d{1,2})[ -](\p{L}{3})\p{L}*\.?,?[ -](\d{4})$/u.exec(text)
  if (named !== null) return dayOf(named[3]!, months.indexOf(named[2]!.toLowerCase()) + 1, named[1]!)
  const american = /^(?:\p{L}+,?\s+)?(\p{L}{3})\p{L}*\.?\s+(\d{1,2}),?\s+(\d{4})$/u.exec(text)
  if (american !== null) return dayOf(american[3]!, months.indexOf(american[1]!.toLowerCase()) + 1, american[2]!)
  return slashed(text)
}

const inOrder = ({ first, second, year }: Slashed, order: DayOrder): CalendarDate | null =>
  order === 'day-first' ? dayOf(year, second, first) : dayOf(year, first, second)

/** One day; `ambiguous` where both orders give one and the file has not said which is meant. */
export function readDay(cell: SheetCell, order: DayOrder | null): DayReading {
  if (typeof cell === 'string' && cell.trim() === '') return { kind: 'blank' }
  const read = plainDay(cell)
  if (read === null) return { kind: 'unreadable' }
  if (typeof read === 'string') return { kind: 'day', date: read }
  const dayFirst = inOrder(read, 'day-first')
  const monthFirst = inOrder(read, 'month-first')
  if (order === null && dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst)
    return { kind: 'ambiguous' }
  const date = order === null ? (dayFirst ?? monthFirst) : inOrder(read, order)
  return date === null ? { kind: 'unreadable' } : { kind: 'day', date }
}

export type DayPair = { readonly arrival: SheetCell; readonly departure: SheetCell; readonly nights: number | null }

/**
 * The order of day and month of a whole file. A day past the 12th proves one; so does a row whose nights fit in one
 * order alone. Proof of both, or of none, is null: then an ambiguous day refuses its row.
 */
export function dayOrder(pairs: readonly DayPair[]): DayOrder | null {
  const proven = new Set<DayOrder>()
  for (const { arrival, departure, nights } of pairs) {
    const days = [plainDay(arrival), plainDay(departure)]
    for (const day of days) {
      if (day === null || typeof day === 'string') continue
      if (day.first > 12) proven.add('day-first')
      if (day.second > 12) proven.add('month-first')
    }
    const [from, to] = days
    if (nights === null || !from || !to || (typeof from === 'string' && typeof to === 'string')) continue
    const fits = (order: DayOrder): boolean => {
      const first = typeof from === 'string' ? from : inOrder(from, order)
      const last = typeof to === 'string' ? to : inOrder(to, order)
      return first !== null && last !== null && nightsBetween(first, last) === nights
    }
    if (fits('day-first') !== fits('month-first')) proven.add(fits('day-first') ? 'day-first' : 'month-first')
  }
  const [only] = proven
  return proven.size === 1 ? only! : null
}

/** When a row was booked, comparable as text: `YYYY-MM-DD` with the time where the file has one; null where unread. */
export function readMoment(cell: SheetCell, order: DayOrder | null): string | null {
  const day = readDay(cell, order)
  if (day.kind !== 'day') return null
  if (typeof cell === 'number') {
    const minutes = Math.round((cell % 1) * 1440)
    return `${day.date} ${clock(Math.floor(minutes / 60), minutes % 60)}`
  }
  const time = /[ T](\d{1,2}):(\d{2})/.exec(cell)
  return time === null ? day.date : `${day.date} ${clock(Number(time[1]), Number(time[2]))}`
}
const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
