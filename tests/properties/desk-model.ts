/** Random work at a real desk with simulated locks, and what must hold after each step of it. */
import { join } from 'node:path'
import fc from 'fast-check'
import { staysByStatus } from '../../db/queries/bookings.ts'
import { allCodes, type StoredCode } from '../../db/queries/codes.ts'
import { readHouse } from '../../db/queries/house.ts'
import { readState } from '../../electron/adapters/simulator/simulator-state.ts'
import { nextStep } from '../../electron/domain/access-code.ts'
import { accessWindow, currentWindow, type Window, windowsOverlap } from '../../electron/domain/access-window.ts'
import type { CalendarEvent } from '../../electron/domain/calendar-event.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { Result } from '../../electron/domain/result.ts'
import { grantsAccess, nightsOverlap, type Stay } from '../../electron/domain/stay.ts'
import { addDays, type CalendarDate, dateOf, type Instant, minutes } from '../../electron/domain/time.ts'
import { doorsOfUnit, factsOf } from '../../electron/services/access-codes/index.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, cancel, depart, extend, move, setTimes, undo } from '../../electron/services/check-in/index.ts'
import { giveSpare, keepSpares, reissue } from '../../electron/services/fallback/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { addReservation, adoptStay } from '../../electron/services/reservations/index.ts'
import { dump } from '../support/dump.ts'
import { showing } from '../support/feed-desk.ts'
import { dana, openTestDesk, type TestDesk, yusuf } from '../support/test-desk.ts'

const rooms = 4
const references = ['1000000001', '1000000002', 'HMAAAA0001']
const devices = ['front', 'room1', 'room2', 'room3']
const statuses = ['expected', 'in-house', 'departed', 'cancelled', 'no-show'] as const

/** Mostly the same two rooms and the next days: parties are to meet in the doorway. */
const room = fc.constantFrom('R1', 'R1', 'R1', 'R2', 'R2', 'R3', 'R4')
const ref = fc.constantFrom(...references)
/** One of the reservations there are, by its place among them. */
const who = fc.nat(40)
const units = fc.oneof({ weight: 3, arbitrary: fc.constant([] as string[]) }, { weight: 2, arbitrary: fc.tuple(room) })
const offset = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 2 }) }, fc.integer({ min: -3, max: 12 }))
const nights = fc.constantFrom(1, 1, 1, 2, 2, 4)
const wallTime = fc.constantFrom(null, null, '08:00', '12:30', '16:15', '20:00', '22:30')
const stay = fc.record({ unit: room, offset, nights })

/** One thing that happens: a person's command, a poll, a lock's mood, time. */
export const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      ref,
      stays: fc.array(stay, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('feed' as const),
      stay,
      reference: fc.constantFrom(null, null, ...references),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('adopt' as const), ref, pick: fc.nat(9) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('arrive' as const), who, units, from: wallTime, despite: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('depart' as const), who, units, keepUntil: wallTime }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who, units }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('extend' as const),
      who,
      units,
      days: fc.integer({ min: -2, max: 5 }),
      time: wallTime,
      shorten: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), who, from: room, to: room }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('times' as const), who, units, arrival: wallTime, departure: wallTime }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), pick: fc.nat(9), action: fc.nat(3) }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(1, 7, 60, 300, 1440, 4320) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lock' as const),
      device: fc.constantFrom(...devices),
      online: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('trouble' as const),
      device: fc.constantFrom(...devices),
      fault: fc.constantFrom(
        'answer-lost',
        'answer-lost',
        'busy',
        'transient',
        'duplicate',
        'full',
        'quota',
        'bad-pin',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('reissue' as const), who, door: fc.constantFrom(null, 'd1') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('spare' as const), who, door: fc.constantFrom('front', 'd1') }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('work' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('meanwhile' as const),
      command: fc.constantFrom('cancel' as const, 'depart' as const, 'undo' as const, 'move' as const),
      who,
      from: room,
      to: room,
      turns: fc.integer({ min: 0, max: 12 }),
    }),
  },
)
export type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

