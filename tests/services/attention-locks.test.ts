/** Locks, their vendors and keys as matters of a person. */
import { describe, expect, it } from 'vitest'
import {
  type DoorHealth,
  insertKeyHandOut,
  markKeyReturned,
  readDoorHealth,
  writeDoorHealth,
} from '../../db/queries/doors.ts'
import { writeSetting } from '../../db/queries/house.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { attentionItems, doorBadge, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { todayView } from '../../electron/services/views/index.ts'
import { type FallbackDesk, fallbackHouses } from '../support/fallback-desk.ts'
import { at, book, dana, must } from '../support/test-desk.ts'

const A = '1000000001'
const open = fallbackHouses({ now: '2026-06-10T12:40:00Z', rooms: 3 })
const health = (house: FallbackDesk, door: string, change: Partial<Omit<DoorHealth, 'doorId'>>): void =>
  house.desk.store.write((db) =>
    writeDoorHealth(db, house.doorId(door), { askedAt: house.desk.clock.now(), ...change }),
  )
const told = (house: FallbackDesk) => attentionItems(house.desk).map((item) => [item.kind, item.tone, item.title])

const east = { id: 'g1', name: 'East stairs', online: false }
const lost = (house: FallbackDesk, doors: readonly string[]): void => {
  for (const door of doors)
    health(house, door, { online: false, gateway: east, offlineSince: at('2026-06-10T12:40:00Z') })
}

describe('locks that are offline', () => {
  it('are one item a gateway, from the fifth minute, and gone when it is back', () => {
    const house = open()
    health(house, 'front', { online: true })
    lost(house, ['d1', 'd2', 'd3'])
    house.advance(minutes(5) - 1)
    expect(told(house)).toEqual([])
    house.advance(1)
    const [item] = attentionItems(house.desk)
    expect(told(house)).toEqual([
      ['lock-offline', 'bad', 'Gateway “East stairs” is offline since 13:40: 3 doors cannot be changed from here.'],
    ])
    expect(item?.detail).toBe(
      'Codes already on them still open. Look at its power and its network. (Room 1, Room 2, Room 3)',
    )
    expect(item?.doorId).toBe(house.doorId('d1'))
    for (const door of ['d1', 'd2', 'd3'])
      health(house, door, { online: true, gateway: { ...east, online: true }, offlineSince: null })
    expect(told(house)).toEqual([])
  })

  it('come back as a new item at the next outage, though the last one was left', () => {
    const house = open()
    health(house, 'front', { online: true })
    lost(house, ['d1'])
    house.advance(minutes(6))
    must(resolveItem(house.desk, dana, attentionItems(house.desk)[0]!.id, 'dismiss'))
    expect(told(house)).toEqual([])
    house.advance(hours(1))
    health(house, 'd1', { offlineSince: at('2026-06-10T13:00:00Z') })
    expect(told(house)).toHaveLength(1)
  })

  it('are asked again at once where a person says so', () => {
    const house = open()
    health(house, 'front', { online: true })
    lost(house, ['d1', 'd2'])
    for (const door of ['front', 'd1', 'd2']) health(house, door, { nextAskAt: at('2026-06-11T00:00:00Z') })
    house.advance(minutes(6))
    must(resolveItem(house.desk, dana, attentionItems(house.desk)[0]!.id, 'retry'))
    const asks = ['front', 'd1', 'd2'].map(
      (door) => readDoorHealth(house.desk.store.read, house.doorId(door))!.nextAskAt <= house.desk.clock.now(),
    )
    expect(asks).toEqual([false, true, true])
  })

  it('are their vendor’s item where none can be asked', () => {
    const house = open()
    const since = { online: null, fault: 'offline', offlineSince: at('2026-06-10T12:00:00Z') } as const
    for (const door of ['front', 'd1']) health(house, door, since)
    expect(told(house)).toEqual([
      ['lock-offline', 'bad', 'The training locks cannot be reached since 13:00: 2 doors cannot be changed from here.'],
    ])
  })

  it('are a door’s own where only that lock is', () => {
    const house = open()
    health(house, 'front', { online: true })
    health(house, 'd1', { online: false, offlineSince: at('2026-06-09T12:00:00Z') })
    expect(told(house)).toEqual([['lock-offline', 'bad', 'Room 1: the lock is offline since Tue 9 Jun, 13:00.']])
  })
})

