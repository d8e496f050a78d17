/** What fits best between mails and stays of one day: offered to a person, never done by itself. Pure. */
import type { BookingReference } from './booking-reference.ts'
import type { StayId } from './ids.ts'
import type { MailBooking } from './mail-booking.ts'
import type { OpenStay } from './mail-match-facts.ts'

export type Suggestion = { readonly stayId: StayId; readonly reference: BookingReference }

/**
 * One booking alone is offered for all stays of the same nights as its nearest. Several are dealt out one to one, the
 * pair whose sighting and mail lie closest first; a stay that nobody saw come is offered nothing then.
 */
export function suggestMatches(bookings: readonly MailBooking[], stays: readonly OpenStay[]): readonly Suggestion[] {
  const pairs = bookings
    .flatMap((booking) =>
      stays
        .filter((stay) => booking.departureDate === null || stay.departureDate === booking.departureDate)
        .map((stay) => ({ booking, stay, gap: Math.abs(stay.firstSeenAt - booking.toldAt) })),
    )
    .sort((left, right) => left.gap - right.gap)
  const [nearest] = pairs
  if (bookings.length === 1 && nearest !== undefined)
    return pairs
      .filter(({ stay }) => stay.departureDate === nearest.stay.departureDate)
      .map(({ stay, booking }) => ({ stayId: stay.id, reference: booking.reference }))
  const dealt = new Map<StayId, BookingReference>()
  for (const { booking, stay } of pairs)
    if (stay.seenFresh && !dealt.has(stay.id) && ![...dealt.values()].includes(booking.reference))
      dealt.set(stay.id, booking.reference)
  return [...dealt].map(([stayId, reference]) => ({ stayId, reference }))
}
