/** The inbox of an IMAP account. It is opened read-only: mails stay as unread as they were. */
import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { MailboxFault } from '../../domain/mailbox-fault.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { Mailbox, MailboxOrder, MailboxReading, ReceivedMail } from '../../ports/mailbox.ts'
import { faultOf, type ImapAccess, newClient, openInbox } from './imap-client.ts'
import { headerLines, linksOf } from './mail-source.ts'
import { watchInbox } from './watch-inbox.ts'

/** Of each mail only so much is read: channels' links stand far before that. */
const largestMail = 512 * 1024
/** Of a mailbox that is read for the first time only the newest are looked at. */
const mostMails = 20_000
const heads = 200
/** So many whole mails are asked for at once, and so many at one reading: a slow server is read in several goes. */
const bodies = 20
const bodiesAtOnce = 400

export type ImapMailboxOptions = ImapAccess & {
  /** Names account and server in the store. */
  readonly account: string
  /** A reading that takes longer is given up and repeated later. */
  readonly readMs: number
}

export function imapMailbox(options: ImapMailboxOptions): Mailbox {
  return {
    account: options.account,
    host: options.host,
    read: (order) => readWithin(options, order),
    watch: (onNews) => watchInbox(options, onNews),
  }
}

async function readWithin(
  options: ImapMailboxOptions,
  order: MailboxOrder,
): Promise<Result<MailboxReading, MailboxFault>> {
  const client = await newClient(options, 'read')
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    client.close()
  }, options.readMs)
  try {
    const reading = await readInbox(client, order)
    await client.logout()
    return ok(reading)
  } catch (error) {
    return fail(isLate ? 'timeout' : faultOf(error))
  } finally {
    clearTimeout(timer)
    client.close()
  }
}

async function readInbox(client: ImapFlow, order: MailboxOrder): Promise<MailboxReading> {
  const { uidValidity, uidNext } = await openInbox(client)
  // Other numbers: what was read before says nothing about these.
  const position = order.position?.uidValidity === uidValidity ? order.position : null
  const query = position === null ? { since: order.since } : { uid: `${position.lastUid + 1}:*` }
  const answer = (await client.search(query, { uid: true })) || []
  // `n:*` also answers the last mail where n lies beyond it.
  const found = answer.filter((uid) => uid > (position?.lastUid ?? 0)).sort((left, right) => left - right)
  const mails: ReceivedMail[] = []
  const newest = found.slice(-mostMails)
  for (let from = 0; from < newest.length; from += heads) {
    const chunk = newest.slice(from, from + heads)
    const envelopes = await client.fetchAll(chunk, { uid: true, envelope: true, internalDate: true }, { uid: true })
    const wanted = envelopes.filter((head) => order.wants(sendersOf(head)))
    for (let at = 0; at < wanted.length; at += bodies)
      mails.push(...(await wholeMails(client, wanted.slice(at, at + bodies))))
    const last = chunk.at(-1)
    if (mails.length >= bodiesAtOnce && last !== undefined && from + heads < newest.length)
      return { uidValidity, lastUid: last, hasMore: true, mails: mails.sort(byUid) }
  }
  const lastUid = Math.max(uidNext - 1, position?.lastUid ?? 0, ...found.slice(-1))
  return { uidValidity, lastUid, hasMore: false, mails: mails.sort(byUid) }
}

const byUid = (left: ReceivedMail, right: ReceivedMail): number => left.uid - right.uid

const sendersOf = (head: FetchMessageObject): readonly string[] =>
  (head.envelope?.from ?? []).flatMap((sender) => sender.address ?? [])

async function wholeMails(client: ImapFlow, heads: readonly FetchMessageObject[]): Promise<readonly ReceivedMail[]> {
  const uids = heads.map((head) => head.uid)
  const query = { uid: true, source: { start: 0, maxLength: largestMail } }
  const sources = new Map((await client.fetchAll(uids, query, { uid: true })).map((mail) => [mail.uid, mail.source]))
  const read = await Promise.all(heads.map((head) => readMail(head, sources.get(head.uid))))
  return read.filter((mail) => mail !== null)
}

/** Null for a mail that somebody deleted in the meantime, and for one that plays tricks. */
async function readMail(head: FetchMessageObject, source: Buffer | undefined): Promise<ReceivedMail | null> {
  const receivedAt = momentOf(head.internalDate)
  if (source === undefined || receivedAt === null) return null
  const headers = headerLines(source)
  // Two senders' lines are a trick to show one and sign the other.
  if (headers.filter(({ name }) => name.toLowerCase() === 'from').length !== 1) return null
  return {
    uid: head.uid,
    messageId: head.envelope?.messageId ?? null,
    receivedAt,
    headers,
    from: sendersOf(head),
    subject: head.envelope?.subject ?? '',
    links: await linksOf(source),
  }
}

function momentOf(date: FetchMessageObject['internalDate']): Instant | null {
  if (date === undefined || typeof date === 'string') return null
  const ms = date.getTime()
  return Number.isSafeInteger(ms) ? instant(ms) : null
}
