/** Random orders of people against random failures of locks, and what must hold of every code. */
import fc from 'fast-check'
import { allCodes, type StoredCode } from '../../db/queries/codes.ts'
import { readHouse } from '../../db/queries/house.ts'
import { nextStep } from '../../electron/domain/access-code.ts'
import { currentWindow } from '../../electron/domain/access-window.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { Result } from '../../electron/domain/result.ts'
import { retryCapMs } from '../../electron/domain/retry.ts'
import { addDays, dateOf, minutes } from '../../electron/domain/time.ts'
import {
  factsOf,
  giveSpareCode,
  keepSpares,
  reconcile,
  reissueDigits,
  upkeep,
} from '../../electron/services/access-codes/index.ts'
import { arrive, cancel, depart, extend, move, undo } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { type LockModel, lockModel, type Mood, ProgramDied } from '../support/lock-model.ts'
import { dana, openTestDesk, type TestDesk } from '../support/test-desk.ts'

const devices = ['front', 'room1', 'room2', 'room3']
const room = fc.constantFrom('R1', 'R1', 'R2', 'R3')
const device = fc.constantFrom(...devices)
const who = fc.nat(20)
const mood = fc.constantFrom<Mood>('offline', 'busy', 'transient', 'lost', 'lost', 'crash', 'empty-listing')
/** An empty listing is believed when it comes twice in a row: a vendor that lies twice cannot be found out. */
const oneEmpty = (moods: readonly Mood[]): Mood[] =>
  moods.filter((one, index) => one !== 'empty-listing' || moods.indexOf('empty-listing') === index)
const rooms = fc.uniqueArray(room, { minLength: 1, maxLength: 2 })

export const occurrence = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('book' as const),
      rooms,
      offset: fc.integer({ min: 0, max: 3 }),
      nights: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('arrive' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('depart' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), who, rooms }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('extend' as const), who, days: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), who, from: room, to: room }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reissue' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('spare' as const), who, device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('online' as const), device, online: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('moods' as const),
      device,
      moods: fc.array(mood, { maxLength: 4 }).map(oneEmpty),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('meddle' as const),
      device,
      which: fc.nat(3),
      how: fc.constantFrom('delete' as const, 'digits' as const, 'end' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('foreign' as const),
      device,
      // Digits of ours that are not on this lock yet: the clash that hurts.
      which: fc.nat(9),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(0.1, 1, 20, 300, 1440) }),
  },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('work' as const) }) },
)
export type Occurrence = typeof occurrence extends fc.Arbitrary<infer Value> ? Value : never

export const setting = fc.record({
  style: fc.constantFrom('seam' as const, 'ttlock' as const),
  codePolicy: fc.constantFrom('per-reservation' as const, 'per-unit' as const),
  codesAheadHours: fc.constantFrom(72, 72, 0),
  spareCodes: fc.constantFrom(0, 1, 2),
  capacity: fc.constantFrom(30, 30, 5),
})
type Setting = typeof setting extends fc.Arbitrary<infer Value> ? Value : never

export type CodesModel = {
  readonly test: TestDesk
  readonly locks: LockModel
  readonly step: (what: Occurrence) => Promise<string>
  readonly check: () => void
  readonly quiesce: () => Promise<void>
}

