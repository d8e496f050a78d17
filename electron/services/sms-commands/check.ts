/** `check REF`: every room, how far its codes are, and whether the guest is known. Never a PIN, never a name. */
import { readGuest, staysOfReservation } from '../../../db/queries/bookings.ts'
import { codesOfReservation, type PartyCode } from '../../../db/queries/codes.ts'
import type { CodeState } from '../../domain/access-code.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { knownBooking } from './known-booking.ts'
import { asciiOf, stayWords } from './stay-words.ts'
import type { Stop, Texted } from './texted.ts'

const stateWords: Readonly<Record<CodeState, string>> = {
  planned: 'scheduled',
  sending: 'being sent',
  accepted: 'sent, not confirmed',
  'on-lock': 'on the lock',
  removing: 'being removed',
  removed: 'removed',
  'needs-attention': 'needs a person',
}

export function checkBooking(texted: Texted, reference: BookingReference): Result<string, Stop> {
  const { work } = texted
  const party = knownBooking(work, reference, 0)
  if (!party.ok) return party
  const codes = codesOfReservation(work.db, party.value.id)
  const guest = party.value.guestId === null ? null : readGuest(work.db, party.value.guestId)
  const stays = staysOfReservation(work.db, party.value.id).map((stay) =>
    [
      stayWords(texted, stay),
      stay.status === 'in-house' ? 'in house' : stay.status,
      ...(stay.provisional ? ['not confirmed'] : []),
      ...(stay.placed ? [] : ['booked twice']),
      codeWords(texted, stay, codes),
    ].join(', '),
  )
  const known = `Guest: name ${guest?.name ? 'yes' : 'no'}, phone ${guest !== null && guest.phones.length > 0 ? 'yes' : 'no'}.`
  return ok(`${reference}: ${[...stays, known].join('. ')}`)
}

/** One word where all doors of the stay stand alike, else door by door. */
function codeWords({ work }: Texted, stay: Stay, codes: readonly PartyCode[]): string {
  const doorIds = work.house.units.find((unit) => unit.id === stay.unitId)?.doorIds ?? []
  const doors = doorIds.flatMap((id) => work.house.doors.find((door) => door.id === id) ?? [])
  const states = doors.map((door) => {
    const own = codes.filter((code) => code.doorId === door.id)
    const code = own.find((one) => one.state !== 'removed') ?? own.at(-1)
    const word = door.lock === null ? 'key' : code === undefined ? 'no code' : stateWords[code.state]
    return { name: asciiOf(door.name), word }
  })
  const [first] = states
  if (first === undefined) return 'no doors'
  if (states.every((state) => state.word === first.word)) {
    if (first.word === 'key' || first.word === 'no code') return first.word
    return `codes ${first.word}`
  }
  return states.map((state) => `${state.name} ${state.word}`).join(', ')
}
