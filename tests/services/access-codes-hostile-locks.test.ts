/** What locks, vendors and settings can do that must neither be believed nor repeated without end. */
import { describe, expect, it } from 'vitest'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { RemoteCode } from '../../electron/domain/lock.ts'
import { minutes } from '../../electron/domain/time.ts'

import { createReconciler, keepSpares, reconcile, reissueDigits } from '../../electron/services/access-codes/index.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive, cancel, depart, setTimes } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { giveOfflineCode, handOutKey, takeBackKey } from '../../electron/services/fallback/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { makesOfflineCodes, openFallbackDesk } from '../support/fallback-desk.ts'
import { A, B, houses, room } from '../support/houses.ts'
import {
  book,
  codesByDoor,
  dana,
  doorStates,
  houseFile,
  must,
  pinsByDoor,
  type StayWords,
  type TestDesk,
} from '../support/test-desk.ts'

const { openModel: open, keep } = houses()
const idOf = (house: TestDesk, ref: string) => must(showReservation(house.desk, { ref })).id as ReservationId
const doorId = (house: TestDesk, key: string) =>
  readHouse(house.desk.store.read)!.doors.find((door) => door.key === key)!.id

describe('“on the lock” is said only of what the lock has', () => {
  const twoWindows: readonly StayWords[] = [
    ['R1', '2026-06-10', '2026-06-11'],
    ['R2', '2026-06-14', '2026-06-16'],
  ]
  it('not of the next window while the door is left alone', async () => {
    const house = open()
    book(house.desk, A, twoWindows)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const digits = pinsByDoor(house.desk, A).front!
    house.setNow('2026-06-11T09:50:00Z')
    must(depart(house.desk, dana, { ref: A, units: ['R1'], keepUntil: '11:00' } as never))
    await house.settleFully()
    house.model.setOnline('front', false)
    // Somebody else's code fails again and again at the front door, so that it rests.
    book(house.desk, B, [['R3', '2026-06-11', '2026-06-20']])
    for (let turn = 0; turn < 160; turn++) {
      await house.settle()
      house.advance(minutes(30))
    }
    await house.settle()
    expect(house.desk.clock.now()).toBeGreaterThan(Date.UTC(2026, 5, 14, 13))
    expect(house.model.opens('front', digits, house.desk.clock.now())).toBe(false)
    expect(doorStates(house.desk, A).front).not.toBe('on-lock')
  })

  it('not of the next window where the vendor has no key here any more', async () => {
    const house = open()
    book(house.desk, A, twoWindows)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const digits = pinsByDoor(house.desk, A).front!
    house.setNow('2026-06-14T13:30:00Z')
    for (let pass = 0; pass < 5; pass++) await reconcile(house.desk, { named: () => null })
    expect(house.model.opens('front', digits, house.desk.clock.now())).toBe(false)
    expect(doorStates(house.desk, A).front).not.toBe('on-lock')
  })

  it('not of new digits that nobody could compare, because the vendor masks them', async () => {
    const house = open({
      change: (provider) => ({
        ...provider,
        listCodes: async (id) => {
          const answer = await provider.listCodes(id)
          return answer.ok ? { ...answer, codes: answer.codes.map((code) => ({ ...code, pin: null })) } : answer
        },
      }),
    })
    house.model.moods('room1', ['lost'])
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    // The first answer was lost; before anybody looked, new digits are ordered.
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), null)))
    house.advance(minutes(1))
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    expect(house.model.opens('room1', pinsByDoor(house.desk, A).d1!, house.desk.clock.now())).toBe(true)
  })

  it('not of a lock that was exchanged while its lane was at work', async () => {
    const held: (() => void)[] = []
    let wait = false
    const house = open({
      style: 'ttlock',
      change: (provider) => ({
        ...provider,
        setCode: async (order) => {
          if (wait && order.deviceId === 'room2') await new Promise<void>((resolve) => held.push(resolve))
          return provider.setCode(order)
        },
      }),
    })
    const reconciler = createReconciler(house.desk, house.locks)
    book(house.desk, A, [room(1)])
    await reconciler.work()
    await reconciler.work()
    // A is cancelled, B comes: both doors join one lane; the second call takes its time.
    wait = true
    must(cancel(house.desk, dana, { ref: A }))
    book(house.desk, B, [room(2)])
    reconciler.begin()
    while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(doorStates(house.desk, A).d1).toBe('removed')
    const file = houseFile({})
    const doors = file.doors.map((door) =>
      door.key === 'd1' ? { ...door, lock: { provider: 'simulator' as const, deviceId: 'room1-new' } } : door,
    )
    must(setUpHouse(house.desk, dana, { ...file, doors }, { keepOtherFeeds: true }))
    book(house.desk, '1000000003', [room(1)])
    for (const release of held) release()
    await reconciler.idle()
    await house.settle()
    expect(house.model.codes('room1')).toHaveLength(0)
    expect(house.model.codes('room1-new')).toHaveLength(1)
  })
})

