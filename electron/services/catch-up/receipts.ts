/** Step 5 of catch-up: what became of our own texts, where no webhook said. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { type OpenReceipt, openReceipts } from '../../../db/queries/catch-up.ts'
import { repliesTaken } from '../../../db/queries/staff-replies.ts'
import { ok } from '../../domain/result.ts'
import { hours, type Instant, instant, minutes } from '../../domain/time.ts'
import type { LoggedText, Receipt } from '../../ports/message-gateway.ts'
import { type Desk, program, transact } from '../desk/index.ts'
import { noteReceipt } from '../outbox/index.ts'
import type { Requests } from './requests.ts'

/** Whoever has not received it by then will hardly do so. */
const askedForMs = hours(48)
/** Texts to the staff are short-lived: whether one arrived is asked for as long as it may still be of use to say so. */
const repliesAskedForMs = hours(4)

const statuses: Readonly<Record<string, Receipt['status']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'undelivered',
}
const final: ReadonlySet<Receipt['status']> = new Set(['delivered', 'read', 'failed', 'undelivered'])

type OwnText = Omit<OpenReceipt, 'id'>
/** Guests' texts, and answers and alerts to the staff. */
const ownTexts = (db: ReadableDb, startedAt: Instant): readonly OwnText[] => [
  ...openReceipts(db, instant(startedAt - askedForMs)),
  ...repliesTaken(db, instant(startedAt - repliesAskedForMs)).flatMap(({ sid, conversationSid, settledAt }) =>
    sid === null || settledAt === null ? [] : [{ sid, conversationSid, at: settledAt }],
  ),
]

const receiptOf = (text: LoggedText): readonly Receipt[] => {
  const status = statuses[text.status]
  return status === undefined ? [] : [{ messageSid: text.sid, status, errorCode: text.errorCode }]
}

export type ReceiptReader = {
  /** `logged`: texts of the numbers' own log, which says their state by itself. */
  readonly read: (requests: Requests, startedAt: Instant, logged: readonly LoggedText[]) => Promise<void>
}

export function createReceiptReader(desk: Desk): ReceiptReader {
  /** A handset that is off for a day is not asked after every five minutes: the older the text, the longer the pause. */
  const notBefore = new Map<string, Instant>()

  const ask = async (requests: Requests, text: OwnText): Promise<readonly Receipt[] | null> => {
    const { conversationSid, sid } = text
    if (conversationSid === null) {
      const found = await requests.ask((gateway) => gateway.text(sid))
      return found.ok ? receiptOf(found.value) : null
    }
    const found = await requests.ask((gateway) => gateway.receipts({ conversationSid, messageSid: sid }))
    return found.ok ? found.value : null
  }
  const note = (receipts: readonly Receipt[]): void => {
    if (receipts.length === 0) return
    transact(desk, program, (work) => {
      for (const receipt of receipts) noteReceipt(work, receipt)
      return ok(null)
    })
  }

  return {
    async read(requests, startedAt, logged) {
      const open = ownTexts(desk.store.read, startedAt)
      const bySid = new Map(logged.map((text) => [text.sid, text]))
      const openSids = new Set(open.map((text) => text.sid))
      for (const sid of notBefore.keys()) if (!openSids.has(sid)) notBefore.delete(sid)
      await Promise.all(
        open.map(async (text) => {
          const entry = bySid.get(text.sid)
          if (entry !== undefined) return note(receiptOf(entry).filter((receipt) => receipt.status !== 'sent'))
          if (startedAt < (notBefore.get(text.sid) ?? 0)) return
          const receipts = await ask(requests, text)
          if (receipts === null) return
          note(receipts.filter((receipt) => receipt.status !== 'sent'))
          const isSettled = receipts.some((receipt) => final.has(receipt.status))
          const pause = Math.max(minutes(4), Math.round((startedAt - text.at) / 2))
          notBefore.set(text.sid, instant(startedAt + (isSettled ? askedForMs : pause)))
        }),
      )
    },
  }
}
