/** The mailbox of the invented house. `?mailbox=off` is a house without, `failing` one that is refused. */
import type { MailboxView } from '../../electron/contract/views.ts'
import { changed, page, Refusal } from './fixture-memory.ts'
import type { Desk } from './fixture-reservations.ts'

const scene = new URLSearchParams(page.location.search).get('mailbox') ?? 'fine'
const DAY = '2026-11-21'

const off: MailboxView = {
  mailbox: null,
  password: 'none',
  status: 'never',
  advice: null,
  lastOkAt: null,
  mails: { read: 0, unread: 0, untrusted: 0 },
}
const fine: MailboxView = {
  mailbox: { host: 'imap.example.com', port: 993, secure: true, user: 'desk@example.com' },
  password: 'kept',
  status: 'ok',
  advice: null,
  lastOkAt: `${DAY}T15:10:00.000Z`,
  mails: { read: 61, unread: 2, untrusted: 1 },
}
const failing: MailboxView = {
  ...fine,
  status: 'auth',
  advice: 'The server refuses this user name or password. Many services need an app password made for Latchkey.',
}

let mailbox = scene === 'off' ? off : scene === 'failing' ? failing : fine
const keep = (next: MailboxView): MailboxView => {
  mailbox = next
  page.setTimeout(changed, 10)
  return mailbox
}

export const mailboxVerbs: Pick<Desk, Extract<keyof Desk, `mailbox.${string}`>> = {
  'mailbox.view': () => mailbox,
  'mailbox.save': (given) => {
    if (given.mailbox?.host.includes(' '))
      throw new Refusal('bad-input', 'host: a server, like imap.example.com. Nothing was changed.')
    return keep(given.mailbox === null ? off : { ...fine, mailbox: given.mailbox })
  },
  'mailbox.dryRun': () => ({
    asked: 1,
    lines: [
      {
        receivedAt: `${DAY}T14:02:00.000Z`,
        channel: 'booking.com',
        kind: 'new',
        reference: '1000000011',
        arrivalDate: '2026-12-04',
        verdict: 'names',
        units: ['Apartment 104'],
      },
      {
        receivedAt: `${DAY}T09:40:00.000Z`,
        channel: 'booking.com',
        kind: 'new',
        reference: '1000000012',
        arrivalDate: '2026-12-06',
        verdict: 'asks',
        units: [],
      },
      {
        receivedAt: '2026-11-19T18:20:00.000Z',
        channel: 'airbnb',
        kind: 'new',
        reference: 'HMABCDEF12',
        arrivalDate: '2026-11-28',
        verdict: 'known',
        units: [],
      },
      {
        receivedAt: '2026-11-18T11:05:00.000Z',
        channel: 'booking.com',
        kind: 'unread',
        reference: null,
        arrivalDate: null,
        verdict: 'not-understood',
        units: [],
      },
    ],
  }),
}
