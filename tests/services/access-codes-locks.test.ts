/** The reconciler against locks that fail: on Seam's official fake server, and on training locks where it cannot. */
import { describe, expect, it } from 'vitest'
import { updateCode } from '../../db/queries/code-writes.ts'
import { readCode } from '../../db/queries/codes.ts'
import { began } from '../../electron/domain/access-code-answers.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { instant, minutes } from '../../electron/domain/time.ts'
import type { LogFields, Logger } from '../../electron/ports/logger.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive, cancel, depart, extend } from '../../electron/services/check-in/index.ts'
import { todayView } from '../../electron/services/views/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
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
  type TestDesk,
} from '../support/test-desk.ts'

const { openSeam, openTraining } = houses()
const lockCodes = async (house: TestDesk, device: string) => {
  const listing = await house.simulator.listCodes(device)
  if (!listing.ok) throw new Error(listing.fault)
  return listing.codes
}

describe('a lock that does not answer', () => {
  it('keeps neither the other doors nor the check-in waiting, and gets its code when it is back', async () => {
    const house = openTraining()
    house.simulator.setDevice('room2', { online: false })
    book(house.desk, A, [room(1), room(2), room(3)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({
      ...{ front: 'on-lock', d1: 'on-lock', d2: 'needs-attention', d3: 'on-lock' },
    })
    expect(attentionItems(house.desk).map((item) => item.title)).toEqual([
      `Room 2: the code of ${A} is not on the lock.`,
    ])
    const before = pinsByDoor(house.desk, A)
    house.simulator.setDevice('room2', { online: true })
    house.advance(minutes(40))
    await house.settleFully()
    expect(doorStates(house.desk, A).d2).toBe('on-lock')
    expect(pinsByDoor(house.desk, A)).toEqual(before)
    expect(attentionItems(house.desk)).toEqual([])
  })

  it('is asked at growing distances, never more than half an hour and a fifth apart', async () => {
    const house = openTraining()
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    const tries = () =>
      house.desk.store.sqlite
        .prepare("select count(*) from code_attempts where outcome = 'rejected'")
        .pluck()
        .get() as number
    for (let minute = 0; minute < 40; minute++) {
      await house.settle()
      house.advance(minutes(1))
    }
    const first = tries()
    expect(first).toBeGreaterThanOrEqual(5)
    expect(first).toBeLessThan(12)
    for (let hour = 0; hour < 10; hour++) {
      house.advance(minutes(36))
      await house.settle()
    }
    expect(tries()).toBe(first + 10)
  })

  it("is a person's matter at once where no repetition helps, and taken up again when they say so", async () => {
    const house = openTraining()
    house.simulator.setDevice('room1', { capacity: 0 })
    book(house.desk, A, [room(1)])
    await house.settleFully()
    const [item] = attentionItems(house.desk)
    expect(item).toMatchObject({ kind: 'code-needs-attention', title: `Room 1: the code of ${A} is not on the lock.` })
    expect(item?.detail).toContain('no room for another code')
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'needs-attention' })
  })
})

