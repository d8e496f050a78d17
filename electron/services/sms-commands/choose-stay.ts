/** Which stay a line means: the one its alert names, the only one there is, or it is asked. */
import type { StayId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SmsLine } from '../../domain/sms-command.ts'
import type { Stay } from '../../domain/stay.ts'
import { itemOf, itemsAbout, staysOfItem } from './alerts.ts'
import { stayWords } from './stay-words.ts'
import { type Option, refused, type Stop, type Texted } from './texted.ts'

/** More than this is not asked by text. */
const mostOptions = 5

export type Choice = {
  readonly line: SmsLine
  readonly place: number
  readonly candidates: readonly Stay[]
  /** "Room 1 has no open booking": where there is none. */
  readonly none: string
}

/**
 * The stay that is meant. An alert that the line names limits the choice to its stays; without one, an alert that is
 * open about exactly one of them decides. Otherwise the sender is asked.
 */
export function chooseStay(texted: Texted, choice: Choice): Result<Stay, Stop> {
  const { line, place, candidates } = choice
  const picked = texted.given.chosen[place]
  if (picked !== undefined) {
    const stay = candidates.find((one) => one.id === picked)
    return stay === undefined ? refused(place, 'what was asked about has changed since: send it again') : ok(stay)
  }
  const meant = line.alert === null ? ok(alertedOf(texted, candidates)) : ofAlert(texted, line.alert, choice)
  if (!meant.ok) return meant
  const [only] = meant.value
  if (only === undefined) return refused(place, choice.none)
  return meant.value.length === 1 ? ok(only) : ask(texted, place, meant.value)
}

function ofAlert(texted: Texted, alert: string, { place, candidates }: Choice): Result<readonly Stay[], Stop> {
  const item = itemOf(texted, alert)
  if (item === null) return refused(place, `${alert} is not open any more`)
  const its: readonly StayId[] = staysOfItem(texted, item)
  const meant = candidates.filter((stay) => its.includes(stay.id))
  return meant.length === 0 ? refused(place, `${alert} is about something else`) : ok(meant)
}

/** The one that an open alert is about, where it is about exactly one of them; else all. */
function alertedOf(texted: Texted, candidates: readonly Stay[]): readonly Stay[] {
  const alerted = candidates.filter((stay) => itemsAbout(texted, stay).length > 0)
  return alerted.length === 1 ? alerted : candidates
}

function ask(texted: Texted, place: number, stays: readonly Stay[]): Result<Stay, Stop> {
  const shown = stays.slice(0, mostOptions)
  const options = shown.map((stay): Option => {
    const [item, another] = itemsAbout(texted, stay)
    const own = item !== undefined && another === undefined && staysOfItem(texted, item).length === 1
    return { label: stayWords(texted, stay), item: own ? item.id : null, chosen: { [place]: stay.id } }
  })
  const more = stays.length > shown.length ? ` ${stays.length} are open, the next ones are:` : ''
  return { ok: false, error: { kind: 'asked', line: place, question: `Which one?${more}`, options } }
}
