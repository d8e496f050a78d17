/** When codes open: union, gap, ahead of the arrival, early and late hand-over, policy; and what amends them. */
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../electron/domain/failure.ts'
import type { Result } from '../../electron/domain/result.ts'
import { arrive, cancel, depart, extend, move, undo } from '../../electron/services/check-in/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
import {
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
  type TestDeskOptions,
  windowsByDoor,
} from '../support/test-desk.ts'

const { openSeam, openTraining } = houses()
const onLocks = (house: SeamDesk) => house.onLocks().map((code) => `${code.device} ${code.window}`)

describe('the windows of a party', () => {
  it('are the union at the front door where the stays overlap, each room its own', () => {
    const { desk } = openTraining()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-13'],
      ['R2', '2026-06-11', '2026-06-15'],
    ])
    expect(windowsByDoor(desk, A)).toEqual({
      front: ['2026-06-10T13:00Z..2026-06-15T10:00Z'],
      d1: ['2026-06-10T13:00Z..2026-06-13T10:00Z'],
      d2: ['2026-06-11T13:00Z..2026-06-15T10:00Z'],
    })
  })

  it('are joined at the front door over less than a day: nobody is shut out on the day of the change', () => {
    const { desk } = openTraining()
    book(desk, A, [
      ['R1', '2026-06-10', '2026-06-12'],
      ['R2', '2026-06-12', '2026-06-15'],
    ])
    expect(windowsByDoor(desk, A).front).toEqual(['2026-06-10T13:00Z..2026-06-15T10:00Z'])
  })

  it('are two over a longer gap: one code, shut between, and at the gap the lock is sent the second', async () => {
    const house = await openSeam()
    book(house.desk, A, [
      ['R1', '2026-06-10', '2026-06-11'],
      ['R2', '2026-06-13', '2026-06-14'],
    ])
    expect(windowsByDoor(house.desk, A).front).toEqual([
      '2026-06-10T13:00Z..2026-06-11T10:00Z',
      '2026-06-13T13:00Z..2026-06-14T10:00Z',
    ])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const front = house.fake.codes('front')
    expect(front.map((code) => [code.startsAt, code.endsAt])).toEqual([
      ['2026-06-10T13:00:00.000Z', '2026-06-11T10:00:00.000Z'],
    ])
    house.setNow('2026-06-11T10:00:00Z')
    await house.settleLocks()
    expect(house.fake.codes('front')).toMatchObject([
      { id: front[0]!.id, code: front[0]!.code, startsAt: '2026-06-13T13:00:00.000Z' },
    ])
    expect(house.fake.codes('room1')).toEqual([])
  })

  it('start at the hand-over where the guest is early, and at the time the desk names', async () => {
    const house = await openSeam({ now: '2026-06-10T08:15:30Z' })
    book(house.desk, A, [room(1)])
    book(house.desk, B, [room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    must(arrive(house.desk, dana, { ref: B, from: '14:00' }))
    await house.settleLocks()
    expect(onLocks(house)).toEqual([
      'front 2026-06-10T08:15Z..2026-06-12T10:00Z',
      'front 2026-06-10T13:00Z..2026-06-12T10:00Z',
      'room1 2026-06-10T08:15Z..2026-06-12T10:00Z',
      'room2 2026-06-10T13:00Z..2026-06-12T10:00Z',
    ])
  })

  it("follow the house's grace before and after", () => {
    const { desk } = openTraining({ property: { graceMinutes: { before: 30, after: 15 } } })
    book(desk, A, [room(1)])
    expect(windowsByDoor(desk, A).d1).toEqual(['2026-06-10T12:30Z..2026-06-12T10:15Z'])
  })

  it("never meet those of another party on a room's own door, but may at the front door", () => {
    const { desk } = openTraining({ now: '2026-06-08T13:30:00Z' })
    book(desk, A, [['R1', '2026-06-08', '2026-06-10']])
    must(arrive(desk, dana, { ref: A }))
    book(desk, B, [['R1', '2026-06-10', '2026-06-12']])
    const before = dumpTables(desk)
    const late = extend(desk, dana, { ref: A, untilDate: '2026-06-10', untilTime: '15:00' })
    expect(codeOf(late)).toBe('unit-still-occupied')
    expect(late.ok ? '' : late.error.message).toContain(B)
    expect(dumpTables(desk)).toEqual(before)
    must(extend(desk, dana, { ref: A, untilDate: '2026-06-10', untilTime: '14:00' }))
    expect(windowsByDoor(desk, A).d1).toEqual(['2026-06-08T13:00Z..2026-06-10T13:00Z'])
  })

  it('of hours that have passed keep nobody out of a room that is free now', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    must(depart(house.desk, dana, { ref: A, keepUntil: '15:30' }))
    house.setNow('2026-06-10T14:31:00Z')
    await house.settleFully()
    book(house.desk, B, [['R1', '2026-06-10', '2026-06-11']])
    must(arrive(house.desk, dana, { ref: B }))
    expect(staysOf(house.desk, B)).toEqual(['R1 in-house'])
  })
})

