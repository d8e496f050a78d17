/** Conversations of the invented house: every kind of bubble, state and question the Inbox can show. */
import { type Kept, message, ours, view } from './fixture-conversation-parts.ts'
import { emile } from './fixture-scarf.ts'

const stored = (id: string) => ({
  id,
  contentType: 'image/png',
  filename: 'leak.png',
  size: 20_480,
  state: 'stored' as const,
})

export const conversations: readonly Kept[] = [
  emile,
  {
    unread: 1,
    state: null,
    view: view({
      id: 'c-adaeze-102',
      unitKey: '102',
      guestName: 'Adaeze Okonkwo',
      phone: '+1 202 555 0117',
      group: true,
      messages: [
        ours('14:40', 'Welcome to Harbour House. Your codes come shortly.', { author: 'Latchkey', kind: 'welcome' }),
        message('14:47', 'I will let them in.', {
          direction: 'internal',
          author: 'Omar Haddad',
          status: 'noted',
          verbs: [],
          route: null,
        }),
        message('14:50', 'Hi, it is Ngozi, I arrive with her.', { author: '+1 202 555 0168', authorUnknown: true }),
        message('14:53', 'My sister has her own phone, add her?', { author: 'Adaeze Okonkwo', fromPage: true }),
      ],
    }),
  },
  {
    unread: 2,
    state: null,
    view: view({
      id: 'c-adaeze-101',
      unitKey: '101',
      guestName: 'Adaeze Okonkwo',
      phone: '+1 202 555 0117',
      pinned: true,
      messages: [
        message('14:49', 'There is water under the sink', {
          author: 'Adaeze Okonkwo',
          media: [
            stored('f-leak'),
            { ...stored('f-wait'), state: 'pending' },
            { ...stored('f-lost'), state: 'failed' },
          ],
        }),
        message('14:50', '', {
          author: 'Adaeze Okonkwo',
          media: [{ ...stored('f-pdf'), contentType: 'application/pdf', filename: 'ticket.pdf' }],
        }),
        message(
          '14:51',
          'We land at two, could we come https://example.com/a-very-long-address-without-any-place-to-break-it-0123456789-0123456789-0123456789 early?',
          { author: 'Adaeze Okonkwo' },
        ),
      ],
    }),
  },
  {
    unread: 1,
    state: 'opted-out',
    view: view({
      id: 'c-rui',
      unitKey: '302',
      guestName: 'Rui Sá',
      phone: '+1 202 555 0131',
      optedOut: true,
      messages: [
        message('14:29', 'Is the laundry open on Sunday?', { author: 'Rui Sá' }),
        message('14:30', 'STOP', { author: 'Rui Sá' }),
      ],
    }),
  },
  {
    unread: 0,
    state: 'held',
    view: view({
      id: 'c-tomas',
      unitKey: '103',
      guestName: 'Tomás Echeverría Quintana',
      phone: '+34 600 000 012',
      groupRefused: 'Group texting needs +1 numbers; this guest writes from +34.',
      messages: [
        ours('12:02', 'We kept your apartment ready for you.', {
          status: 'held',
          verbs: ['send-now', 'discard'],
          statusReason: 'written 3 h ago',
        }),
        ours('14:12', 'The front door is open until eight.', { status: 'waiting', verbs: ['discard'] }),
        ours('14:13', 'Your PIN is ••••••, for the front door and Apartment 103.', {
          status: 'not-sent',
          author: 'Latchkey',
          kind: 'codes',
          statusReason: 'the digits changed; a new text follows',
        }),
        ours('14:14', 'Your PIN is ••••••, for the front door and Apartment 103.', {
          status: 'read',
          author: 'Latchkey',
          kind: 'codes',
        }),
      ],
    }),
  },
  {
    unread: 0,
    state: null,
    view: view({
      id: 'c-leila',
      unitKey: '301',
      guestName: 'ليلى بن يوسف',
      phone: '+44 7700 900155',
      prefix: 'Apartment 301: ',
      messages: [
        message('13:02', 'هل يمكننا الوصول في العاشرة مساء؟ رقم الحجز 4170263958', { author: 'ليلى بن يوسف' }),
        ours('13:05', 'Of course. The front door takes your PIN at any hour.'),
        message('13:20', 'شكرا، نصل حوالي العاشرة', { author: 'ليلى بن يوسف' }),
      ],
    }),
  },
  {
    unread: 0,
    state: null,
    view: view({
      id: 'c-cot',
      unknown: true,
      phone: '+1 202 555 0166',
      messages: [message('12:47', 'Hi, do you have a cot?', { author: '+1 202 555 0166' })],
    }),
  },
  {
    unread: 0,
    state: null,
    view: view({
      id: 'c-siobhan',
      unitKey: '203',
      guestName: 'Siobhán Ní Bhriain',
      phone: '+44 7700 900123',
      messages: Array.from({ length: 60 }, (_, at) =>
        (at % 3 === 1 ? ours : message)(
          `2026-11-${String(1 + Math.floor(at / 3)).padStart(2, '0')}T${String(8 + (at % 3) * 3).padStart(2, '0')}:08:00`,
          at === 59 ? 'The plumber comes at four' : `Message ${at + 1} about the tap in the kitchen`,
          { author: at % 3 === 1 ? 'Omar Haddad' : 'Siobhán Ní Bhriain' },
        ),
      ),
    }),
  },
  {
    unread: 0,
    state: null,
    view: view({
      id: 'c-annegret',
      guestName: 'Annegret-Wilhelmine von Hasselwerder-Kieselbronn zu Unterlauterbach',
      phone: '+49 1512 3456 0100',
      messages: [
        message('2026-11-20T09:15:00', 'Wir kommen mit drei Fahrzeugen', {
          author: 'Annegret-Wilhelmine von Hasselwerder-Kieselbronn zu Unterlauterbach',
        }),
      ],
      proposals: [
        {
          stayId: 's-202',
          unitKey: '202',
          unitName: 'Apartment 202',
          reference: '4170261105',
          arrivalDate: '2026-11-28',
          departureDate: '2026-12-03',
        },
      ],
      filed: 'Nobody with this phone has a booking to go by.',
    }),
  },
  {
    unread: 0,
    state: 'failed',
    view: view({
      id: 'c-priya',
      unitKey: 'Loft',
      guestName: 'Priya Raghunathan',
      phone: '+44 7700 900188',
      messages: [
        ours('2026-11-19T10:00:00', 'The code works until Sunday', {
          status: 'failed',
          statusReason: 'the phone cannot get texts (30006)',
          verbs: ['retry'],
        }),
      ],
    }),
  },
  {
    unread: 0,
    state: null,
    view: view({
      id: 'c-emile-101',
      unitKey: '101',
      guestName: 'Émile Châtelain',
      phone: '+1 202 555 0143',
      closed: true,
      messages: [message('2026-09-06T10:00:00', 'Thanks, see you next time', { author: 'Émile Châtelain' })],
    }),
  },
  {
    unread: 0,
    state: null,
    view: view({
      id: 'c-emile-general',
      guestName: 'Émile Châtelain',
      phone: '+1 202 555 0143',
      closed: true,
      messages: [message('2026-08-14T10:00:00', 'Do you have parking?', { author: 'Émile Châtelain' })],
    }),
  },
]
