/** Bad input: each has its error code, and nothing of it is half-written. */
import { afterEach, describe, expect, it } from 'vitest'
import { updateStay } from '../../db/queries/bookings.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive, cancel, depart, extend, move, setTimes, undo } from '../../electron/services/check-in/index.ts'
import { type Desk, transact } from '../../electron/services/desk/index.ts'
import { houseFileSchema, setUpHouse } from '../../electron/services/house/index.ts'
import {
  addReservation,
  describeGuest,
  findReservation,
  forgetGuest,
} from '../../electron/services/reservations/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import {
  book,
  codeOf,
  dana,
  doorStates,
  dumpTables,
  houseFile,
  must,
  openTestDesk,
  staysOf,
  type TestDesk,
  type TestDeskOptions,
} from '../support/test-desk.ts'

const A = '1000000001'
const B = '1000000002'
let opened: TestDesk | null = null
afterEach(() => {
  opened?.close()
  opened = null
})
const open = (options: TestDeskOptions = {}): TestDesk => {
  opened = openTestDesk(options)
  return opened
}

/** Refused with this code, and every table is as it was. */
function refuses(desk: Desk, code: string, attempt: () => Parameters<typeof codeOf>[0]): void {
  const before = dumpTables(desk)
  expect(codeOf(attempt())).toBe(code)
  expect(dumpTables(desk)).toEqual(before)
}

const add = (desk: Desk, change: Partial<Parameters<typeof addReservation>[2]>) =>
  addReservation(desk, dana, {
    reference: A,
    channel: 'booking.com',
    stays: [{ unit: 'R1', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
    ...change,
  })
const phoneOf = (desk: Desk, ref: string, phone: string) =>
  transact(desk, dana, (work) => {
    const reservation = findReservation(work.db, { ref })
    return reservation.ok ? describeGuest(work, reservation.value, { name: 'Ann Example', phone }) : reservation
  })
const forget = (desk: Desk, ref: string) =>
  transact(desk, dana, (work) => {
    const reservation = findReservation(work.db, { ref })
    return reservation.ok ? forgetGuest(work, reservation.value) : reservation
  })

describe('a reference', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \t\n\u00a0\u3000'],
    ['zero', '0'],
    ['N/A', 'N/A'],
    ['n.a.', ' n.a. '],
    ['unknown', ' unKnown '],
    ['dashes and dots', '-–—.…'],
    ['invisible characters', '\u200b\u200c\u200d\u2060\ufeff\u00ad'],
    ['zero wrapped in invisible characters', '\u200e0\u200f'],
  ])('of %s is blank and is refused', (_name, reference) => {
    const { desk } = open()
    book(desk, B, [['R2', '2026-06-10', '2026-06-12']])
    refuses(desk, 'blank-reference', () => add(desk, { reference }))
    refuses(desk, 'blank-reference', () => arrive(desk, dana, { ref: reference }))
  })

  it.each([
    ['with a semicolon', "12345'; drop"],
    ['of one letter', 'A'],
    ['longer than any', 'A'.repeat(41)],
  ])('%s is malformed and is refused', (_name, reference) => {
    const { desk } = open()
    refuses(desk, 'bad-input', () => add(desk, { reference }))
  })

  it('is the same whatever blanks, dashes, dots and case it is written with', () => {
    const { desk } = open()
    book(desk, 'hmab-12.34 5', [['R1', '2026-06-10', '2026-06-12']])
    book(desk, 'HMAB12345\u200b', [['R2', '2026-06-10', '2026-06-12']])
    expect(staysOf(desk, ' hmAB–1234 5 ')).toEqual(['R1 expected', 'R2 expected'])
  })

  it('that nobody has is unknown', () => {
    const { desk } = open()
    refuses(desk, 'reservation-unknown', () => arrive(desk, dana, { ref: A }))
  })

  it('that two channels share is ambiguous until the channel is named', () => {
    const { desk } = open()
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(
      add(desk, { channel: 'direct', stays: [{ unit: 'R2', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }] }),
    )
    refuses(desk, 'ambiguous-reference', () => arrive(desk, dana, { ref: A }))
    must(arrive(desk, dana, { ref: A, channel: 'direct' }))
    expect(must(showReservation(desk, { ref: A, channel: 'booking.com' })).stays[0]?.status).toBe('expected')
  })
})

