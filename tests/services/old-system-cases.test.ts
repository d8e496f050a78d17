/**
 * Cases 1 to 16, 65 to 76 and 82 of the system Latchkey replaces (facts/old-rooms-system.md section 5), on real SQLite and
 * Seam's official fake server, read in the light of design.md. The last test holds that none is left out silently. What
 * guests are told of it (cases 14, 68, 75) is proven in guest-messages.test.ts and guest-messages-by-hand.test.ts, what
 * their pages show (6, 82) in guest-pages/old-rooms-cases.test.ts.
 */
import { describe, expect, it } from 'vitest'
import { auditOfDoor } from '../../db/queries/desk.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive, depart, extend, setTimes } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { reissue, unlockDoor } from '../../electron/services/fallback/index.ts'
import {
  addReservation,
  describeGuest,
  findReservation,
  forgetGuest,
} from '../../electron/services/reservations/index.ts'
import { sheetView, showReservation, todayView } from '../../electron/services/views/index.ts'
import { A, B, houses, numbered } from '../support/houses.ts'
import {
  at,
  book,
  codeOf,
  codesByDoor,
  dana,
  doorStates,
  dumpTables,
  must,
  pinsByDoor,
  type SeamDesk,
  staysOf,
  windowsByDoor,
  yusuf,
} from '../support/test-desk.ts'

const two = [
  ['R1', '2026-06-10', '2026-06-12'],
  ['R2', '2026-06-10', '2026-06-12'],
] as const
const { openSeam: open } = houses()
const { proven, prove: proves } = numbered('case')
const guestIds = (house: SeamDesk, ref: string) =>
  must(showReservation(house.desk, { ref })).stays.map((stay) => stay.guestId)
const guestsOf = (house: SeamDesk) => house.desk.store.sqlite.prepare('select count(*) from guests').pluck().get()
const onLocks = (house: SeamDesk) => house.onLocks().map((code) => `${code.device} ${code.window}`)
const idOf = (house: SeamDesk, ref: string) => must(showReservation(house.desk, { ref })).id as ReservationId
const forget = (house: SeamDesk, ref: string) =>
  transact(house.desk, dana, (work) => {
    const reservation = findReservation(work.db, { ref })
    return reservation.ok ? forgetGuest(work, reservation.value) : reservation
  })

