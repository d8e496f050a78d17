/**
 * What is worth a desktop alert, and its words. SECURITY: a lock screen shows them to everyone, so they hold doors and
 * units only: no PIN, no guest's name, no reference (people write names there too). Pure.
 */
import type { DeskEvents } from '../../contract/events.ts'
import type { Item } from '../attention/index.ts'

export type Notice = {
  readonly title: string
  readonly body: string
  /** What a click opens. */
  readonly open: DeskEvents['open']
}

export type AboutItem = {
  /** The door it is about, by its name. */
  readonly doorName: string
  readonly unitName: string
  /** The nights in question are today's. */
  readonly forToday: boolean
}

/** Null where an item waits until somebody looks at the screen. */
export function noticeOf(
  item: Pick<Item, 'id' | 'kind' | 'tone' | 'title' | 'doorId' | 'reservationId'>,
  { doorName, unitName, forToday }: AboutItem,
): Notice | null {
  const atDoor = { screen: 'doors', reservationId: null, doorId: item.doorId } as const
  if (item.kind === 'double-booking')
    return forToday
      ? {
          title: `${unitName} is booked twice for today`,
          body: 'Open it to move or cancel one of the two.',
          open: { screen: 'today', reservationId: item.reservationId, itemId: item.id },
        }
      : null
  if (item.kind === 'tunnel-down')
    return {
      title: 'Texts arrive late',
      body: 'Twilio cannot reach this desk. None is lost: they are fetched every few minutes.',
      open: { screen: 'settings', reservationId: null },
    }
  if (item.kind === 'guest-approval')
    return {
      title: 'Somebody checks in by phone and waits',
      body: 'Open it to see what they wrote, and let them in or turn them away.',
      open: { screen: 'today', reservationId: item.reservationId, itemId: item.id },
    }
  if (item.tone !== 'bad') return null
  switch (item.kind) {
    case 'code-needs-attention':
      return {
        title: `${doorName}: a code is not on the lock`,
        body: 'Open the door here to see why, and what else lets the guest in.',
        open: atDoor,
      }
    case 'code-late':
      return {
        title: `${doorName}: a code is still not confirmed`,
        body: 'The guest may come soon. Open the door here to see what else lets them in.',
        open: atDoor,
      }
    case 'former-code':
      return {
        title: `${doorName}: not safe to hand over`,
        body: 'A former code still opens it. It is being removed.',
        open: atDoor,
      }
    case 'texting-refused':
      return {
        title: 'No text leaves: Twilio refuses the account',
        body: 'Texts wait here and none is lost. Check the account and its token in Settings.',
        open: { screen: 'settings', reservationId: null },
      }
    case 'lock-offline':
      return { title: item.title, body: 'Codes already on the locks still open.', open: atDoor }
    default:
      return null
  }
}

export type TodaysBooking = {
  readonly reservationId: string | null
  readonly unitNames: readonly string[]
  readonly channel: string
  /** Wall time from which they may come. */
  readonly from: string
}

export const bookingNotice = ({ reservationId, unitNames, channel, from }: TodaysBooking): Notice => ({
  title: 'A booking for today has come in',
  body: `${unitNames.join(', ')} from ${from}, by ${channel}.`,
  open: { screen: 'bookings', reservationId },
})

/** No name, phone or word of the text: the lock screen would show them. */
export const textNotice = (conversationId: string, unitName: string | null): Notice => ({
  title: 'A guest writes',
  body: unitName === null ? 'It belongs to no unit yet. Open it to read.' : `${unitName}. Open it to read and answer.`,
  open: { screen: 'inbox', reservationId: null, conversationId },
})

/** Texts that were fetched long after they were written; a click opens the one conversation, or the list. */
export function textsWhileAway(texts: readonly { readonly conversationId: string }[]): Notice {
  const conversations = [...new Set(texts.map((text) => text.conversationId))]
  return {
    title: `${texts.length === 1 ? 'A text' : `${texts.length} texts`} came in while Latchkey was away`,
    body: 'Open the Inbox to read.',
    open: {
      screen: 'inbox',
      reservationId: null,
      conversationId: conversations.length === 1 ? (conversations[0] ?? null) : null,
    },
  }
}
