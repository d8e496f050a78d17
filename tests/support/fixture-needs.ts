/** What needs somebody in the invented house: a few things as on most days, or more than a screen holds. */
import type { NeedView } from '../../electron/contract/views.ts'
import { DAY } from './fixture-house.ts'

const need = (of: Pick<NeedView, 'id' | 'kind' | 'title' | 'detail'> & Partial<NeedView>): NeedView => ({
  tone: 'question',
  since: `${DAY}T08:00:00.000Z`,
  reservationId: null,
  stayId: null,
  doorId: null,
  conversationId: null,
  actions: [],
  opens: [],
  snoozes: [
    { key: 'snooze', label: 'For 1 hour' },
    { key: 'snooze-tomorrow', label: 'Until tomorrow' },
  ],
  ...of,
})
const dismiss = { key: 'dismiss', label: 'Leave it' }

const fewNeeds: readonly NeedView[] = [
  need({
    id: 'A31',
    kind: 'lock-offline',
    tone: 'bad',
    title: 'Apartment 102: lock offline since 13:40.',
    detail: 'Adaeze Okonkwo arrives at 15:30 and her code is not on it.',
    since: `${DAY}T13:40:00.000Z`,
    reservationId: 'r-adaeze',
    doorId: 'd-102',
    actions: [
      { key: 'retry', label: 'Try again' },
      { key: 'dismiss', label: 'I see to it' },
    ],
  }),
  need({
    id: 'A29',
    kind: 'overdue-departure',
    tone: 'bad',
    title: '202 should have been left at 11:00.',
    detail: 'Zoë van der Meer has not gone; next guest at 16:00.',
    since: `${DAY}T11:00:00.000Z`,
    reservationId: 'r-zoe',
    actions: [{ key: 'check-out', label: 'Check out' }],
  }),
  need({
    id: 'A27',
    kind: 'mail-collision',
    title: 'Three mails and three stays of booking.com arrive on Tue 24 Nov.',
    detail: 'Which belongs to which cannot be told from their times. Nothing was joined.',
    opens: [{ what: 'collision', label: 'Join them', channel: 'booking.com', arrivalDate: '2026-11-24' }],
    actions: [dismiss],
    snoozes: [
      { key: 'snooze', label: 'For 1 hour' },
      { key: 'snooze-tomorrow', label: 'Until tomorrow' },
      { key: 'snooze-arrival', label: 'Until they arrive' },
    ],
  }),
]

const kinds: readonly (Pick<NeedView, 'kind' | 'detail'> & { readonly title: (at: number) => string })[] = [
  {
    kind: 'missing-contact',
    title: (at) => `No phone and no e-mail is known of HMXK4T9${at}, who arrives tomorrow.`,
    detail: 'Open the booking and write down how to reach them.',
  },
  {
    kind: 'battery-low',
    title: (at) => `Apartment ${100 + at}: the battery is low (${9 + at} %).`,
    detail: 'Change the batteries when the room is free.',
  },
  {
    kind: 'double-booking',
    title: (at) =>
      `Hinterhaus Gartenwohnung mit Terrasse ${at} is booked twice: 41612077${10 + at} and a booking.com booking without a reference.`,
    detail:
      '4161207710, Tue 24 Nov to Sat 28 Nov, has no codes yet. A booking.com booking without a reference, Tue 24 Nov to Sat 28 Nov, holds the unit. Move or cancel one of them.',
  },
]

/** Thirty of three kinds, as after a weekend in which nobody looked. */
const manyNeeds: readonly NeedView[] = Array.from({ length: 30 }, (_, at) => {
  const kind = kinds[at % 3]!
  const double = kind.kind === 'double-booking'
  return need({
    id: `A${40 + at}`,
    kind: kind.kind,
    tone: double ? 'bad' : 'question',
    title: kind.title(at),
    detail: kind.detail,
    reservationId: kind.kind === 'battery-low' ? null : 'r-adaeze',
    doorId: kind.kind === 'battery-low' ? 'd-102' : null,
    opens: double ? [{ what: 'move', label: 'Move 4161207710', reservationId: 'r-adaeze' }] : [],
    actions: double
      ? [
          { key: 'merge', label: 'It is one booking' },
          { key: 'cancel', label: 'Cancel 4161207710' },
          { key: 'cancel-other', label: 'Cancel a booking.com booking without a reference' },
        ]
      : [dismiss],
  })
})

/** What guests left on their pages. */
const guestNeeds: readonly NeedView[] = [
  need({
    id: 'A33',
    kind: 'guest-approval',
    title: 'Somebody checks in by phone for 4172001993 and showed only its dates.',
    detail: 'No name or phone was known to compare. Their page shows no PIN and opens no door until you let them in.',
    reservationId: 'r-group',
    opens: [{ what: 'guest-approval', label: 'Look at it', reservationId: 'r-group' }],
    actions: [
      { key: 'let-in', label: 'Let them in' },
      { key: 'turn-away', label: 'Turn away' },
    ],
  }),
  need({
    id: 'A34',
    kind: 'guest-photo',
    title: '2 photos of a document came from 4170981224.',
    detail: 'Sent on the guest page, kept encrypted, and deleted by itself after the stay. Who looks is noted.',
    reservationId: 'r-annegret',
    opens: [{ what: 'guest-photos', label: 'Look at them', reservationId: 'r-annegret' }],
    actions: [{ key: 'reviewed', label: 'Looked at' }],
  }),
  need({
    id: 'A35',
    kind: 'guest-guessing',
    title: 'Somebody tries references on the guest pages: 312 wrong tries since 14:31.',
    detail:
      'Nobody gets in by a reference for a while. Links that were sent still open, and the desk lets everybody in.',
    actions: [dismiss],
  }),
]

const settled = new Set<string>()

/** What stands on Today; what was answered or put aside is gone. */
export const needsOf = (scene: string | null): readonly NeedView[] =>
  (scene === 'many' ? [...fewNeeds, ...manyNeeds] : scene === 'guests' ? guestNeeds : fewNeeds).filter(
    (one) => !settled.has(one.id),
  )
export const settleNeed = (id: string): void => {
  settled.add(id)
}
