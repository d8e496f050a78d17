/** What a party did on its phone, for the desk: its page, links, photos, and what waits for a decision. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { type Reservation, readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { type GuestLink, guestCheckInsOf, guestLinksOf } from '../../../db/queries/guest-pages.ts'
import { guestPhotosOf } from '../../../db/queries/guest-photos.ts'
import type { GuestPagesView, GuestPageView, PhoneCheckIn, WaitingCheckIn } from '../../contract/views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isOpen } from '../../domain/guest-page.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { formatPhone, type PhoneNumber } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { entranceAddress, stableAddress } from '../guest-links/index.ts'
import { lastCheckIn, linkBase, writtenForm } from '../guest-pages/index.ts'
import { guestPageSettings, wifiPassword } from '../house/index.ts'

/** The parties of these that checked in by phone: the last time each did, and when they say they come. */
export function phoneCheckIns(db: ReadableDb, ids: readonly ReservationId[]): ReadonlyMap<ReservationId, PhoneCheckIn> {
  const done = guestCheckInsOf(db, ids).filter((one) => one.state === 'done')
  return new Map(done.map((one) => [one.reservationId, { at: toIso(one.at), comesAt: one.comesAt }]))
}

/** How one party's page stands. */
export const guestPageView = (desk: Desk, id: ReservationId): Result<GuestPageView, Failure> =>
  withHouse<GuestPageView>(desk, (db, house, now) => {
    const reservation = readReservation(db, id)
    if (reservation === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
    const stays = staysOfReservation(db, id)
    const links = guestLinksOf(db, id)
    const open = links.filter((link) => isOpen(link, stays, house.property, now))
    const waiting = waitingOf(desk, id, new Set(open.map((link) => link.id)))
    const checkIn = lastCheckIn(db, id)
    const base = linkBase({ db, house, now }, reservation)
    return ok({
      reservationId: id,
      ...stateOf(waiting, checkIn?.at ?? null, links),
      openLinks: open.length,
      checkIn:
        checkIn === null
          ? null
          : { at: toIso(checkIn.at), consentAt: toIso(checkIn.consentAt), comesAt: checkIn.comesAt },
      waiting,
      photos: guestPhotosOf(db, [id])
        .filter((photo) => photo.deletedAt === null)
        .map(({ id: photoId, at, size, reviewedAt, reviewedBy }) => ({
          id: photoId,
          at: toIso(at),
          size,
          reviewedAt: reviewedAt === null ? null : toIso(reviewedAt),
          reviewedBy,
        })),
      idSeenAt: idSeenAt(db, reservation),
      noLink: base.ok ? null : base.error,
    })
  })

/** Of links that were closed since nothing waits any more. */
const waitingOf = (desk: Desk, id: ReservationId, open: ReadonlySet<string>): readonly WaitingCheckIn[] =>
  guestCheckInsOf(desk.store.read, [id]).flatMap((one) => {
    const form = one.state === 'waiting' && open.has(one.linkId) ? writtenForm(desk, one) : null
    if (form === null) return []
    const { name, phone, email } = form
    return [{ id: one.id, at: toIso(one.at), name, phone, email, comesAt: one.comesAt }]
  })

function stateOf(
  waiting: readonly WaitingCheckIn[],
  checkedInAt: Instant | null,
  links: readonly GuestLink[],
): Pick<GuestPageView, 'state' | 'at'> {
  const [first] = waiting
  if (first !== undefined) return { state: 'waiting', at: first.at }
  if (checkedInAt !== null) return { state: 'checked-in', at: toIso(checkedInAt) }
  const seen = links.map((link) => link.seenAt ?? link.usedAt).filter((at) => at !== null)
  if (seen.length > 0) return { state: 'opened', at: toIso(Math.max(...seen) as Instant) }
  const [newest] = links.filter((link) => link.revokedAt === null)
  if (newest === undefined) return { state: 'none', at: null }
  return { state: newest.proof === 'link' ? 'sent' : 'handed-over', at: toIso(newest.createdAt) }
}

function idSeenAt(db: ReadableDb, { guestId }: Reservation): string | null {
  const at = guestId === null ? null : (readGuest(db, guestId)?.idSeenAt ?? null)
  return at === null ? null : toIso(at)
}

/** The house's guest pages, for the settings. */
export const guestPagesView = (desk: Desk): Result<GuestPagesView, Failure> =>
  withHouse<GuestPagesView>(desk, (db) => {
    const settings = guestPageSettings(db)
    const { base, why } = stableAddress(db)
    return ok({
      ...settings,
      deskPhone: settings.deskPhone === null ? null : formatPhone(settings.deskPhone as PhoneNumber),
      hasWifiPassword: wifiPassword(desk) !== null,
      address: base === null ? null : entranceAddress(base),
      noLinks: why,
    })
  })
