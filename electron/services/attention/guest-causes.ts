/** What guests did on their pages that a person must look at. */
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { readGuestLink, waitingGuestCheckIns } from '../../../db/queries/guest-pages.ts'
import { guestPhotosToReview } from '../../../db/queries/guest-photos.ts'
import { momentWords } from '../../domain/day-words.ts'
import { isOpen } from '../../domain/guest-page.ts'
import { approveGuestCheckIn, guessing, refuseGuestCheckIn, reviewPhotos } from '../guest-pages/index.ts'
import { type Cause, cause, leaveIt, referenceOf, type World } from './cause.ts'

export const guestCauses = (world: World): readonly Cause[] => [
  ...approvals(world),
  ...photos(world),
  ...guesses(world),
]

/** Whoever showed only the dates, as long as the page they did it on is open. */
function approvals(world: World): readonly Cause[] {
  const { db, house, now } = world
  return waitingGuestCheckIns(db).flatMap((one): Cause[] => {
    const link = readGuestLink(db, one.linkId)
    if (link === null || !isOpen(link, staysOfReservation(db, one.reservationId), house.property, now)) return []
    return [
      cause({
        kind: 'guest-approval',
        cause: `guest-approval ${one.id}`,
        tone: 'question',
        title: `Somebody checks in by phone for ${referenceOf(world, one.reservationId)} and showed only its dates.`,
        detail:
          'No name or phone was known to compare. Their page shows no PIN and opens no door until you let them in.',
        reservationId: one.reservationId,
        opens: [{ what: 'guest-approval', label: 'Look at it', reservationId: one.reservationId }],
        actions: [
          { key: 'let-in', label: 'Let them in' },
          { key: 'turn-away', label: 'Turn away' },
        ],
        act: (desk, caller, action) =>
          action === 'let-in' ? approveGuestCheckIn(desk, caller, one.id) : refuseGuestCheckIn(desk, caller, one.id),
      }),
    ]
  })
}

/** One item a party, however many photos it sent. */
function photos(world: World): readonly Cause[] {
  const byParty = Map.groupBy(guestPhotosToReview(world.db), (photo) => photo.reservationId)
  return [...byParty].map(([id, { length }]) =>
    cause({
      kind: 'guest-photo',
      cause: `guest-photo ${id}`,
      tone: 'question',
      title: `${length === 1 ? 'A photo' : `${length} photos`} of a document came from ${referenceOf(world, id)}.`,
      detail: 'Sent on the guest page, kept encrypted, and deleted by itself after the stay. Who looks is noted.',
      reservationId: id,
      opens: [{ what: 'guest-photos', label: length === 1 ? 'Look at it' : 'Look at them', reservationId: id }],
      actions: [{ key: 'reviewed', label: 'Looked at' }],
      act: (desk, caller) => reviewPhotos(desk, caller, id),
    }),
  )
}

/** Closes by itself, as the tries grow old. */
function guesses({ db, now, house }: World): readonly Cause[] {
  const found = guessing(db, now)
  if (found === null) return []
  const since = momentWords(found.since, house.property.timeZone, now)
  return [
    cause({
      kind: 'guest-guessing',
      cause: `guest-guessing ${found.is}`,
      tone: 'question',
      title:
        found.is === 'house'
          ? `Somebody tries references on the guest pages: ${found.tries} wrong tries since ${since}.`
          : `One reference was tried in vain ${found.tries} times on the guest pages since ${since}.`,
      detail:
        found.is === 'house'
          ? 'Nobody gets in by a reference for a while. Links that were sent still open, and the desk lets everybody in.'
          : 'It is heard no more for a while. If a guest calls, send a link from the booking.',
      actions: [leaveIt],
    }),
  ]
}
