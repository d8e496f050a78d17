/** A PIN: a branded string of digits (leading zeros count). It never enters a log, a name or the text of an error. */
declare const brand: unique symbol
export type Pin = string & { readonly [brand]: 'Pin' }

/** What one lock's keypad accepts. */
export type PinRules = {
  readonly lengths: readonly number[]
  /** The digits the keypad has, e.g. `0123456789`. */
  readonly digits: string
  readonly rules: readonly PinRule[]
}
/** Vendors' own constraints, in Seam's words (facts/locks.md section 2). */
export type PinRule =
  | 'no_zeros'
  | 'cannot_start_with_12'
  | 'cannot_contain_089'
  | 'cannot_contain_0789'
  | 'at_least_three_unique_digits'
  | 'no_ascending_or_descending_sequence'
  | 'no_triple_consecutive_ints'
  | 'no_all_same_digits'

export const defaultPinRules: PinRules = { lengths: [4, 5, 6, 7, 8], digits: '0123456789', rules: [] }

const forbiddenDigits: Record<PinRule, string> = {
  no_zeros: '0',
  cannot_contain_089: '089',
  cannot_contain_0789: '0789',
  cannot_start_with_12: '',
  at_least_three_unique_digits: '',
  no_ascending_or_descending_sequence: '',
  no_triple_consecutive_ints: '',
  no_all_same_digits: '',
}

/** True for digits that rise by one each, or fall by one each. */
const isRun = (digits: string): boolean =>
  [1, -1].some((step) => Array.from(digits).every((digit, at) => at === 0 || +digit - +digits[at - 1]! === step))

/** Three in a row that rise, fall or are the same: Seam does not say which of them Brivo means. */
const isTriple = (three: string): boolean => three.length === 3 && (isRun(three) || new Set(three).size === 1)

/** True where a stranger would guess it early: one digit, a run, a repeated pair, two triples, a mirrored half. */
export function isWeakPin(pin: string): boolean {
  const digits = Array.from(pin, Number)
  if (new Set(digits).size < 3) return true
  const steps = digits.slice(1).map((digit, index) => (digit - digits[index]! + 10) % 10)
  if (steps.every((step) => step === 1) || steps.every((step) => step === 9)) return true
  const half = pin.length / 2
  if (Number.isInteger(half) && pin.slice(0, half) === pin.slice(half)) return true
  return /^(19|20)\d\d$/.test(pin) || looksLikeDate(pin)
}

const isDay = (text: string): boolean => /^(0[1-9]|[12]\d|3[01])$/.test(text)
const isMonth = (text: string): boolean => /^(0[1-9]|1[0-2])$/.test(text)

/** A birthday is what a stranger tries first: day and month in either order, with a year of two or four digits. */
function looksLikeDate(pin: string): boolean {
  const pair = (left: string, right: string): boolean =>
    (isDay(left) && isMonth(right)) || (isMonth(left) && isDay(right))
  const [first, second, third] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)]
  if (pin.length === 4) return pair(first, second)
  if (pin.length === 6) {
    const yearAndMonth = /^(19|20)\d\d$/.test(first + second) && isMonth(third)
    return pair(first, second) || (isMonth(second) && isDay(third)) || yearAndMonth
  }
  if (pin.length !== 8) return false
  const year = (text: string): boolean => /^(19|20)\d\d$/.test(text)
  return (
    (pair(first, second) && year(pin.slice(4))) || (year(pin.slice(0, 4)) && isMonth(third) && isDay(pin.slice(6, 8)))
  )
}

/** True where the digits stand in something a stranger may know of the party: the end of a phone, a booking number. */
export const isGivenAway = (pin: string, known: readonly string[]): boolean =>
  known.some((text) => text.replace(/\D/g, '').includes(pin))

/** True where this keypad would take the digits. */
export function pinFits(pin: string, rules: PinRules): boolean {
  if (!rules.lengths.includes(pin.length)) return false
  if (![...pin].every((digit) => rules.digits.includes(digit))) return false
  return rules.rules.every((rule) => {
    if (rule === 'cannot_start_with_12') return !pin.startsWith('12')
    if (rule === 'at_least_three_unique_digits') return new Set(pin).size >= 3
    if (rule === 'no_all_same_digits') return new Set(pin).size >= 2
    if (rule === 'no_ascending_or_descending_sequence') return !isRun(pin)
    if (rule === 'no_triple_consecutive_ints') return !Array.from(pin).some((_, at) => isTriple(pin.slice(at, at + 3)))
    return ![...pin].some((digit) => forbiddenDigits[rule].includes(digit))
  })
}

/** Rules that satisfy every keypad at once; `lengths` may come out empty where the doors have none in common. */
export function intersectPinRules(all: readonly PinRules[]): PinRules {
  if (all.length === 0) return defaultPinRules
  return all.reduce((left, right) => ({
    lengths: left.lengths.filter((length) => right.lengths.includes(length)),
    digits: [...left.digits].filter((digit) => right.digits.includes(digit)).join(''),
    rules: [...new Set([...left.rules, ...right.rules])],
  }))
}

/** Draws a whole number from 0 up to, not including, `limit`; cryptographically random outside tests. */
export type DrawInteger = (limit: number) => number

/**
 * Draws digits that fit every keypad of `rules`, are not weak and are not `taken`. Six digits where the keypads
 * allow it, else the longest length they share. Null where no digits fit all keypads: the caller then lets the
 * odd door have digits of its own.
 */
export function drawPin(rules: PinRules, taken: (pin: Pin) => boolean, draw: DrawInteger): Pin | null {
  const length = rules.lengths.includes(6) ? 6 : Math.max(0, ...rules.lengths)
  if (length === 0 || rules.digits.length === 0) return null
  for (let attempt = 0; attempt < 2_000; attempt++) {
    let pin = ''
    for (let index = 0; index < length; index++) pin += rules.digits[draw(rules.digits.length)]
    if (!isWeakPin(pin) && pinFits(pin, rules) && !taken(pin as Pin)) return pin as Pin
  }
  return null
}
