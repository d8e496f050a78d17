import { booking, bookings } from './bookings.ts'
import { count, rooms } from './counts.ts'
import { channels, dates, frame, keys, palette, states, statesShort } from './desk.ts'
import { doorPanel, doorQuestions, doors, ladder } from './doors.ts'
import { guestPage, guestPages } from './guest-pages.ts'
import { firstRun, house, settings } from './house.ts'
import { importing } from './import.ts'
import { composer, context, inbox, thread, write } from './inbox.ts'
import { alerts, collision, group, origin } from './intake.ts'
import { mailbox } from './mailbox.ts'
import { change, sheet, slip } from './stay.ts'
import { templates, texting } from './texting.ts'
import { panel, pin, today } from './today.ts'
import { errors, keyUnavailable } from './trouble.ts'

/** Every word of the interface in English. Sentence case, verbs with their count, no exclamation marks. */
export const en = {
  locale: 'en-GB',
  appName: 'Latchkey',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  next: 'Next',
  save: 'Save',
  done: 'Done',
  edit: 'Edit',
  remove: 'Remove',
  clearSearch: 'Clear the search',
  add: 'Add',
  undo: 'Undo',
  open: 'Open',
  more: 'More',
  tryAgain: 'Try again',
  saved: 'Saved',
  saving: 'Saving',
  loading: 'Loading',
  notNamedYet: 'Not named yet',
  noChannel: 'No channel',
  guestOf: (reference: string) => `Guest of ${reference}`,
  moreRooms: (number: number) => `+${rooms(number)}`,
  nights: (number: number) => count(number, 'night', 'nights'),
  apartments: (number: number) => count(number, 'apartment', 'apartments'),

  /** What can be taken back, by the desk's name for it. */
  actions: {
    'check-in': 'check-in',
    'check-out': 'check-out',
    cancel: 'cancelling',
    move: 'move',
    extend: 'new end',
    name: 'joining the booking',
    import: 'taking in the spreadsheet',
    'move-message': 'moving the text',
    'move-conversation': 'moving the conversation',
    keep: 'keeping it where it was filed',
    pin: 'pinning the conversation',
    unpin: 'unpinning the conversation',
    close: 'closing the conversation',
    reopen: 'opening the conversation again',
    merge: 'joining the two phones',
  },

  dates,
  channels,
  states,
  statesShort,
  frame,
  palette,
  keys,
  today,
  panel,
  pin,
  sheet,
  change,
  slip,
  booking,
  bookings,
  guestPage,
  guestPages,
  importing,
  mailbox,
  doors,
  doorPanel,
  ladder,
  doorQuestions,
  house,
  firstRun,
  settings,
  texting,
  templates,
  inbox,
  thread,
  context,
  composer,
  write,
  origin,
  group,
  collision,
  alerts,
  keyUnavailable,
  errors,
  errorsOther: 'That did not work',
}
