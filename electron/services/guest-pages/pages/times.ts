/** Moments and units as a guest reads them, in the house's wall time. */
import type { Instant, TimeZoneId } from '../../../domain/time.ts'
import { wallTimeOf } from '../../../domain/time.ts'
import { dayInWords, validityInWords } from '../../printing/index.ts'
import type { PageUnit } from '../page-model.ts'
import type { Words } from '../words/index.ts'
import { type Html, html, named } from './html.ts'

/** "Saturday 21 November, 14:00". */
export const momentInWords = (at: Instant, zone: TimeZoneId, words: Words): string =>
  `${dayInWords(at, zone, words.slip, false)}, ${wallTimeOf(at, zone)}`

/** "Apartment 101 and Apartment 102". */
export const listed = (names: readonly string[], words: Words): Html => {
  const parts = new Intl.ListFormat(words.slip.language, { type: 'conjunction' }).formatToParts(names)
  return html`${parts.map((part) => (part.type === 'element' ? named(part.value) : html`${part.value}`))}`
}

/** Units of the same times together, and when they are theirs; from when, only where that is still of interest. */
export function unitLines(units: readonly PageUnit[], saysFrom: boolean, zone: TimeZoneId, words: Words): Html {
  const groups = new Map<string, PageUnit[]>()
  for (const unit of units) {
    const key = `${unit.startsAt} ${unit.endsAt}`
    groups.set(key, [...(groups.get(key) ?? []), unit])
  }
  const lines = [...groups.values()].map((group) => {
    const names = listed(
      group.map((unit) => unit.name),
      words,
    )
    const [from, until] = validityInWords(group[0]!, zone, words.slip)
    return html`<p class="sub"><b>${names}</b>${saysFrom ? html`<br>${from}` : null}<br>${until}</p>`
  })
  return html`${lines}`
}
