/** A text to the staff whose answer was lost: looked for at Twilio before anything is repeated. */
import { replyOfSid, type StaffReply } from '../../../db/queries/staff-replies.ts'
import { isSameText } from '../../domain/message-body.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { instant, minutes } from '../../domain/time.ts'
import type { GatewayFault, MessageGateway } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'
import type { ReplyNumber } from './place.ts'

/** So long Twilio may still be busy with a call that was cut off: not found before then says nothing. */
export const settlesWithinMs = 20_000
/** Clocks differ: the log is read from so long before the call, and a text of ours may be stamped so long before it. */
const logMarginMs = minutes(60)
const stampMarginMs = minutes(2)

/** The sid under which Twilio has it; null where it does not. */
export type Found = Promise<Result<string | null, GatewayFault>>

/** In a conversation our own id stands beside it. */
export async function findInConversation(gateway: MessageGateway, reply: StaffReply, conversationSid: string): Found {
  const since = (reply.sendingSince ?? reply.createdAt) - logMarginMs
  for (let page: string | null = null; ; ) {
    const at: string | null = page
    const listed = await gateway.listMessages({ conversationSid, page: at })
    if (!listed.ok) return listed.error.kind === 'missing' ? ok(null) : fail(listed.error)
    const found = listed.value.items.find((item) => item.attributes?.clientMsgId === reply.id)
    if (found !== undefined) return ok(found.sid)
    page = listed.value.next
    if (page === null || listed.value.items.some((item) => item.at < since)) return ok(null)
  }
}

/** The log of a number knows no mark of ours: the same words to the same phone, about then, that are no other text. */
export async function findInLog(desk: Desk, gateway: MessageGateway, reply: StaffReply, number: ReplyNumber): Found {
  const began = reply.sendingSince ?? reply.createdAt
  const since = instant(began - logMarginMs)
  for (let page: string | null = null; ; ) {
    const at: string | null = page
    const logged = await gateway.listTexts({ number: number.phone, way: 'from', since, page: at })
    if (!logged.ok) return logged
    const found = logged.value.items.find(
      (item) =>
        item.to === reply.phone &&
        item.at >= began - stampMarginMs &&
        isSameText(reply.body, item.body) &&
        replyOfSid(desk.store.read, item.sid) === null,
    )
    if (found !== undefined) return ok(found.sid)
    page = logged.value.next
    if (page === null) return ok(null)
  }
}
