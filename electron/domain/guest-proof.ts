/**
 * Who stands before the page: beside the reference a guest shows a second thing that only the party knows. Booking
 * numbers are guessed and read over shoulders; alone they open nothing. Pure.
 */
import type { CalendarDate } from './time.ts'

/** What is known of a party that a stranger with its reference does not know. */
export type KnownParty = {
  readonly name: string | null
  readonly phones: readonly string[]
  /** Of its first stay and its last one, without those that are theirs by a guess only. */
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
}
/** As it was typed. */
export type ShownProof = {
  /** Last name, or the last digits of a phone number. */
  readonly who: string
  readonly arrivalDate: string
  readonly departureDate: string
}

/** As many digits of a phone as make a guess hopeless within the limits on tries. */
const fewestDigits = 6

/**
 * What the typed words prove; null where they prove nothing. Dates count only where neither a name nor a phone is known:
 * they stand on every confirmation, beside the reference.
 */
export function proofOf(known: KnownParty, shown: ShownProof): 'name' | 'phone' | 'dates' | null {
  const isNamed = known.name !== null && spelling(known.name) !== ''
  if (!isNamed && known.phones.length === 0)
    return shown.arrivalDate === known.arrivalDate && shown.departureDate === known.departureDate ? 'dates' : null
  if (known.phones.some((phone) => isTheirPhone(phone, shown.who))) return 'phone'
  return known.name !== null && isTheirName(known.name, shown.who) ? 'name' : null
}

function isTheirPhone(phone: string, typed: string): boolean {
  const text = typed.normalize('NFKC')
  if (/\p{L}/u.test(text)) return false
  const known = phone.replace(/\D/g, '')
  // `+49 (0)171 …`: the 0 is dialled at home only.
  const digits = text.replace(/\(0\)/g, '').replace(/\D/g, '')
  // Written at home a number begins with 0, or with 00 and its country; its last digits may begin with 0 as well.
  return [digits, digits.replace(/^0+/, '')].some((end) => end.length >= fewestDigits && known.endsWith(end))
}

/**
 * The family name, in whatever way it is written: any run of words after the first one, what stands before a comma, or
 * the whole; a double name also by one half. Where names are not in Latin letters the family often comes first, so there
 * any run will do.
 */
function isTheirName(name: string, typed: string): boolean {
  const wanted = spelling(typed)
  if (wanted === '') return false
  const written = wordsOf(name)
  const [before = '', given] = name.split(',', 2)
  const family = given === undefined ? [] : wordsOf(before)
  const first = family.length > 0 || written.length === 1 || !/^\P{L}*\p{Script=Latin}/u.test(name) ? 0 : 1
  const parts = (family.length > 0 ? family : written).slice(first).flatMap((word) => word.split(hyphens))
  const runs = [written.join('')]
  for (let from = 0; from < parts.length; from++)
    for (let to = from + 1; to <= parts.length; to++) runs.push(parts.slice(from, to).join(''))
  return runs.some((run) => spelling(run) === wanted)
}

const hyphens = /\p{Pd}+/u

/** Those that have a letter or a digit. */
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKC')
    .split(/[\s,]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
}

/**
 * Small letters without marks. A German ü is written u by some and ue by others, a Danish ø o or oe, an å a or aa: what
 * is only a way to write the same sound counts as the same.
 */
const spelling = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[ßøłđðþæœıς]/g, (letter) => letters[letter]!)
    .replace(/([aou])e+/g, '$1')
    .replace(/a+/g, 'a')