describe('nothing is repeated without end', () => {
  it('a change that the vendor answers with “not found” while its listing still shows the code', async () => {
    let updates = 0
    let passes = (_ms: number): void => {}
    const house = open({
      change: (provider) => ({
        ...provider,
        updateCode: async () => {
          // A call over the Internet takes its time.
          passes(60)
          updates += 1
          if (updates > 100) throw new Error('changed 100 times in six seconds')
          return { state: 'rejected', fault: 'not-found' }
        },
      }),
    })
    passes = house.advance
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), null)))
    await house.settleFully().catch(() => null)
    expect(updates).toBeLessThan(10)
  })

  it('an order whose answer is lost each time and that never reaches the lock: slower and slower, then a person', async () => {
    let sets = 0
    const house = open({
      change: (provider) => ({
        ...provider,
        setCode: async (order) => {
          if (order.deviceId !== 'room1') return provider.setCode(order)
          sets += 1
          return { state: 'unknown', fault: 'transient' }
        },
      }),
    })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    for (let turn = 0; turn < 120; turn++) {
      await house.settle()
      house.advance(10_000)
    }
    // Twenty minutes: 5 s, 15 s, 1 min, 5 min, 15 min.
    expect({ calm: sets <= 15, state: doorStates(house.desk, A).d1 }).toEqual({ calm: true, state: 'needs-attention' })
  })

  it('the end of an offline code at a door whose vendor has no key here', async () => {
    const house = openFallbackDesk()
    keep(house)
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.answers.offlineCode = makesOfflineCodes
    must(await giveOfflineCode(house.desk, dana, house.worker.atDoor, { ref: A, door: 'd1' }))
    house.setNow('2026-06-13T12:00:00Z')
    let passes = 0
    while (passes < 50 && (await reconcile(house.desk, { named: () => null })) > 0) passes++
    expect(passes).toBeLessThan(10)
  })
})

