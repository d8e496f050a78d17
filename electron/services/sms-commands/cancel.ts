/** `cancel REF`: every stay of the booking, at once. */
import { feedsOfStay } from '../../../db/queries/feed-stays.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { cancelStays } from '../check-in/index.ts'
import { reasonOf } from './assign.ts'
import { accessConcerns, knownBooking, liveStays } from './known-booking.ts'
import { stayWords } from './stay-words.ts'
import { askAgreement, refused, type Stop, type Texted } from './texted.ts'

/** Asks first where guests are in house, codes are live, or the calendar still has it. */
export function cancelBooking(texted: Texted, reference: BookingReference): Result<string, Stop> {
  const { work } = texted
  const party = knownBooking(work, reference, 0)
  if (!party.ok) return party
  const live = liveStays(work, party.value)
  // A stay that belongs to it by a guess only may be a stranger's.
  const stays = live.filter((stay) => !stay.provisional)
  if (stays.length === 0 && live.length > 0)
    return refused(0, `${reference} is only a guess for ${live.map((stay) => stayWords(texted, stay)).join(' and ')}`)
  if (stays.length === 0) return refused(0, `nothing of ${reference} is left to cancel`)
  const shown = stays.filter((stay) => feedsOfStay(work.db, stay.id).some((row) => row.goneAt === null))
  const concerns = [
    ...accessConcerns(texted, party.value, stays),
    ...shown.map((stay) => ({ name: `feed ${stay.id}`, words: 'The calendar still has it.' })),
  ]
  // What else goes with it is named, and so covered by the yes.
  const others = concerns.length === 0 || stays.length === 1 ? [] : stays
  const all = others.map((stay) => ({ name: `all ${stay.id}`, words: `This cancels all ${stays.length} rooms.` }))
  const asked = askAgreement(texted, [{ place: 0, concerns: [...concerns, ...all] }])
  if (asked !== null) return fail(asked)
  const ended = cancelStays(work, { ref: party.value.id, stayIds: stays.map((stay) => stay.id) })
  if (!ended.ok) return refused(0, reasonOf(ended.error))
  const words = stays.map((stay) => stayWords(texted, stay))
  return ok(`${reference} cancelled: ${words.join('. ')}. Its codes go.`)
}
