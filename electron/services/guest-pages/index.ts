/** What guests see and do on their phones (design.md 3.1, 5.2). */

export { stableAddress } from '../guest-links/index.ts'
export { ourMark } from './answer.ts'
export {
  approveGuestCheckIn,
  checkInByGuest,
  type GuestCheckedIn,
  guestCaller,
  lastCheckIn,
  refuseGuestCheckIn,
  writtenForm,
} from './check-in.ts'
export { closePartyLinks, linkBase, makeDeskLink } from './desk-link.ts'
export { type SeenFromOutside, seeFromOutside } from './from-outside.ts'
/** For the desk's list: `guessing(db, now): Guessing | null`. */
export { type Guessing, guessing } from './guessing.ts'
export { closeLinks, makeLink, tokenOf } from './links.ts'
export { keepPhotos, removePhoto, reviewPhoto, showPhoto } from './photos.ts'
export { previewPage } from './preview.ts'
export { createGuestPages, type GuestPages } from './receive.ts'
export { noteIdSeen, reviewPhotos } from './review.ts'
export { type GuestPagesGiven, saveGuestPages } from './save-settings.ts'
export {
  type GuestPageSettings,
  guestPageSettings,
  guestPageSettingsSchema,
  wifiPassword,
  writeGuestPageSettings,
  writeWifiPassword,
} from './settings.ts'
export { tidyGuestPages } from './tidy.ts'
