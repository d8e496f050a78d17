/** What is done once an hour for the guest pages: nothing of guests or strangers is kept longer than it is of use. */
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  readGuestLink,
  updateGuestCheckIn,
  updateGuestLink,
  waitingGuestCheckIns,
} from '../../../db/queries/guest-pages.ts'
import { forgetGuestTries } from '../../../db/queries/guest-tries.ts'
import { isOpen } from '../../domain/guest-page.ts'
import { triesKeptMs } from '../../domain/guest-tries.ts'
import { ok } from '../../domain/result.ts'
import { hours, instant } from '../../domain/time.ts'
import { audit, type Desk, program, transact, type Work } from '../desk/index.ts'
import { forgetPhotos } from './photos.ts'

/** A cancellation may be taken back, a stay made longer: what waits for the desk's word stays for so long all the same. */
const waitingKeptMs = hours(7 * 24)

/** Forgets photos kept long enough, tries that count no more, and what strangers wrote whom nobody let in. */
export function tidyGuestPages(desk: Desk): void {
  const done = transact(desk, program, (work) => {
    forgetPhotos(work)
    forgetGuestTries(work.db, instant(work.now - triesKeptMs), work.now)
    forgetWaiting(work)
    return ok(null)
  })
  // A folder without a house has no guests.
  if (!done.ok && done.error.code !== 'house-missing') throw new Error(`guest pages not tidied: ${done.error.code}`)
}

function forgetWaiting(work: Work): void {
  for (const { id, linkId, reservationId, at } of waitingGuestCheckIns(work.db)) {
    const link = readGuestLink(work.db, linkId)
    if (link === null) continue
    if (isOpen(link, staysOfReservation(work.db, reservationId), work.house.property, work.now)) continue
    if (link.revokedAt === null && at > work.now - waitingKeptMs) continue
    const { actor } = work.caller
    if (link.revokedAt === null) updateGuestLink(work.db, linkId, { revokedAt: work.now, revokedBy: actor })
    updateGuestCheckIn(work.db, id, { state: 'refused', formSealed: null, decidedAt: work.now, decidedBy: actor })
    audit(work, 'guest-page.check-in-forgotten', { reservationId })
  }
}
