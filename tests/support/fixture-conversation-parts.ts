/** How a conversation of the invented house is put together: its texts, and what stands beside it where nothing else is said. */
import type { ConversationView, InboxRow, MessageView } from '../../electron/contract/views.ts'
import { DAY, nameOf } from './fixture-house.ts'

/** A conversation and what only its row in the list tells. */
export type Kept = {
  readonly view: ConversationView
  readonly unread: number
  readonly state: InboxRow['state']
}

let made = 0
export const message = (time: string, body: string, part: Partial<MessageView> = {}): MessageView => {
  made += 1
  return {
    id: `m-${made}`,
    direction: 'inbound',
    kind: 'text',
    author: 'Guest',
    authorUnknown: false,
    fromPage: false,
    prefix: null,
    body,
    at: time.length > 5 ? `${time}.000Z` : `${DAY}T${time}:00.000Z`,
    status: 'received',
    statusReason: null,
    sendAt: null,
    verbs: ['move'],
    media: [],
    route: { rule: 'current-stay', guess: false, needsReview: false, words: 'the only current stay', alternatives: [] },
    ...part,
  }
}
export const ours = (time: string, body: string, part: Partial<MessageView> = {}): MessageView =>
  message(time, body, { direction: 'outbound', author: 'Dana', status: 'delivered', verbs: [], route: null, ...part })
export const note = (time: string, body: string): MessageView =>
  message(time, body, {
    ...{ direction: 'internal', kind: 'note', author: 'Dana', status: 'noted', verbs: [], route: null },
  })

type Given = Partial<ConversationView> & { readonly id: string }
export const view = (given: Given): ConversationView => ({
  unitKey: null,
  unitName: given.unitKey ? nameOf(given.unitKey) : null,
  unknown: false,
  guestName: null,
  phone: '+1 202 555 0199',
  pinned: false,
  closed: false,
  optedOut: false,
  prefix: null,
  groupRefused: null,
  group: false,
  messages: [],
  earlier: 0,
  review: null,
  proposals: [],
  stay: given.unitKey
    ? {
        stayId: `s-${given.unitKey}`,
        reservationId: 'r-adaeze',
        unitName: nameOf(given.unitKey),
        arrivalDate: DAY,
        departureDate: '2026-11-24',
        status: 'in-house',
        channel: 'booking.com',
        reference: '4170263958',
      }
    : null,
  codes: given.unitKey
    ? [
        { doorName: 'Front door', state: 'on-lock', at: null },
        { doorName: nameOf(given.unitKey), state: 'on-lock', at: null },
      ]
    : [],
  others: [],
  guests: given.guestName
    ? [
        {
          name: given.guestName,
          email: 'guest@example.com',
          language: 'en',
          reservationId: 'r-adaeze',
          phones: [given.phone ?? '+1 202 555 0199'],
        },
      ]
    : [],
  filed: given.unitKey ? `${given.unitKey} is the only unit this guest has now.` : null,
  links: [],
  ...given,
})
