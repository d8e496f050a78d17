/** The conversation of the reference page: a guest's scarf, filed by a guess, with every state a reply can be in. */
import { type Kept, message, note, ours, view } from './fixture-conversation-parts.ts'

const to101 = { unitKey: '101', unitName: 'Apartment 101', unitId: 'u-101', reference: '4159920311' }
const scarf = message(
  '15:02',
  'Hello! I think I left my grey scarf in the wardrobe, the one by the window. Could you have a look?',
  {
    author: 'Émile Châtelain',
    route: {
      rule: 'latest-booking',
      guess: true,
      needsReview: true,
      words: 'most recent booking',
      alternatives: [to101],
    },
  },
)

export const emile: Kept = {
  unread: 0,
  state: 'review',
  view: view({
    id: 'c-emile',
    unitKey: '201',
    guestName: 'Émile Châtelain',
    phone: '+1 202 555 0143',
    prefix: 'Apartment 201: ',
    earlier: 12,
    messages: [
      message('2026-11-20T17:40:00', 'Bonjour, thank you again for everything.', { author: 'Émile Châtelain' }),
      scarf,
      ours('15:04', 'Hello Émile, we are having a look now.', { prefix: 'Apartment 201:' }),
      note('15:09', 'Marek found it in 201; lost property, shelf 2.'),
      ours('15:10', 'Yes, we found it. Shall we post it to you?', {
        status: 'undelivered',
        statusReason: 'carrier refused (30007)',
        verbs: ['retry'],
      }),
      ours('15:11', 'We have your scarf. We can post it, or keep it here.', { status: 'sending' }),
      ours('15:12', 'A reminder: we keep your scarf until 21 December.', {
        status: 'scheduled',
        sendAt: '2026-11-23T09:00:00.000Z',
        verbs: ['reschedule', 'send-now', 'discard'],
      }),
    ],
    review: { messageId: scarf.id, words: 'most recent booking', guess: true, alternatives: [to101] },
    stay: {
      stayId: 's-201',
      reservationId: 'r-emile',
      unitName: 'Apartment 201',
      arrivalDate: '2026-11-05',
      departureDate: '2026-11-10',
      status: 'departed',
      channel: 'booking.com',
      reference: '4161207735',
    },
    codes: [
      { doorName: 'Front door', state: 'removed', at: '2026-11-10T11:00:00.000Z' },
      { doorName: 'Apartment 201', state: 'removed', at: '2026-11-10T11:00:00.000Z' },
    ],
    others: [
      {
        id: 'c-emile-101',
        unitKey: '101',
        unitName: 'Apartment 101',
        lastLine: 'Thanks, see you next time',
        detail: '2 Sep to 6 Sep · closed',
        closed: true,
      },
      {
        id: 'c-emile-general',
        unitKey: null,
        unitName: null,
        lastLine: 'Do you have parking?',
        detail: '14 Aug · closed',
        closed: true,
      },
    ],
    guests: [
      {
        name: 'Émile Châtelain',
        email: 'e.chatelain@example.com',
        language: 'fr',
        reservationId: 'r-emile',
        phones: ['+1 202 555 0143'],
      },
    ],
    filed:
      'Not a current guest, none due in 30 days, no message in the last 3 days. So: the most recent booking, 201. Also possible: 101.',
    links: [
      { at: '2026-11-04T16:20:00.000Z', to: 'Apartment 201, 5 Nov to 10 Nov · 4161207735', reason: 'booked' },
      { at: '2026-09-01T10:00:00.000Z', to: 'No booking', reason: 'first text' },
    ],
  }),
}
