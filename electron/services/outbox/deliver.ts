/**
 * One text on its way: its line is opened, its pictures are put where Twilio finds them, then it is sent. That the call
 * is about to begin is stored before it, so that a text whose answer was lost is looked up and not repeated.
 */
import { z } from 'zod'
import { ourNumbers } from '../../../db/queries/lines.ts'
import { updateMedia } from '../../../db/queries/messages.ts'
import { knownIndexBefore, sealedMediaOf, updateOutboxRow } from '../../../db/queries/outbox.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { instant } from '../../domain/time.ts'
import type { GatewayFault, MessageGateway } from '../../ports/message-gateway.ts'
import { fillPins } from '../message-pins/index.ts'
import { asProgram, type SenderParts } from './as-program.ts'
import { markClosed, type OpenFault, openLine, type Tools, withoutTaken } from './open-line.ts'
import { type Accepted, changeText, giveUp, leaveUnknown, postpone, recordSent, textOf } from './settle.ts'
import { claimMs, stopped, type Taken, takenNow } from './take-up.ts'

/** The call under way, as it is kept in the outbox row for whoever looks it up. */
export const callSchema = z.object({
  /** Null for a text of Programmable Messaging. */
  conversationSid: z.string().nullable(),
  /** What lies at or below this index was there before the call. */
  afterIndex: z.number(),
})
export type Call = z.infer<typeof callSchema>

/** How soon a lost answer is looked up; an unanswered call lasts longer than this anyway. */
const lookUpSoonMs = 2_000

export const isMessaging = (tools: Pick<Tools, 'desk'>, number: string): boolean =>
  ourNumbers(tools.desk.store.read).find((one) => one.phone === number)?.authority === 'messaging'

export type DeliverTools = Tools &
  Pick<SenderParts, 'judge'> & {
    readonly statusUrl: () => string | null
    /** The service in which an account keeps its files, once asked. */
    readonly services: WeakMap<MessageGateway, string>
    /** Told of every answer: what concerns the whole account stops all lanes. */
    readonly heard: (fault: GatewayFault | OpenFault | null) => void
  }

export async function deliver(tools: DeliverTools, taken: Taken): Promise<void> {
  if (isMessaging(tools, taken.line.number)) return deliverOutside(tools, taken)
  const opened = await openLine(tools, taken.line.id)
  if (!opened.ok) return notBegun(tools, taken, opened.error)
  const media = await upload(tools, taken)
  if (!media.ok)
    return media.error.kind === 'missing'
      ? withoutPlace(tools, taken)
      : notBegun(tools, taken, withoutTaken(media.error))
  const conversationSid = opened.value
  await tools.pace.turn()
  const begun = begin(tools, taken, conversationSid)
  if (begun === null) return
  const { message, unit } = begun
  const answer = await tools.gateway.send({
    conversationSid,
    // In a group our own number is the member that speaks.
    author: begun.line.mode === 'group' ? begun.line.number : message.author,
    body: begun.filled,
    attributes: { clientMsgId: message.clientId ?? message.id, unit, kind: message.kind },
    mediaSids: media.value,
  })
  if (answer.ok) return accepted(tools, taken, { ...answer.value, conversationSid })
  if (answer.error.kind === 'closed' || answer.error.kind === 'missing') markClosed(tools, conversationSid)
  notAccepted(tools, taken, answer.error)
}

/** Texts of a number whose authority is Programmable Messaging. */
async function deliverOutside(tools: DeliverTools, taken: Taken): Promise<void> {
  const { desk, gateway } = tools
  if (sealedMediaOf(desk.store.read, taken.message.id).length > 0) {
    asProgram(desk, (work) => giveUp(work, taken.row.id, null, 'pictures cannot leave by this number'))
    return
  }
  await tools.pace.turn()
  const begun = begin(tools, taken, null)
  if (begun === null) return
  const answer = await gateway.sendText({
    from: begun.line.number,
    to: begun.contact.phone,
    body: begun.filled,
    mediaUrls: [],
    statusUrl: tools.statusUrl(),
  })
  if (answer.ok) accepted(tools, taken, { ...answer.value, index: null, conversationSid: null })
  else notAccepted(tools, taken, answer.error)
}

/**
 * Stores that the call begins, with what is so at this very moment: opening a line and uploading take a while. Null
 * where the text was discarded or put off since, may not be sent any more, or goes by another line now.
 */
