/**
 * Days as booking mail writes them, in any language, without a table of words: the names come from `Intl`, and the
 * weekday is the checksum, since one word may be two months (listopad: November in Polish, October in Croatian). Pure.
 */
import { Temporal } from 'temporal-polyfill'
import { addDays, type CalendarDate, parseDate } from './time.ts'

/** Languages that channels write mail in. */
const locales = [
  ...['en', 'de', 'nl', 'fr', 'es', 'es-MX', 'ca', 'it', 'pt', 'pt-BR', 'ro', 'da', 'sv', 'nb', 'is', 'fi', 'et', 'lv'],
  ...['lt', 'pl', 'cs', 'sk', 'sl', 'hr', 'sr', 'sr-Latn', 'bg', 'uk', 'ru', 'hu', 'el', 'tr', 'he', 'ar', 'hi', 'th'],
  ...['vi', 'id', 'ms', 'fil', 'ja', 'ko', 'zh-CN', 'zh-TW'],
]
/** By word: the months (1 to 12) or weekdays (1 Monday to 7) that it stands for in one language. */
type Meanings = ReadonlyMap<string, ReadonlySet<number>>
type Language = { readonly months: Meanings; readonly weekdays: Meanings }

/** Words and whole numbers of a text; compatibility forms (full-width digits) and other scripts' digits as plain ones. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\u0966-\u096f]/g, (digit) => String((digit.codePointAt(0) ?? 0) - 0x0966))
  return plain.match(/[\p{L}\p{M}]+|\d+/gu) ?? []
}

/** What tells samples apart: words that all of them share ("de", "m.") mean nothing. */
function meaningsOf(samples: readonly { readonly value: number; readonly text: string }[]): Meanings {
  const found = new Map<string, Set<number>>()
  for (const { value, text } of samples)
    for (const word of wordsOf(text)) {
      if (/^\d/.test(word)) continue
      const known = found.get(word)
      if (known === undefined) found.set(word, new Set([value]))
      else known.add(value)
    }
  const values = new Set(samples.map((sample) => sample.value)).size
  return new Map([...found].filter(([, meant]) => meant.size < values))
}

function languageOf(locale: string): Language {
  const writer = (options: Intl.DateTimeFormatOptions): ((day: string) => string) => {
    const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { timeZone: 'UTC', ...options })
    return (day) => format.format(Temporal.Instant.from(`${day}T12:00:00Z`).epochMilliseconds)
  }
  const whole = { day: 'numeric', year: 'numeric' } as const
  const ofMonth = [
    writer({ month: 'long' }),
    writer({ month: 'short' }),
    writer({ ...whole, month: 'long' }),
    writer({ ...whole, month: 'short' }),
  ]
  const ofWeekday = [
    writer({ weekday: 'long' }),
    writer({ weekday: 'short' }),
    writer({ ...whole, month: 'long', weekday: 'long' }),
    writer({ ...whole, month: 'long', weekday: 'short' }),
  ]
  const samples = (count: number, dayFor: (value: number) => string, writers: readonly ((day: string) => string)[]) =>
    Array.from({ length: count }, (_, index) => index + 1).flatMap((value) =>
      writers.map((write) => ({ value, text: write(dayFor(value)) })),
    )
  return {
    months: meaningsOf(samples(12, (month) => `2026-${String(month).padStart(2, '0')}-15`, ofMonth)),
    // 1 to 7 June 2026 are Monday to Sunday.
    weekdays: meaningsOf(samples(7, (weekday) => `2026-06-0${weekday}`, ofWeekday)),
  }
}

let languages: readonly Language[] | null = null
/** Made when first needed: it takes a moment, and most starts of the program see no mail. */
const everyLanguage = (): readonly Language[] => {
  languages ??= locales.map(languageOf)
  return languages
}

/** What all the words that mean something agree on; null where none of them does. */
function agreed(words: readonly string[], meanings: Meanings): ReadonlySet<number> | null {
  const [first, ...rest] = words.flatMap((word) => meanings.get(word) ?? [])
  if (first === undefined) return null
  return new Set([...first].filter((value) => rest.every((meant) => meant.has(value))))
}

const dayOf = (year: number, month: number, day: number): CalendarDate | null =>
  parseDate(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
const weekdayOf = (date: CalendarDate): number => Temporal.PlainDate.from(date).dayOfWeek

/** The one value that all ways of reading agree on; null where there is none, or more than one. */
const only = (dates: Iterable<CalendarDate>): CalendarDate | null => {
  const distinct = new Set(dates)
  const [first] = distinct
  return distinct.size === 1 && first !== undefined ? first : null
}

/** Year first means year, month, day; otherwise the checksum must tell day and month apart. */
const inNumbers = (
  year: number,
  first: number,
  second: number,
  yearFirst: boolean,
): readonly (CalendarDate | null)[] =>
  yearFirst ? [dayOf(year, first, second)] : [...new Set([dayOf(year, first, second), dayOf(year, second, first)])]

/**
 * Reads a whole day with its year, such as `Saturday, 20 December 2025`, `Monday, December 21, 2026` or
 * `2025年12月20日 星期六`. Null where no language explains it, where two explain it differently, or where the weekday
 * belongs to another day: never a guess.
 */
export function readMailDate(text: string): CalendarDate | null {
  const words = wordsOf(text.slice(0, 200))
  const numbers = words.filter((word) => /^\d/.test(word))
  const years = numbers.filter((word) => /^20\d\d$/.test(word))
  const rest = numbers.filter((word) => word.length <= 2).map(Number)
  if (years.length !== 1 || rest.length < 1 || rest.length > 2 || numbers.length !== rest.length + 1) return null
  const year = Number(years[0])
  const confirmed = new Set<CalendarDate>()
  const unconfirmed = new Set<CalendarDate>()
  let hasWeekday = false
  for (const { months, weekdays } of everyLanguage()) {
    const named = agreed(words, months)
    const weekday = agreed(words, weekdays)
    const days =
      rest.length === 1
        ? [...(named ?? [])].map((month) => dayOf(year, month, rest[0]!))
        : inNumbers(year, rest[0]!, rest[1]!, numbers[0] === years[0])
    for (const day of days) {
      if (day === null) continue
      if (weekday === null) unconfirmed.add(day)
      else {
        hasWeekday = true
        if (weekday.has(weekdayOf(day))) confirmed.add(day)
      }
    }
  }
  return hasWeekday ? only(confirmed) : only(unconfirmed)
}

/**
 * Reads a day without a year, such as `Feb 23`: the nearest one to come, seen from the day the mail was received. The day
 * before still counts, since a mail may be received after midnight.
 */
export function readNearestDate(text: string, receivedOn: CalendarDate): CalendarDate | null {
  const words = wordsOf(text.slice(0, 100))
  const numbers = words.filter((word) => /^\d/.test(word))
  if (numbers.length !== 1 || numbers[0]!.length > 2) return null
  const from = addDays(receivedOn, -1)
  const year = Number(from.slice(0, 4))
  const days = everyLanguage().flatMap(({ months }) =>
    [...(agreed(words, months) ?? [])].flatMap((month) => {
      // A leap day may be up to eight years off.
      for (let ahead = 0; ahead <= 8; ahead++) {
        const day = dayOf(year + ahead, month, Number(numbers[0]))
        if (day !== null && day >= from) return [day]
      }
      return []
    }),
  )
  return only(days)
}
