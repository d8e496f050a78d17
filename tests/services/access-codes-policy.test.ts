/** Whose digits are whose: spares, new digits by order, what a stranger must not guess, what the house decides later. */
import { describe, expect, it } from 'vitest'
import { eraseDigits } from '../../db/queries/code-writes.ts'
import { allCodes, givenCodes, type StoredCode, sparesOnDoor } from '../../db/queries/codes.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { isGivenAway, isWeakPin, type Pin } from '../../electron/domain/pin.ts'
import { instant, minutes } from '../../electron/domain/time.ts'
import {
  changeSpares,
  giveSpareCode,
  keepSpares,
  newDigits,
  reissueDigits,
  replanHouse,
  upkeep,
} from '../../electron/services/access-codes/index.ts'
import { arrive, cancel, depart, extend } from '../../electron/services/check-in/index.ts'
import { transact, type Work } from '../../electron/services/desk/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
import {
  book,
  codeOf,
  codesByDoor,
  dana,
  doorStates,
  houseFile,
  must,
  pinsByDoor,
  type TestDesk,
} from '../support/test-desk.ts'

const { openTraining: open } = houses()
const idOf = (house: TestDesk, ref: string): ReservationId =>
  must(showReservation(house.desk, { ref })).id as ReservationId
const door = (house: TestDesk, key: string) =>
  readHouse(house.desk.store.read)!.doors.find((one) => one.key === key)!.id
const inWork = <Value>(house: TestDesk, use: (work: Work) => Value): Value =>
  must(transact(house.desk, dana, (work) => ({ ok: true as const, value: use(work) })))
const digits = (house: TestDesk, code: StoredCode): string => house.desk.store.vault.open('pin', code.pinSealed)
const spares = (house: TestDesk, key: string) =>
  sparesOnDoor(house.desk.store.read, door(house, key)).filter((code) => code.desired === 'present')

describe('spare codes', () => {
  const ready = async (house = open({ property: { spareCodes: 2 } })) => {
    upkeep(house.desk)
    await house.settleFully()
    return house
  }
  it('lie on each lock in the house’s number, each with digits of its own, before anybody needs them', async () => {
    const house = await ready()
    for (const key of ['front', 'd1', 'd2', 'd3', 'd4'])
      expect(spares(house, key).map((code) => code.state)).toEqual(['on-lock', 'on-lock'])
    const macs = allCodes(house.desk.store.read).map((code) => code.pinMac)
    expect(new Set(macs).size).toBe(macs.length)
  })

  it('are given with the party’s own end, are replaced at once, and leave the lock with the party', async () => {
    const house = await ready()
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    const before = spares(house, 'd1').map((code) => code.id)
    const given = must(transact(house.desk, dana, (work) => giveSpareCode(work, door(house, 'd1'), idOf(house, A))))
    expect(before).toContain(given.id)
    expect(house.simulator.typeIn('room1', digits(house, given))).toBe(true)
    expect(spares(house, 'd1')).toHaveLength(2)
    house.simulator.setDevice('room1', { online: true })
    house.advance(minutes(1))
    await house.settleFully()
    const [theirs] = givenCodes(house.desk.store.read, idOf(house, A))
    expect(theirs).toMatchObject({ state: 'on-lock', givenBy: 'Dana', pinMac: given.pinMac })
    expect(theirs?.sent?.endsAt).toBe(Date.UTC(2026, 5, 12, 10))
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await house.settleFully()
    expect(givenCodes(house.desk.store.read, idOf(house, A))[0]?.sent?.endsAt).toBe(Date.UTC(2026, 5, 13, 10))
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(givenCodes(house.desk.store.read, idOf(house, A))[0]?.state).toBe('removed')
    expect(house.simulator.typeIn('room1', digits(house, given))).toBe(false)
    expect(spares(house, 'd1').map((code) => code.state)).toEqual(['on-lock', 'on-lock'])
  })

  it('are given to nobody without a right to the door, and never when none is on the lock', async () => {
    const house = await ready()
    book(house.desk, A, [room(1)])
    const give = (key: string) =>
      transact(house.desk, dana, (work) => giveSpareCode(work, door(house, key), idOf(house, A)))
    expect(codeOf(give('d2'))).toBe('no-access')
    inWork(house, (work) => keepSpares(work, door(house, 'd1'), 0))
    expect(codeOf(give('d1'))).toBe('no-spare')
  })

  it('given to a party that has left keep the room from being handed over until they are off the lock', async () => {
    const house = await ready()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-14']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    must(transact(house.desk, dana, (work) => giveSpareCode(work, door(house, 'd1'), idOf(house, A))))
    await house.settleFully()
    house.simulator.setDevice('room1', { online: false })
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    book(house.desk, B, [['R1', '2026-06-10', '2026-06-12']])
    expect(codeOf(arrive(house.desk, dana, { ref: B }))).toBe('former-code-live')
  })

  it('are changed by order, one door or all, and live on past their year', async () => {
    const house = await ready()
    const before = spares(house, 'd1').map((code) => code.pinMac)
    inWork(house, (work) => changeSpares(work, door(house, 'd1')))
    await house.settleFully()
    const after = spares(house, 'd1')
    expect(after.map((code) => code.state)).toEqual(['on-lock', 'on-lock'])
    for (const code of after) expect(before).not.toContain(code.pinMac)
    house.setNow('2027-05-20T12:00:00Z')
    upkeep(house.desk)
    await house.settleFully()
    expect(spares(house, 'd1').map((code) => [code.state, (code.sent?.endsAt ?? 0) > Date.UTC(2028, 0)])).toEqual([
      ['on-lock', true],
      ['on-lock', true],
    ])
  })
})

