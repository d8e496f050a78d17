/** Procedures of the Inbox and of texting in the settings. */
import { z } from 'zod'
import type { ConversationView, FilledTemplate, InboxView, SelfTestView, TextingView } from './inbox-views.ts'
import { procedure } from './procedure.ts'

const id = z.string().min(1).max(64)
const text = (max: number) => z.string().max(max)
const nothing = z.object({}).strict()
const instantText = z.iso.datetime({ offset: true })

const outgoingMedia = z
  .object({ base64: text(7_000_000), contentType: text(80), filename: text(120).nullable() })
  .strict()

export const textingInput = z
  .object({
    /** Null switches texting off. */
    twilio: z
      .object({
        accountSid: text(40),
        /** Null keeps the token that is there. */
        authToken: text(80).nullable(),
        numbers: z.array(text(40)).max(50),
        mode: z.enum(['desk', 'group']),
        authority: z.enum(['conversations', 'messaging']),
      })
      .strict()
      .nullable(),
    tunnel: z
      .object({
        kind: z.enum(['ngrok', 'url', 'none']),
        authtoken: text(200).nullable(),
        domain: text(200).nullable(),
        url: text(500).nullable(),
      })
      .strict(),
  })
  .strict()

/** Acts that can be taken back answer what `desk.undo` is given. */
export type Acted = { readonly actionId: string | null; readonly conversationId: string }

export const inboxProcedures = {
  'inbox.list': procedure(
    z
      .object({
        filter: z.enum(['open', 'review', 'unknown', 'no-unit', 'stuck', 'closed']),
        text: text(200),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(200),
      })
      .strict(),
  ).answers<InboxView>(),
  /** `limit` newest messages; `earlier` says how many more there are. */
  'inbox.open': procedure(
    z.object({ conversationId: id, limit: z.number().int().min(1).max(1000) }).strict(),
  ).answers<ConversationView>(),
  /** The conversation with a reservation's guest in one of its units; made where there is none. */
  'inbox.of': procedure(z.object({ reservationId: id, stayId: id.nullable() }).strict()).answers<{
    conversationId: string
  }>(),
  'inbox.markRead': procedure(z.object({ conversationId: id }).strict()).answers<{ done: true }>(),
  'inbox.markUnread': procedure(z.object({ conversationId: id }).strict()).answers<{ done: true }>(),
  /** `clientId` is made once for each text that is written: said twice, it is sent once. */
  'inbox.send': procedure(
    z
      .object({
        conversationId: id,
        clientId: z.uuid(),
        text: text(1600),
        media: z.array(outgoingMedia).max(10),
        sendAt: instantText.nullable(),
        /** Set after the desk was told of a draft or text of someone else in the meantime. */
        templateId: id.nullable(),
      })
      .strict(),
  ).answers<{ id: string; status: string }>(),
  'inbox.note': procedure(z.object({ conversationId: id, clientId: z.uuid(), text: text(2000) }).strict()).answers<{
    id: string
  }>(),
  'inbox.retry': procedure(z.object({ messageId: id }).strict()).answers<{ done: true }>(),
  'inbox.sendNow': procedure(z.object({ messageId: id }).strict()).answers<{ done: true }>(),
  'inbox.discard': procedure(z.object({ messageId: id }).strict()).answers<{ done: true }>(),
  'inbox.reschedule': procedure(z.object({ messageId: id, sendAt: instantText }).strict()).answers<{ done: true }>(),
  'inbox.keep': procedure(z.object({ conversationId: id }).strict()).answers<Acted>(),
  /** To a unit of this contact (made where there is none yet), or to the general conversation with null. */
  'inbox.moveMessages': procedure(
    z.object({ messageIds: z.array(id).min(1).max(500), unitId: id.nullable() }).strict(),
  ).answers<Acted>(),
  'inbox.moveConversation': procedure(z.object({ conversationId: id, unitId: id }).strict()).answers<Acted>(),
  'inbox.pin': procedure(z.object({ conversationId: id, on: z.boolean() }).strict()).answers<Acted>(),
  'inbox.close': procedure(z.object({ conversationId: id, closed: z.boolean() }).strict()).answers<Acted>(),
  /** The two phones are one person's: later texts of this one are filed with the other. */
  'inbox.merge': procedure(z.object({ conversationId: id, phone: text(40) }).strict()).answers<Acted>(),
  'inbox.media': procedure(z.object({ mediaId: id }).strict()).answers<{
    base64: string
    contentType: string
    filename: string | null
  }>(),
  'inbox.fillTemplate': procedure(z.object({ conversationId: id, templateId: id }).strict()).answers<FilledTemplate>(),
  /** The welcome, or the doors and PINs, by hand; `again` after being told that it was sent before. */
  'inbox.tell': procedure(
    z.object({ reservationId: id, kind: z.enum(['welcome', 'codes']), again: z.boolean() }).strict(),
  ).answers<{ id: string; status: string }>(),

  'texting.view': procedure(nothing).answers<TextingView>(),
  'texting.save': procedure(textingInput).answers<TextingView>(),
  /** Asks Twilio with what is typed, or with the token that is kept where none is: which numbers the account has. */
  'texting.check': procedure(z.object({ accountSid: text(40), authToken: text(80) }).strict()).answers<{
    numbers: string[]
  }>(),
  'texting.selfTest': procedure(nothing).answers<SelfTestView>(),
  /** Replaces a webhook address that is not ours, or switches autocreation on, after the desk said yes. */
  'texting.takeOver': procedure(
    z.object({ what: z.enum(['webhook', 'sms-url', 'autocreation']), number: text(40).nullable() }).strict(),
  ).answers<TextingView>(),
  'templates.save': procedure(
    z.object({ id: id.nullable(), name: text(60), language: text(10), body: text(1200) }).strict(),
  ).answers<TextingView>(),
  'templates.remove': procedure(z.object({ id }).strict()).answers<TextingView>(),
} as const
