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

export const defaultPinRules: PinRules = { lengths: [4, 5, 6, 7, 8], digits: '0123456789', rules: [] }

const forbiddenDigits: Record<PinRule, string> = {
  no_zeros: '0',
  cannot_contain_089: '089',
  cannot_contain_0789: '0789',
  cannot_start_with_12: '',
  at_least_three_unique_digits: '',
}

/** True where a stranger would guess it early: one digit, a run, a repeated pair, two triples, a mirrored half. */
export function isWeakPin(pin: string): boolean {
  const digits = Array.from(pin, Number)
  if (new Set(digits).size < 3) return true
  const steps = digits.slice(1).map((digit, index) => (digit - digits[index]! + 10) % 10)
  if (steps.every((step) => step === 1) || steps.every((step) => step === 9)) return true
  const half = pin.length / 2
  if (Number.isInteger(half) && pin.slice(0, half) === pin.slice(half)) return true
  return /^(19|20)\d\d$/.test(pin)
}

/** True where this keypad would take the digits. */
export function pinFits(pin: string, rules: PinRules): boolean {
  if (!rules.lengths.includes(pin.length)) return false
  if (![...pin].every((digit) => rules.digits.includes(digit))) return false
  return rules.rules.every((rule) => {
    if (rule === 'cannot_start_with_12') return !pin.startsWith('12')
    if (rule === 'at_least_three_unique_digits') return new Set(pin).size >= 3
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