describe('stays that cannot be', () => {
  it.each([
    ['departs before it arrives', { unit: 'R1', arrivalDate: '2026-06-12', departureDate: '2026-06-10' }, 'day-order'],
    ['departs as it arrives', { unit: 'R1', arrivalDate: '2026-06-10', departureDate: '2026-06-10' }, 'day-order'],
    ['has a day that is none', { unit: 'R1', arrivalDate: '2026-02-30', departureDate: '2026-03-02' }, 'bad-date'],
    ['has a day of another order', { unit: 'R1', arrivalDate: '10.06.2026', departureDate: '2026-06-12' }, 'bad-date'],
    ['lasts for years', { unit: 'R1', arrivalDate: '2026-06-10', departureDate: '2036-06-10' }, 'bad-date'],
    [
      'is in no unit of the house',
      { unit: 'R9', arrivalDate: '2026-06-10', departureDate: '2026-06-12' },
      'unit-unknown',
    ],
    [
      'is in a unit without a name',
      { unit: ' ', arrivalDate: '2026-06-10', departureDate: '2026-06-12' },
      'unit-unknown',
    ],
  ] as const)('refuses one that %s, and with it the good room of the same order', (_name, stay, code) => {
    const { desk } = open()
    const good = { unit: 'R2', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }
    refuses(desk, code, () =>
      add(desk, { stays: [good, stay], guest: { name: 'Ann Example', phone: '+442079460958' } }),
    )
  })

  it('refuses a reservation without stays and one without a channel', () => {
    const { desk } = open()
    refuses(desk, 'bad-input', () => add(desk, { stays: [] }))
    refuses(desk, 'channel-unknown', () => add(desk, { channel: '  ' }))
  })

  it('refuses what a person places over a placed stay, be it one night', () => {
    const { desk } = open()
    book(desk, B, [['R1', '2026-06-11', '2026-06-14']])
    refuses(desk, 'unit-already-occupied', () => add(desk, {}))
    must(add(desk, { stays: [{ unit: 'R1', arrivalDate: '2026-06-09', departureDate: '2026-06-11' }] }))
    must(add(desk, { stays: [{ unit: 'R1', arrivalDate: '2026-06-14', departureDate: '2026-06-15' }] }))
  })

  it('refuses to extend or move into a unit that someone has', () => {
    const { desk } = open()
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    book(desk, B, [
      ['R1', '2026-06-12', '2026-06-13'],
      ['R2', '2026-06-11', '2026-06-13'],
    ])
    refuses(desk, 'unit-already-occupied', () => extend(desk, dana, { ref: A, untilDate: '2026-06-13' }))
    refuses(desk, 'unit-already-occupied', () => move(desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    refuses(desk, 'unit-unknown', () => move(desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R7' }))
    refuses(desk, 'stay-unknown', () => move(desk, dana, { ref: A, fromUnit: 'R3', toUnit: 'R4' }))
  })

  it('refuses times and days that no clock shows, and a shorter stay unless it is said', () => {
    const { desk } = open()
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    refuses(desk, 'bad-time', () => arrive(desk, dana, { ref: A, from: '24:00' }))
    refuses(desk, 'bad-time', () => setTimes(desk, dana, { ref: A, arrivalTime: '2pm', departureTime: null }))
    refuses(desk, 'bad-date', () => extend(desk, dana, { ref: A, untilDate: '2026-06-31' }))
    refuses(desk, 'bad-time', () => extend(desk, dana, { ref: A, untilDate: '2026-06-13', untilTime: '25:00' }))
    refuses(desk, 'day-order', () => extend(desk, dana, { ref: A, untilDate: '2026-06-10', shorten: true }))
    refuses(desk, 'shortens-stay', () => extend(desk, dana, { ref: A, untilDate: '2026-06-11' }))
    must(arrive(desk, dana, { ref: A }))
    refuses(desk, 'bad-time', () => depart(desk, dana, { ref: A, keepUntil: '12:00' }))
  })

  it('asks for the unit where the rooms of a party leave on different days', () => {
    const { desk } = open()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-10', '2026-06-13'],
    ])
    refuses(desk, 'unit-required', () => extend(desk, dana, { ref: A, untilDate: '2026-06-14' }))
  })
})

describe('a check-in that cannot be', () => {
  it('refuses a named stay of a later day, and a reservation that only has such', () => {
    const { desk } = open()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-11', '2026-06-12'],
    ])
    book(desk, B, [['R3', '2026-06-11', '2026-06-12']])
    refuses(desk, 'not-arrival-day', () => arrive(desk, dana, { ref: A, units: ['R2'] }))
    refuses(desk, 'not-arrival-day', () => arrive(desk, dana, { ref: A, units: ['R1', 'R2'] }))
    refuses(desk, 'not-arrival-day', () => arrive(desk, dana, { ref: B }))
  })

  it('refuses a unit of another party and a unit that is not theirs', () => {
    const { desk } = open()
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    refuses(desk, 'stay-unknown', () => arrive(desk, dana, { ref: A, units: ['R2'] }))
    refuses(desk, 'unit-unknown', () => arrive(desk, dana, { ref: A, units: ['R1', 'R9'] }))
  })

  it.each([
    ['named', { units: ['R1'] }],
    ['not named', {}],
  ])('refuses a unit whose former party has not been checked out, the unit %s', (_name, choice) => {
    const { desk, setNow } = open({ now: '2026-06-08T13:30:00Z' })
    book(desk, A, [['R1', '2026-06-08', '2026-06-10']])
    must(arrive(desk, dana, { ref: A }))
    book(desk, B, [['R1', '2026-06-10', '2026-06-12']])
    for (const now of ['2026-06-10T09:00:00Z', '2026-06-10T13:30:00Z']) {
      setNow(now)
      refuses(desk, 'unit-still-occupied', () => arrive(desk, dana, { ref: B, ...choice }))
    }
  })

  it('refuses a unit without a lock in the same way: what counts is who is in it', () => {
    const { desk, setNow } = open({ now: '2026-06-08T13:30:00Z', keyRooms: [1] })
    book(desk, A, [['R1', '2026-06-08', '2026-06-10']])
    must(arrive(desk, dana, { ref: A }))
    book(desk, B, [['R1', '2026-06-10', '2026-06-12']])
    setNow('2026-06-10T13:30:00Z')
    refuses(desk, 'unit-still-occupied', () => arrive(desk, dana, { ref: B }))
    must(depart(desk, dana, { ref: A }))
    must(arrive(desk, dana, { ref: B }))
  })

  it('refuses to move a party in house into a unit whose former party is still there', () => {
    const { desk, setNow } = open({ now: '2026-06-08T13:30:00Z' })
    book(desk, A, [['R1', '2026-06-08', '2026-06-10']])
    must(arrive(desk, dana, { ref: A }))
    setNow('2026-06-10T13:30:00Z')
    book(desk, B, [['R2', '2026-06-10', '2026-06-12']])
    must(arrive(desk, dana, { ref: B }))
    refuses(desk, 'unit-still-occupied', () => move(desk, dana, { ref: B, fromUnit: 'R2', toUnit: 'R1' }))
  })

  it('does not put a departed party back into a unit that has a new one', () => {
    const { desk, setNow } = open({ now: '2026-06-08T13:30:00Z' })
    book(desk, A, [['R1', '2026-06-08', '2026-06-10']])
    must(arrive(desk, dana, { ref: A }))
    setNow('2026-06-10T13:30:00Z')
    const left = must(depart(desk, dana, { ref: A }))
    book(desk, B, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(desk, dana, { ref: B, despiteFormerCode: true }))
    refuses(desk, 'unit-still-occupied', () => undo(desk, dana, { actionId: left.actionId }))
  })

  it('refuses a stay whose time is over: checked in, it would open nothing', () => {
    const { desk, setNow } = open()
    book(desk, A, [['R1', '2026-06-08', '2026-06-10']])
    refuses(desk, 'not-expected', () => arrive(desk, dana, { ref: A }))
    refuses(desk, 'not-expected', () => arrive(desk, dana, { ref: A, units: ['R1'] }))
    book(desk, A, [['R2', '2026-06-10', '2026-06-12']])
    must(arrive(desk, dana, { ref: A }))
    expect(staysOf(desk, A)).toEqual(['R1 expected', 'R2 in-house'])
    setNow('2026-06-12T12:00:00Z')
    refuses(desk, 'not-expected', () => arrive(desk, dana, { ref: A, units: ['R1'] }))
  })

  it('refuses what is cancelled or has left, and to check out who never came', () => {
    const { desk } = open()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-10', '2026-06-12'],
    ])
    refuses(desk, 'not-in-house', () => depart(desk, dana, { ref: A }))
    refuses(desk, 'not-in-house', () => depart(desk, dana, { ref: A, units: ['R1'] }))
    must(cancel(desk, dana, { ref: A, units: ['R1'] }))
    refuses(desk, 'not-expected', () => arrive(desk, dana, { ref: A, units: ['R1'] }))
    must(arrive(desk, dana, { ref: A }))
    must(depart(desk, dana, { ref: A }))
    refuses(desk, 'not-expected', () => arrive(desk, dana, { ref: A }))
    refuses(desk, 'not-expected', () => cancel(desk, dana, { ref: A, units: ['R2'] }))
  })

  it('lets a second check-in of the same stay join the first and change nothing', () => {
    const { desk } = open()
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const first = must(arrive(desk, dana, { ref: A }))
    const after = dumpTables(desk)
    expect(must(arrive(desk, dana, { ref: A, units: ['R1'] }))).toEqual({ ...first, actionId: null })
    expect(dumpTables(desk)).toEqual(after)
  })

  it('never undoes a check-in because a lock is offline or refuses', async () => {
    const { desk, simulator, settleFully } = open()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-10', '2026-06-12'],
    ])
    simulator.setDevice('room1', { online: false })
    simulator.setDevice('room2', { capacity: 0 })
    must(arrive(desk, dana, { ref: A }))
    await settleFully()
    expect(staysOf(desk, A)).toEqual(['R1 in-house', 'R2 in-house'])
    expect(doorStates(desk, A)).toEqual({ front: 'on-lock', d1: 'needs-attention', d2: 'needs-attention' })
  })

  it('takes a door without a lock as legal', async () => {
    const { desk, settleFully } = open({ keyRooms: [1] })
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(desk, dana, { ref: A }))
    await settleFully()
    expect(doorStates(desk, A)).toEqual({ front: 'on-lock' })
  })
})

