/** Procedures of the guest pages, as the desk sees them. */
import { z } from 'zod'
import type { GuestLinkView, GuestPagesView, GuestPageView, PageTestView } from './guest-page-views.ts'
import { procedure } from './procedure.ts'

const id = z.string().min(1).max(64)
const nothing = z.object({}).strict()
const ofReservation = z.object({ reservationId: id }).strict()
const ofPhoto = z.object({ photoId: id }).strict()

const guestPagesInput = z
  .object({
    on: z.boolean(),
    trustsReference: z.boolean(),
    pinsAheadHours: z.number().int().min(0).max(72),
    unlock: z.boolean(),
    asksPhoto: z.boolean(),
    photoDays: z.number().int().min(0).max(365),
    /** As it was typed; empty shows none. */
    deskPhone: z.string().max(60),
    /** Empty shows no Wi-Fi, and forgets its password. */
    wifiName: z.string().max(64),
    /** Null keeps the one that is there; empty forgets it. */
    wifiPassword: z.string().max(63).nullable(),
    notes: z.string().max(2_000),
    linkInTexts: z.boolean(),
  })
  .strict()

export const guestPageProcedures = {
  'guestPage.open': procedure(ofReservation).answers<GuestPageView>(),
  /** For the phone at the desk. Each call makes another link. */
  'guestPage.makeLink': procedure(ofReservation).answers<GuestLinkView>(),
  /** Texts the guest a link. */
  'guestPage.sendLink': procedure(ofReservation).answers<{ id: string; status: string }>(),
  /** Closes every way to a party's pages; it cannot be taken back. */
  'guestPage.closeLinks': procedure(ofReservation).answers<{ closed: number }>(),
  /** A check-in by dates alone: let in, or turned away. */
  'guestPage.decide': procedure(z.object({ checkInId: id, letIn: z.boolean() }).strict()).answers<{ done: true }>(),
  /** One photo, opened for the desk's eyes; who looked is in the trail. */
  'guestPage.photo': procedure(ofPhoto).answers<{ base64: string; contentType: string }>(),
  'guestPage.reviewPhotos': procedure(ofReservation).answers<{ done: true }>(),
  'guestPage.deletePhoto': procedure(ofPhoto).answers<{ done: true }>(),
  'guestPage.idSeen': procedure(ofReservation).answers<{ done: true }>(),
  'guestPage.settings': procedure(nothing).answers<GuestPagesView>(),
  /** Asks for the page at its public address, as a phone would. */
  'guestPage.test': procedure(nothing).answers<PageTestView>(),
  'guestPage.saveSettings': procedure(guestPagesInput).answers<GuestPagesView>(),
} as const
