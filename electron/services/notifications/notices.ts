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
  item: Pick<Item, 'kind' | 'tone' | 'title' | 'doorId' | 'reservationId'>,
  { doorName, unitName, forToday }: AboutItem,
): Notice | null {
  const atDoor = { screen: 'doors', reservationId: null, doorId: item.doorId } as const
  if (item.kind === 'double-booking')
    return forToday
      ? {
          title: `${unitName} is booked twice for today`,
          body: 'Open it to move or cancel one of the two.',
          open: { screen: 'today', reservationId: item.reservationId },
        }
      : null
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