describe('batteries, clocks and quotas', () => {
  it('tell of a battery once when it is low and once more when it is nearly empty', () => {
    const house = open()
    health(house, 'd1', { online: true, batteryPercent: 26 })
    expect(told(house)).toEqual([])
    health(house, 'd1', { batteryPercent: 25 })
    expect(told(house)).toEqual([['battery-low', 'question', 'Room 1: the battery is low (25 %).']])
    const [low] = attentionItems(house.desk)
    must(resolveItem(house.desk, dana, low!.id, 'dismiss'))
    health(house, 'd1', { batteryPercent: 19 })
    expect(told(house)).toEqual([])
    health(house, 'd1', { batteryPercent: 15 })
    expect(told(house)).toEqual([['battery-low', 'bad', 'Room 1: the battery is nearly empty (15 %).']])
  })

  it('tell of this computer’s clock in red and of a lock’s clock in amber', () => {
    const house = open()
    const clock = (ms: number) =>
      house.desk.store.write((db) => writeSetting(db, 'clock-ahead', { ms, at: house.desk.clock.now() }))
    clock(60_000)
    health(house, 'd1', { online: true, clockSkewSeconds: -60 })
    expect(told(house)).toEqual([])
    clock(-180_000)
    health(house, 'd1', { clockSkewSeconds: 240 })
    expect(told(house)).toEqual([
      ['clock-wrong', 'bad', 'The clock of this computer is 3 minutes behind.'],
      ['clock-wrong', 'question', 'Room 1: the clock of the lock is 4 minutes ahead.'],
    ])
    expect(attentionItems(house.desk)[0]?.detail).toContain('Codes would open at the wrong time')
    expect(doorBadge(attentionItems(house.desk))).toBe(1)
  })

  it('tell of a quota from four fifths, and in red when it is used up', () => {
    const house = open()
    const used = (callsThisMonth: number) =>
      house.desk.store.write((db) =>
        writeSetting(db, 'provider-status', { ttlock: { callsThisMonth, callsPerMonth: 30_000 } }),
      )
    used(23_999)
    expect(told(house)).toEqual([])
    used(24_600)
    expect(told(house)).toEqual([['quota-low', 'question', 'TTLock: 82 % of this month’s calls are used.']])
    used(30_000)
    expect(told(house)).toEqual([['quota-low', 'bad', 'TTLock: the calls of this month are used up.']])
    expect(attentionItems(house.desk)[0]?.detail).toContain('Only urgent orders are still sent.')
  })
})

describe('a key that was handed out', () => {
  it('is asked for when its party has left, until it is back', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A, from: null }))
    await house.settleFully()
    const now = house.desk.clock.now()
    house.desk.store.write((db) =>
      insertKeyHandOut(db, {
        ...{ id: 'key-1', doorId: house.doorId('d1'), reservationId: house.reservationId(A) },
        ...{ envelope: 'Envelope 1 in the safe', takenBy: 'Ann Example', handedAt: now, handedBy: 'Dana' },
        ...{ returnedAt: null, returnedBy: null },
      }),
    )
    expect(told(house)).toEqual([])
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(told(house)).toEqual([
      ['key-out', 'question', 'Room 1: the key has not come back (Envelope 1 in the safe).'],
    ])
    const [need] = must(todayView(house.desk)).needs
    expect(need).toMatchObject({ kind: 'key-out', doorId: house.doorId('d1') })
    expect(need?.title).not.toContain('Ann')
    house.desk.store.write((db) => markKeyReturned(db, 'key-1', house.desk.clock.now(), 'Dana'))
    expect(told(house)).toEqual([])
  })
})
