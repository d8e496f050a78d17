/** The guest pages as the desk sees them. */
import type { ReservationId } from '../../domain/ids.ts'
import { ok } from '../../domain/result.ts'
import { sendGuestLink } from '../../services/guest-messages/index.ts'
import {
  approveGuestCheckIn,
  closePartyLinks,
  makeDeskLink,
  noteIdSeen,
  previewPage,
  refuseGuestCheckIn,
  removePhoto,
  reviewPhotos,
  saveGuestPages,
  showPhoto,
} from '../../services/guest-pages/index.ts'
import { qrSvg } from '../../services/printing/index.ts'
import { guestPagesView, guestPageView } from '../../services/views/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk, done } from './context.ts'

type GuestPageHandlers = Pick<Handlers, Extract<keyof Handlers, `guestPage.${string}`>>

const nothingToSee = {
  ok: false,
  detail: 'There is no page to ask for: it is off, or the desk has no public address now.',
}

/** The window scales it. */
const qrMillimetres = 60

/** A party's page as its guest sees it; null where there is none. */
export function guestPageHtml(context: AppContext, reservationId: string): string | null {
  const page = atDesk(context, (open) => previewPage(open.desk, reservationId as ReservationId))
  return page.ok ? page.value : null
}

export const guestPageHandlers = (context: AppContext): GuestPageHandlers => ({
  'guestPage.open': async ({ reservationId }) =>
    atDesk(context, (open) => guestPageView(open.desk, reservationId as ReservationId)),
  'guestPage.makeLink': async ({ reservationId }) =>
    atDesk(context, (open, caller) => {
      const made = makeDeskLink(open.desk, caller, reservationId as ReservationId)
      return made.ok ? ok({ ...made.value, qr: qrSvg(made.value.address, qrMillimetres) }) : made
    }),
  'guestPage.sendLink': async ({ reservationId }) =>
    atDesk(context, (open, caller) => sendGuestLink(open.desk, caller, reservationId as ReservationId)),
  'guestPage.closeLinks': async ({ reservationId }) =>
    atDesk(context, (open, caller) => closePartyLinks(open.desk, caller, reservationId as ReservationId)),
  'guestPage.decide': async ({ checkInId, letIn }) =>
    atDesk(context, (open, caller) =>
      done((letIn ? approveGuestCheckIn : refuseGuestCheckIn)(open.desk, caller, checkInId)),
    ),
  'guestPage.photo': async ({ photoId }) =>
    atDesk(context, (open, caller) => {
      const shown = showPhoto(open.desk, caller, photoId)
      if (!shown.ok) return shown
      return ok({ base64: shown.value.bytes.toString('base64'), contentType: shown.value.contentType })
    }),
  'guestPage.reviewPhotos': async ({ reservationId }) =>
    atDesk(context, (open, caller) => done(reviewPhotos(open.desk, caller, reservationId as ReservationId))),
  'guestPage.deletePhoto': async ({ photoId }) =>
    atDesk(context, (open, caller) => done(removePhoto(open.desk, caller, photoId))),
  'guestPage.idSeen': async ({ reservationId }) =>
    atDesk(context, (open, caller) => done(noteIdSeen(open.desk, caller, reservationId as ReservationId))),
  'guestPage.settings': async () => atDesk(context, (open) => guestPagesView(open.desk)),
  'guestPage.test': async () => {
    const here = atDesk(context, (open) => ok(open))
    return here.ok ? ok((await here.value.seePages()) ?? nothingToSee) : here
  },
  'guestPage.saveSettings': async (input) =>
    atDesk(context, (open, caller) => {
      const saved = saveGuestPages(open.desk, caller, input)
      return saved.ok ? guestPagesView(open.desk) : saved
    }),
})
