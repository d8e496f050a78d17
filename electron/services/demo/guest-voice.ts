/** Which guest of the demo house writes next, and what. */
import { readGuest, readReservation, staysAround } from '../../../db/queries/bookings.ts'
import { readHouse, readSetting, writeSetting } from '../../../db/queries/house.ts'
import { ourNumbers } from '../../../db/queries/lines.ts'
import { isLive } from '../../domain/stay.ts'
import { addDays, dateOf } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import { guestVoices } from './demo-texts.ts'

export type GuestVoice = { readonly from: string; readonly to: string; readonly body: string }

const countSetting = 'demo-voices'

/** The next text of the list, from the next guest who is in house or arrives today; null where nobody is there. */
export function nextGuestVoice(desk: Desk): GuestVoice | null {
  const db = desk.store.read
  const house = readHouse(db)
  const [number] = ourNumbers(db)
  if (house === null || number === undefined) return null
  const now = desk.clock.now()
  const today = dateOf(now, house.property.timeZone)
  const phones = staysAround(db, today, addDays(today, 1), now).flatMap((stay) => {
    const reservation = stay.reservationId === null || !isLive(stay) ? null : readReservation(db, stay.reservationId)
    const guestId = reservation?.guestId ?? null
    return (guestId === null ? null : readGuest(db, guestId))?.phones[0] ?? []
  })
  const present = [...new Set(phones)].sort()
  if (present.length === 0) return null
  const kept = readSetting(db, countSetting)
  const count = typeof kept === 'number' ? kept : 0
  desk.store.write((write) => writeSetting(write, countSetting, count + 1))
  return {
    from: present[count % present.length]!,
    to: number.phone,
    body: guestVoices[count % guestVoices.length]!,
  }
}
