/** A booking reference by itself: for the one stay that waits for it. */
import { findReservations, staysOfReservation } from '../../../db/queries/bookings.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SmsLine } from '../../domain/sms-command.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { answerable, itemOf, staysOfItem } from './alerts.ts'
import { nameParty, openStays } from './assign.ts'
import { chooseStay } from './choose-stay.ts'
import { confirmGroup, confirmStays } from './confirm.ts'
import { nightsOf, partyWords } from './stay-words.ts'
import type { Stop, Texted } from './texted.ts'

/** The stay that an open alert asks about, else the only one that waits; with several the sender is asked. */
export function nameOne(texted: Texted, line: SmsLine, reference: BookingReference): Result<string, Stop> {
  const { work } = texted
  for (const reservation of findReservations(work.db, reference)) {
    const stays = staysOfReservation(work.db, reservation.id).filter(isLive)
    const alert = line.alert === null ? null : itemOf(texted, line.alert)
    // An alert that is about something else says that this booking has one more room.
    if (line.alert !== null && alert?.reservationId !== reservation.id) continue
    if (stays.some((stay) => stay.provisional))
      return alert === null
        ? confirmGroup(texted, reservation)
        : confirmStays(texted, reservation, staysOfItem(texted, alert))
    if (stays.length > 0) return ok(`Known already. ${partyWords(texted, reservation.id)}`)
  }
  const chosen = chooseStay(texted, {
    line,
    place: 0,
    candidates: candidatesOf(texted, line),
    none: 'no booking waits for a reference',
  })
  if (!chosen.ok) return chosen
  const stay = chosen.value
  const named = nameParty(work, [{ place: 0, text: line.text, reference, stay, nights: nightsOf(stay), owner: null }])
  return named.ok ? ok(partyWords(texted, named.value.id)) : named
}

/** While alerts ask for a reference, it is for one of theirs. */
function candidatesOf(texted: Texted, line: SmsLine): readonly Stay[] {
  const open = openStays(texted)
  if (line.alert !== null) return open
  const asked = new Set(
    texted.items.filter((item) => answerable.has(item.kind)).flatMap((item) => staysOfItem(texted, item)),
  )
  const alerted = open.filter((stay) => asked.has(stay.id))
  return alerted.length > 0 ? alerted : open.filter((stay) => stay.reservationId === null)
}
