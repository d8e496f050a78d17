import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readReservation, readStay, staysOfReservation, updateStay } from '../../db/queries/bookings.ts'
import { codesOfReservation, givenCodes } from '../../db/queries/codes.ts'
import { readHouse } from '../../db/queries/house.ts'
import { accessWindow, joinWindows, type Window } from '../../electron/domain/access-window.ts'
import type { ReservationId, StayId } from '../../electron/domain/ids.ts'
import { doorsOfUnit, planCodes } from '../../electron/services/access-codes/index.ts'
import { program, transact } from '../../electron/services/desk/index.ts'
import { roomPage } from '../../electron/services/guest-pages/room.ts'
import type { TestDesk } from '../support/test-desk.ts'
import { type Happening, happening, house, openModel } from './desk-model.ts'
import { long, runStories } from './run-stories.ts'

/** A stay becomes its party's by a guess only, or is no guess any more: what mail does, at any moment. */
type Guess = { readonly kind: 'guess'; readonly pick: number }
const step = fc.oneof(
  { weight: 12, arbitrary: happening as fc.Arbitrary<Happening> },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('guess' as const), pick: fc.nat(20) }) },
)

function guess({ desk }: TestDesk, pick: number): string {
  const { sqlite } = desk.store
  const ids = sqlite.prepare('select id from stays where reservation_id is not null order by id').pluck().all()
  const stay = ids.length === 0 ? null : readStay(desk.store.read, ids[pick % ids.length] as StayId)
  if (stay === null || stay.reservationId === null) return 'nothing'
  const { id, reservationId, provisional } = stay
  const flipped = transact(desk, program, (work) => {
    updateStay(work.db, id, { provisional: !provisional })
    return planCodes(work, reservationId, { skipConflicts: true })
  })
  return flipped.ok ? 'done' : flipped.error.code
}

/** The windows in which a party may stand before each door, by the days and times of its stays alone. */
function windowsOf({ desk }: TestDesk, id: ReservationId): ReadonlyMap<string, readonly Window[]> {
  const theHouse = readHouse(desk.store.read)!
  const now = desk.clock.now()
  const windows = new Map<string, Window[]>()
  for (const stay of staysOfReservation(desk.store.read, id)) {
    const isLive = stay.status === 'expected' || stay.status === 'in-house'
    const isKept = stay.status === 'departed' && stay.accessUntilAt !== null && stay.accessUntilAt > now
    const window = accessWindow(stay, theHouse.property)
    if (!stay.placed || stay.provisional || !(isLive || isKept) || window === null) continue
    for (const door of doorsOfUnit(theHouse, stay.unitId))
      windows.set(door.name, [...(windows.get(door.name) ?? []), window])
  }
  return new Map([...windows].map(([name, of]) => [name, joinWindows(of)]))
}

/** Answers how many PINs are shown now. */
function checkPages(test: TestDesk): number {
  const { desk } = test
  const now = desk.clock.now()
  const theHouse = readHouse(desk.store.read)!
  let shown = 0
  for (const id of desk.store.sqlite.prepare('select id from reservations').pluck().all() as ReservationId[]) {
    const reservation = readReservation(desk.store.read, id)!
    const stays = staysOfReservation(desk.store.read, id)
    const page = roomPage({ desk, db: desk.store.read, house: theHouse, now }, { reservation, stays }, null, true)
    const windows = windowsOf(test, id)
    const isOpen = (door: string): boolean =>
      (windows.get(door) ?? []).some((window) => window.startsAt <= now && now < window.endsAt)
    const own = [...codesOfReservation(desk.store.read, id), ...givenCodes(desk.store.read, id)]
      .filter((code) => code.desired === 'present' && code.state !== 'removed')
      .map(
        (code) =>
          `${theHouse.doors.find((door) => door.id === code.doorId)?.name} ${desk.store.vault.open('pin', code.pinSealed)}`,
      )
    for (const { pin, doors } of page.pins)
      for (const door of doors) {
        if (!isOpen(door)) throw new Error(`a PIN is shown for ${door} outside the party's time`)
        if (!own.includes(`${door} ${pin}`)) throw new Error(`a PIN is shown for ${door} that is not the party's`)
        shown += 1
      }
    for (const door of page.doors)
      if (door.unlocks && !isOpen(door.name)) throw new Error(`${door.name} would be opened outside the party's time`)
  }
  return shown
}

it(
  'shows PINs and opens doors only within the time of a party’s own stays, whatever happens to its booking',
  async () => {
    let shown = 0
    await runStories<typeof house extends fc.Arbitrary<infer Setting> ? Setting : never, Happening | Guess>({
      setting: house,
      step,
      open(options) {
        const model = openModel(options, false)
        return {
          test: model.test,
          step: async (what) => (what.kind === 'guess' ? guess(model.test, what.pick) : model.step(what)),
          check() {
            shown += checkPages(model.test)
          },
          quiesce: async () => {},
        }
      },
      shortMs: 20_000,
      longRuns: 2_000,
    })
    expect(shown).toBeGreaterThan(10)
  },
  long ? 11 * 60_000 : 120_000,
)