export type ModelOptions = { readonly codePolicy: 'per-reservation' | 'per-unit'; readonly codesAheadHours: number }
export const house = fc.record({
  codePolicy: fc.constantFrom('per-reservation' as const, 'per-reservation' as const, 'per-unit' as const),
  codesAheadHours: fc.constantFrom(72, 72, 0, 24),
})

export type Model = {
  readonly test: TestDesk
  readonly step: (happening: Happening) => Promise<string>
  readonly check: () => void
  readonly quiesce: () => Promise<void>
}

/**
 * With `strict`, what is open is a failure too: a fault outlives the order it belongs to; a feed's code that was held
 * back by another party's late time is not planned once that time is gone; a code revoked by a move is kept while the
 * new door's is not yet due.
 */
export function openModel(options: ModelOptions, strict: boolean): Model {
  const events = new Map<string, CalendarEvent[]>()
  const calendarFeed = showing((url) => events.get(url) ?? [])
  const address = (unit: string): string => `https://feeds.example/${unit}.ics`
  const test = openTestDesk({
    now: '2026-03-27T12:00:00Z',
    rooms,
    keyRooms: [4],
    property: { ...options, spareCodes: 1 },
    feeds: Object.fromEntries(
      ['R1', 'R2', 'R3', 'R4'].map((unit) => [unit, [{ channel: 'airbnb', url: address(unit) }]]),
    ),
    calendarFeed,
  })
  const { desk, simulator } = test
  const { read } = desk.store
  for (const door of ['front', 'd1']) keepSpares(desk, dana, door, 1)
  let count = 0
  const waiting = new Set<string>()

  const today = (): CalendarDate => dateOf(desk.clock.now(), readHouse(read)!.property.timeZone)
  const day = (days: number): CalendarDate => addDays(today(), days)
  const staysNow = (): Stay[] => statuses.flatMap((status) => staysByStatus(read, status))

  /** A reservation that is there; before there is one, a name that nobody has. */
  function known(which: number): string {
    const ids = desk.store.sqlite.prepare('select id from reservations order by id').pluck().all() as string[]
    return ids[which % Math.max(1, ids.length)] ?? 'NOBODY'
  }
  /** Runs a use case; one that refuses must have left everything as it was. */
  function use(run: () => Result<unknown, Failure>): string {
    const before = dump(desk.store)
    const answer = run()
    if (answer.ok) return 'done'
    const after = dump(desk.store)
    if (after !== before) throw new Error(`refused with ${answer.error.code}, and yet something was written`)
    return answer.error.code
  }

  async function step(what: Happening): Promise<string> {
    switch (what.kind) {
      case 'add':
        return use(() =>
          addReservation(desk, dana, {
            reference: what.ref,
            channel: 'direct',
            stays: what.stays.map((one) => ({
              unit: one.unit,
              arrivalDate: day(one.offset),
              departureDate: day(one.offset + one.nights),
            })),
          }),
        )
      case 'feed': {
        count += 1
        const url = address(what.stay.unit)
        const event: CalendarEvent = {
          uid: `event-${count}`,
          arrivalDate: day(what.stay.offset),
          departureDate: day(what.stay.offset + what.stay.nights),
          kind: 'reservation',
          reference: what.reference as CalendarEvent['reference'],
        }
        events.set(url, [...(events.get(url) ?? []), event])
        test.advance(minutes(17))
        const before = new Map(staysNow().map((one) => [one.id, one]))
        await pollFeeds(desk, calendarFeed)
        for (const one of staysNow()) {
          const was = before.get(one.id)
          if (was === undefined) continue
          // Every answer has all that the ones before it had: nothing may end, and nobody who is here is moved out.
          if (one.status !== was.status) throw new Error('a poll ended a stay')
          const isHere = one.status === 'in-house'
          if (isHere && (one.arrivalDate !== was.arrivalDate || one.departureDate < was.departureDate))
            throw new Error('a poll shortened a stay in house')
        }
        return 'polled'
      }
      case 'adopt': {
        const nameless = staysNow().filter((one) => one.reservationId === null)
        const chosen = nameless[what.pick % Math.max(1, nameless.length)]
        if (chosen === undefined) return 'nothing'
        return use(() => adoptStay(desk, yusuf, { stay: chosen, reference: what.ref, guest: null }))
      }
      case 'arrive':
        return use(() =>
          arrive(desk, dana, {
            ref: known(what.who),
            units: what.units,
            from: what.from,
            despiteFormerCode: what.despite,
          }),
        )
      case 'depart':
        return use(() => depart(desk, dana, { ref: known(what.who), units: what.units, keepUntil: what.keepUntil }))
      case 'cancel':
        return use(() => cancel(desk, dana, { ref: known(what.who), units: what.units }))
      case 'extend':
        return use(() =>
          extend(desk, dana, {
            ref: known(what.who),
            units: what.units,
            untilDate: day(what.days),
            untilTime: what.time,
            shorten: what.shorten,
          }),
        )
      case 'move':
        return use(() => move(desk, dana, { ref: known(what.who), fromUnit: what.from, toUnit: what.to }))
      case 'undo':
        return use(() => undo(desk, dana, {}))
      case 'times':
        return use(() =>
          setTimes(desk, dana, {
            ref: known(what.who),
            units: what.units,
            arrivalTime: what.arrival,
            departureTime: what.departure,
          }),
        )
      case 'resolve': {
        const items = attentionItems(desk)
        const item = items[what.pick % Math.max(1, items.length)]
        if (item === undefined || item.actions.length === 0) return 'nothing'
        const action = item.actions[what.action % item.actions.length]!
        return use(() => resolveItem(desk, dana, item.id, action.key))
      }
      case 'reissue':
        return use(() => reissue(desk, yusuf, { ref: known(what.who), door: what.door }))
      case 'spare':
        return use(() => giveSpare(desk, yusuf, { ref: known(what.who), door: what.door }))
      case 'pass':
        test.advance(minutes(what.minutes))
        return 'passed'
      case 'lock':
        simulator.setDevice(what.device, { online: what.online })
        return 'set'
      case 'trouble':
        simulator.setDevice(what.device, { failNext: what.fault as 'busy' })
        return 'set'
      case 'meanwhile': {
        // A person acts while the locks are being asked.
        const working = test.settle()
        for (let turn = 0; turn < what.turns; turn++) await Promise.resolve()
        const ref = known(what.who)
        const acts = {
          cancel: () => use(() => cancel(desk, yusuf, { ref, units: [what.from] })),
          depart: () => use(() => depart(desk, yusuf, { ref, units: [what.from], keepUntil: null })),
          move: () => use(() => move(desk, yusuf, { ref, fromUnit: what.from, toUnit: what.to })),
          undo: () => use(() => undo(desk, yusuf, {})),
        }
        const outcome = acts[what.command]()
        await working
        return outcome
      }
      case 'work':
        await test.settle()
        return 'worked'
    }
  }

  function check(): void {
    const now = desk.clock.now()
    const theHouse = readHouse(read)!
    const all = staysNow()
    const live = all.filter((one) => one.status === 'expected' || one.status === 'in-house')
    const placed = live.filter((one) => one.placed)
    const codes = allCodes(read).filter((code) => code.state !== 'removed')
    const fail = (text: string): never => {
      throw new Error(`${text} (at ${new Date(now).toISOString()})`)
    }
    const { sqlite } = desk.store
    const one = (sql: string): unknown => sqlite.prepare(sql).pluck().get()

    if (
      one(
        'select count(*) from guests where id not in (select guest_id from reservations where guest_id is not null)',
      ) !== 0
    )
      fail('a guest hangs on no reservation')
    if (
      one(
        "select count(*) from stays s join reservations r on r.id = s.reservation_id where s.status = 'in-house' and r.guest_id is null",
      ) !== 0
    )
      fail('a stay is in house and its reservation has no guest')

    for (const [index, left] of placed.entries())
      for (const right of placed.slice(index + 1))
        if (left.unitId === right.unitId && nightsOverlap(left, right)) fail('two placed live stays share a night')

    const slots = new Set<string>()
    const digits = new Set<string>()
    for (const code of codes) {
      const slot = code.kind === 'party' ? `${code.doorId} ${code.reservationId} ${code.stayId}` : code.id
      if (slots.has(slot)) fail('two live codes for one party on one lock')
      slots.add(slot)
      if (digits.has(`${code.doorId} ${code.pinMac}`)) fail('two live codes share their digits on one lock')
      digits.add(`${code.doorId} ${code.pinMac}`)
    }

    const fromFeed = new Set(
      desk.store.sqlite.prepare("select id from reservations where channel = 'airbnb'").pluck().all() as string[],
    )
    const wanted = new Map<string, { startsAt: number; endsAt: number }[]>()
    for (const stay of all) {
      const window = accessWindow(stay, theHouse.property)
      if (stay.reservationId === null || !grantsAccess(stay, now) || window === null || window.endsAt <= now) continue
      for (const door of doorsOfUnit(theHouse, stay.unitId)) {
        if (!door.hasLock) continue
        const slot = `${door.id} ${stay.reservationId} ${options.codePolicy === 'per-unit' ? stay.id : null}`
        wanted.set(slot, [...(wanted.get(slot) ?? []), window])
      }
    }
    const present = new Map<string, StoredCode>(
      codes
        .filter((code) => code.desired === 'present' && code.kind === 'party')
        .map((code) => [`${code.doorId} ${code.reservationId} ${code.stayId}`, code]),
    )
    for (const [slot, windows] of wanted) {
      const code = present.get(slot)
      if (code === undefined) {
        if (!heldBack(slot, windows)) fail(`a stay wants a code on a door and has none: ${slot}`)
        continue
      }
      for (const window of windows)
        if (
          !code.windows.some((has) => has.startsAt <= window.startsAt && window.endsAt <= has.endsAt) &&
          !heldBack(slot, [window])
        )
          fail('a code does not cover the stay it is for')
    }
    for (const [slot, code] of present) {
      for (const window of code.windows) {
        if (window.endsAt <= now) continue
        if (!(wanted.get(slot) ?? []).some((want) => want.endsAt === window.endsAt))
          fail('a code opens a door longer than any stay it is for')
      }
    }

    const given = codes.filter((code) => code.kind === 'spare' && code.reservationId && code.desired === 'present')
    for (const { doorId, reservationId, windows } of given) {
      const theirs = [...wanted]
        .filter(([slot]) => slot.startsWith(`${doorId} ${reservationId} `))
        .flatMap(([, of]) => of)
      if (windows.some((window) => window.endsAt > now && !theirs.some((one) => one.endsAt >= window.endsAt)))
        fail('a spare in the hands of a party opens longer than the party may')
    }

    /**
     * A feed's own booking whose code waits because another party's late time still opens that door. It waits on after
     * that time was taken back, until its own next change: nothing plans it anew by itself yet.
     */
    function heldBack(slot: string, windows: readonly { startsAt: number; endsAt: number }[]): boolean {
      const [doorId, reservationId] = slot.split(' ')
      if (!fromFeed.has(reservationId ?? '')) return false
      const taken = codes.some(
        (code) =>
          code.doorId === doorId &&
          code.reservationId !== reservationId &&
          code.desired === 'present' &&
          code.windows.some((theirs) => windows.some((ours) => windowsOverlap(theirs, ours as never))),
      )
      if (taken) waiting.add(slot)
      return strict ? taken : waiting.has(slot)
    }

    // What has passed is past: nobody meets there any more.
    const ahead = (window: Window): Window => ({ ...window, startsAt: Math.max(window.startsAt, now) as Instant })
    const own = new Set(theHouse.doors.filter((door) => !door.shared).map((door) => door.id as string))
    const opening = [...present.values(), ...given].filter((code) => own.has(code.doorId))
    for (const [index, left] of opening.entries())
      for (const right of opening.slice(index + 1))
        if (
          left.doorId === right.doorId &&
          left.reservationId !== right.reservationId &&
          left.windows.some(
            (mine) => mine.endsAt > now && right.windows.some((theirs) => windowsOverlap(ahead(mine), theirs)),
          )
        )
          fail("a unit's own door opens for two parties at once")
  }

  const notDue = (code: StoredCode): boolean => {
    const theHouse = readHouse(read)!
    const step = nextStep(code, factsOf(read, theHouse, code, desk.clock.now()))
    if (step.do !== 'wait' || code.sent !== null || code.mustLook) return false
    // A fault of before stays written at a code whose new window is days away; no back-off is that long.
    return code.fault === null || (!strict && (step.until ?? 0) - desk.clock.now() > minutes(40))
  }
  const keptByMove = (code: StoredCode): boolean => {
    const until = factsOf(read, readHouse(read)!, code, desk.clock.now()).heldUntil ?? null
    return !strict && code.desired === 'absent' && until !== null && until > desk.clock.now()
  }
  const unsettled = (code: StoredCode): boolean =>
    (code.desired === 'absent' && !keptByMove(code)) ||
    (code.desired === 'present' && code.state !== 'on-lock' && !notDue(code))

  /** All locks answer, a person tries again what waits for one, time passes: the doors come to hold what is wanted. */
  async function quiesce(): Promise<void> {
    for (const device of devices) simulator.setDevice(device, { online: true, failNext: null })
    const live = (): readonly StoredCode[] => allCodes(read).filter((code) => code.state !== 'removed')
    for (let round = 0; ; round++) {
      for (const item of attentionItems(desk))
        if (item.actions.some((action) => action.key === 'retry')) resolveItem(desk, dana, item.id, 'retry')
      await test.settle()
      check()
      const open = live().filter(unsettled)
      if (open.length === 0) break
      if (round > 60) throw new Error(`after ${round} rounds the locks are not done: ${describe(open)}`)
      // Seconds first, then minutes: back-off reaches half an hour.
      test.advance(round % 4 === 3 ? minutes(37) : 1_500)
    }

    const now = desk.clock.now()
    const theHouse = readHouse(read)!
    const state = readState(join(test.folder, 'simulated-locks.json'))
    const byLabel = new Map(live().map((code) => [code.label, code]))
    const held = new Set<string>()
    for (const [deviceId, device] of Object.entries(state.devices)) {
      for (const onLock of device.codes) {
        const code = byLabel.get(onLock.label)
        if (code !== undefined && keptByMove(code)) continue
        if (code === undefined || code.desired !== 'present') throw new Error(`${deviceId} still holds a revoked code`)
        const door = theHouse.doors.find((one) => one.id === code.doorId)
        const window = currentWindow(code.windows, now)
        if (door?.lock?.deviceId !== deviceId) throw new Error('a code is on a lock that is not its own')
        if (held.has(code.label)) throw new Error(`${deviceId} holds one code twice`)
        if (onLock.pin !== desk.store.vault.open('pin', code.pinSealed))
          throw new Error(`${deviceId} holds other digits: ${describe([code])}`)
        if (window === null || onLock.startsAt !== window.startsAt || onLock.endsAt !== window.endsAt)
          throw new Error(`${deviceId} holds another window than the desk means`)
        held.add(code.label)
      }
    }
    for (const code of live()) {
      if (keptByMove(code)) continue
      const window = currentWindow(code.windows, now)
      if (code.desired !== 'present' || window === null)
        throw new Error(`a code is neither wanted nor removed: ${describe([code])}`)
      const facts = factsOf(read, theHouse, code, now)
      const due = facts.inHouse || (facts.codesAheadMs > 0 && window.startsAt - facts.codesAheadMs <= now)
      if (due && !held.has(code.label)) throw new Error(`a code that is due is not on its lock: ${describe([code])}`)
      if (held.has(code.label) !== (code.state === 'on-lock'))
        throw new Error(`the desk says ${code.state} of a code wrongly`)
    }
  }

  const describe = (codes: readonly StoredCode[]): string =>
    codes.map((code) => `${code.desired} ${code.state} ${code.fault ?? ''} due ${code.retryAt ?? 'now'}`).join('; ')

  return { test, step, check, quiesce }
}