describe('nothing is given up', () => {
  /** A vendor that says of a code that it failed, until it is sent again. */
  it('a code that the vendor says has failed is sent again, at the latest when a person says so', async () => {
    const broken = new Set<string>()
    let first = true
    const house = open({
      change: (provider) => ({
        ...provider,
        setCode: async (order) => {
          const answer = await provider.setCode(order)
          if (first && order.deviceId === 'room1' && answer.state === 'accepted') {
            first = false
            broken.add(answer.ref)
          }
          return answer
        },
        updateCode: async (order) => {
          broken.delete(order.ref)
          return provider.updateCode(order)
        },
        removeCode: async (order) => {
          broken.delete(order.ref)
          return provider.removeCode(order)
        },
        listCodes: async (id) => {
          const answer = await provider.listCodes(id)
          const shown = (code: RemoteCode): RemoteCode =>
            broken.has(code.ref) ? { ...code, state: 'failed', fault: 'transient' } : code
          return answer.ok ? { ...answer, codes: answer.codes.map(shown) } : answer
        },
      }),
    })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    for (let turn = 0; turn < 8; turn++) {
      await house.settleFully()
      house.advance(minutes(36))
    }
    await house.worker.syncNow('locks')
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
  })

  it('a revocation that failed at the lock is ordered again, not only watched', async () => {
    const stuck = new Set<string>()
    let refused = false
    const house = open({
      change: (provider) => ({
        ...provider,
        // The first deletion is accepted and then fails at the lock, as Seam's `failed_to_remove_from_device`.
        removeCode: async (order) => {
          if (order.deviceId === 'room1' && !refused) {
            refused = true
            stuck.add(order.ref)
            return { state: 'accepted', ref: order.ref }
          }
          stuck.delete(order.ref)
          return provider.removeCode(order)
        },
        listCodes: async (id) => {
          const answer = await provider.listCodes(id)
          const shown = (code: RemoteCode): RemoteCode =>
            stuck.has(code.ref) ? { ...code, state: 'removing', fault: 'transient' } : code
          return answer.ok ? { ...answer, codes: answer.codes.map(shown) } : answer
        },
      }),
    })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const digits = pinsByDoor(house.desk, A).d1!
    must(depart(house.desk, dana, { ref: A }))
    for (let turn = 0; turn < 8; turn++) {
      await house.settleFully()
      house.advance(minutes(36))
    }
    await house.worker.syncNow('locks')
    await house.settleFully()
    expect(house.model.opens('room1', digits, house.desk.clock.now())).toBe(false)
  })

  it('old digits that still open are said, although new ones had been ordered before the cancellation', async () => {
    const house = open()
    book(house.desk, A, [room(1)])
    await house.settleFully()
    const old = pinsByDoor(house.desk, A).d1!
    house.model.setOnline('room1', false)
    must(transact(house.desk, dana, (work) => reissueDigits(work, idOf(house, A), null)))
    await house.settleFully()
    must(cancel(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.setNow('2026-06-10T14:30:00Z')
    await house.settleFully()
    expect(house.model.opens('room1', old, house.desk.clock.now())).toBe(true)
    expect(attentionItems(house.desk).map((item) => item.kind)).toContain('former-code')
  })
})

describe('a full lock', () => {
  it('does not lose a guest’s code to a spare', async () => {
    const house = open({ capacity: 2, rooms: 1 })
    // The lock has two places, and a cleaner's code in one of them.
    house.model.addForeign('room1', '904417')
    book(house.desk, A, [['R1', '2026-06-12', '2026-06-14']])
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    transact(house.desk, dana, (work) => ({ ok: true, value: keepSpares(work, null, 1) }))
    for (let turn = 0; turn < 3; turn++) {
      await house.settleFully()
      house.advance(11_000)
    }
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
  })

  it('lets a spare go for a guest at the door where the others come within three hours', async () => {
    const house = open({ capacity: 2, rooms: 2 })
    transact(house.desk, dana, (work) => ({ ok: true, value: keepSpares(work, doorId(house, 'front'), 1) }))
    book(house.desk, B, [room(2)])
    must(setTimes(house.desk, dana, { ref: B, arrivalTime: '17:00', departureTime: null }))
    await house.settleFully()
    expect(doorStates(house.desk, B).front).toBe('on-lock')
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    for (let turn = 0; turn < 12; turn++) {
      await house.settleFully()
      house.advance(11_000)
    }
    expect(codesByDoor(house.desk, B).front!.windows[0]!.startsAt).toBe(Date.UTC(2026, 5, 10, 16))
    expect(doorStates(house.desk, A).front).toBe('on-lock')
  })
})

describe('settings are refused in words, never by a broken rule of the store', () => {
  it('a door whose metal key was once out is taken out of the house', () => {
    const house = openFallbackDesk({ keyRooms: [1] })
    keep(house)
    must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Cleaner Rosa' }))
    must(takeBackKey(house.desk, dana, { door: 'd1' }))
    const file = houseFile({ rooms: 2, keyRooms: [1] })
    const without = {
      ...file,
      doors: file.doors.filter((door) => door.key !== 'd1'),
      units: file.units.map((unit) => ({ ...unit, doors: unit.doors.filter((key) => key !== 'd1') })),
    }
    expect(() => setUpHouse(house.desk, dana, without, { keepOtherFeeds: true })).not.toThrow()
  })
})
