/** A text whose answer was lost: found at Twilio by our own mark before anything is repeated. */
import { messageOfSid } from '../../../db/queries/messages.ts'
import { isSameText } from '../../domain/message-body.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import { asProgram } from './as-program.ts'
import { type Call, callSchema, type DeliverTools, isMessaging } from './deliver.ts'
import { type OpenFault, openLine, withoutTaken } from './open-line.ts'
import { type Accepted, changeText, hold, leaveUnknown, recordSent, textUnderWay } from './settle.ts'
import type { Taken } from './take-up.ts'

/** So long Twilio may still be busy with a call that was cut off: not found before then says nothing. */
const settlesWithinMs = 20_000
const lookAgainMs = 10_000
/** Clocks differ: the log of a number is read from so long before the call. */
const logMarginMs = minutes(60)

/** A text of ours in the log may be stamped so long before the call began. */
const stampMarginMs = minutes(2)

/** `doubt`: something left for this guest about then, and nobody can say whether it is this text. */
type Found = Result<Accepted | 'doubt' | null, OpenFault>

/** Looks for the text at Twilio. Found: it is sent. Not there: it waits again and is judged anew. */
export async function lookUp(tools: DeliverTools, taken: Taken): Promise<void> {
  const { desk } = tools
  const found = await find(tools, taken)
  tools.heard(found.ok ? null : found.error)
  asProgram(desk, (work) => {
    if (found.ok && found.value !== null && found.value !== 'doubt') return recordSent(work, taken.row.id, found.value)
    const text = textUnderWay(work, taken.row.id)
    if (text === null || text.message.sid !== null) return
    if (!found.ok) {
      const { kind } = found.error
      if (kind === 'missing' || kind === 'refused' || kind === 'held-by-others')
        return hold(work, text.row, 'Twilio can no longer say whether it was sent')
      return leaveUnknown(work, text.row.id, kind, lookAgainMs)
    }
    if (found.value === 'doubt')
      return hold(work, text.row, "the number's log at Twilio has a text to this guest of that time in other words")
    const since = text.row.sendingSince ?? work.now
    if (work.now - since < settlesWithinMs) {
      // A clock that was set back would have the lane wait until it is that late again.
      if (since > work.now) changeText(work, text.row, { row: { sendingSince: work.now } })
      return leaveUnknown(work, text.row.id, text.row.fault ?? 'outcome-unknown', lookAgainMs)
    }
    changeText(work, text.row, {
      row: { status: 'waiting', sendingSince: null, nextTryAt: work.now, payload: '{}' },
      message: { status: 'waiting' },
    })
  })
  desk.logger.info('text.looked-up', { row: taken.row.id, found: found.ok && found.value !== null })
}

/** A row that was waiting when its folder was backed up has no call: then the line's present conversation is read. */
const callOf = (payload: string): Partial<Call> => callSchema.partial().parse(JSON.parse(payload))

async function find(tools: DeliverTools, taken: Taken): Promise<Found> {
  const call = callOf(taken.row.payload)
  const outside =
    call.conversationSid === undefined ? isMessaging(tools, taken.line.number) : call.conversationSid === null
  if (outside) return findInLog(tools, taken)
  const opened = call.conversationSid ? ok(call.conversationSid) : await openLine(tools, taken.line.id)
  if (!opened.ok) return opened
  return findInConversation(tools, taken, opened.value, call.afterIndex ?? -1)
}

async function findInConversation(
  { gateway }: DeliverTools,
  { message }: Taken,
  conversationSid: string,
  afterIndex: number,
): Promise<Found> {
  for (let page: string | null = null; ; ) {
    const at: string | null = page
    const listed = await gateway.listMessages({ conversationSid, page: at })
    if (!listed.ok) return fail(withoutTaken(listed.error))
    for (const item of listed.value.items)
      if (item.attributes?.clientMsgId === message.clientId)
        return ok({ sid: item.sid, index: item.index, conversationSid, at: item.at })
    page = listed.value.next
    if (page === null || listed.value.items.some((item) => item.index <= afterIndex)) return ok(null)
  }
}

/** The log knows no marks of ours: the newest text to this guest with this body that is no other text's. */
async function findInLog({ gateway, desk }: DeliverTools, taken: Taken): Promise<Found> {
  const { message, line, contact } = taken
  const began = taken.row.sendingSince ?? taken.row.createdAt
  const since: Instant = instant(began - logMarginMs)
  let doubt = false
  const stored = (message.prefix ?? '') + message.body
  for (let page: string | null = null; ; ) {
    const at: string | null = page
    const logged = await gateway.listTexts({ number: line.number, way: 'from', since, page: at })
    if (!logged.ok) return fail(withoutTaken(logged.error))
    for (const item of logged.value.items) {
      if (item.to !== contact.phone) continue
      if ((messageOfSid(desk.store.read, item.sid)?.clientId ?? null) !== null) continue
      if (!isSameText(stored, item.body)) {
        doubt ||= item.at >= began - stampMarginMs
        continue
      }
      return ok({ sid: item.sid, index: null, conversationSid: null, at: item.at })
    }
    page = logged.value.next
    if (page === null) return ok(doubt ? 'doubt' : null)
  }
}