describe('codes ahead of the arrival', () => {
  it('are sent 72 hours before their start, so that check-in needs no Internet', async () => {
    const house = await openSeam({ now: '2026-06-07T12:59:59Z' })
    book(house.desk, A, [room(1)])
    await house.settleLocks()
    house.setNow('2026-06-07T12:59:59Z')
    await house.settle()
    house.setNow('2026-06-07T13:00:00Z')
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    await house.proxy.cut()
    house.setNow('2026-06-10T13:30:00Z')
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })

  it('count a code that the lock keeps scheduled as on the lock', async () => {
    const house = await openSeam({ now: '2026-06-09T09:00:00Z' })
    book(house.desk, A, [room(1)])
    await house.settle()
    for (const code of house.fake.codes()) house.fake.confirmScheduled(code.id)
    house.advance(60_000)
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })

  it('are sent at check-in alone where the house says 0, and each room with its own check-in', async () => {
    const house = await openSeam({ property: { codesAheadHours: 0 } })
    book(house.desk, A, [room(1), room(2)])
    await house.settleLocks()
    expect(house.onLocks()).toEqual([])
    must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    await house.settleLocks()
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1'])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1', 'room2'])
    expect(new Set(house.onLocks().map((code) => code.code)).size).toBe(1)
  })

  it('that wait for the Internet at check-in are named door by door as not on the lock', async () => {
    const house = await openSeam({ now: '2026-06-01T09:00:00Z' })
    book(house.desk, A, [room(1)])
    await house.proxy.cut()
    house.setNow('2026-06-10T13:30:00Z')
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'needs-attention', d1: 'needs-attention' })
    await house.proxy.mend()
    house.advance(40 * 60_000)
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })
})

describe('under one PIN a room', () => {
  it('every stay has its own digits, and the front door one code a stay', async () => {
    const house = await openSeam({ property: { codePolicy: 'per-unit' } })
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const digits = (device: string) =>
      house
        .onLocks()
        .filter((code) => code.device === device)
        .map((code) => code.code)
    expect(digits('front').sort()).toEqual([...digits('room1'), ...digits('room2')].sort())
    expect(digits('room1')).not.toEqual(digits('room2'))
  })

  it("checking out of one room takes that room's code off the front door, the other keeps its own", async () => {
    const house = await openSeam({ property: { codePolicy: 'per-unit' } })
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const kept = house.onLocks().find((code) => code.device === 'room2')?.code
    must(depart(house.desk, dana, { ref: A, units: ['R1'] }))
    await house.settleLocks()
    expect(house.onLocks().map((code) => [code.device, code.code])).toEqual([
      ['front', kept],
      ['room2', kept],
    ])
  })
})