describe('an answer that is lost', () => {
  it('is looked up by label and taken as done: one code, not two', async () => {
    const house = await openSeam()
    book(house.desk, A, [room(1)])
    house.proxy.set({ dropReply: true, only: /access_codes\/create/ })
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    house.proxy.reset()
    expect(doorStates(house.desk, A)).toEqual({ front: 'sending', d1: 'sending' })
    house.advance(minutes(1))
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1'])
    const creates = house.proxy.requests.filter((request) => request.path === '/access_codes/create')
    expect(creates).toHaveLength(2)
  })

  it('of a set that never happened is repeated, once', async () => {
    const house = await openSeam()
    book(house.desk, A, [room(1)])
    house.fake.outage(['/access_codes/create'])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    expect(house.onLocks()).toEqual([])
    house.fake.outage([])
    house.advance(minutes(1))
    await house.settleLocks()
    expect(house.onLocks().map((code) => code.device)).toEqual(['front', 'room1'])
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
  })

  it('of a removal is looked up until the code is seen to be gone', async () => {
    const house = await openSeam()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    house.proxy.set({ dropReply: true, only: /access_codes\/delete/ })
    must(depart(house.desk, dana, { ref: A }))
    await house.settle()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removing', d1: 'removing' })
    house.proxy.reset()
    house.advance(minutes(1))
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removed', d1: 'removed' })
    expect(house.onLocks()).toEqual([])
  })

  it('because the program died between the call and its record: found again, not doubled', async () => {
    const house = await openSeam()
    book(house.desk, A, [room(1)])
    const { d1 } = codesByDoor(house.desk, A)
    // What a crash leaves: the intent is stored, the lock has the code, the answer was never written.
    house.desk.store.write((db) =>
      updateCode(db, { ...d1!, ...began(d1!, 'set') }, instant(house.desk.clock.now() + minutes(1.5)), false),
    )
    await house.locks.named('seam')!.setCode({
      ...{ opId: 'before the crash', deviceId: 'room1', pin: pinsByDoor(house.desk, A).d1 as Pin, label: d1!.label },
      ...d1!.windows[0]!,
    })
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    house.advance(minutes(1.5))
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(house.fake.codes('room1')).toHaveLength(1)
  })

  it('and then a clash of digits that cannot be looked into: no other digits are sent on suspicion', async () => {
    const house = await openSeam()
    book(house.desk, A, [room(1)])
    const drawn = pinsByDoor(house.desk, A)
    const { d1 } = codesByDoor(house.desk, A)
    const order = { opId: 'late', deviceId: 'room1', pin: drawn.d1 as Pin, label: d1!.label, ...d1!.windows[0]! }
    await house.locks.named('seam')!.setCode(order)
    house.fake.outage(['/access_codes/list', '/access_codes/unmanaged/list'])
    await house.settle()
    house.fake.outage([])
    house.advance(minutes(1))
    await house.settleLocks()
    expect(house.fake.codes('room1').map((code) => code.code)).toEqual([drawn.d1])
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pinsByDoor(house.desk, A)).toEqual(drawn)
  })
})

