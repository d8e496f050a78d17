/** Conversations on Twilio, the texts in them, and how far those have come. */
import type { MessageGateway } from '../../ports/message-gateway.ts'
import { type AccountCalls, pageOf } from './account-calls.ts'
import { Faulted } from './twilio-faults.ts'
import { readConversation, readMessage, readReceipt } from './twilio-shapes.ts'

const page = 100
const receiptsPage = 50
/** Twilio takes one file to a text of a conversation. */
const mostFiles = 1

export function conversationTextCalls({
  ask,
}: AccountCalls): Pick<MessageGateway, 'conversation' | 'listConversations' | 'send' | 'listMessages' | 'receipts'> {
  return {
    conversation: (sid) =>
      ask('conversation', async (twilio) => readConversation(await twilio.conversations.v1.conversations(sid).fetch())),
    listConversations: ({ state, page: next }) =>
      ask('list-conversations', async ({ conversations: { v1 } }) =>
        pageOf(
          next === null ? await v1.conversations.page({ state, pageSize: page }) : await v1.conversations.getPage(next),
          readConversation,
        ),
      ),
    send: ({ conversationSid, author, body, attributes, mediaSids }) =>
      ask('send', async (twilio) => {
        const [mediaSid] = mediaSids
        if (mediaSids.length > mostFiles) throw new Faulted({ kind: 'refused', code: 0 })
        const made = await twilio.conversations.v1.conversations(conversationSid).messages.create({
          author,
          attributes: JSON.stringify(attributes),
          ...(body === '' ? {} : { body }),
          ...(mediaSid === undefined ? {} : { mediaSid }),
        })
        const { sid, index, at } = readMessage(made)
        return { sid, index, at }
      }),
    listMessages: ({ conversationSid, page: next }) =>
      ask('list-messages', async (twilio) => {
        const { messages } = twilio.conversations.v1.conversations(conversationSid)
        return pageOf(
          next === null ? await messages.page({ order: 'desc', pageSize: page }) : await messages.getPage(next),
          readMessage,
        )
      }),
    receipts: ({ conversationSid, messageSid }) =>
      ask('receipts', async (twilio) => {
        const message = twilio.conversations.v1.conversations(conversationSid).messages(messageSid)
        const found = await message.deliveryReceipts.list({ pageSize: receiptsPage })
        return found.map((one) => readReceipt(messageSid, one)).filter((one) => one !== null)
      }),
  }
}
