/** Steps 2 and 3 of catch-up: Twilio's conversations, newest message first, down to what was read before. */
import type { LineSid } from '../../../db/queries/lines.ts'
import { readLineSid, updateLineSid } from '../../../db/queries/lines.ts'
import type { Incoming } from '../../domain/incoming.ts'
import { ok } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import type { ListedMessage } from '../../ports/message-gateway.ts'
import { noteRoster, noteTwilioState } from '../conversations/index.ts'
import { type Desk, program, transact } from '../desk/index.ts'
import type { Requests } from './requests.ts'

export type Reading = {
  readonly sid: string
  /** The highest index there was; what was verified before, where nothing is newer. */
  readonly top: number
  readonly messages: readonly Incoming[]
  /** The listing came to its end: only then the cursor may move. */
  readonly whole: boolean
}

const toIncoming = (message: ListedMessage): Incoming => ({
  sid: message.sid,
  stream: 'conversations',
  conversationSid: message.conversationSid,
  index: message.index,
  author: message.author,
  number: null,
  to: null,
  body: message.body,
  at: message.at,
  media: message.media.map((one) => ({ serviceSid: message.serviceSid, ...one })),
  attributes: message.attributes,
  optOut: null,
})

/** Asks who is in a conversation and notes it. False where Twilio did not say; true too where it is gone. */
export async function meet(
  desk: Desk,
  requests: Requests,
  sid: string,
  state: 'active' | 'inactive' | 'closed' | null,
): Promise<boolean> {
  const roster = await requests.ask((gateway) => gateway.roster(sid))
  if (!roster.ok) return roster.error.kind === 'missing'
  transact(desk, program, (work) => {
    noteRoster(work, { conversationSid: sid, ...roster.value })
    if (state !== null && readLineSid(work.db, sid) !== null) noteTwilioState(work, { sid, state })
    return ok(null)
  })
  return true
}

/** Asks how one stands that was active and is not listed as such any more. */
export async function askState(desk: Desk, requests: Requests, sid: string): Promise<void> {
  const found = await requests.ask((gateway) => gateway.conversation(sid))
  const gone = !found.ok && found.error.kind === 'missing'
  if (!found.ok && !gone) return
  transact(desk, program, (work) => {
    noteTwilioState(work, { sid, state: found.ok ? found.value.state : 'closed' })
    return ok(null)
  })
}

/**
 * Lists one from its newest message down to the verified index. What a listing brought before it broke off is filed
 * all the same, since the newest is what the desk waits for; the cursor stays where it was.
 */
export async function readOne(desk: Desk, requests: Requests, row: LineSid): Promise<Reading> {
  if (row.checkSoon) {
    // Taken down first: a hint that comes while the listing runs is a new one.
    desk.store.write((db) => updateLineSid(db, row.sid, { checkSoon: false }))
  }
  const listed = await requests.pages(
    (gateway, page) => gateway.listMessages({ conversationSid: row.sid, page }),
    (items) => items.some((message) => message.index <= row.verifiedIndex),
  )
  const news = listed.items.filter((message) => message.index > row.verifiedIndex)
  const gone = listed.fault?.kind === 'missing'
  if (row.checkSoon && !listed.whole && !gone) desk.store.write((db) => updateLineSid(db, row.sid, { checkSoon: true }))
  return {
    sid: row.sid,
    top: Math.max(row.verifiedIndex, ...news.map((message) => message.index)),
    messages: news.map(toIncoming),
    whole: listed.whole || gone,
  }
}

/** Those that are not this house's are looked at again tomorrow: a number may come to the house. */
export function noteSkipped(desk: Desk, rows: readonly LineSid[], startedAt: Instant): void {
  if (rows.length === 0) return
  desk.store.write((db) => {
    for (const { sid } of rows) updateLineSid(db, sid, { checkedAt: startedAt, checkSoon: false })
  })
}

/** Moves the cursors of those that were read to their end and filed. */
export function noteRead(desk: Desk, readings: readonly Reading[], startedAt: Instant): void {
  const whole = readings.filter((reading) => reading.whole)
  if (whole.length === 0) return
  desk.store.write((db) => {
    for (const { sid, top } of whole) updateLineSid(db, sid, { verifiedIndex: top, checkedAt: startedAt })
  })
}
