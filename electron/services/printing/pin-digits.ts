import type { Pin } from '../../domain/pin.ts'

/** Groups of three, as people read digits aloud; never one digit left alone at the end. */
export function pinGroups(pin: Pin): readonly string[] {
  const groups: string[] = []
  let rest: string = pin
  while (rest.length > 4) {
    groups.push(rest.slice(0, 3))
    rest = rest.slice(3)
  }
  return [...groups, rest]
}

/** Digits stay left to right inside any text, and a screen reader says them one by one. */
export function pinHtml(pin: Pin): string {
  const groups = pinGroups(pin).map((group) => `<span>${group}</span>`)
  return `<p class="digits" dir="ltr" role="img" aria-label="PIN ${[...pin].join(' ')}">${groups.join(' ')}</p>`
}
