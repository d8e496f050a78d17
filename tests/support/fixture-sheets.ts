/** The sheets behind the rows of the invented house. */
import type { DoorState, LadderView, SheetDoor, SheetStay, SheetView } from '../../electron/contract/views.ts'
import { chip, DAY, nameOf } from './fixture-house.ts'
import { arrivals, departures, inHouse } from './fixture-today.ts'

const stay = (unitKey: string, part: Partial<SheetStay> = {}): SheetStay => ({
  id: `s-${unitKey}`,
  unitId: `u-${unitKey}`,
  unitKey,
  unitName: nameOf(unitKey),
  arrivalDate: DAY,
  departureDate: '2026-11-24',
  arrivalTime: null,
  departureTime: null,
  status: 'expected',
  placed: true,
  provisional: false,
  why: null,
  source: 'feed',
  arrivedAt: null,
  departedAt: null,
  offered: true,
  blocked: null,
  notSafeUntil: null,
  ...part,
})
/** The ways in at a door behind the gateway that is offline. */
const ladderOf = (doorName: string): LadderView => ({
  newDigits: { possible: false, detail: 'Would not help: nothing is wrong with the digits.' },
  spare: { possible: true, detail: 'Already on this lock.' },
  offlineCode: { possible: false, detail: 'This lock makes no codes by itself.' },
  unlock: { possible: false, detail: 'Not possible: East stairs gateway is offline.' },
  envelope: {
    possible: true,
    detail: `Metal key to ${doorName}. Write down who took it.`,
    name: 'Envelope 3 in the safe',
  },
})
/** `d-102`, as the Doors screen knows it. */
const doorIdOf = (doorName: string) => `d-${doorName === 'Front door' ? 'front' : doorName.replace('Apartment ', '')}`

const door = (
  doorName: string,
  unitName: string | null,
  state: DoorState,
  faultText: string | null = null,
): SheetDoor => ({
  doorId: doorIdOf(doorName),
  doorName,
  shared: unitName === null,
  unitName,
  codeId: state === 'no-code' || state === 'key' ? null : `c-${doorName}`,
  state,
  stateSince: `${DAY}T15:12:14.000Z`,
  faultText,
  startsAt: null,
  endsAt: null,
  windows: [],
  openedAt: null,
  ladder: state === 'needs-attention' ? ladderOf(doorName) : null,
  given: [],
  keyOut: null,
})

const history = [
  { at: `${DAY}T14:51:00.000Z`, by: 'Booking.com', source: 'feed', text: 'Dates confirmed by the calendar' },
  { at: '2026-11-18T09:20:00.000Z', by: 'Dana', source: 'desk', text: 'Phone added' },
  { at: '2026-11-02T18:05:00.000Z', by: '', source: 'feed', text: 'Booking came in' },
]
const base: SheetView = {
  reservationId: null,
  feedStayId: null,
  channel: 'booking.com',
  reference: null,
  guest: null,
  found: [],
  unread: 0,
  note: '',
  stays: [],
  origins: [],
  doors: [],
  pinCount: 1,
  accessFrom: `${DAY}T14:00:00.000Z`,
  accessUntil: '2026-11-24T11:00:00.000Z',
  defaults: { checkInTime: '14:00', checkOutTime: '11:00' },
  checkedIn: null,
  undo: null,
  history,
}
/** Whose word the fields of the party with the guessed room are. */
const calendar = { source: 'feed', by: '', at: `${DAY}T12:05:00.000Z` }
const originsHere: SheetView['origins'] = [
  {
    field: 'dates',
    stayId: 's-101',
    first: calendar,
    changed: { source: 'desk', by: 'Dana', at: `${DAY}T14:02:00.000Z` },
  },
  { field: 'unit', stayId: 's-101', first: calendar, changed: null },
  { field: 'reference', stayId: 's-101', first: { source: 'mail', by: 'Latchkey', at: calendar.at }, changed: null },
  { field: 'dates', stayId: 's-102', first: calendar, changed: null },
  { field: 'unit', stayId: 's-102', first: calendar, changed: null },
  {
    field: 'name',
    stayId: null,
    first: { source: 'import', by: 'Dana', at: '2026-11-18T09:20:00.000Z' },
    changed: null,
  },
  { field: 'phone', stayId: null, first: { source: 'sms', by: 'Omar Haddad', at: calendar.at }, changed: null },
]
const guest = (name: string | null, phone: string | null, email: string | null, language = 'en') => ({
  id: `g-${name}`,
  name,
  phones: phone ? [phone] : [],
  email,
  language,
  idSeenAt: null,
  idSeenBy: null,
})