describe('what amends a stay', () => {
  const inHouse = async (options: TestDeskOptions = {}): Promise<SeamDesk> => {
    const house = await openSeam(options)
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    return house
  }

  it('an extension keeps digits and codes, and only moves their end', async () => {
    const house = await inHouse()
    const before = house.fake.codes()
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13', untilTime: '12:00' }))
    await house.settleLocks()
    expect(house.fake.codes()).toEqual(before.map((code) => ({ ...code, endsAt: '2026-06-13T11:00:00.000Z' })))
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
  })

  it('a move keeps the digits, opens the new room and shuts the old one', async () => {
    const house = await inHouse()
    const pin = pinsByDoor(house.desk, A).front
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' }))
    await house.settleLocks()
    expect(house.onLocks().map((code) => [code.device, code.code])).toEqual([
      ['front', pin],
      ['room2', pin],
      ['room3', pin],
    ])
    expect(staysOf(house.desk, A)).toEqual(['R3 in-house', 'R2 in-house'])
  })

  it('a move leaves the old room open until the new one opens: nobody stands before two shut doors', async () => {
    const house = await inHouse()
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' }))
    await house.settleLocks(['room3'])
    expect(doorStates(house.desk, A)).toMatchObject({ d1: 'removing', d3: 'accepted' })
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1', 'room2', 'room3'])
    house.fake.confirmAll('room3')
    house.advance(60_000)
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toMatchObject({ d1: 'removed', d3: 'on-lock' })
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room2', 'room3'])
  })

  it("a moved party's old code goes at the latest one hour before the old room is another's", async () => {
    const house = await openSeam({ now: '2026-06-10T08:00:00Z' })
    book(house.desk, A, [['R1', '2026-06-09', '2026-06-10']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-12' }))
    await house.settleLocks()
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' }))
    book(house.desk, B, [room(1)])
    await house.settleLocks(['room3'])
    expect(doorStates(house.desk, A)).toMatchObject({ d1: 'removing', d3: 'accepted' })
    house.setNow('2026-06-10T12:00:00Z')
    await house.settleLocks(['room3'])
    expect(doorStates(house.desk, A)).toMatchObject({ d1: 'removed', d3: 'accepted' })
    house.setNow('2026-06-10T13:30:00Z')
    must(arrive(house.desk, dana, { ref: B }))
    await house.settleLocks(['room3'])
    expect(doorStates(house.desk, B)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })

  it('an old room that is handed over at once is shut at once, move or not', async () => {
    const house = await inHouse()
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' }))
    await house.settleLocks(['room3'])
    book(house.desk, B, [room(1)])
    expect(codeOf(arrive(house.desk, dana, { ref: B }))).toBe('former-code-live')
    must(arrive(house.desk, dana, { ref: B, despiteFormerCode: true }))
    await house.settleLocks(['room3'])
    expect(doorStates(house.desk, A)).toMatchObject({ d1: 'removed', d3: 'accepted' })
  })

  it('cancelling one of two rooms ahead keeps the front door for the other, cut to its dates', async () => {
    const house = await openSeam({ now: '2026-06-09T09:00:00Z' })
    book(house.desk, A, [room(1), ['R2', '2026-06-10', '2026-06-14']])
    await house.settleLocks()
    must(cancel(house.desk, dana, { ref: A, units: ['R2'] }))
    await house.settleLocks()
    expect(onLocks(house)).toEqual([
      'front 2026-06-10T13:00Z..2026-06-12T10:00Z',
      'room1 2026-06-10T13:00Z..2026-06-12T10:00Z',
    ])
  })

  it('checking out with "keep until" leaves the doors open until then, and not a minute longer', async () => {
    const house = await inHouse()
    must(depart(house.desk, dana, { ref: A, units: ['R1'], keepUntil: '16:00' }))
    await house.settleLocks()
    expect(house.onLocks().find((code) => code.device === 'room1')?.window).toBe('2026-06-10T13:00Z..2026-06-10T15:00Z')
    house.setNow('2026-06-10T15:00:00Z')
    await house.settleLocks()
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room2'])
  })

  type Act = (house: SeamDesk) => Result<{ readonly actionId: string | null }, Failure>
  it.each<[string, Act]>([
    ['check-in', (house: SeamDesk) => arrive(house.desk, dana, { ref: B, units: ['R4'] })],
    ['check-out', (house: SeamDesk) => depart(house.desk, dana, { ref: A })],
    ['check-out of one room', (house: SeamDesk) => depart(house.desk, dana, { ref: A, units: ['R2'] })],
    ['cancellation', (house: SeamDesk) => cancel(house.desk, dana, { ref: B })],
    ['cancellation of one room', (house: SeamDesk) => cancel(house.desk, dana, { ref: A, units: ['R1'] })],
    ['move', (house: SeamDesk) => move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' })],
    ['extension', (house: SeamDesk) => extend(house.desk, dana, { ref: A, untilDate: '2026-06-14' })],
  ])('a %s taken back leaves stays, digits and doors as they were', async (_name, act) => {
    const house = await openSeam({ now: '2026-06-10T08:00:00Z' })
    book(house.desk, A, [room(1), room(2)])
    book(house.desk, B, [room(4)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    const before = [staysOf(house.desk, A), staysOf(house.desk, B), house.onLocks()]
    const { actionId } = must(act(house))
    await house.settleLocks()
    expect([staysOf(house.desk, A), staysOf(house.desk, B), house.onLocks()]).not.toEqual(before)
    must(undo(house.desk, dana, { actionId }))
    await house.settleLocks()
    expect([staysOf(house.desk, A), staysOf(house.desk, B), house.onLocks()]).toEqual(before)
    expect(codeOf(undo(house.desk, dana, { actionId }))).toBe('nothing-to-undo')
  })

  it('is not taken back over what somebody did since, nor out of the hands of a new party', async () => {
    const house = await inHouse()
    const longer = must(extend(house.desk, dana, { ref: A, units: ['R1'], untilDate: '2026-06-13' }))
    must(extend(house.desk, dana, { ref: A, units: ['R1'], untilDate: '2026-06-14' }))
    expect(codeOf(undo(house.desk, dana, { actionId: longer.actionId }))).toBe('changed-since')
    const gone = must(cancel(house.desk, dana, { ref: A, units: ['R2'] }))
    await house.settleLocks()
    book(house.desk, B, [room(2)])
    const before = dumpTables(house.desk)
    expect(codeOf(undo(house.desk, dana, { actionId: gone.actionId }))).toBe('unit-already-occupied')
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('an undo while the removal is under way brings the same digits back to the lock', async () => {
    const house = await inHouse()
    const before = house.onLocks()
    const left = must(depart(house.desk, dana, { ref: A }))
    await house.settle()
    must(undo(house.desk, dana, { actionId: left.actionId }))
    house.advance(60_000)
    await house.settleLocks()
    expect(house.onLocks()).toEqual(before)
    expect(Object.values(codesByDoor(house.desk, A)).map((code) => code.desired)).toEqual([
      ...['present', 'present', 'present'],
    ])
  })
})