function begin(tools: DeliverTools, taken: Taken, conversationSid: string | null) {
  const begun = asProgram(tools.desk, (work) => {
    const text = textOf(work, taken.row.id)
    if (text?.row.status !== 'waiting' || (text.row.notBefore ?? 0) > work.now || text.message.sid !== null) return null
    const now = takenNow(work, text.row.id)
    if (now.line.id !== taken.line.id) {
      updateOutboxRow(work.db, text.row.id, { nextTryAt: work.now })
      return null
    }
    if (stopped(work, tools.judge, now)) return null
    const afterIndex = conversationSid === null ? -1 : knownIndexBefore(work.db, conversationSid, work.now)
    const call: Call = { conversationSid, afterIndex }
    changeText(work, text.row, {
      row: {
        status: 'sending',
        sendingSince: work.now,
        nextTryAt: instant(work.now + claimMs),
        payload: JSON.stringify(call),
      },
      message: {
        status: 'sending',
        lineId: now.line.id,
        prefix: now.prefix,
        twilioConversationSid: conversationSid,
        statusReason: null,
      },
    })
    const unit = work.house.units.find((one) => one.id === now.conversation.unitId)
    return { ...takenNow(work, text.row.id), unit: unit?.key ?? null }
  })
  return begun === null ? null : { ...begun, filled: (begun.prefix ?? '') + fillPins(tools.desk, begun.message.body) }
}

/** Twilio knows no place for the pictures, and will not the next time: what waits behind this text goes on. */
function withoutPlace(tools: DeliverTools, { row }: Taken): void {
  tools.heard(null)
  asProgram(tools.desk, (work) => giveUp(work, row.id, null, 'Twilio has no place for its picture'))
}

function accepted(tools: DeliverTools, { row }: Taken, answer: Accepted): void {
  tools.heard(null)
  asProgram(tools.desk, (work) => recordSent(work, row.id, answer))
}

/** Before the call nothing was sent, whatever went wrong. */
function notBegun(tools: DeliverTools, { row }: Taken, fault: OpenFault): void {
  tools.heard(fault)
  asProgram(tools.desk, (work) => {
    if (fault.kind === 'held-by-others')
      return giveUp(work, row.id, null, 'Twilio has this line in a conversation with somebody else: nothing was sent')
    if (fault.kind === 'refused') return giveUp(work, row.id, fault.code)
    return postpone(work, row.id, fault.kind, fault.kind === 'busy' ? fault.retryAfterMs : null)
  })
}

function notAccepted(tools: DeliverTools, { row }: Taken, fault: GatewayFault): void {
  tools.heard(fault)
  tools.desk.logger.info('text.not-accepted', { row: row.id, fault: fault.kind })
  asProgram(tools.desk, (work) => {
    if (fault.kind === 'refused') return giveUp(work, row.id, fault.code)
    if (fault.kind === 'outcome-unknown') return leaveUnknown(work, row.id, fault.kind, lookUpSoonMs)
    return postpone(work, row.id, fault.kind, fault.kind === 'busy' ? fault.retryAfterMs : null)
  })
}

/** Puts a text's pictures on Twilio; what lies there already is not put there again. */
async function upload(tools: DeliverTools, { message }: Taken): Promise<Result<readonly string[], GatewayFault>> {
  const { desk, gateway, pace } = tools
  const files = sealedMediaOf(desk.store.read, message.id)
  if (files.length === 0) return ok([])
  const service = await serviceOf(tools)
  if (!service.ok) return service
  const sids: string[] = []
  for (const file of files) {
    if (file.sid !== null) {
      sids.push(file.sid)
      continue
    }
    if (file.sealed === null) continue
    await pace.turn()
    const bytes = desk.store.vault.openBytes('media', file.sealed)
    const { contentType, filename } = file
    const answer = await gateway.uploadMedia({ serviceSid: service.value, bytes, contentType, filename })
    if (!answer.ok) return answer
    const { sid } = answer.value
    asProgram(desk, (work) => updateMedia(work.db, file.id, { sid, serviceSid: service.value }))
    sids.push(sid)
  }
  return ok(sids)
}

/** Where this account's files lie. */
async function serviceOf(tools: DeliverTools): Promise<Result<string, GatewayFault>> {
  const known = tools.services.get(tools.gateway)
  if (known !== undefined) return ok(known)
  const answer = await tools.gateway.account.configuration()
  if (!answer.ok) return answer
  const { serviceSid } = answer.value
  if (serviceSid === null) return fail({ kind: 'missing' })
  tools.services.set(tools.gateway, serviceSid)
  return ok(serviceSid)
}