/** The sheet of one reservation of the lists above; what has no own one looks like its row. */
export function sheetFor(id: string): SheetView {
  if (id === 'r-adaeze') {
    return {
      ...base,
      reservationId: id,
      reference: '4170263958',
      unread: 2,
      guest: {
        ...guest('Adaeze Okonkwo', '+1 202 555 0117', 'a.okonkwo@example.com'),
        idSeenAt: `${DAY}T15:12:00.000Z`,
        idSeenBy: 'Dana',
      },
      found: [
        {
          guestId: 'g-old',
          name: 'Adaeze Okonkwo',
          reason: 'same-phone',
          before: '101 in March 2026, Loft in June 2025.',
        },
      ],
      stays: [
        stay('101', { departureTime: '13:00' }),
        stay('102', { departureTime: '13:00' }),
        stay('103', {
          offered: false,
          provisional: true,
          why: 'A guess: it came with the others, and one booking mail fits them all.',
        }),
        stay('204', {
          offered: false,
          arrivalDate: '2026-11-25',
          departureDate: '2026-11-28',
          blocked: { code: 'not-arrival-day', message: 'Arrives on 25 November.' },
        }),
      ],
      origins: originsHere,
      doors: [
        door('Front door', null, 'planned'),
        door('Apartment 101', 'Apartment 101', 'planned'),
        door('Apartment 102', 'Apartment 102', 'needs-attention', 'Offline since 13:40; still trying.'),
      ],
    }
  }
  if (id === 's-feed')
    return {
      ...base,
      feedStayId: id,
      channel: 'airbnb',
      pinCount: 0,
      stays: [stay('203')],
      doors: [door('Front door', null, 'no-code'), door('Apartment 203', 'Apartment 203', 'no-code')],
    }
  const found = [...arrivals, ...departures, ...inHouse].find((one) => one.reservationId === id)
  const isIn = inHouse.some((one) => one.reservationId === id) || departures.some((one) => one.reservationId === id)
  const units = found?.units ?? [chip('104', 'no-code')]
  const done = found?.doneAt != null
  return {
    ...base,
    reservationId: id,
    channel: found?.channel ?? 'direct',
    reference: found?.reference ?? 'LK-2070',
    guest: guest(
      found?.guestName ?? null,
      found?.hasPhone ? '+1 202 555 0142' : null,
      found?.hasEmail ? 'guest@example.com' : null,
    ),
    pinCount: id === 'r-jo' ? 0 : 1,
    stays: units.map((unit) =>
      stay(unit.unitKey, {
        status: done ? 'departed' : isIn ? 'in-house' : 'expected',
        offered: !isIn,
        departureDate: departures.some((one) => one.reservationId === id)
          ? DAY
          : (found?.departureDate ?? '2026-11-22'),
        notSafeUntil: found?.notSafe?.until ?? null,
      }),
    ),
    checkedIn: isIn ? { at: '2026-11-18T15:02:00.000Z', by: 'Omar Haddad' } : null,
    undo: done ? { actionId: `out ${id}`, label: 'check-out' } : null,
    doors: [
      door('Front door', null, units[0]?.state ?? 'planned'),
      ...units.map((unit) => door(unit.unitName, unit.unitName, unit.state)),
    ],
  }
}
