import type { Pin } from '../../electron/domain/pin.ts'
import type { SlipContent, SlipDoor } from '../../electron/domain/slip.ts'
import { parseInstant, parseTimeZone } from '../../electron/domain/time.ts'

const at = (iso: string) => parseInstant(iso)!

export const door = (name: string, until = '2026-11-24T11:00:00Z', from = '2026-11-21T14:00:00Z'): SlipDoor => ({
  name,
  windows: [{ startsAt: at(from), endsAt: at(until) }],
})

/** Two apartments behind a front door, one PIN for all; what is switched off by default is off. */
export const twoApartments: SlipContent = {
  units: ['Apartment 101', 'Apartment 102'],
  pins: [{ pin: '507284' as Pin, doors: [door('Front door'), door('Apartment 101'), door('Apartment 102')] }],
  keyDoors: [],
  notYetDoors: [],
  timeZone: parseTimeZone('Europe/London')!,
  deskPhone: '+1 202 555 0150',
  language: 'en',
  confirmKey: '#',
  houseName: null,
  houseAddress: null,
  guestName: null,
  pageAddress: null,
}