describe('new digits by order', () => {
  it('matrix 22, case 68: change every door of the party to the same new ones, and the old ones stop', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const before = pinsByDoor(house.desk, A)
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), null)))
    expect(doorStates(house.desk, A)).toEqual({ front: 'sending', d1: 'sending', d2: 'sending' })
    await house.settleFully()
    const after = pinsByDoor(house.desk, A)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    expect(new Set(Object.values(after)).size).toBe(1)
    expect(after.front).not.toBe(before.front)
    for (const device of ['front', 'room1', 'room2']) {
      expect(house.simulator.typeIn(device, before.front!)).toBe(false)
      expect(house.simulator.typeIn(device, after.front!)).toBe(true)
    }
  })
  it('reach a lock that was offline when they were ordered, and an answer that was lost doubles nothing', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.simulator.setDevice('room1', { online: false })
    house.simulator.setDevice('room2', { failNext: 'answer-lost' })
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), null)))
    await house.settleFully()
    house.simulator.setDevice('room1', { online: true })
    house.advance(minutes(37))
    await house.settleFully()
    const after = pinsByDoor(house.desk, A)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    for (const device of ['room1', 'room2']) expect(house.simulator.typeIn(device, after.d1!)).toBe(true)
  })
  it('of one door leave the others', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    const before = pinsByDoor(house.desk, A)
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), door(house, 'd2'))))
    const after = pinsByDoor(house.desk, A)
    expect({ ...after, d2: '' }).toEqual({ ...before, d2: '' })
    expect(after.d2).not.toBe(before.d2)
  })
  it('ordered just before the first room is cancelled leave no old digits on the front door', async () => {
    const house = open({ property: { codesAheadHours: 72 } })
    book(house.desk, A, [room(1), ['R2', '2026-06-25', '2026-06-26']])
    await house.settleFully()
    const old = pinsByDoor(house.desk, A).front!
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), null)))
    must(cancel(house.desk, dana, { ref: A, units: ['R1'] }))
    await house.settleFully()
    expect(doorStates(house.desk, A).front).toBe('planned')
    expect(house.simulator.typeIn('front', old)).toBe(false)
  })
  it('are refused for a booking without codes, and nothing is written', () => {
    const house = open({ keyRooms: [1] })
    const added = book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(cancel(house.desk, dana, { ref: A }))
    expect(
      codeOf(transact(house.desk, dana, (work) => reissueDigits(work, added.reservationId as ReservationId, null))),
    ).toBe('nothing-to-reissue')
  })
})

