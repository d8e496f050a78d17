export {
  type Added,
  type AddReservation,
  addReservation,
  adopt,
  adoptStay,
  ensureReservation,
  newStay,
  readDates,
  writeNote,
} from './add.ts'
export {
  channelName,
  chooseStays,
  findReservation,
  findUnit,
  type ReservationName,
  type StayChoice,
  unitName,
} from './find.ts'
export { describeGuest, ensureGuest, forgetGuest, type GuestDetails } from './guest.ts'
export { confirmGroup, type NameStays, nameStays, releaseStays } from './name-stays.ts'
