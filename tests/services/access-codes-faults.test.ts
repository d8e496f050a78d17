/** What locks do to codes when they fail, fill up, or are changed behind our back; on a model of locks as they are. */
import { describe, expect, it } from 'vitest'
import { readDoorHealth } from '../../db/queries/doors.ts'
import { readHouse } from '../../db/queries/house.ts'
import { minutes } from '../../electron/domain/time.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import { createReconciler, reissueDigits } from '../../electron/services/access-codes/index.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive, cancel, depart, extend, undo } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { ProgramDied } from '../support/lock-model.ts'
import {
  book,
  codesByDoor,
  dana,
  doorStates,
  must,
  pinsByDoor,
  type TestDesk,
  windowsByDoor,
} from '../support/test-desk.ts'

const { openModel: open } = houses()
const audits = (house: TestDesk, action: string): number =>
  house.desk.store.sqlite.prepare('select count(*) from audit_entries where action = ?').pluck().get(action) as number

describe('a lock offline during the check-in of three rooms', () => {
  it('leaves two rooms live and one retrying, undoes nothing, and is mended by itself', async () => {
    const house = open()
    house.model.setOnline('room3', false)
    book(house.desk, A, [room(1), room(2), room(3)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({
      ...{ front: 'on-lock', d1: 'on-lock', d2: 'on-lock', d3: 'needs-attention' },
    })
    house.model.setOnline('room3', true)
    house.advance(minutes(1))
    await house.settleFully()
    expect(doorStates(house.desk, A).d3).toBe('on-lock')
    expect(new Set(Object.values(pinsByDoor(house.desk, A))).size).toBe(1)
  })

  it('asks a door that is offline once, not once for each of its codes', async () => {
    const house = open()
    house.model.setOnline('front', false)
    for (const [index, ref] of [A, B, '1000000003', '1000000004'].entries()) book(house.desk, ref, [room(index + 1)])
    await house.settle()
    const tries = house.desk.store.sqlite
      .prepare("select count(*) from code_attempts where outcome = 'rejected'")
      .pluck()
      .get()
    expect(tries).toBe(1)
    const front = readHouse(house.desk.store.read)!.doors[0]!.id
    expect(readDoorHealth(house.desk.store.read, front)).toMatchObject({ failures: 1 })
    house.model.setOnline('front', true)
    house.advance(6_100)
    await house.settleFully()
    for (const ref of [A, B, '1000000003', '1000000004']) expect(doorStates(house.desk, ref).front).toBe('on-lock')
  })
})

describe('a busy gateway', () => {
  it('is asked again after seconds, one call at a time', async () => {
    let running = 0
    let most = 0
    const counted = (provider: LockProvider): LockProvider => ({
      ...provider,
      setCode: async (order) => {
        running += order.deviceId.startsWith('room') ? 1 : 0
        most = Math.max(most, running)
        await new Promise((resolve) => setTimeout(resolve, 2))
        const answer = await provider.setCode(order)
        running -= order.deviceId.startsWith('room') ? 1 : 0
        return answer
      },
    })
    const house = open({ style: 'ttlock', change: counted })
    house.model.moods('room1', ['busy'])
    book(house.desk, A, [room(1), room(2), room(3)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'sending', d2: 'on-lock', d3: 'on-lock' })
    expect(most).toBe(1)
    house.advance(6_100)
    await house.settle()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
  })
})

describe('a full lock', () => {
  it('makes room for who comes sooner by taking off who comes last, and puts that one back in time', async () => {
    const house = open({ capacity: 1, rooms: 1, keyRooms: [], property: { codesAheadHours: 720 } })
    book(house.desk, B, [['R1', '2026-06-20', '2026-06-22']])
    await house.settleFully()
    expect(doorStates(house.desk, B)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    book(house.desk, A, [room(1)])
    await house.settleFully()
    house.advance(11_000)
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(doorStates(house.desk, B)).toEqual({ front: 'planned', d1: 'planned' })
    house.setNow('2026-06-12T10:00:10Z')
    await house.settleFully()
    house.setNow('2026-06-20T10:01:00Z')
    await house.settleFully()
    expect(doorStates(house.desk, B)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })

  it('never puts out a guest who is in: then a person must decide', async () => {
    const house = open({ capacity: 1, rooms: 2 })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    book(house.desk, B, [room(2)])
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(doorStates(house.desk, B)).toEqual({ front: 'needs-attention', d2: 'on-lock' })
    expect(attentionItems(house.desk).some((item) => item.kind === 'code-needs-attention')).toBe(true)
  })
})

describe('what one lock refuses', () => {
  const refusing = (fault: 'bad-pin' | 'quota' | 'not-found', until: () => boolean, retryAfterMs?: number) => {
    const answer = { state: 'rejected', fault, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } as const
    return (provider: LockProvider): LockProvider => ({
      ...provider,
      setCode: async (order) => (order.deviceId === 'room1' && until() ? answer : provider.setCode(order)),
      removeCode: async (order) => (order.deviceId === 'room1' && until() ? answer : provider.removeCode(order)),
      listCodes: async (id) =>
        id === 'room1' && until() && fault === 'not-found' ? { ok: false, fault } : provider.listCodes(id),
    })
  }

  it('digits that its keypad does not take are changed there alone, at once', async () => {
    let refused = 0
    const house = open({ change: refusing('bad-pin', () => refused++ === 0) })
    book(house.desk, A, [room(1), room(2)])
    const drawn = pinsByDoor(house.desk, A)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    expect({ front: pins.front, d2: pins.d2 }).toEqual({ front: drawn.front, d2: drawn.d2 })
    expect(pins.d1).not.toBe(drawn.d1)
  })

  it('digits that are refused while a person orders others do not bring a third kind to that door', async () => {
    let order: (() => void) | null = null
    const meanwhile = (provider: LockProvider): LockProvider => ({
      ...provider,
      setCode: async (code) => {
        if (code.deviceId !== 'room1' || order === null) return provider.setCode(code)
        order()
        order = null
        return { state: 'rejected', fault: 'duplicate' }
      },
    })
    const house = open({ change: meanwhile })
    const added = book(house.desk, A, [room(1)])
    order = () => must(transact(house.desk, dana, (work) => reissueDigits(work, added.reservationId, null)))
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pins.d1).toBe(pins.front)
    expect(house.model.opens('room1', pins.d1!, house.desk.clock.now())).toBe(true)
  })

  it('a used-up quota waits as long as the vendor says, and then goes on by itself', async () => {
    let used = true
    const house = open({ change: refusing('quota', () => used, 3_600_000) })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const calls = house.model.calls()
    expect(codesByDoor(house.desk, A).d1).toMatchObject({ fault: 'quota', sent: null })
    house.advance(minutes(50))
    await house.settleFully()
    expect(house.model.calls()).toBe(calls)
    used = false
    house.advance(minutes(15))
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
  })

  it('a device removed at the vendor goes to a person, and its former code counts as one that may still open', async () => {
    let removed = false
    const house = open({ change: refusing('not-found', () => removed) })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-14']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    removed = true
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removed', d1: 'removing' })
    expect(attentionItems(house.desk).map((item) => item.kind)).toContain('former-code')
    book(house.desk, B, [['R1', '2026-06-10', '2026-06-12']])
    const next = arrive(house.desk, dana, { ref: B })
    expect(next.ok ? null : next.error.code).toBe('former-code-live')
    await house.settleFully()
    expect(doorStates(house.desk, B).d1).toBe('needs-attention')
  })
})

describe('an answer that never came', () => {
  it.each(['seam', 'ttlock'] as const)('after the lock accepted: looked up, one code, not two (%s)', async (style) => {
    const house = open({ style })
    house.model.moods('room1', ['lost'])
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    expect(doorStates(house.desk, A).d1).toBe('sending')
    house.advance(6_100)
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    expect(house.model.codes('room1')).toHaveLength(1)
  })

  it.each(['seam', 'ttlock'] as const)('because the program was killed in between: found again (%s)', async (style) => {
    const house = open({ style })
    house.model.moods('room1', ['crash'])
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await expect(house.settle()).rejects.toBeInstanceOf(ProgramDied)
    house.advance(minutes(2))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(house.model.codes('room1')).toHaveLength(1)
  })

  it('of a vendor whose list is a record only is no proof: the lock itself is asked once more', async () => {
    const house = open({ style: 'ttlock' })
    house.model.moods('room1', ['lost'])
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    house.advance(6_100)
    await house.settle()
    const verbs = house.desk.store.sqlite
      .prepare('select verb || coalesce(outcome, 0) from code_attempts where code_id = ? order by id')
      .pluck()
      .all(codesByDoor(house.desk, A).d1!.id)
    expect(verbs).toEqual(['setunknown', 'updateconfirmed'])
  })
})

describe('a code changed or deleted behind our back', () => {
  const inHouse = async (style: 'seam' | 'ttlock' = 'seam') => {
    const house = open({ style })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    return house
  }

  it.each(['seam', 'ttlock'] as const)(
    'deleted: seen by the daily look, put back with the same digits (%s)',
    async (style) => {
      const house = await inHouse(style)
      const pins = pinsByDoor(house.desk, A)
      house.model.meddle('room1', 0, 'delete')
      house.advance(minutes(24 * 60))
      await house.settleFully()
      house.advance(6_000)
      await house.settleFully()
      expect(doorStates(house.desk, A).d1).toBe('on-lock')
      expect(house.model.opens('room1', pins.d1!, house.desk.clock.now())).toBe(true)
      expect(pinsByDoor(house.desk, A)).toEqual(pins)
      expect(audits(house, 'code.missing')).toBe(1)
    },
  )

  it.each(['digits', 'end'] as const)('its %s changed: put right under the same name', async (what) => {
    const house = await inHouse()
    const pins = pinsByDoor(house.desk, A)
    house.model.meddle('room1', 0, what)
    house.advance(minutes(24 * 60))
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    const [there] = house.model.codes('room1')
    expect(there).toMatchObject({ pin: pins.d1, endsAt: Date.UTC(2026, 5, 12, 10) })
    expect(audits(house, 'code.changed-outside')).toBe(what === 'digits' ? 1 : 0)
  })

  it('is found two hours before the arrival, not only after a day', async () => {
    const house = open({ now: '2026-06-10T05:00:00Z' })
    book(house.desk, A, [room(1)])
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    house.model.meddle('room1', 0, 'delete')
    house.setNow('2026-06-10T11:00:30Z')
    await house.settleFully()
    house.advance(6_000)
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    expect(house.model.codes('room1')).toHaveLength(1)
  })

  it('is not believed of one empty listing: what the lock holds is looked for twice', async () => {
    const house = await inHouse()
    const before = house.model.codes('room1')[0]!.ref
    house.model.moods('room1', ['empty-listing'])
    house.advance(minutes(24 * 60))
    await house.settle()
    house.advance(6_000)
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('on-lock')
    expect(house.model.codes('room1').map((code) => code.ref)).toEqual([before])
  })

  it('says nothing of other people’s codes: they are never touched', async () => {
    const house = await inHouse()
    house.model.addForeign('room1', '904417')
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(house.model.codes('room1').map((code) => code.label)).toEqual(['Cleaner'])
  })
})

describe('the clock of this computer', () => {
  const wrong = (aheadMs: number) => (provider: LockProvider) => ({
    ...provider,
    status: () => ({ clockAheadMs: aheadMs, callsThisMonth: null, callsPerMonth: null }),
  })
  it('a day ahead ends no guest’s code, and a person is told', async () => {
    const house = open({ change: wrong(24 * 3_600_000) })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.setNow('2026-06-12T11:00:00Z')
    await house.settleFully()
    house.advance(minutes(6))
    await house.settleFully()
    expect(house.model.codes('room1')).toHaveLength(1)
    expect(attentionItems(house.desk).map((item) => item.kind)).toContain('clock-wrong')
  })
  it('a few seconds off ends codes in their time', async () => {
    const house = open({ change: wrong(-20_000) })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.setNow('2026-06-12T11:00:00Z')
    await house.settleFully()
    expect(house.model.codes('room1')).toEqual([])
  })
})

describe('a stay extended while its code is being removed', () => {
  it('gets its code back with the same digits, whatever the lock answers to the removal', async () => {
    const house = open()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    house.setNow('2026-06-12T10:00:30Z')
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removing', d1: 'removing' })
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pinsByDoor(house.desk, A)).toEqual(pins)
    expect(house.model.codes('room1').map((code) => code.endsAt)).toEqual([Date.UTC(2026, 5, 13, 10)])
  })
})

describe('a check-in taken back where codes are sent only at check-in', () => {
  it('takes the codes off the locks, and a second check-in brings the same digits', async () => {
    const house = open({ property: { codesAheadHours: 0 } })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    must(undo(house.desk, dana, {}))
    await house.settleFully()
    expect(house.model.codes('room1')).toEqual([])
    expect(doorStates(house.desk, A)).toEqual({ front: 'planned', d1: 'planned' })
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pinsByDoor(house.desk, A)).toEqual(pins)
  })
})

describe('the night the clocks change', () => {
  it('moves no code: fourteen and eleven are the house’s own hours before and after', async () => {
    const house = open({ now: '2026-10-24T12:00:00Z' })
    book(house.desk, A, [['R1', '2026-10-24', '2026-10-25']])
    must(arrive(house.desk, dana, { ref: A, from: '14:00' }))
    await house.settleFully()
    expect(windowsByDoor(house.desk, A).d1).toEqual(['2026-10-24T13:00Z..2026-10-25T11:00Z'])
    const digits = pinsByDoor(house.desk, A).d1!
    expect(house.model.opens('room1', digits, Date.UTC(2026, 9, 25, 10, 59))).toBe(true)
    house.setNow('2026-10-25T11:00:10Z')
    await house.settleFully()
    expect(house.model.codes('room1')).toEqual([])
  })
})

describe('lanes', () => {
  it('a slow lock holds up nobody else: another door gets the code of a later check-in meanwhile', async () => {
    let release: (() => void) | null = null
    const slow = (provider: LockProvider): LockProvider => ({
      ...provider,
      setCode: async (order) => {
        if (order.deviceId === 'room1')
          await new Promise<void>((resolve) => {
            release = resolve
          })
        return provider.setCode(order)
      },
    })
    const house = open({ change: slow })
    const reconciler = createReconciler(house.desk, house.locks)
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    reconciler.begin()
    const until = async (done: () => boolean): Promise<void> => {
      for (let turn = 0; turn < 200 && !done(); turn++) await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await until(() => release !== null)
    book(house.desk, B, [room(2)])
    must(arrive(house.desk, dana, { ref: B }))
    reconciler.begin()
    await until(() => house.model.codes('room2').length === 1)
    expect(house.model.codes('room2')).toHaveLength(1)
    expect(house.model.codes('room1')).toHaveLength(0)
    release!()
    await reconciler.idle()
    expect(house.model.codes('room1')).toHaveLength(1)
  })

  it('revoke first, then serve who comes soonest, also what came in while the lane was at work', async () => {
    const order: string[] = []
    let late: (() => void) | null = null
    const noted = (provider: LockProvider): LockProvider => ({
      ...provider,
      setCode: async (code) => {
        order.push(`set ${code.deviceId} ${new Date(code.startsAt).toISOString().slice(8, 10)}`)
        late?.()
        late = null
        return provider.setCode(code)
      },
      removeCode: async (code) => {
        order.push(`remove ${code.deviceId}`)
        return provider.removeCode(code)
      },
    })
    const house = open({ style: 'ttlock', change: noted })
    book(house.desk, A, [['R1', '2026-06-12', '2026-06-13']])
    await house.settle()
    order.length = 0
    must(cancel(house.desk, dana, { ref: A }))
    book(house.desk, B, [['R2', '2026-06-12', '2026-06-13']])
    book(house.desk, '1000000003', [['R3', '2026-06-11', '2026-06-13']])
    late = () => {
      book(house.desk, '1000000004', [['R4', '2026-06-10', '2026-06-11']])
      must(arrive(house.desk, dana, { ref: '1000000004' }))
    }
    const reconciler = createReconciler(house.desk, house.locks)
    // Until nothing is due any more, as the worker's next tick sees to.
    while ((await reconciler.work()) > 0);
    const rooms = order.filter((line) => line.includes('room'))
    expect(rooms[0]).toBe('remove room1')
    expect(rooms.indexOf('set room3 11')).toBeLessThan(rooms.indexOf('set room2 12'))
    expect(rooms).toContain('set room4 10')
  })
})