describe('a stay that belongs here by a guess, or has no place', () => {
  const mark = (desk: Desk, ref: string, unit: string, field: 'provisional' | 'placed', value: boolean) => {
    const stay = must(showReservation(desk, { ref })).stays.find((one) => one.unit === unit)!
    desk.store.write((db) => updateStay(db, stay.id as StayId, { [field]: value }))
  }

  it('is not taken along by check-in, check-out or cancelling, and has no code, until a person says it is theirs', async () => {
    const { desk, settleFully } = open()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-10', '2026-06-12'],
    ])
    mark(desk, A, 'R2', 'provisional', true)
    must(arrive(desk, dana, { ref: A }))
    await settleFully()
    expect(staysOf(desk, A)).toEqual(['R1 in-house', 'R2 expected'])
    expect(doorStates(desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'removed' })
    must(depart(desk, dana, { ref: A }))
    refuses(desk, 'not-expected', () => cancel(desk, dana, { ref: A }))
    expect(staysOf(desk, A)).toEqual(['R1 departed', 'R2 expected'])
    must(add(desk, { stays: [{ unit: 'R2', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }] }))
    must(arrive(desk, dana, { ref: A }))
    expect(staysOf(desk, A)).toEqual(['R1 departed', 'R2 in-house'])
  })

  it('booked over another party is refused at check-in and opens nothing', async () => {
    const { desk, settleFully } = open()
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    mark(desk, A, 'R1', 'placed', false)
    book(desk, A, [['R1', '2026-06-10', '2026-06-12']])
    book(desk, B, [['R1', '2026-06-10', '2026-06-12']])
    refuses(desk, 'stay-double-booked', () => arrive(desk, dana, { ref: A }))
    refuses(desk, 'stay-double-booked', () => arrive(desk, dana, { ref: A, units: ['R1'] }))
    must(extend(desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await settleFully()
    expect(new Set(Object.values(doorStates(desk, A)))).toEqual(new Set(['removed']))
    expect(attentionItems(desk).map((item) => item.title)).toEqual([
      `Room 1 is booked twice: ${A} and ${B}.`,
      `No phone and no e-mail is known of ${B}, who arrives today.`,
    ])
    must(move(desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    must(arrive(desk, dana, { ref: A }))
    expect(attentionItems(desk).map((item) => item.kind)).toEqual(['missing-contact'])
  })
})

describe('a guest', () => {
  it.each([
    ['letters', 'call me', 'phone-invalid'],
    ['four digits', '1234', 'phone-invalid'],
    ['a plus and too few digits', '+44 20 79', 'phone-invalid'],
    ['a number that is none at home', '99999999999999', 'phone-needs-country'],
    ["the manager's own number", '+1 (202) 555-0199', 'phone-reserved'],
  ])('with a phone of %s is refused', (_name, phone, code) => {
    const { desk } = open()
    book(desk, B, [['R2', '2026-06-10', '2026-06-12']])
    refuses(desk, code, () => add(desk, { guest: { name: 'Ann Example', phone } }))
    refuses(desk, code, () => phoneOf(desk, B, phone))
  })

  it('may share a phone with another guest, who is named in a warning', () => {
    const { desk } = open()
    book(desk, B, [['R2', '2026-06-10', '2026-06-12']], { name: 'Ann Example', phone: '+442079460958' })
    expect(must(add(desk, { guest: { phone: '020 7946 0958' } })).warnings).toEqual([
      'Another guest has this phone number too.',
    ])
  })

  it('with codes scheduled, live or on their way out cannot be deleted', async () => {
    const { desk, settleFully, simulator, advance } = open()
    book(desk, A, [['R1', '2026-07-10', '2026-07-12']], { name: 'Ann Example' })
    refuses(desk, 'guest-has-codes', () => forget(desk, A))
    book(desk, B, [['R2', '2026-06-10', '2026-06-12']], { name: 'Ben Example' })
    must(arrive(desk, dana, { ref: B }))
    await settleFully()
    refuses(desk, 'guest-has-codes', () => forget(desk, B))
    simulator.setDevice('room2', { online: false })
    must(depart(desk, dana, { ref: B }))
    await settleFully()
    expect(doorStates(desk, B)).toEqual({ front: 'removed', d2: 'removing' })
    refuses(desk, 'guest-has-codes', () => forget(desk, B))
    simulator.setDevice('room2', { online: true })
    advance(3_600_000)
    await settleFully()
    must(forget(desk, B))
    expect(must(showReservation(desk, { ref: B })).guest).toBeNull()
  })
})

describe('a house file', () => {
  it('with a door that the house does not have changes nothing', () => {
    const { desk } = open()
    const file = houseFile({})
    const spoilt = { ...file, units: file.units.map((unit) => ({ ...unit, doors: [...unit.doors, 'cellar'] })) }
    refuses(desk, 'door-unknown', () =>
      setUpHouse(desk, dana, houseFileSchema.parse(spoilt), { keepOtherFeeds: false }),
    )
  })
})
