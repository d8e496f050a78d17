/**
 * What a manager or the reception may text, as values. The grammar stands in `sms-command-text.ts`; a text is read whole
 * or refused whole (design.md 3.4). Nothing in here opens a door by itself.
 */
import type { BookingReference } from './booking-reference.ts'

/** A unit as a text may name it: by its number for texts, or by its key. */
export type TextedRoom = { readonly key: string; readonly smsNumber: number | null; readonly name: string }

/** `1000000001: 1-2`: this booking has that room for so many nights. */
export type AssignLine = {
  readonly do: 'assign'
  readonly reference: BookingReference
  /** The unit's key. */
  readonly unit: string
  readonly nights: number
}
/** `1000000001: 1-2 correct`: what is known of the booking is wrong, and this is right. */
export type CorrectLine = Omit<AssignLine, 'do'> & { readonly do: 'correct' }
export type SmsOrder =
  | AssignLine
  | CorrectLine
  /** A booking reference by itself: of the one stay that waits for it. */
  | { readonly do: 'name'; readonly reference: BookingReference }
  | { readonly do: 'check' | 'cancel'; readonly reference: BookingReference }
  /** Yes to a group that was put together by a guess. */
  | { readonly do: 'ok' }
  | { readonly do: 'guide' }
  /** The four digits that a question asked for. */
  | { readonly do: 'answer'; readonly word: string }

export type SmsLine = {
  /** As it was read, without what nobody sees. */
  readonly text: string
  /** The open item it names, `A12`; null where it names none. */
  readonly alert: string | null
  readonly order: SmsOrder
}

/** What is said of each line of a text, in its order. */
export type LineVerdict = { readonly line: string; readonly ok: boolean; readonly reason: string | null }

export const guideText =
  'REF: 1-2 (room 1, 2 nights; a line each). REF: 1-2 correct. REF alone. check REF. cancel REF. OK. Put A12 first to mean that alert.'
