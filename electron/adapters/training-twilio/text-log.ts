/**
 * Programmable Messaging: the log of every text of the account, also of those a conversation has captured, newest
 * first; its times are whole seconds. Sending to who wrote STOP is refused with 21610.
 */
import { type Answer, answer, type Call, named, type Resource } from './call.ts'
import { mostCharacters } from './conversation-messages.ts'
import { accountPage, pageOf } from './paging.ts'
import {
  happensAt,
  isOurs,
  type LoggedText,
  newSid,
  notFound,
  Refusal,
  readInstant,
  rfc2822,
  type World,
} from './world.ts'

export function logText(
  world: World,
  given: Omit<LoggedText, 'sid' | 'at' | 'errorCode' | 'statusCallback'> & {
    readonly at?: number
    readonly statusCallback?: string | null
  },
): LoggedText {
  const happened = happensAt(world)
  const text: LoggedText = {
    sid: newSid(world, given.media.length > 0 ? 'MM' : 'SM'),
    errorCode: null,
    statusCallback: null,
    ...given,
    at: given.at ?? happened,
  }
  world.texts.push(text)
  return text
}

const root = (world: World): string => `/2010-04-01/Accounts/${world.accountSid}`

const show = (world: World, one: LoggedText): unknown => ({
  account_sid: world.accountSid,
  api_version: '2010-04-01',
  body: one.body,
  date_created: rfc2822(one.at),
  date_sent: rfc2822(one.at),
  date_updated: rfc2822(one.at),
  direction: one.direction,
  error_code: one.errorCode,
  error_message: null,
  from: one.from,
  to: one.to,
  messaging_service_sid: null,
  num_media: String(one.media.length),
  num_segments: '1',
  price: null,
  price_unit: 'USD',
  sid: one.sid,
  status: one.status,
  subresource_uris: { media: `${root(world)}/Messages/${one.sid}/Media.json` },
  uri: `${root(world)}/Messages/${one.sid}.json`,
})

export function textNamed(world: World, sid: string): LoggedText {
  const found = world.texts.find((one) => one.sid === sid)
  if (found === undefined) throw notFound(`/Messages/${sid}.json`)
  return found
}

function list(call: Call): Answer {
  const { query, world } = call
  const bound = (name: string, otherwise: number): number => {
    const given = query.get(name)
    return given === null ? otherwise : readInstant(given)
  }
  const from = bound('DateSent>', Number.NEGATIVE_INFINITY)
  const to = bound('DateSent<', Number.POSITIVE_INFINITY)
  const all = world.texts
    .filter((one) => (query.get('To') ?? one.to) === one.to && (query.get('From') ?? one.from) === one.from)
    // Both bounds count in, by whole seconds, as the log's times are.
    .filter(({ at }) => Math.floor(at / 1_000) >= Math.floor(from / 1_000) && at <= to)
    .sort((a, b) => b.at - a.at)
  const page = pageOf(call, all, ({ sid }) => sid)
  return answer(accountPage(call, 'messages', page, (one) => show(world, one)))
}

function create(call: Call): Answer {
  const { world, form } = call
  const from = form.get('From') ?? ''
  const to = form.get('To') ?? ''
  const body = form.get('Body') ?? ''
  const mediaUrls = form.getAll('MediaUrl')
  if (!isOurs(world, from)) throw new Refusal(400, 21606, "The 'From' phone number is not a number of this account")
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new Refusal(400, 21211, "The 'To' number is not a valid phone number")
  if (world.optedOut.has(`${to}|${from}`)) throw new Refusal(400, 21610, 'Attempt to send to unsubscribed recipient')
  if (body === '' && mediaUrls.length === 0) throw new Refusal(400, 21602, 'Message body is required')
  if (body.length > mostCharacters) throw new Refusal(400, 21617, 'The message body is too long')
  const text = logText(world, {
    from,
    to,
    body,
    direction: 'outbound-api',
    media: [],
    status: 'queued',
    statusCallback: form.get('StatusCallback'),
  })
  if (world.deliversAtOnce) setTextStatus(call, text, { status: 'delivered', errorCode: null })
  return answer(show(world, text), 201)
}

/** How far a sent text has come, told to its status callback. */
export function setTextStatus(
  call: Pick<Call, 'world' | 'hooks'>,
  text: LoggedText,
  news: { readonly status: string; readonly errorCode: number | null },
): void {
  Object.assign(text, news)
  if (text.statusCallback === null || text.statusCallback === '') return
  call.hooks.post(text.statusCallback, {
    AccountSid: call.world.accountSid,
    ApiVersion: '2010-04-01',
    From: text.from,
    To: text.to,
    MessageSid: text.sid,
    SmsSid: text.sid,
    MessageStatus: news.status,
    SmsStatus: news.status,
    ...(news.errorCode === null ? {} : { ErrorCode: String(news.errorCode) }),
  })
}

function listMedia(call: Call): Answer {
  const text = textNamed(call.world, named(call, 0))
  const page = pageOf(call, text.media, ({ sid }) => sid)
  return answer(
    accountPage(call, 'media_list', page, ({ sid, contentType }) => ({
      account_sid: call.world.accountSid,
      parent_sid: text.sid,
      sid,
      content_type: contentType,
      date_created: rfc2822(text.at),
      date_updated: rfc2822(text.at),
      uri: `${root(call.world)}/Messages/${text.sid}/Media/${sid}.json`,
    })),
  )
}

const messages = '^/2010-04-01/Accounts/[^/]+/Messages'
export const textLogResources: readonly Resource[] = [
  { method: 'GET', path: new RegExp(`${messages}\\.json$`), answer: list },
  { method: 'POST', path: new RegExp(`${messages}\\.json$`), answer: create },
  {
    method: 'GET',
    path: new RegExp(`${messages}/([^/.]+)\\.json$`),
    answer: (call) => answer(show(call.world, textNamed(call.world, named(call, 0)))),
  },
  { method: 'GET', path: new RegExp(`${messages}/([^/]+)/Media\\.json$`), answer: listMedia },
]