describe('digits', () => {
  it('that one door refuses are changed on that door alone, and a room added later gets the common ones', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1), room(2)])
    const drawn = pinsByDoor(house.desk, A)
    house.simulator.addForeignCode('room1', 'owner', drawn.d1 as Pin)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    expect(pins).toEqual({ ...drawn, d1: pins.d1 })
    expect(pins.d1).not.toBe(drawn.d1)
    book(house.desk, A, [room(3)])
    expect(pinsByDoor(house.desk, A).d3).toBe(drawn.front)
  })

  it('stay those of each door when an overdue party, whose codes have ended, is extended', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    house.simulator.addForeignCode('room1', 'owner', pinsByDoor(house.desk, A).d1 as Pin)
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const pins = pinsByDoor(house.desk, A)
    house.setNow('2026-06-12T11:00:00Z')
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removed', d1: 'removed' })
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(pinsByDoor(house.desk, A)).toEqual(pins)
  })

  it('fit what the keypads told before, although the locks cannot be asked now', async () => {
    const house = await openSeam()
    const none = house.desk.store.sqlite.prepare("update doors set pin_rules = ? where provider = 'seam'")
    none.run(JSON.stringify({ lengths: [4], digits: '0123456789', rules: ['no_zeros'] }))
    await house.proxy.cut()
    book(house.desk, A, [room(1)])
    await house.settle()
    book(house.desk, B, [room(2)])
    for (const pin of [...Object.values(pinsByDoor(house.desk, A)), ...Object.values(pinsByDoor(house.desk, B))])
      expect(pin).toMatch(/^[1-9]{4}$/)
  })

  it('are six, never shared by two parties of the house, whatever their dates', async () => {
    const house = openTraining({ rooms: 8 })
    for (let number = 1; number <= 8; number++)
      for (const day of ['10', '14', '18', '22'])
        book(house.desk, `10000000${number}${day}`, [[`R${number}`, `2026-06-${day}`, `2026-06-${Number(day) + 2}`]])
    const parties = house.desk.store.sqlite
      .prepare('select count(distinct reservation_id) parties, count(distinct pin_mac) pins from access_codes')
      .get()
    expect(parties).toEqual({ parties: 32, pins: 32 })
  })

  it('stand in no log, no audit entry, no error text and no table in clear', async () => {
    const lines: string[] = []
    const note = (event: string, fields?: LogFields) => void lines.push(JSON.stringify({ event, fields }))
    const error = (event: string, cause: unknown) => void lines.push(`${event} ${String(cause)}`)
    const logger: Logger = { info: note, warn: note, error }
    const house = await openSeam({ logger })
    book(house.desk, A, [room(1), room(2)], { name: 'Ann Example' })
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    house.fake.outage(['/access_codes/update'])
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await house.settle()
    house.fake.outage([])
    await house.proxy.cut()
    must(depart(house.desk, dana, { ref: A }))
    await house.settle()
    book(house.desk, B, [room(1)])
    const refused = arrive(house.desk, dana, { ref: B })
    const said = refused.ok ? '' : refused.error.message
    const shown = JSON.stringify([dumpTables(house.desk), must(todayView(house.desk)), said, lines])
    expect(lines.length).toBeGreaterThan(8)
    expect(codeOf(refused)).toBe('former-code-live')
    for (const pin of Object.values(pinsByDoor(house.desk, A))) expect(shown).not.toContain(pin)
  })
})

