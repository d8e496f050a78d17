/** What guests see and do on their phones (design.md 3.1, 5.2). */
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
export { type Guessing, guessing } from './guessing.ts'
export { keepPhotos, removePhoto, reviewPhoto, showPhoto } from './photos.ts'
export { previewPage } from './preview.ts'
export { createGuestPages, type GuestPages } from './receive.ts'
export { noteIdSeen, reviewPhotos } from './review.ts'
export { type GuestPagesGiven, saveGuestPages } from './save-settings.ts'
export { tidyGuestPages } from './tidy.ts'
