/** One party of the demo house has checked in on its phone: it says when it comes, and a document waits to be looked at. */
import { ok } from '../../domain/result.ts'
import { instant, minutes } from '../../domain/time.ts'
import { type Desk, transact } from '../desk/index.ts'
import { makeLink } from '../guest-links/index.ts'
import { checkInByGuest, guestCaller, keepPhotos } from '../guest-pages/index.ts'
import { findReservation } from '../reservations/index.ts'
import { deskAt, sure } from './demo-clock.ts'
import { documentPicture } from './demo-document.ts'

const onTheWay = { reference: '4170981224', comesAt: '18:30', language: 'de', ago: minutes(48) } as const

/** A while ago, by the ways of a real page: entered with the name, terms agreed to, a photo sent along. */
export function layOutDemoGuest(desk: Desk): void {
  const then = deskAt(desk, instant(desk.clock.now() - onTheWay.ago))
  const linkId = sure(
    transact(then, guestCaller, (work) => {
      const reservation = sure(findReservation(work.db, { ref: onTheWay.reference }))
      return ok(makeLink(work, reservation, { kind: 'page', proof: 'name' }).link.id)
    }),
  )
  const form = { name: '', phone: '', email: '', comesAt: onTheWay.comesAt, consent: true }
  sure(checkInByGuest(then, guestCaller, linkId, { ...form, language: onTheWay.language }))
  sure(keepPhotos(then, guestCaller, linkId, [documentPicture()]))
}
