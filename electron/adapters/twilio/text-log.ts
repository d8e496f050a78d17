/** Programmable Messaging: texts outside conversations, and the account's log of all of them. */
import { toIso } from '../../domain/time.ts'
import type { MediaRef, MessageGateway } from '../../ports/message-gateway.ts'
import { type AccountCalls, pageOf } from './account-calls.ts'
import { readLoggedText } from './twilio-shapes.ts'

const page = 1_000
const host = 'https://api.twilio.com'

export function textLogCalls({
  ask,
  accountSid,
}: AccountCalls): Pick<MessageGateway, 'sendText' | 'listTexts' | 'text' | 'textMedia'> {
  return {
    sendText: ({ from, to, body, mediaUrls, statusUrl }) =>
      ask('send-text', async (twilio) => {
        const made = await twilio.messages.create({
          ...{ from, to },
          ...(body === '' ? {} : { body }),
          ...(mediaUrls.length === 0 ? {} : { mediaUrl: [...mediaUrls] }),
          ...(statusUrl === null ? {} : { statusCallback: statusUrl }),
        })
        const { sid, at } = readLoggedText(made)
        return { sid, at }
      }),
    listTexts: ({ number, way, since, page: next }) =>
      ask('list-texts', async (twilio) => {
        // Put together here, because the SDK takes the moment as a date only.
        const query = new URLSearchParams({ [way === 'to' ? 'To' : 'From']: number, 'DateSent>': toIso(since) })
        const first = `${host}/2010-04-01/Accounts/${accountSid}/Messages.json?${query}&PageSize=${page}`
        return pageOf(await twilio.messages.getPage(next ?? first), readLoggedText)
      }),
    text: (sid) => ask('text', async (twilio) => readLoggedText(await twilio.messages(sid).fetch())),
    textMedia: (sid) =>
      ask('text-media', async (twilio) => {
        const files = await twilio.messages(sid).media.list()
        return files.map(
          (one): MediaRef => ({
            sid: null,
            url: `${host}${one.uri.replace(/\.json$/, '')}`,
            contentType: one.contentType,
            filename: null,
            size: null,
          }),
        )
      }),
  }
}