describe('a former code', () => {
  const leave = async (house: TestDesk, how: () => void) => {
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-14']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.simulator.setDevice('room1', { online: false })
    how()
    await house.settleFully()
  }
  const next = (house: TestDesk) => {
    const from = new Date(house.desk.clock.now()).toISOString().slice(0, 10)
    book(house.desk, B, [['R1', from, '2026-06-13']], { email: 'bea@example.com' })
  }

  it('that may still open the room is said by door and time, and check-in asks', async () => {
    const house = openTraining()
    await leave(house, () => must(depart(house.desk, dana, { ref: A })))
    next(house)
    const before = dumpTables(house.desk)
    const refused = arrive(house.desk, dana, { ref: B })
    expect(codeOf(refused)).toBe('former-code-live')
    expect(refused.ok ? '' : refused.error.message).toContain('may open Room 1 until 2026-06-14 11:00')
    expect(dumpTables(house.desk)).toEqual(before)
    expect(must(todayView(house.desk)).arrivals[0]?.notSafe).toEqual({
      unitName: 'Room 1',
      until: '2026-06-14T10:00:00.000Z',
    })
    expect(attentionItems(house.desk).map((item) => item.kind)).toEqual(['former-code'])
    must(arrive(house.desk, dana, { ref: B, despiteFormerCode: true }))
  })

  it('goes on being revoked until the lock confirms it, and then the room is safe', async () => {
    const house = openTraining()
    await leave(house, () => must(depart(house.desk, dana, { ref: A })))
    next(house)
    for (let hour = 0; hour < 8; hour++) {
      house.advance(minutes(60))
      await house.settle()
      expect(doorStates(house.desk, A).d1).toBe('removing')
    }
    house.simulator.setDevice('room1', { online: true })
    house.advance(minutes(40))
    await house.settleFully()
    expect(doorStates(house.desk, A).d1).toBe('removed')
    expect((await lockCodes(house, 'room1')).map((code) => code.label)).toEqual([codesByDoor(house.desk, B).d1!.label])
    must(arrive(house.desk, dana, { ref: B }))
    expect(attentionItems(house.desk)).toEqual([])
  })

  it('kept until 15:30 is still one when that time has passed and the lock never heard of it', async () => {
    const house = openTraining()
    await leave(house, () => must(depart(house.desk, dana, { ref: A, keepUntil: '15:30' })))
    house.setNow('2026-06-10T15:00:00Z')
    await house.settleFully()
    next(house)
    expect((await house.simulator.listCodes('room1')).ok).toBe(false)
    expect(codeOf(arrive(house.desk, dana, { ref: B }))).toBe('former-code-live')
  })

  it('whose longer stay was being sent when it was revoked counts to the longer end', async () => {
    const house = await openSeam({ now: '2026-06-11T13:30:00Z' })
    book(house.desk, A, [['R1', '2026-06-11', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleLocks()
    house.setNow('2026-06-12T09:30:00Z')
    house.proxy.set({ dropReply: true, only: /access_codes\/update/ })
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-14' }))
    await house.settle()
    await house.proxy.cut()
    must(depart(house.desk, dana, { ref: A }))
    house.setNow('2026-06-12T13:30:00Z')
    await house.settle()
    book(house.desk, B, [['R1', '2026-06-12', '2026-06-13']])
    expect(house.fake.codes('room1')[0]?.endsAt).toBe('2026-06-14T10:00:00.000Z')
    const refused = arrive(house.desk, dana, { ref: B })
    expect(codeOf(refused)).toBe('former-code-live')
    expect(refused.ok ? '' : refused.error.message).toContain('until 2026-06-14 11:00')
  })

  it('whose end has passed is none: its own lock has shut it', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.setNow('2026-06-12T13:30:00Z')
    house.simulator.setDevice('room1', { online: false })
    must(depart(house.desk, dana, { ref: A }))
    await house.settle()
    book(house.desk, B, [['R1', '2026-06-12', '2026-06-13']])
    must(arrive(house.desk, dana, { ref: B }))
  })

  it("of a booking cancelled for next week does not keep today's guest from the room", async () => {
    const house = openTraining()
    book(house.desk, A, [['R1', '2026-06-12', '2026-06-14']])
    await house.settleFully()
    house.simulator.setDevice('room1', { online: false })
    must(cancel(house.desk, dana, { ref: A }))
    await house.settle()
    book(house.desk, B, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: B }))
    expect(doorStates(house.desk, A).d1).toBe('removing')
  })

  it('of the shared front door is no reason to keep anybody out', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.simulator.setDevice('front', { online: false })
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    book(house.desk, B, [room(1)])
    must(arrive(house.desk, dana, { ref: B }))
    expect(doorStates(house.desk, A)).toEqual({ front: 'removing', d1: 'removed' })
  })
})

describe('what was changed while the lock was being asked', () => {
  it('a code revoked during its own call is removed after it', async () => {
    const house = await openSeam()
    book(house.desk, A, [room(1)])
    house.proxy.set({ latencyMs: 150, only: /access_codes\/create/ })
    const passes = house.settle()
    await expect.poll(() => house.proxy.requests.some((request) => request.path === '/access_codes/create')).toBe(true)
    must(cancel(house.desk, dana, { ref: A }))
    await passes
    house.proxy.reset()
    house.advance(minutes(2))
    await house.settleLocks()
    expect(doorStates(house.desk, A)).toEqual({ front: 'removed', d1: 'removed' })
    expect(house.onLocks()).toEqual([])
  })

  it('is read back from the store: a code is never left in "sending"', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    await house.settleFully()
    const { d1 } = codesByDoor(house.desk, A)
    expect(readCode(house.desk.store.read, d1!.id)).toMatchObject({ state: 'on-lock', mustLook: false, fault: null })
    expect(readCode(house.desk.store.read, d1!.id)?.sent).toEqual({
      startsAt: at('2026-06-10T13:00:00Z'),
      endsAt: at('2026-06-12T10:00:00Z'),
    })
  })
})