describe('digits that a stranger would try', () => {
  it.each(['010190', '311299', '199012', '240826', '1990', '2412', '12081990'])('%s, a date or year, are weak', (pin) =>
    expect(isWeakPin(pin)).toBe(true),
  )
  it('are not the end of the guest’s phone nor part of the booking number', () => {
    expect(isGivenAway('550117', ['+12025550117'])).toBe(true)
    expect(isGivenAway('417026', ['4170263958'])).toBe(true)
    expect(isGivenAway('958341', ['4170263958'])).toBe(false)
  })
})

describe('digits that are taken', () => {
  /** Draws these first, then whatever comes. */
  const drawing = (house: TestDesk, pins: readonly string[]) => {
    const script = pins.join('').split('').map(Number)
    return {
      ...house.desk,
      random: { ...house.desk.random, integer: (limit: number) => (script.shift() ?? 3) % limit },
    }
  }
  const draw = (house: TestDesk, pins: readonly string[]) =>
    must(transact(drawing(house, pins), dana, (work) => ({ ok: true as const, value: newDigits(work, null) })))

  it('by a stranger’s code seen on any lock are not drawn: it would be refused, or open for two', async () => {
    const house = open()
    house.simulator.addForeignCode('room2', 'Cleaner', '904417' as Pin)
    await house.worker.readDoors(null)
    expect(draw(house, ['904417', '615028'])).toBe('615028')
  })
  it('until 90 days ago on a shared door are not drawn; after that they may be', async () => {
    const house = open()
    book(house.desk, A, [room(1)])
    const [old] = [pinsByDoor(house.desk, A).front!]
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(doorStates(house.desk, A).front).toBe('removed')
    house.advance(89 * 24 * 3_600_000)
    expect(draw(house, [old, '615028'])).toBe('615028')
    house.advance(2 * 24 * 3_600_000)
    expect(draw(house, [old, '615028'])).toBe(old)
  })
  it('are erased when their history ends; their hash stays', async () => {
    const house = open()
    book(house.desk, A, [room(1)])
    must(cancel(house.desk, dana, { ref: A }))
    house.advance(91 * 24 * 3_600_000)
    upkeep(house.desk)
    const code = codesByDoor(house.desk, A).front!
    expect(code.pinSealed.length).toBe(0)
    expect(code.pinMac).not.toBe('')
    house.desk.store.write((db) => expect(eraseDigits(db, instant(house.desk.clock.now()))).toBe(0))
  })
})

describe('what the house decides later', () => {
  const change = (house: TestDesk, property: Readonly<Record<string, unknown>>) =>
    must(setUpHouse(house.desk, dana, houseFile({ property }), { keepOtherFeeds: false }))

  it('moves the windows of live codes, digits untouched', async () => {
    const house = open()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    change(house, { checkOutTime: '12:00' })
    await house.settleFully()
    expect(codesByDoor(house.desk, A).d1?.sent?.endsAt).toBe(Date.UTC(2026, 5, 12, 11))
    expect(pinsByDoor(house.desk, A)).toEqual(pins)
  })
  it('about one PIN a party or one a room concerns new parties only', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    change(house, { codePolicy: 'per-unit' })
    inWork(house, replanHouse)
    await house.settleFully()
    expect(pinsByDoor(house.desk, A)).toEqual(pins)
    book(house.desk, B, [room(3), room(4)])
    const theirs = allCodes(house.desk.store.read).filter((code) => code.reservationId === idOf(house, B))
    expect(theirs).toHaveLength(4)
    expect(new Set(theirs.map((code) => code.pinMac)).size).toBe(2)
  })
})
