/** Lines `REF: room-nights`, with or without `correct`: all are looked at, asked about at once, and done together. */
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { AssignLine, CorrectLine, SmsLine } from '../../domain/sms-command.ts'
import { nameParty, type Target, targetConcerns, targetOf } from './assign.ts'
import { type Correction, correct, correctionConcerns, correctionOf } from './correct.ts'
import { partyWords } from './stay-words.ts'
import { askAgreement, refused, type Stop, type Texted } from './texted.ts'

export type BookingLine = SmsLine & { readonly order: AssignLine | CorrectLine }

export function carryOutLines(texted: Texted, lines: readonly BookingLine[]): Result<string, Stop> {
  const targets: Target[] = []
  const corrections: Correction[] = []
  for (const [place, line] of lines.entries()) {
    const { order } = line
    const found =
      order.do === 'assign' ? targetOf(texted, line, order, place) : correctionOf(texted, line, order, place)
    if (!found.ok) return found
    if ('party' in found.value) corrections.push(found.value)
    else targets.push(found.value)
  }
  const clash = sameStay([...targets, ...corrections])
  if (clash !== null) return refused(clash, 'an earlier line is about the same stay')
  const asked = askAgreement(texted, [
    ...targets.map((target) => ({ place: target.place, concerns: targetConcerns(texted, target) })),
    ...corrections.map((one) => ({ place: one.place, concerns: correctionConcerns(texted, one) })),
  ])
  if (asked !== null) return fail(asked)
  const parties = new Set<ReservationId>()
  for (const reference of new Set(targets.map((target) => target.reference))) {
    const own = targets.filter((target) => target.reference === reference)
    const named = nameParty(texted.work, own)
    if (!named.ok) return named
    parties.add(named.value.id)
  }
  for (const correction of corrections) {
    const done = correct(texted, correction)
    if (!done.ok) return done
    parties.add(correction.party.id)
  }
  return ok([...parties].map((id) => partyWords(texted, id)).join('\n'))
}

/** The place of a line about a stay that an earlier line is about; null where there is none. */
function sameStay(found: readonly (Target | Correction)[]): number | null {
  const seen = new Set<string>()
  for (const one of found.toSorted((left, right) => left.place - right.place)) {
    const ids = [one.stay.id, ...('instead' in one && one.instead !== null ? [one.instead.id] : [])]
    if (ids.some((id) => seen.has(id))) return one.place
    for (const id of ids) seen.add(id)
  }
  return null
}
