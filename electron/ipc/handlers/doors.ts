/** Doors, their locks, and the ways in beside a party's own code. */
import { readHouse } from '../../../db/queries/house.ts'
import type { OpenDesk } from '../../composition.ts'
import type { ShownPin } from '../../contract/views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import type { Caller } from '../../services/desk/index.ts'
import {
  changeSpares,
  giveAndShowSpare,
  giveOfflineCode,
  handOutKey,
  reissue,
  removeOrphan,
  showSpare,
  takeBackKey,
  unlockDoor,
} from '../../services/fallback/index.ts'
import { doorPanel, doorsView, sheetView } from '../../services/views/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk, done } from './context.ts'

type DoorHandlers = Pick<
  Handlers,
  | 'codes.reissue'
  | 'doors.view'
  | 'doors.open'
  | 'doors.read'
  | 'doors.unlock'
  | 'doors.removeOrphan'
  | 'doors.training'
  | 'spares.show'
  | 'spares.give'
  | 'spares.change'
  | 'offlineCode.give'
  | 'keys.handOut'
  | 'keys.takeBack'
>

const shown = (code: {
  readonly pin: string
  readonly doorName: string
  readonly endsAt: Instant | null
  readonly firstUseBy?: Instant
}): ShownPin => ({
  pin: code.pin,
  doorName: code.doorName,
  endsAt: code.endsAt === null ? null : toIso(code.endsAt),
  firstUseBy: code.firstUseBy === undefined ? null : toIso(code.firstUseBy),
})

const configured =
  (open: OpenDesk) =>
  (provider: string): boolean =>
    open.locks.named(provider) !== null

const panel = (open: OpenDesk, doorId: DoorId) => {
  const lock = lockOf(open, doorId)?.lock ?? null
  const training = lock?.provider === 'simulator' ? open.training.knobs(lock.deviceId) : null
  return doorPanel(open.desk, doorId, training, configured(open))
}

const lockOf = (open: OpenDesk, doorId: string) =>
  readHouse(open.desk.store.read)?.doors.find((door) => door.id === doorId) ?? null

/** As `atDesk`, for what waits for a lock. */
async function atDeskAwaiting<Value>(
  context: AppContext,
  use: (open: OpenDesk, caller: Caller) => Promise<Result<Value, Failure>>,
): Promise<Result<Value, Failure>> {
  const here = atDesk(context, (open, caller) => ok({ open, caller }))
  return here.ok ? use(here.value.open, here.value.caller) : here
}

const unknownDoor = () => fail(failure('door-unknown', 'That door is not there any more. Nothing was done.'))

export const doorHandlers = (context: AppContext): DoorHandlers => ({
  'codes.reissue': async ({ reservationId, doorId }) =>
    atDesk(context, (open, caller) => {
      const changed = reissue(open.desk, caller, { ref: reservationId, door: doorId })
      return changed.ok ? sheetView(open.desk, { reservationId: changed.value.reservationId }) : changed
    }),
  'doors.view': async () => atDesk(context, (open) => doorsView(open.desk, configured(open))),
  'doors.open': async ({ doorId }) => atDesk(context, (open) => panel(open, doorId as DoorId)),
  'doors.read': async ({ doorId }) =>
    atDeskAwaiting(context, async (open) => {
      if (doorId !== null && lockOf(open, doorId) === null) return unknownDoor()
      await open.worker.readDoors(doorId as DoorId | null)
      return ok({ done: true as const })
    }),
  'doors.unlock': async ({ doorId, reason, reservationId }) =>
    atDeskAwaiting(context, async (open, caller) => {
      const order = { door: doorId, reason, reservationId: reservationId as ReservationId | null }
      const unlocked = await unlockDoor(open.desk, caller, open.worker.atDoor, order)
      return unlocked.ok ? ok({ state: unlocked.value.state, at: toIso(unlocked.value.at) }) : unlocked
    }),
  'doors.removeOrphan': async ({ doorId, ref }) =>
    atDeskAwaiting(context, async (open, caller) =>
      done(await removeOrphan(open.desk, caller, open.worker, { door: doorId, ref })),
    ),
  'doors.training': async ({ doorId, knobs }) =>
    atDeskAwaiting(context, async (open) => {
      const lock = lockOf(open, doorId)?.lock ?? null
      if (lock?.provider !== 'simulator')
        return fail(failure('not-training', 'Only a training lock can be changed here. Nothing was changed.'))
      open.training.change(lock.deviceId, knobs)
      // A trainee who changes a lock wants to see at once what the desk makes of it.
      await open.worker.readDoors(doorId as DoorId)
      return panel(open, doorId as DoorId)
    }),
  'spares.show': async ({ codeId }) =>
    atDesk(context, (open, caller) => {
      const code = showSpare(open.desk, caller, codeId)
      return code.ok ? ok(shown(code.value)) : code
    }),
  'spares.give': async ({ doorId, reservationId }) =>
    atDesk(context, (open, caller) => {
      const given = giveAndShowSpare(open.desk, caller, { door: doorId, ref: reservationId })
      return given.ok ? ok(shown(given.value)) : given
    }),
  'spares.change': async ({ doorId }) =>
    atDesk(context, (open, caller) => done(changeSpares(open.desk, caller, doorId))),
  'offlineCode.give': async ({ doorId, reservationId }) =>
    atDeskAwaiting(context, async (open, caller) => {
      const code = await giveOfflineCode(open.desk, caller, open.worker.atDoor, { door: doorId, ref: reservationId })
      return code.ok ? ok(shown(code.value)) : code
    }),
  'keys.handOut': async ({ doorId, reservationId, takenBy }) =>
    atDesk(context, (open, caller) =>
      done(handOutKey(open.desk, caller, { door: doorId, ref: reservationId, takenBy })),
    ),
  'keys.takeBack': async ({ handOutId }) =>
    atDesk(context, (open, caller) => done(takeBackKey(open.desk, caller, { handOutId }))),
})
