/** Works off what webhooks brought: each row's effect and its mark in one transaction, so that nothing is done twice. */

import { membersOf, readContact, readLine, readLineSid, updateLineSid } from '../../../db/queries/lines.ts'
import { messageOfSid } from '../../../db/queries/messages.ts'
import {
  freshWebhooks,
  keptWebhooks,
  openWebhooks,
  putOffWebhook,
  settleWebhook,
  unsettledWebhook,
  type WebhookOutcome,
  type WebhookRow,
} from '../../../db/queries/webhooks.ts'
import { ok } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { fileIncoming, noteRoster, noteTwilioState } from '../conversations/index.ts'
import { type Desk, program, transact, type Work } from '../desk/index.ts'
import { noteReceipt } from '../outbox/index.ts'
import { sidOfAuthorless } from './identify.ts'
import { type Joining, readEvent } from './read-event.ts'
import { openRequest } from './receiver.ts'

/** In one call and one transaction: so long the listener keeps others waiting for their 200. */
const rowsAtOnce = 10
/** When a row is looked at again, counted from its arrival: a receipt may outrun the answer to the call it is about. */
const lookAgainMs = [1_000, 3_000, 8_000, 20_000, 60_000]

/** Answers how many rows were settled; to be called again until it is none. Nothing happens before the house is set up. */
export function processInbox(desk: Desk): number {
  const settled = lookAgain(desk) + dropAnswered(desk)
  const rows = freshWebhooks(desk.store.read, rowsAtOnce)
  return settled + (rows.length === 0 ? 0 : (workOff(desk, rows) ?? 0))
}

/** Null where there is no house. */
function workOff(desk: Desk, rows: readonly WebhookRow[]): number | null {
  try {
    const done = transact(desk, program, (work) => ok(rows.filter((row) => settle(work, row)).length))
    return done.ok ? done.value : null
  } catch (error) {
    if (rows.length === 1) return putOff(desk, rows[0]!, error)
    // One of them does not work: each alone, so that the others do not wait for it.
    return rows.reduce((settled, row) => settled + (workOff(desk, [row]) ?? 0), 0)
  }
}

function putOff(desk: Desk, row: WebhookRow, error: unknown): number {
  const attempts = row.attempts + 1
  desk.logger.error('webhook.failed', error, { row: row.id, attempts })
  desk.store.write((db) => {
    if (attempts < lookAgainMs.length) putOffWebhook(db, row.id, 'retry', attempts)
    else settleWebhook(db, row.id, 'failed', desk.clock.now())
  })
  return attempts < lookAgainMs.length ? 0 : 1
}

const lookAgain = (desk: Desk): number => {
  const now = desk.clock.now()
  return openWebhooks(desk.store.read)
    .filter((row) => isDue(row, now))
    .reduce((settled, row) => settled + (workOff(desk, [row]) ?? 0), 0)
}

const isDue = (row: WebhookRow, now: Instant): boolean =>
  // Arrived later than now: the clock was set back, and waiting for it would be waiting for nothing.
  row.receivedAt > now || now - row.receivedAt >= (lookAgainMs[row.attempts] ?? 0)

/** True where the row is settled. Another process may have been here since it was read. */
function settle(work: Work, seen: WebhookRow): boolean {
  const row = unsettledWebhook(work.db, seen.id)
  if (row === null) return false
  const outcome = apply(work, row)
  const attempts = row.attempts + 1
  if (outcome === 'waiting' && attempts < lookAgainMs.length) {
    putOffWebhook(work.db, row.id, 'waiting', attempts)
    return false
  }
  settleWebhook(work.db, row.id, outcome === 'waiting' ? 'ignored' : outcome, work.now)
  return true
}

function apply(work: Work, row: WebhookRow): WebhookOutcome {
  if (row.sealed === null) return 'ignored'
  const event = readEvent(row.path, openRequest(work.desk, row.sealed), row.receivedAt)
  switch (event.kind) {
    case 'message':
      fileIncoming(work, event.incoming)
      return 'done'
    case 'authorless':
      // Nobody is guessed: the listing of the conversation says who wrote, if anybody can.
      if (event.conversationSid !== null) updateLineSid(work.db, event.conversationSid, { checkSoon: true })
      return 'quarantined'
    case 'joining':
      join(work, event.joining)
      return 'done'
    case 'state':
      noteTwilioState(work, { sid: event.sid, state: event.state })
      return 'done'
    case 'receipt':
      return noteReceipt(work, event.receipt) === 'unknown-message' ? 'waiting' : 'done'
    case 'unreadable':
      return 'failed'
  }
}

/** One event names one newcomer; the roster is everybody who is there by now. */
function join(work: Work, joining: Joining): void {
  const { conversationSid, addresses, participantSid, proxy, projected } = joining
  if (addresses.length === 0 && projected === null) return
  const known = readLineSid(work.db, conversationSid)
  const line = known === null || known.lineId === null ? null : readLine(work.db, known.lineId)
  if (proxy !== null && addresses.length === 1) {
    const address = addresses[0]!
    // A second pair in a conversation that is known as another's does not take it over: Twilio is asked who is in it.
    const another = line !== null && (line.number !== proxy || readContact(work.db, line.contactId)?.phone !== address)
    if (another) updateLineSid(work.db, conversationSid, { checkSoon: true })
    else
      noteRoster(work, { conversationSid, kind: 'one-to-one', members: [{ address, participantSid }], number: proxy })
    return
  }
  const before = membersOf(work.db, conversationSid)
  if (participantSid !== null && before.length === 0) {
    // The event of its making was lost: one newcomer does not say whose a group is, so Twilio is asked.
    noteTwilioState(work, { sid: conversationSid, state: known?.state ?? 'active' })
    updateLineSid(work.db, conversationSid, { checkSoon: true })
    return
  }
  const members = new Map(before.map((member) => [member.address, member]))
  for (const address of addresses)
    members.set(address, { address, participantSid: addresses.length === 1 ? participantSid : null })
  const number = projected ?? line?.number ?? null
  noteRoster(work, { conversationSid, kind: 'group', members: [...members.values()], number })
}

/** A message that came without its author and is here by now, with it, is no question any more. */
function dropAnswered(desk: Desk): number {
  const answered = keptWebhooks(desk.store.read, 'quarantined').filter((row) => {
    const sid = sidOfAuthorless(row.key)
    return sid !== null && messageOfSid(desk.store.read, sid) !== null
  })
  if (answered.length === 0) return 0
  desk.store.write((db) => {
    for (const row of answered) settleWebhook(db, row.id, 'done', desk.clock.now())
  })
  return answered.length
}
