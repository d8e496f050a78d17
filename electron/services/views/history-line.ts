/** One line of a reservation's or a door's history, in words. */
import { dayWords } from '../../domain/day-words.ts'
import { parseDate } from '../../domain/time.ts'

type Details = Readonly<Record<string, unknown>>

/** `2026-11-24` as "Tue 24 Nov"; anything else as it stands. */
const day = (raw: unknown): string => {
  const date = typeof raw === 'string' ? parseDate(raw) : null
  return date === null ? String(raw) : dayWords(date)
}
const text = (raw: unknown): string | null => (typeof raw === 'string' && raw !== '' ? raw : null)
const after = (joint: string, raw: unknown): string => (text(raw) === null ? '' : `${joint}${raw}`)
const quoted = (raw: unknown): string => (text(raw) === null ? '' : `: “${raw}”`)
const atDoor = (details: Details): string => after(' at ', details.door)

const revealed: Readonly<Record<string, string>> = {
  slip: 'PIN slip made',
  spare: 'Spare code shown',
  offline: 'Code made by the lock shown',
  'guest-page': 'PIN shown on the guest page',
}

/** What somebody showed on the guest page who had no link. */
const proven: Readonly<Record<string, string>> = {
  name: 'Reference and last name',
  phone: 'Reference and phone',
  dates: 'Reference and dates',
}

const toldOf: Readonly<Record<string, string>> = {
  welcome: 'Welcome text to the guest',
  doors: 'Text with doors and PINs to the guest',
  cancelled: 'Text about the cancellation to the guest',
  page: 'Text with the link to their page to the guest',
}

const lines: Readonly<Record<string, (details: Details) => string>> = {
  'reservation.added': (details) => `Reservation added (${details.channel})`,
  'stay.added': (details) => `${details.unit} added, ${day(details.arrivalDate)} to ${day(details.departureDate)}`,
  'stay.adopted': () => 'Stay from the calendar named',
  'stay.arrived': (details) => `${details.unit} checked in`,
  'stay.departed': (details) => `${details.unit} checked out`,
  'stay.guessed': (details) => `${details.unit} may belong here too: a guess`,
  'stay.named': (details) => `${details.unit} joined to this booking`,
  'stay.confirmed': () => 'A guessed apartment confirmed',
  'stay.released': (details) => `${details.unit} taken out of this booking`,
  'stay.placed': (details) => `${details.unit} given to this booking`,
  'stay.merged': (details) => `${details.unit}: told twice, kept once`,
  'stay.cancelled': (details) => `${details.unit} cancelled`,
  'stay.extended': (details) =>
    `${details.unit} now until ${day(details.departureDate)}${after(', ', details.departureTime)}`,
  'stay.times': (details) => `${details.unit}: times changed`,
  'stay.moved': (details) => `Moved to ${details.unit}`,
  'guest.made': () => 'Guest added',
  'guest.described': () => 'Guest details changed',
  'guest.deleted': () => 'Guest deleted',
  'guest.told': (details) => toldOf[String(details.purpose)] ?? 'Text to the guest',
  'text.queued': () => 'Text written',
  'text.sent-again': () => 'Text sent again',
  'text.released': () => 'Waiting text sent now',
  'text.rescheduled': () => 'Text to be sent at another time',
  'text.discarded': () => 'Text left unsent',
  'note.written': () => 'Note written',
  'access.granted': () => 'Door codes planned',
  'pin.revealed': (details) => revealed[String(details.purpose)] ?? 'PIN shown',
  'check-in.undone': () => 'Check-in taken back',
  'check-out.undone': () => 'Check-out taken back',
  'cancel.undone': () => 'Cancellation taken back',
  'move.undone': () => 'Move taken back',
  'name.undone': () => 'Joining taken back',
  'import.undone': () => 'Spreadsheet taken back',
  'extend.undone': () => 'New dates taken back',
  'attention.resolved': () => 'A question was answered',
  'attention.put-aside': () => 'A question was put aside',
  'door.unlock-asked': (details) => `Asked to open from here${atDoor(details)}${quoted(details.reason)}`,
  'door.unlocked': (details) =>
    `${details.result === 'sent' ? 'Opening sent from here, not confirmed' : 'Opened from here'}${atDoor(details)}${quoted(details.reason)}`,
  'door.unlock-failed': (details) =>
    `${details.result === 'unknown' ? 'Asked to open from here, the answer was lost' : 'Not opened from here'}${atDoor(details)}${quoted(details.reason)}`,
  'code.reissued': (details) => `New digits given${atDoor(details)}`,
  'code.missing': (details) => `Code found missing${atDoor(details)}`,
  'code.changed-outside': (details) => `Code found changed at the lock${atDoor(details)}`,
  'code.made-room': (details) => `Code taken off to make room for an earlier arrival${atDoor(details)}`,
  'code.repaired': (details) => `Code put right on the lock${atDoor(details)}`,
  'spare.given': (details) => `Spare code given${atDoor(details)}`,
  'spare.changed': () => 'Spare codes changed',
  'spares.changed': () => 'Spare codes changed',
  'spare.kept': (details) => `Spare codes to keep: ${details.spares}`,
  'offline-code.given': (details) => `Code made by the lock given${atDoor(details)}`,
  'key.handed-out': (details) => `Key handed out${after(' to ', details.takenBy)}${after(': ', details.envelope)}`,
  'key.returned': (details) => `Key is back${after(': ', details.envelope)}`,
  'guest-page.entered': (details) => `${proven[String(details.proof)] ?? 'Reference'} given on the guest page`,
  'guest-page.link-made': (details) =>
    details.kind === 'once' ? 'Link to the guest page made' : 'Guest page opened on a phone',
  'guest-page.links-closed': () => 'Links to the guest page closed',
  'guest-page.checked-in': () => 'Checked in by phone, agreed to the terms',
  'guest-page.check-in-waits': () => 'Wants to check in by phone, shown dates only: waits for the desk',
  'guest-page.check-in-approved': () => 'Let in on the guest page',
  'guest-page.check-in-refused': () => 'Turned away from the guest page',
  'guest-page.wrote': (details) => `Wrote on the guest page${after(', about ', details.unit)}`,
  'guest-page.comes-at': (details) => `Comes at ${details.time}, as the guest says`,
  'guest-photo.kept': (details) => (details.photos === 1 ? 'Photo sent' : `${details.photos} photos sent`),
  'guest-photo.shown': () => 'Photo looked at',
  'guest-photo.reviewed': () => 'Photo marked as looked at',
  'guest-photo.deleted': (details) => `Photo deleted${after(': ', details.why)}`,
  'orphan.removed': (details) => `Code that no booking knows removed${atDoor(details)}`,
  'orphan.not-removed': (details) => `Code that no booking knows could not be removed${atDoor(details)}`,
}

export const historyLine = (action: string, details: Details): string => lines[action]?.(details) ?? action
