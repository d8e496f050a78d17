import { count } from './counts.ts'

/** What every screen shares: days, channels, the states of codes, and the frame around the screens. */
export const dates = {
  range: (from: string, to: string) => `${from} to ${to}`,
  today: (time: string) => `${time} today`,
  on: (time: string, day: string) => `${time} on ${day}`,
  in: (span: string) => `in ${span}`,
  minutes: (number: number) => `${number} min`,
  hours: (number: number) => `${number} h`,
  days: (number: number) => count(number, 'day', 'days'),
  now: 'now',
}

export const channels = {
  'booking.com': 'Booking.com',
  booking: 'Booking.com',
  airbnb: 'Airbnb',
  vrbo: 'Vrbo',
  expedia: 'Expedia',
  direct: 'Direct',
  desk: 'Direct',
  'walk-in': 'Walk-in',
  other: 'Other',
}

export const states = {
  planned: 'Scheduled',
  sending: 'Sending',
  accepted: 'Sent, not confirmed',
  'on-lock': 'On lock',
  removing: 'Removing',
  removed: 'Removed',
  'needs-attention': 'Needs you',
  key: 'Hand over a key',
  'no-code': 'No code yet',
  waits: 'Waits for connection',
  /** A code to take off while the lock is out of reach: the door still opens with it. */
  stillOpens: 'Still opens, waits for connection',
  until: (time: string) => ` to ${time}`,
}

export const statesShort = {
  planned: 'Scheduled',
  sending: 'Sending',
  accepted: 'Sent',
  'on-lock': 'On lock',
  removing: 'Removing',
  removed: 'Removed',
  'needs-attention': 'Needs you',
  key: 'Key',
  'no-code': 'No code yet',
  waits: 'Waits',
  stillOpens: 'Still opens',
}

export const frame = {
  screens: 'Screens',
  today: 'Today',
  inbox: 'Inbox',
  doors: 'Doors',
  bookings: 'Bookings',
  settings: 'Settings',
  toDo: (number: number) => `${number} to do`,
  search: 'Name, reference, phone, unit',
  searchName: 'Search',
  online: 'Online',
  catchingUp: 'Catching up',
  catchingUpCodes: (number: number) => `Catching up: ${count(number, 'code', 'codes')}`,
  offlineSince: (time: string) => `Offline since ${time}`,
  offline: 'Offline',
  offlineTitleSpoken: 'The desk is offline',
  wait: (messages: number, codes: number) => {
    const parts = [messages && count(messages, 'message', 'messages'), codes && count(codes, 'code', 'codes')].filter(
      Boolean,
    )
    return `${parts.join(' and ')} ${messages + codes === 1 ? 'waits' : 'wait'}`
  },
  connectionTitle: 'Connection',
  connectionOnline: 'Locks and calendars answer. Nothing waits.',
  connectionWaits: (codes: number) =>
    `${count(codes, 'code waits', 'codes wait')} for a lock. The desk sends them by itself.`,
  connectionOffline:
    'The desk works without the internet. What you do is saved here and goes out by itself. Doors cannot be reached until then.',
  askNow: 'Try now',
  demo: 'Demo house',
  demoHint: 'Invented guests and simulated locks. Nothing leaves this computer.',
  keyOnDisk: 'Key on disk',
  keyOnDiskHint:
    'The key that protects this folder lies in a file on this computer, not in its keychain. Whoever can read the file can read the codes.',
  training: 'Development runtime',
  nobody: 'Nobody yet',
  changePerson: 'Change who is at the desk',
  leaveDesk: 'Leave the desk',
  keys: 'Keyboard',
  whoTitle: 'Who is at the desk?',
  whoLead: 'What you do is written down under your name.',
  roles: { manager: 'Manager', reception: 'Reception' },
  goOn: 'Go on without a name',
  undoing: (label: string) => `Undone: ${label}`,
  undoFailed: (reason: string) => `Not undone. ${reason}`,
  openingFailed: 'The desk does not answer',
  openingFailedLead: 'What was saved is kept. Close this window and open Latchkey again.',
}

export const palette = {
  placeholder: 'Name, reference, phone, unit',
  results: 'Results',
  do: 'Do',
  bookings: 'Bookings',
  checkIn: (guest: string) => `Check in ${guest}`,
  checkOut: (guest: string) => `Check out ${guest}`,
  walkIn: 'Walk-in',
  newBooking: 'New booking',
  goTo: (screen: string) => `Go to ${screen}`,
  nothing: (text: string) => `Nothing found for “${text}”`,
  nothingLead: 'Try a part of the name, the last digits of the phone, or the unit.',
  foot: 'Names, references, phones and units. Works offline.',
  found: (number: number) => count(number, 'result', 'results'),
}

export const keys = {
  title: 'Keyboard',
  groups: [
    {
      title: 'Everywhere',
      keys: [
        ['1', 'Today'],
        ['3', 'Inbox'],
        ['4', 'Doors'],
        ['5', 'Bookings'],
        ['6', 'Settings'],
        ['/ or Ctrl K', 'Search'],
        ['W', 'Walk-in'],
        ['N', 'New booking'],
        ['Ctrl Z', 'Undo what the note at the foot says'],
        ['Esc', 'Close what is open'],
        ['?', 'This list'],
      ],
    },
    {
      title: 'In a list',
      keys: [
        ['J or ↓', 'Next'],
        ['K or ↑', 'Previous'],
        ['Enter', 'Open the details'],
        ['C', 'Check in'],
        ['O', 'Check out'],
      ],
    },
    {
      title: 'In the Inbox',
      keys: [
        ['R or Enter', 'Reply'],
        ['Enter', 'Send, in the reply'],
        ['Shift Enter', 'New line, in the reply'],
        ['Esc', 'Back to the list'],
        ['E', 'Close, or open again'],
        ['U', 'Mark unread'],
      ],
    },
    {
      title: 'In the check-in sheet',
      keys: [
        ['Enter', 'Check in'],
        ['P', 'Print slip, once checked in'],
        ['S', 'Show or hide the PIN, once checked in'],
      ],
    },
  ] as readonly { title: string; keys: readonly (readonly [string, string])[] }[],
}
