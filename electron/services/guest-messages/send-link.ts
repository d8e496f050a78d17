/** The link to their page, texted at the desk's word. */
import { readMessage } from '../../../db/queries/messages.ts'
import { outboxRowOfKey } from '../../../db/queries/outbox.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { minutes } from '../../domain/time.ts'
import { type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { stableAddress } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { pageBody } from './body.ts'
import { livingParty, type Told } from './by-hand.ts'
import { newPageLink } from './page-link.ts'
import { addresseeOf } from './party.ts'
import { queueTelling } from './queue-telling.ts'

/** A second order within this time is a double click. */
const oneOrderMs = minutes(1)

/**
 * Queues one text with a link that opens their page once. Ordered twice within a minute it is one text. Refuses with
 * `guest-pages-off`, `no-public-address`, `no-phone`, `contact-opted-out`, `texting-off`, `not-expected` or
 * `reservation-unknown`; then nothing is kept.
 */
export const sendGuestLink = (desk: Desk, caller: Caller, reservationId: ReservationId): Result<Told, Failure> =>
  transact(desk, caller, (work) => {
    if (!guestPageSettings(work.db).on)
      return fail(
        failure('guest-pages-off', 'Guest pages are switched off under Settings, Guest pages. Nothing was sent.'),
      )
    const { base, why } = stableAddress(work.db)
    if (base === null) return fail(failure('no-public-address', `${why} Nothing was sent.`))
    const party = livingParty(work, reservationId)
    if (!party.ok) return party
    const key = `page:${reservationId}`
    const before = orderedJustNow(work, key)
    if (before !== null) return ok(before)
    const { stays, reservation } = party.value
    const message = queueTelling(work, party.value, {
      ...{ purpose: 'page', stay: stays[0]!, key },
      says: () => ({ body: pageBody(addresseeOf(party.value, work.house), newPageLink(work, reservation, base)) }),
    })
    return message.ok ? ok({ id: message.value.id, status: message.value.status }) : message
  })

const unsent = new Set(['failed', 'undelivered', 'not-sent'])

/** The last text of this name, where it is so young and did not fail. Names go on as `queueTelling` numbers them. */
function orderedJustNow(work: Work, key: string): Told | null {
  let last = outboxRowOfKey(work.db, key)
  for (let number = 2; last !== null; number++) {
    const next = outboxRowOfKey(work.db, `${key}:${number}`)
    if (next === null) break
    last = next
  }
  if (last === null || work.now - last.createdAt >= oneOrderMs) return null
  const message = readMessage(work.db, last.messageId)
  return message === null || unsent.has(message.status) ? null : { id: message.id, status: message.status }
}