export function openCodesModel(options: Setting): CodesModel {
  const { style, capacity, ...property } = options
  let locks: LockModel | null = null
  const test = openTestDesk({
    now: '2026-03-27T12:00:00Z',
    rooms: 3,
    property,
    lockProvider: (clock) => {
      locks = lockModel(clock.now, style, capacity)
      return locks.provider
    },
  })
  const model = locks!
  const { desk } = test
  const { read } = desk.store
  /** Digits that a lock has held for people who are in: nobody but a person may change them. */
  const kept = new Map<string, string>()
  let bookings = 0
  transact(desk, dana, (work) => ({ ok: true, value: keepSpares(work, null) }))

  const live = (): readonly StoredCode[] => allCodes(read).filter((code) => code.state !== 'removed')
  const reservations = (): readonly string[] =>
    desk.store.sqlite.prepare('select id from reservations order by created_at, id').pluck().all() as string[]
  const known = (which: number): string => {
    const ids = reservations()
    return ids[which % Math.max(1, ids.length)] ?? 'NOBODY'
  }
  const said = (answer: Result<unknown, Failure>): string => (answer.ok ? 'done' : answer.error.code)
  const house = () => readHouse(read)!
  const today = () => dateOf(desk.clock.now(), house().property.timeZone)

  async function work(): Promise<string> {
    try {
      for (let pass = 0; pass < 100; pass++) if ((await reconcile(desk, test.locks)) === 0) return 'worked'
    } catch (error) {
      if (error instanceof ProgramDied) return 'died'
      throw error
    }
    throw new Error('the reconciler did not come to rest in 100 passes')
  }

  async function step(what: Occurrence): Promise<string> {
    switch (what.kind) {
      case 'book': {
        bookings += 1
        const stays = what.rooms.map((unit) => ({
          unit,
          arrivalDate: addDays(today(), what.offset),
          departureDate: addDays(today(), what.offset + what.nights),
        }))
        return said(addReservation(desk, dana, { reference: `B${1000 + bookings}`, channel: 'direct', stays }))
      }
      case 'arrive':
        return said(arrive(desk, dana, { ref: known(what.who), despiteFormerCode: true }))
      case 'depart':
        return said(depart(desk, dana, { ref: known(what.who) }))
      case 'cancel':
        return said(cancel(desk, dana, { ref: known(what.who), units: what.rooms.slice(0, 1) }))
      case 'extend':
        return said(extend(desk, dana, { ref: known(what.who), untilDate: addDays(today(), what.days) }))
      case 'move':
        return said(
          move(desk, dana, { ref: known(what.who), fromUnit: what.from, toUnit: what.to, despiteFormerCode: true }),
        )
      case 'undo':
        return said(undo(desk, dana, {}))
      case 'reissue': {
        const id = known(what.who) as ReservationId
        const answer = transact(desk, dana, (inside) => reissueDigits(inside, id, null))
        if (answer.ok) for (const code of live()) if (code.reservationId === id) kept.delete(code.id)
        return said(answer)
      }
      case 'spare': {
        const door = house().doors.find((one) => one.lock?.deviceId === what.device)!
        return said(transact(desk, dana, (inside) => giveSpareCode(inside, door.id, known(what.who) as ReservationId)))
      }
      case 'online':
        model.setOnline(what.device, what.online)
        return 'set'
      case 'moods':
        model.moods(what.device, what.moods)
        return 'set'
      case 'meddle':
        return model.meddle(what.device, what.which, what.how) ? 'done' : 'nothing'
      case 'foreign': {
        const codes = live()
        const code = codes[what.which % Math.max(1, codes.length)]
        const digits = code === undefined ? '904417' : desk.store.vault.open('pin', code.pinSealed)
        return model.addForeign(what.device, digits) ? 'done' : 'nothing'
      }
      case 'pass':
        test.advance(minutes(what.minutes))
        return 'passed'
      case 'work':
        upkeep(desk)
        return work()
    }
  }

  function check(): void {
    const codes = live()
    const digits = new Set<string>()
    for (const code of codes) {
      const key = `${code.doorId} ${code.pinMac}`
      if (digits.has(key)) throw new Error('two live codes share their digits on one lock')
      digits.add(key)
      if (code.heldSince === null || code.kind !== 'party') continue
      const before = kept.get(code.id)
      if (before !== undefined && before !== code.pinMac)
        throw new Error('digits that a lock held were changed by nobody')
      kept.set(code.id, code.pinMac)
    }
  }

  const wantedThere = (code: StoredCode): boolean => {
    const step = nextStep(code, factsOf(read, house(), code, desk.clock.now()))
    return !(step.do === 'wait' && code.sent === null && !code.mustLook && code.fault === null)
  }
  const held = (code: StoredCode): boolean => {
    const until = factsOf(read, house(), code, desk.clock.now()).heldUntil ?? null
    return code.desired === 'absent' && until !== null && until > desk.clock.now()
  }
  /**
   * What stays a person's matter: a full lock, and digits in a guest's hands that somebody took at the lock for a code
   * of their own after deleting ours.
   */
  const noRoom = (code: StoredCode): boolean =>
    code.fault === 'full' || code.notBefore !== null || (code.fault === 'duplicate' && code.heldSince !== null)

  /** All locks answer, nobody meddles any more, one longest pause passes: the doors hold exactly what is meant. */
  async function quiesce(): Promise<void> {
    model.calm()
    const turn = async (pause: number): Promise<void> => {
      test.advance(pause)
      upkeep(desk)
      await work()
      check()
    }
    // The longest pause between two tries; then a day, so that every code is verified once.
    for (const pause of [minutes(1), retryCapMs, minutes(24 * 60 + 1)]) await turn(pause)
    const settled = (code: StoredCode): boolean =>
      held(code) || noRoom(code) || (code.desired === 'present' && (code.state === 'on-lock' || !wantedThere(code)))
    for (let round = 0; !live().every(settled); round++) {
      const open = live().find((code) => !settled(code))
      if (round > 40) throw new Error(`not settled: ${open?.kind} ${open?.desired} ${open?.state} ${open?.fault}`)
      await turn(round % 5 === 4 ? retryCapMs : 6_000)
    }
    const now = desk.clock.now()
    const byLabel = new Map(live().map((code) => [code.label, code]))
    for (const id of devices) {
      const door = house().doors.find((one) => one.lock?.deviceId === id)!
      const onLock = new Set<string>()
      for (const there of model.codes(id)) {
        if (!there.label.startsWith('LK-')) continue
        const code = byLabel.get(there.label)
        if (code === undefined) throw new Error(`${id} holds a code that nobody knows`)
        if (held(code)) continue
        if (onLock.has(there.label)) throw new Error(`${id} holds one code twice`)
        onLock.add(there.label)
        const window = currentWindow(code.windows, now)
        if (code.desired !== 'present' || window === null) throw new Error(`${id} holds a revoked code`)
        if (there.pin !== desk.store.vault.open('pin', code.pinSealed)) throw new Error(`${id} holds other digits`)
        if (there.startsAt !== window.startsAt || there.endsAt !== window.endsAt)
          throw new Error(`${id} holds another window`)
      }
      for (const code of live().filter((one) => one.doorId === door.id && one.state === 'on-lock'))
        if (!onLock.has(code.label)) throw new Error(`the desk says on the lock, and ${id} does not have it`)
    }
  }

  return { test, locks: model, step, check, quiesce }
}
