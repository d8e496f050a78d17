/** What a clock that jumps does to codes. */
import { describe, expect, it } from 'vitest'
import { takeLease } from '../../db/queries/desk.ts'
import { writeDoorHealth } from '../../db/queries/doors.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { minutes } from '../../electron/domain/time.ts'

import { giveSpareCode, keepSpares } from '../../electron/services/access-codes/index.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { createWorker } from '../../electron/services/worker/index.ts'
import { A, houses, room } from '../support/houses.ts'
import { book, dana, doorStates, must, pinsByDoor } from '../support/test-desk.ts'

const { openModel: open } = houses()

describe('a clock that jumps', () => {
  it('back while a code waits for its proof: the lock is not asked without end', async () => {
    let lists = 0
    let passes = (_ms: number): void => {}
    const house = open({
      change: (provider) => ({
        ...provider,
        listCodes: (id) => {
          // A call over the Internet takes its time.
          passes(60)
          lists += 1
          if (lists > 200) throw new Error('listed 200 times in twelve seconds')
          return provider.listCodes(id)
        },
      }),
    })
    passes = house.advance
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    expect(doorStates(house.desk, A).d1).toBe('accepted')
    house.advance(-minutes(10))
    // As the worker does for a clock that was set back.
    await house.worker.syncNow('locks')
    expect(lists).toBeLessThan(10)
  })

  it('forward: a guest who is in keeps the code where the vendor’s clock says that ours is wrong', async () => {
    // A vendor whose answers carry the real time; `status` tells the last comparison, as Seam's does.
    const real = { at: 0 }
    const house = open({
      change: (provider, now) => {
        let ahead: number | null = null
        const heard = <Answer>(answer: Answer): Answer => {
          ahead = now() - real.at
          return answer
        }
        return {
          ...provider,
          setCode: async (order) => heard(await provider.setCode(order)),
          removeCode: async (order) => heard(await provider.removeCode(order)),
          listCodes: async (id) => heard(await provider.listCodes(id)),
          health: async (id) => heard(await provider.health(id)),
          status: () => ({ clockAheadMs: ahead, callsThisMonth: null, callsPerMonth: null }),
        }
      },
    })
    const pass = (ms: number): void => {
      real.at += ms
      house.advance(ms)
    }
    real.at = house.desk.clock.now()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    for (let round = 0; round < 4; round++) {
      await house.settle()
      pass(1_100)
    }
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    const digits = pinsByDoor(house.desk, A).d1!
    // Only the computer's clock jumps; the vendor's does not.
    house.advance(minutes(60 * 24 * 30))
    await house.settle()
    for (let round = 0; round < 4; round++) {
      pass(1_100)
      await house.settle()
    }
    const opens = ['front', 'room1'].filter((device) => house.model.opens(device, digits, real.at))
    expect(opens).toEqual(['front', 'room1'])
  })

  it('forward and back again: what was planned for later is still planned', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-20', '2026-06-22']])
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'planned', d1: 'planned' })
    house.advance(minutes(60 * 24 * 30))
    await house.worker.syncNow('locks')
    house.advance(-minutes(60 * 24 * 30))
    await house.worker.syncNow('locks')
    house.setNow('2026-06-19T12:00:00Z')
    await house.worker.syncNow('locks')
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })

  it('back after a process died: its lease does not keep the next one from working for as long', async () => {
    const house = open()
    const wall = Date.UTC(2026, 5, 10, 13, 30)
    // The process that died had the clock an hour ahead.
    house.desk.store.write((db) => takeLease(db, 'died', wall + 3_600_000, wall + 3_610_000))
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    let now = wall
    const worker = createWorker({
      desk: house.desk,
      locks: house.locks,
      calendarFeed: { fetch: async () => ({ unchanged: true }) },
      leaseClock: { now: () => now as never },
      pause: async (ms) => {
        now += ms
      },
    })
    await worker.syncNow('locks')
    house.advance(1_100)
    await worker.syncNow('locks')
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
  })

  it('back between two runs: a door that rested is asked again within the longest pause', async () => {
    const house = open()
    const d1 = readHouse(house.desk.store.read)!.doors.find((door) => door.key === 'd1')!.id
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    // Written while the clock was two days ahead.
    house.desk.store.write((db) =>
      writeDoorHealth(db, d1, { failures: 6, restUntil: (house.desk.clock.now() + minutes(60 * 48 + 30)) as never }),
    )
    for (let round = 0; round < 4; round++) {
      house.advance(minutes(36))
      await house.settleFully()
    }
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
  })

  it('back after spares were laid out: giving one fails in words, or gives one that opens', async () => {
    const house = open({ property: { spareCodes: 1 } })
    transact(house.desk, dana, (work) => ({ ok: true, value: keepSpares(work, null) }))
    await house.settleFully()
    house.advance(-minutes(60 * 24 * 5))
    book(house.desk, A, [['R1', '2026-06-05', '2026-06-07']])
    must(arrive(house.desk, dana, { ref: A }))
    const id = must(showReservation(house.desk, { ref: A })).id as ReservationId
    const d1 = readHouse(house.desk.store.read)!.doors.find((door) => door.key === 'd1')!.id
    expect(() => transact(house.desk, dana, (work) => giveSpareCode(work, d1, id))).not.toThrow()
  })
})
