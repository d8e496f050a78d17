/** The mails and the stays of one channel and arrival day, side by side. */
import { readStay } from '../../../db/queries/bookings.ts'
import { mailsOf } from '../../../db/queries/mails.ts'
import type { CollisionMail, CollisionView } from '../../contract/intake-views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { openInBucket } from '../../domain/mail-match.ts'
import type { Bucket } from '../../domain/mail-match-facts.ts'
import { suggestMatches } from '../../domain/mail-suggestions.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { nightsBetween, toIso } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { readMailFacts } from './facts.ts'

/** `item-unknown` where nothing is open for that day any more. */
export const collisionView = (desk: Desk, bucket: Bucket): Result<CollisionView, Failure> =>
  withHouse(desk, (db, house, now) => {
    const { bookings, stays } = openInBucket(readMailFacts({ db, house, now }), bucket)
    if (bookings.length === 0 || stays.length === 0)
      return fail(failure('item-unknown', 'There is nothing to join for that day any more.'))
    const shown = stays.flatMap((stay) => {
      const stored = readStay(db, stay.id)
      const position = house.units.findIndex((unit) => unit.id === stored?.unitId)
      const unit = house.units[position]
      return unit === undefined ? [] : [{ stay, unit, position }]
    })
    return ok({
      ...bucket,
      mails: bookings
        .map((booking): CollisionMail => {
          const last = mailsOf(db, booking.mailIds).at(-1)
          return {
            id: last?.id ?? '',
            reference: booking.reference,
            kind: last?.kind === 'modified' ? 'modified' : 'new',
            receivedAt: toIso(booking.toldAt),
            departureDate: booking.departureDate,
            guestName: booking.guestName,
          }
        })
        .sort((left, right) => left.receivedAt.localeCompare(right.receivedAt)),
      stays: shown
        .sort((left, right) => left.position - right.position)
        .map(({ stay, unit }) => ({
          stayId: stay.id,
          unitKey: unit.key,
          unitName: unit.name,
          arrivalDate: stay.arrivalDate,
          departureDate: stay.departureDate,
          nights: nightsBetween(stay.arrivalDate, stay.departureDate),
          firstSeenAt: toIso(stay.firstSeenAt),
          seenFresh: stay.seenFresh,
          guessed: stay.guess,
        })),
      suggestions: suggestMatches(bookings, stays),
    })
  })
