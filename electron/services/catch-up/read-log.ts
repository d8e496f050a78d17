/** Step 1 of catch-up: each number's own log, both ways. It names the pairs that wrote, and dates back 13 months. */
import type { OurNumber } from '../../../db/queries/lines.ts'
import type { Incoming } from '../../domain/incoming.ts'
import { hours, type Instant, instant, minutes } from '../../domain/time.ts'
import type { LoggedText } from '../../ports/message-gateway.ts'
import type { Requests } from './requests.ts'

/** As far back as the log goes. */
const logReachesMs = hours(396 * 24)
/** Twilio's stamps and ours differ, and a text may be entered late. */
const overlapMs = hours(24)
const wrongClockMs = minutes(10)

export type NumberLog = {
  readonly number: OurNumber
  readonly texts: readonly LoggedText[]
  /** Both listings came to their end. */
  readonly whole: boolean
}

/** The guest of a logged text. */
export const guestOf = (text: LoggedText): string => (text.direction === 'inbound' ? text.from : text.to)

/** Read by a clock that was ahead: nobody knows how far it was really read, so the whole log is looked through once. */
const isAhead = (number: OurNumber, now: Instant): boolean => number.watermark > now + wrongClockMs

export async function readLog(requests: Requests, number: OurNumber, startedAt: Instant): Promise<NumberLog> {
  const fromStart = number.watermark === 0 || isAhead(number, startedAt)
  const since = instant(fromStart ? startedAt - logReachesMs : Math.min(number.watermark, startedAt) - overlapMs)
  const ways = await Promise.all(
    (['to', 'from'] as const).map((way) =>
      requests.pages((gateway, page) => gateway.listTexts({ number: number.phone, way, since, page })),
    ),
  )
  return { number, texts: ways.flatMap((way) => way.items), whole: ways.every((way) => way.whole) }
}

/** A logged text as it is filed. Its pictures are asked for; null where Twilio does not say which they are. */
export async function toIncoming(requests: Requests, text: LoggedText, stray: boolean): Promise<Incoming | null> {
  const media = text.mediaCount === 0 ? null : await requests.ask((gateway) => gateway.textMedia(text.sid))
  if (media !== null && !media.ok && media.error.kind !== 'missing') return null
  return {
    sid: text.sid,
    stream: 'messaging',
    conversationSid: null,
    index: null,
    author: text.from,
    number: text.direction === 'inbound' ? text.to : text.from,
    to: text.direction === 'inbound' ? null : text.to,
    body: text.body,
    at: text.at,
    media: media?.ok ? media.value.map((one) => ({ serviceSid: null, ...one })) : [],
    attributes: null,
    optOut: null,
    stray,
  }
}
