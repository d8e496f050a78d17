/**
 * What calendars and booking mail leave to people, as desktop alerts. Several of a kind that come up together are one
 * alert. SECURITY: no name, no reference and no unit; the screen says which.
 */
import type { CauseKind, Item } from '../attention/index.ts'
import type { Notice } from './notices.ts'

type Words = { readonly one: string; readonly many: (number: number) => string; readonly body: string }

const words: Partial<Record<CauseKind, Words>> = {
  'mail-collision': {
    one: 'Booking mails need you',
    many: (number) => `Booking mails of ${number} days need you`,
    body: 'Which mail belongs to which stay cannot be told. Open it to join them.',
  },
  'mail-group': {
    one: 'Do these rooms belong together?',
    many: (number) => `${number} bookings may have more rooms`,
    body: 'One booking mail fits several stays of the same day. Say yes or no.',
  },
  'mail-missing': {
    one: 'A stay has no booking mail',
    many: (number) => `${number} stays have no booking mail`,
    body: 'The calendar has it, and no mail says whose it is.',
  },
  'mail-cancelled': {
    one: 'A mail says that a booking is cancelled',
    many: (number) => `Mails say that ${number} bookings are cancelled`,
    body: 'Nothing was cancelled here yet. Say whether it is to be.',
  },
  'stay-gone': {
    one: 'A calendar lists a stay no more',
    many: (number) => `Calendars list ${number} stays no more`,
    body: 'Nothing was cancelled here. Say whether it is to be.',
  },
  'feed-suspect': {
    one: 'A calendar looks wrong',
    many: (number) => `${number} calendars look wrong`,
    body: 'It was not believed and nothing was changed. Look at what it would do.',
  },
  'mailbox-failing': {
    one: 'Booking mail cannot be read',
    many: () => 'Booking mail cannot be read',
    body: 'New bookings come without a reference until it can. Look at the mailbox in Settings.',
  },
}

/** One alert for each kind among what has come up; a click opens the first of them. */
export function intakeNotices(fresh: readonly Item[]): readonly Notice[] {
  const kinds = new Map<CauseKind, Item[]>()
  for (const item of fresh) kinds.set(item.kind, [...(kinds.get(item.kind) ?? []), item])
  return [...kinds].flatMap(([kind, items]) => {
    const said = words[kind]
    if (said === undefined) return []
    return [
      {
        title: items.length === 1 ? said.one : said.many(items.length),
        body: said.body,
        open: { screen: 'today', reservationId: null, itemId: items[0]?.id ?? null },
      },
    ]
  })
}