describe('check-in at the desk', () => {
  proves(1, 'two rooms under one reference, room 1 checked in: done, one guest', async () => {
    const house = await open()
    book(house.desk, A, two)
    expect(must(arrive(house.desk, dana, { ref: A, units: ['R1'] })).arrived).toHaveLength(1)
    expect(guestsOf(house)).toBe(1)
  })

  proves(2, 'then room 2: linked to the same guest, no error', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    const [before] = guestIds(house, A)
    must(arrive(house.desk, dana, { ref: A, units: ['R2'] }))
    expect(guestIds(house, A)).toEqual([before, before])
  })

  proves(3, 'both stays carry the same guest id', async () => {
    const house = await open()
    book(house.desk, A, two, { name: 'Ann Example' })
    must(arrive(house.desk, dana, { ref: A }))
    const { guest, stays } = must(showReservation(house.desk, { ref: A }))
    expect(stays.map((stay) => stay.guestId)).toEqual([guest!.id, guest!.id])
  })

  proves(4, 'no guest yet, room 1 checked in: room 2 is linked too, front and both rooms have codes', async () => {
    const house = await open()
    book(house.desk, A, two)
    expect(must(showReservation(house.desk, { ref: A })).guest).toBeNull()
    must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    await house.settleLocks()
    expect(new Set(guestIds(house, A)).size).toBe(1)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
  })

  proves(5, 'room 3 added to a party in house: a code on its lock, no digit changed', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const before = house.onLocks()
    book(house.desk, A, [['R3', '2026-06-10', '2026-06-12']])
    await house.settleLocks()
    const third = { device: 'room3', code: before[0]!.code, window: before[0]!.window }
    expect(house.onLocks()).toEqual([...before, third])
  })

  proves(6, 'the sheet then lists all rooms', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    book(house.desk, A, [['R3', '2026-06-10', '2026-06-12']])
    const sheet = must(sheetView(house.desk, { reservationId: idOf(house, A) }))
    expect(sheet.stays.map((stay) => stay.unitKey)).toEqual(['R1', 'R2', 'R3'])
    expect(sheet.doors.map((door) => door.doorName)).toEqual(['Front door', 'Room 1', 'Room 2', 'Room 3'])
  })

  proves(7, 'a guest is deleted only once no code is left; the stays remain, without a guest', async () => {
    const house = await open()
    book(house.desk, A, two, { name: 'Ann Example' })
    await house.settleLocks()
    const before = dumpTables(house.desk)
    expect(codeOf(forget(house, A))).toBe('guest-has-codes')
    must(arrive(house.desk, dana, { ref: A }))
    must(depart(house.desk, dana, { ref: A }))
    expect(codeOf(forget(house, A))).toBe('guest-has-codes')
    expect(dumpTables(house.desk).guests).toEqual(before.guests)
    await house.settleLocks()
    must(forget(house, A))
    expect(guestIds(house, A)).toEqual([null, null])
    expect(staysOf(house.desk, A)).toEqual(['R1 departed', 'R2 departed'])
    expect(guestsOf(house)).toBe(0)
  })

  proves(8, 'two references in two rooms: two guests, different digits', async () => {
    const house = await open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    book(house.desk, B, [['R2', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    must(arrive(house.desk, dana, { ref: B }))
    await house.settleLocks()
    expect(guestsOf(house)).toBe(2)
    expect(new Set(house.onLocks().map((code) => code.code)).size).toBe(2)
    expect(house.onLocks()).toHaveLength(4)
  })

  proves(9, 'a single room stays a single room: its sheet lists one stay, front door and own door', async () => {
    const house = await open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    book(house.desk, B, [['R2', '2026-06-10', '2026-06-12']])
    const sheet = must(sheetView(house.desk, { reservationId: idOf(house, A) }))
    expect(sheet.stays.map((stay) => stay.unitKey)).toEqual(['R1'])
    expect(sheet.doors.map((door) => door.doorName)).toEqual(['Front door', 'Room 1'])
  })

  proves(
    10,
    'a guest whose codes still wait, and a second room: both scheduled, made when their time comes',
    async () => {
      const house = await open({ now: '2026-05-20T09:00:00Z' })
      book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']], { name: 'Ann Example' })
      book(house.desk, A, [['R2', '2026-06-10', '2026-06-12']])
      await house.settleLocks()
      expect(doorStates(house.desk, A)).toEqual({ front: 'planned', d1: 'planned', d2: 'planned' })
      house.setNow('2026-06-10T13:00:00Z')
      await house.settleLocks()
      expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
      expect(guestsOf(house)).toBe(1)
    },
  )

  proves(11, 'two bookings without a reference: two guests', async () => {
    const house = await open()
    const ids = ['R1', 'R2'].map(
      (unit) =>
        must(
          addReservation(house.desk, dana, {
            reference: ' \u200b- ',
            makeReference: true,
            channel: 'direct',
            stays: [{ unit, arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
            guest: { name: 'Sam Example' },
          }),
        ).reservationId,
    )
    expect(new Set(ids).size).toBe(2)
    expect(guestsOf(house)).toBe(2)
  })

  proves(12, 'two desks on one reference at once: one guest, one set of digits, no orphan on any door', async () => {
    const house = await open()
    const other = house.secondDesk()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    must(arrive(other, yusuf, { ref: A, units: ['R2'] }))
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(guestsOf(house)).toBe(1)
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1', 'room2'])
    expect(new Set(house.onLocks().map((code) => code.code)).size).toBe(1)
  })

  proves(13, 'the same reservation submitted twice: one result', async () => {
    const house = await open()
    book(house.desk, A, two)
    const first = must(arrive(house.desk, dana, { ref: A }))
    const after = dumpTables(house.desk)
    const again = must(arrive(house.desk, dana, { ref: A }))
    expect(again).toEqual({ ...first, actionId: null })
    expect(dumpTables(house.desk)).toEqual(after)
  })

  proves(14, 'no phone, no e-mail: checked in, and Today shows that nobody can be told', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house', 'R2 in-house'])
    expect(must(todayView(house.desk)).inHouse[0]).toMatchObject({ hasPhone: false, hasEmail: false })
  })

  proves(15, 'an invalid phone is rejected, and nothing reaches a lock', async () => {
    const house = await open()
    const before = dumpTables(house.desk)
    const refused = addReservation(house.desk, dana, {
      reference: A,
      channel: 'booking.com',
      stays: [{ unit: 'R1', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
      guest: { name: 'Ann Example', phone: '12ab' },
    })
    expect(codeOf(refused)).toBe('phone-invalid')
    expect(dumpTables(house.desk)).toEqual(before)
    await house.settleLocks()
    expect(house.onLocks()).toEqual([])
    expect(house.proxy.requests.filter((request) => request.path.startsWith('/access_codes/'))).toEqual([])
  })

  proves(16, 'room 2 has no lock: checked in whole, its door is a key to hand over', async () => {
    const house = await open({ keyRooms: [2] })
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house', 'R2 in-house'])
    const doors = must(sheetView(house.desk, { reservationId: idOf(house, A) })).doors
    expect(doors.map((door) => `${door.doorName} ${door.state}`)).toEqual([
      'Front door on-lock',
      'Room 1 on-lock',
      'Room 2 key',
    ])
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1'])
  })
})

describe('codes, check-out and times', () => {
  proves(65, 'room 3 of three unreachable: the others are live, it is retried, the desk has an item', async () => {
    const house = await open()
    book(house.desk, A, [...two, ['R3', '2026-06-10', '2026-06-12']])
    // Seam answers for every lock but that one: nothing of it is ever taken.
    await house.settle()
    must(arrive(house.desk, dana, { ref: A }))
    const stuck = house.fake.codes('room3')[0]!
    const offline = [{ error_code: 'hub_disconnected', message: '', is_device_error: true }]
    house.fake.patchCode(stuck.id, { errors: offline })
    await house.settleLocks(['room3'])
    expect(doorStates(house.desk, A)).toMatchObject({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    expect(attentionItems(house.desk).map((item) => [item.kind, item.title])).toEqual([
      ['code-needs-attention', `Room 3: the code of ${A} is not on the lock.`],
    ])
    house.fake.patchCode(stuck.id, { errors: [], status: 'set' })
    house.advance(60_000)
    await house.settle()
    expect(doorStates(house.desk, A).d3).toBe('on-lock')
    expect(attentionItems(house.desk)).toEqual([])
  })

  proves(66, 'checked out while Seam cannot be reached: the revocation is pending until it is confirmed', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    await house.proxy.cut()
    must(depart(house.desk, dana, { ref: A }))
    for (let hour = 0; hour < 12; hour++) {
      await house.settle()
      house.advance(3_600_000)
    }
    expect(doorStates(house.desk, A)).toEqual({ front: 'removing', d1: 'removing', d2: 'removing' })
    expect(house.onLocks()).toHaveLength(3)
    await house.proxy.mend()
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removed', d1: 'removed', d2: 'removed' })
    expect(house.onLocks()).toEqual([])
  })

  proves(67, 'a party checked out is gone from every lock', async () => {
    const house = await open()
    book(house.desk, A, [...two, ['R3', '2026-06-10', '2026-06-12']])
    book(house.desk, B, [['R4', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    must(arrive(house.desk, dana, { ref: B }))
    await house.settleLocks()
    must(depart(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room4'])
  })

  proves(68, 'new digits by order: all doors change together, and the old ones leave every lock', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const before = house.onLocks()
    must(reissue(house.desk, dana, { ref: A }))
    expect(house.onLocks()).toEqual(before)
    await house.settleLocks()
    const pin = pinsByDoor(house.desk, A).front!
    expect(house.onLocks()).toEqual(before.map((code) => ({ ...code, code: pin })))
    expect(before[0]!.code).not.toBe(pin)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
  })

  proves(69, 'digits that clash with a code somebody set at the lock: that one is left alone', async () => {
    const house = await open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const drawn = pinsByDoor(house.desk, A).front!
    const foreign = house.fake.addForeignCode('front', 'Cleaner', drawn)
    must(arrive(house.desk, dana, { ref: A }))
    // Seam tells of the clash only when the lock has been asked.
    await house.settle()
    for (const code of house.fake.codes('front').filter((one) => one.id !== foreign))
      house.fake.failCode(code.id, 'duplicate_code_on_device')
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pinsByDoor(house.desk, A).front).not.toBe(drawn)
    expect(pinsByDoor(house.desk, A).d1).toBe(drawn)
    expect(house.fake.codes('front').find((code) => code.id === foreign)).toMatchObject({
      name: 'Cleaner',
      code: drawn,
    })
  })

  proves(69, 'digits that clash on the front door: others are chosen there, the room keeps the first', async () => {
    const house = await open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const drawn = pinsByDoor(house.desk, A).front!
    const cleaner = { opId: 'cleaner', deviceId: 'front', pin: drawn as Pin, label: 'cleaner' }
    const long = { startsAt: at('2026-06-01T00:00:00Z'), endsAt: at('2026-07-01T00:00:00Z') }
    await house.locks.named('seam')!.setCode({ ...cleaner, ...long })
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pinsByDoor(house.desk, A).front).not.toBe(drawn)
    expect(pinsByDoor(house.desk, A).d1).toBe(drawn)
    const sheet = must(sheetView(house.desk, { reservationId: idOf(house, A) }))
    expect(sheet.pinCount).toBe(2)
    expect(house.fake.codes('front').filter((code) => code.name !== 'cleaner')).toHaveLength(1)
  })

  proves(70, 'a gap between the rooms: shut in the gap, open after it', async () => {
    const house = await open()
    book(house.desk, A, [
      ['R1', '2026-06-10', '2026-06-11'],
      ['R2', '2026-06-13', '2026-06-14'],
    ])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(house.onLocks()[0]).toMatchObject({ device: 'front', window: '2026-06-10T13:00Z..2026-06-11T10:00Z' })
    house.setNow('2026-06-11T10:00:01Z')
    await house.settleLocks()
    expect(onLocks(house)).toEqual([
      'front 2026-06-13T13:00Z..2026-06-14T10:00Z',
      'room2 2026-06-13T13:00Z..2026-06-14T10:00Z',
    ])
  })

  proves(71, 'overlapping dates: the front door opens until the last check-out', async () => {
    const house = await open()
    book(house.desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-10', '2026-06-15'],
    ])
    must(arrive(house.desk, dana, { ref: A }))
    house.setNow('2026-06-12T09:00:00Z')
    must(depart(house.desk, dana, { ref: A, units: ['R1'] }))
    await house.settleLocks()
    expect(onLocks(house)).toEqual([
      'front 2026-06-10T13:00Z..2026-06-15T10:00Z',
      'room2 2026-06-10T13:00Z..2026-06-15T10:00Z',
    ])
  })

  proves(72, 'nights in which the clock changes: 14:00 and 11:00 by the wall', async () => {
    const house = await open({ now: '2026-03-20T09:00:00Z' })
    book(house.desk, A, [['R1', '2026-03-28', '2026-03-29']])
    book(house.desk, B, [['R1', '2026-10-24', '2026-10-25']])
    expect(windowsByDoor(house.desk, A).d1).toEqual(['2026-03-28T14:00Z..2026-03-29T10:00Z'])
    expect(windowsByDoor(house.desk, B).d1).toEqual(['2026-10-24T13:00Z..2026-10-25T11:00Z'])
  })

  proves(73, 'early at 12:00: the code is valid from 12:00', async () => {
    const house = await open({ now: '2026-06-09T09:00:00Z' })
    book(house.desk, A, two)
    must(setTimes(house.desk, dana, { ref: A, arrivalTime: '12:00', departureTime: null }))
    await house.settleLocks()
    expect(onLocks(house)).toEqual([
      'front 2026-06-10T11:00Z..2026-06-12T10:00Z',
      'room1 2026-06-10T11:00Z..2026-06-12T10:00Z',
      'room2 2026-06-10T11:00Z..2026-06-12T10:00Z',
    ])
  })

  proves(74, 'late until 14:00, at 12:15: still in house, still open', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(arrive(house.desk, dana, { ref: A }))
    must(setTimes(house.desk, dana, { ref: A, arrivalTime: null, departureTime: '14:00' }))
    await house.settleLocks()
    house.setNow('2026-06-12T11:15:00Z')
    await house.settleLocks()
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house', 'R2 in-house'])
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    expect(attentionItems(house.desk)).toEqual([])
    house.setNow('2026-06-12T13:00:01Z')
    await house.settleLocks()
    expect(house.onLocks()).toEqual([])
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house', 'R2 in-house'])
  })

  proves(75, 'checking out asks nothing of messages: the party is departed and its doors are shut', async () => {
    const house = await open()
    book(house.desk, A, two, { name: 'Ann Example', email: 'ann@example.org' })
    must(arrive(house.desk, dana, { ref: A }))
    must(depart(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(staysOf(house.desk, A)).toEqual(['R1 departed', 'R2 departed'])
    expect(house.onLocks()).toEqual([])
  })

  proves(76, 'a stay of five nights is never ended by the program', async () => {
    const house = await open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-15']])
    must(arrive(house.desk, dana, { ref: A }))
    for (let quarter = 0; quarter < 19; quarter++) {
      await house.settleLocks()
      expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
      house.advance(6 * 3_600_000)
    }
    expect(new Date(house.desk.clock.now()).toISOString().slice(0, 13)).toBe('2026-06-15T07')
    house.setNow('2026-06-16T12:00:00Z')
    await house.settleLocks()
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house'])
    expect(attentionItems(house.desk).map((item) => item.kind)).toEqual(['overdue-departure'])
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-17' }))
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(codesByDoor(house.desk, A).d1?.windows).toHaveLength(1)
  })

  proves(
    82,
    'a door opened by the staff: who, which door, when, why and what came of it are in the trail',
    async () => {
      const house = await open()
      book(house.desk, A, two)
      must(arrive(house.desk, dana, { ref: A }))
      const unlock = (reason: string) =>
        unlockDoor(house.desk, yusuf, (door, use) => house.worker.atDoor(door, use), {
          ...{ door: 'd1', reason, reservationId: idOf(house, A) },
        })
      expect(must(await unlock('guest left the phone inside')).state).toBe('opened')
      house.fake.setUnlocking({ failed: 'device_disconnected' })
      expect((await unlock('and once more')).ok).toBe(false)
      const door = readHouse(house.desk.store.read)!.doors.find((one) => one.key === 'd1')!
      const entries = auditOfDoor(house.desk.store.read, door.id, 10).filter((one) => one.action.startsWith('door.'))
      expect(entries.map((one) => [one.actor, one.action, one.details.door, one.details.reason])).toEqual([
        ['Yusuf', 'door.unlock-failed', 'Room 1', 'and once more'],
        ['Yusuf', 'door.unlock-asked', 'Room 1', 'and once more'],
        ['Yusuf', 'door.unlocked', 'Room 1', 'guest left the phone inside'],
        ['Yusuf', 'door.unlock-asked', 'Room 1', 'guest left the phone inside'],
      ])
      for (const entry of entries)
        expect(entry).toMatchObject({ at: house.desk.clock.now(), reservationId: idOf(house, A) })
      expect(entries.map((one) => one.details.result ?? one.details.fault ?? null)).toContain('opened')
      expect(house.fake.unlockings()).toBe(2)
    },
  )

  it('accounts for every case', () => {
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const asked = [...range(1, 16), ...range(65, 76), 82]
    expect(asked.filter((number) => !proven.has(number))).toEqual([])
  })
})

describe('a guest of the house', () => {
  it('keeps a phone in full form when the desk writes it as people do', async () => {
    const house = await open()
    book(house.desk, A, two)
    must(
      transact(house.desk, dana, (work) => {
        const reservation = findReservation(work.db, { ref: A })
        return reservation.ok ? describeGuest(work, reservation.value, { phone: '020 7946 0958' }) : reservation
      }),
    )
    expect(must(showReservation(house.desk, { ref: A })).guest?.phones).toEqual(['+442079460958'])
  })
})
