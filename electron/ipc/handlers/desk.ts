import { readReservation, readStay } from '../../../db/queries/bookings.ts'
import { readHouse } from '../../../db/queries/house.ts'
import type { OpenDesk } from '../../composition.ts'
import type { RevealedPins, SheetView } from '../../contract/views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { GuestId, ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { toIso } from '../../domain/time.ts'
import { revealPins } from '../../services/access-codes/index.ts'
import { resolveItem } from '../../services/attention/index.ts'
import { arrive, cancel, depart, extend, move, setTimes } from '../../services/check-in/index.ts'
import { transact } from '../../services/desk/index.ts'
import {
  type AddReservation,
  addReservation,
  adoptStay,
  describeGuest,
  type GuestDetails,
  writeNote,
} from '../../services/reservations/index.ts'
import { takeBack } from '../../services/undo/index.ts'
import { bookingsView, sheetView, todayView } from '../../services/views/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'
import { doorHandlers } from './doors.ts'

type GuestForm = {
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly language: string
  readonly guestId: string | null
}
const detailsOf = (guest: GuestForm): GuestDetails => ({ ...guest, guestId: guest.guestId as GuestId | null })

/** Answers the reservation as it stands after a change. */
const sheetAfter = (
  open: OpenDesk,
  changed: Result<{ readonly reservationId: ReservationId }, Failure>,
): Result<SheetView, Failure> =>
  changed.ok ? sheetView(open.desk, { reservationId: changed.value.reservationId }) : changed

const named = (reservationId: string, stayIds: readonly string[] | null) => ({
  ref: reservationId,
  ...(stayIds === null ? {} : { stayIds: stayIds as readonly StayId[] }),
})

type DeskHandlers = Omit<
  Handlers,
  | `app.${string}`
  | `settings.${string}`
  | `slip.${string}`
  | `printers.${string}`
  | `inbox.${string}`
  | `intake.${string}`
  | `feeds.${string}`
  | `mailbox.${string}`
  | `guestPage.${string}`
  | `import.${string}`
  | `texting.${string}`
  | `templates.${string}`
  | 'desk.choose'
>

export const deskHandlers = (context: AppContext): DeskHandlers => ({
  ...doorHandlers(context),
  'today.view': async () => atDesk(context, (open) => todayView(open.desk)),
  'bookings.search': async (filter) => atDesk(context, (open) => bookingsView(open.desk, filter)),
  'reservation.open': async (subject) =>
    atDesk(context, (open) =>
      sheetView(
        open.desk,
        'stayId' in subject
          ? { stayId: subject.stayId as StayId }
          : { reservationId: subject.reservationId as ReservationId },
      ),
    ),
  'reservation.add': async (input) =>
    atDesk(context, (open, caller) => {
      const order: AddReservation = {
        ...input,
        guest: input.guest === null ? null : detailsOf(input.guest),
        makeReference: true,
      }
      const added = addReservation(open.desk, caller, order)
      if (!added.ok) return added
      const sheet = sheetAfter(open, added)
      return sheet.ok ? ok({ ...sheet.value, warnings: added.value.warnings }) : sheet
    }),
  'reservation.adopt': async ({ stayId, reference, guest }) =>
    atDesk(context, (open, caller) => {
      const stay = readStay(open.desk.store.read, stayId as StayId)
      if (stay === null) return fail(failure('stay-unknown', 'That stay is not there any more.'))
      return sheetAfter(
        open,
        adoptStay(open.desk, caller, { stay, reference, guest: guest === null ? null : detailsOf(guest) }),
      )
    }),
  'reservation.describe': async ({ reservationId, guest, note, idSeen }) =>
    atDesk(context, (open, caller) => {
      const described = transact(open.desk, caller, (work) => {
        const reservation = readReservation(work.db, reservationId as ReservationId)
        if (reservation === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
        writeNote(work, reservation, note)
        const written = describeGuest(work, reservation, { ...detailsOf(guest), idSeen })
        return written.ok ? ok({ reservationId: reservation.id }) : written
      })
      return sheetAfter(open, described)
    }),
  'reservation.setTimes': async ({ reservationId, stayIds, ...times }) =>
    atDesk(context, (open, caller) =>
      sheetAfter(open, setTimes(open.desk, caller, { ...named(reservationId, stayIds), ...times })),
    ),
  'reservation.cancel': async ({ reservationId, stayIds }) =>
    atDesk(context, (open, caller) => sheetAfter(open, cancel(open.desk, caller, named(reservationId, stayIds)))),
  'reservation.extend': async ({ reservationId, stayId, ...until }) =>
    atDesk(context, (open, caller) =>
      sheetAfter(
        open,
        extend(open.desk, caller, { ...named(reservationId, stayId === null ? null : [stayId]), ...until }),
      ),
    ),
  'reservation.move': async ({ reservationId, ...places }) =>
    atDesk(context, (open, caller) => sheetAfter(open, move(open.desk, caller, { ref: reservationId, ...places }))),
  'checkIn.arrive': async ({ reservationId, stayIds, fromTime, despiteFormerCode }) =>
    atDesk(context, (open, caller) =>
      sheetAfter(
        open,
        arrive(open.desk, caller, { ...named(reservationId, stayIds), from: fromTime, despiteFormerCode }),
      ),
    ),
  'checkOut.depart': async ({ reservationId, stayIds, keepUntil }) =>
    atDesk(context, (open, caller) =>
      sheetAfter(open, depart(open.desk, caller, { ...named(reservationId, stayIds), keepUntil })),
    ),
  'desk.undo': async ({ actionId }) =>
    atDesk(context, (open, caller) => {
      const undone = takeBack(open.desk, caller, actionId)
      if (!undone.ok) return undone
      const { kind, reservationId, conversationId } = undone.value
      return ok({ label: kind, reservationId, conversationId })
    }),
  'codes.reveal': async ({ reservationId }) =>
    atDesk(context, (open, caller) => {
      const revealed = revealPins(open.desk, caller, reservationId as ReservationId, 'shown')
      if (!revealed.ok) return revealed
      const doors = readHouse(open.desk.store.read)?.doors ?? []
      const view: RevealedPins = {
        shownAt: toIso(revealed.value.at),
        shownTo: revealed.value.by,
        pins: revealed.value.pins.map((group) => ({
          pin: group.pin,
          doors: group.doorIds.map((id) => doors.find((door) => door.id === id)?.name ?? ''),
        })),
      }
      return ok(view)
    }),
  'attention.resolve': async ({ itemId, action }) =>
    atDesk(context, (open, caller) => resolveItem(open.desk, caller, itemId, action)),
  'sync.now': async () => {
    const open = context.current()
    if (open === null) return fail(failure('house-missing', 'There is no house yet. Set one up first.'))
    await open.worker.syncNow('all')
    return ok({ done: true as const })
  },
})
