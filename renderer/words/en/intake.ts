import { count } from './counts.ts'

/** Where a field comes from. */
export const origin = {
  fields: { dates: 'dates', unit: 'apartment', reference: 'reference', name: 'Name', phone: 'Phone', email: 'E-mail' },
  from: {
    feed: (channel: string) => `from the ${channel} calendar`,
    mail: () => 'from a booking mail',
    import: () => 'from a spreadsheet',
    sms: (_channel: string, by: string) => `texted by ${by}`,
    guest: () => 'written by the guest',
    desk: (_channel: string, by: string) => `written by ${by}`,
    command: (_channel: string, by: string) => `written by ${by}`,
  } as Readonly<Record<string, (channel: string, by: string) => string>>,
  changedBy: {
    feed: () => 'the calendar',
    mail: () => 'a booking mail',
    import: () => 'a spreadsheet',
    guest: () => 'the guest',
  } as Readonly<Record<string, () => string>>,
  changed: (fields: string, who: string, when: string) => `${fields} changed by ${who}, ${when}`,
  justNow: 'just now',
  ago: (span: string) => `${span} ago`,
  and: (parts: readonly string[]) => parts.join(' and '),
}

/** "Also theirs?" */
export const group = {
  yes: 'Yes',
  no: 'No',
  yesOf: (unit: string) => `Yes, ${unit} is theirs too`,
  noOf: (unit: string) => `No, ${unit} is not theirs`,
  saidYes: (unit: string) => `${unit} is theirs too. Its codes are planned.`,
  saidNo: (unit: string) => `${unit} stands alone again.`,
}

/** Texts to managers. */
export const alerts = {
  label: 'Text managers what needs a decision',
  lead: 'One text for each day of arrival, with the id to reply to. It holds no guest’s name and no PIN.',
  noManager: 'No manager has a phone yet. Give one a phone above and save.',
  noTexting: 'Texting is off. Set it up under Texting.',
}

/** Mails and stays of one day, side by side. */
export const collision = {
  title: (channel: string, day: string) => `${channel}: who arrives on ${day}?`,
  lead: 'Click a mail, then the stays it belongs to. Several stays of one mail are one booking.',
  mails: 'Booking mails',
  stays: 'Stays in the calendar',
  keys: '1 to 9 choose a mail; Tab and Space a stay',
  kinds: { new: 'New booking', modified: 'Changed booking' },
  received: (time: string) => `came ${time}`,
  until: (day: string) => `until ${day}`,
  firstSeen: (time: string) => `first seen ${time}`,
  notFresh: 'was there when the calendar was first read',
  guessed: 'a guess until you say so',
  stayCount: (number: number) => (number === 0 ? 'no stay yet' : count(number, 'stay', 'stays')),
  noReference: 'no reference',
  suggested: 'fits best',
  useSuggestions: 'Take what fits best',
  mailSays: (day: string) => `the mail says until ${day}`,
  save: (number: number) => (number === 0 ? 'Save' : `Join ${count(number, 'stay', 'stays')}`),
  later: 'Decide later',
  said: (number: number) => `${count(number, 'stay', 'stays')} settled.`,
  empty: 'Nothing is left to join',
  emptyLead: 'The mails and stays of this day found each other in the meantime.',
}
