/** What a person chose for an item, done and noted in one transaction. */
import { dismissAttentionItem, snoozeAttentionItem } from '../../../db/queries/attention.ts'
import { retryCode } from '../../../db/queries/code-writes.ts'
import { lastAction } from '../../../db/queries/desk.ts'
import { deleteSetting } from '../../../db/queries/house.ts'
import { retryKeptWebhooks } from '../../../db/queries/webhooks.ts'
import { pausedSetting } from '../../../db/restore.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { AccessCodeId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { hours, instant, toIso } from '../../domain/time.ts'
import { askDoorsSoon, wakeDoor } from '../access-codes/index.ts'
import { depart } from '../check-in/index.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { discardText, reopenLine, retryTexting, sendNow } from '../outbox/index.ts'
import { takeOver } from '../texting-setup/index.ts'
import { everyItem, type Item, numberOf } from './items.ts'

/** `actionId` takes it back, where that can be. */
export type Resolved = { readonly actionId: string | null }

const nothingToUndo: Resolved = { actionId: null }

/**
 * Does what a person chose for an item, one that was put aside too, and notes who chose it. `item-unknown` where it has
 * closed by itself in the meantime, `bad-input` for what it does not offer; what the action itself refuses is answered
 * as it stands, and then nothing was changed.
 */
export function resolveItem(desk: Desk, caller: Caller, itemId: string, action: string): Result<Resolved, Failure> {
  const item = everyItem(desk).find((one) => one.id === itemId.toUpperCase())
  if (item === undefined)
    return fail(failure('item-unknown', `There is no open item ${itemId}. It may have closed by itself.`))
  const snooze = item.snoozes.find((one) => one.key === action)
  if (snooze === undefined && !item.actions.some((one) => one.key === action))
    return fail(
      failure(
        'bad-input',
        item.actions.length === 0
          ? `${item.id} is settled at its door or its booking, not from here.`
          : `${item.id} offers ${[...item.actions, ...item.snoozes].map((one) => one.key).join(', ')}.`,
      ),
    )
  const about = { reservationId: item.reservationId, stayId: item.stayId, doorId: item.doorId }
  return transact(desk, caller, (work) => {
    if (snooze !== undefined) {
      snoozeAttentionItem(work.db, numberOf(item), snooze.until)
      audit(work, 'attention.put-aside', about, { item: item.id, kind: item.kind, action, until: toIso(snooze.until) })
      return ok(nothingToUndo)
    }
    audit(work, 'attention.resolved', about, { item: item.id, kind: item.kind, action })
    if (action === 'dismiss') {
      dismissAttentionItem(work.db, numberOf(item), work.now)
      return ok(nothingToUndo)
    }
    // A use case of its own runs inside this transaction: where it refuses, nothing of the two is kept.
    const before = newestAction(work)
    const done = item.act === null ? act(work, item, action) : item.act(desk, caller, action)
    if (!done.ok) return done
    const after = newestAction(work)
    return ok(after === before ? nothingToUndo : { actionId: after })
  })
}

/** What undo would take back now. */
const newestAction = ({ db, now }: Work): string | null => lastAction(db, null, instant(now - hours(24)))?.id ?? null

function act(work: Work, item: Item, action: string): Result<null, Failure> {
  const { desk, caller } = work
  if (action === 'check-out' && item.reservationId !== null && item.stayId !== null)
    return emptied(depart(desk, caller, { ref: item.reservationId, stayIds: [item.stayId] }))
  if (item.messageId !== null && action === 'send') return emptied(sendNow(desk, caller, { messageId: item.messageId }))
  if (item.messageId !== null && action === 'discard')
    return emptied(discardText(desk, caller, { messageId: item.messageId }))
  if (item.takeOver !== null) return takeOver(desk, caller, item.takeOver)
  if (action === 'go') deleteSetting(work.db, pausedSetting)
  if (action === 'retry') retry(work, item)
  return ok(null)
}

function retry(work: Work, item: Item): void {
  if (item.codeId !== null) {
    // The door may be left alone after its failures: a person wants it asked now.
    if (item.doorId !== null) wakeDoor(work, item.doorId)
    retryCode(work.db, item.codeId as AccessCodeId, work.now)
  }
  if (item.kind === 'lock-offline') {
    for (const door of item.doorIds) askDoorsSoon(work.db, work.house, door, work.now)
  }
  if (item.kind === 'webhooks-kept') retryKeptWebhooks(work.db)
  if (item.kind === 'texting-refused' || item.kind === 'texts-stuck') retryTexting(work)
  if (item.lineId !== null) reopenLine(work, item.lineId)
}

const emptied = (result: Result<unknown, Failure>): Result<null, Failure> => (result.ok ? ok(null) : result)
