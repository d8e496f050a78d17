import { readStay, updateStay } from '../../../db/queries/bookings.ts'
import { retryCode } from '../../../db/queries/code-writes.ts'
import { closeAttentionItem, dismissAttentionItem, openAttention, openAttentionItem } from '../../../db/queries/desk.ts'
import { hurryFeeds } from '../../../db/queries/feeds.ts'
import { deleteSetting, readHouse } from '../../../db/queries/house.ts'
import { retryKeptWebhooks } from '../../../db/queries/webhooks.ts'
import { pausedSetting } from '../../../db/restore.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { AccessCodeId, DoorId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { askDoorsSoon, planCodes, wakeDoor } from '../access-codes/index.ts'
import { cancel, depart } from '../check-in/index.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'
import { discardText, reopenLine, retryTexting, sendNow } from '../outbox/index.ts'
import { takeOver } from '../texting-setup/index.ts'
import type { Cause } from './cause.ts'
import { attentionCauses } from './causes.ts'

export type { CauseKind } from './cause.ts'
export { faultText } from './fault-text.ts'
export { callsByVendor } from './lock-causes.ts'
export type Item = Cause & {
  readonly id: string
  readonly openedAt: Instant
  /** The door that a screen opens for it; null where it is about none. */
  readonly doorId: DoorId | null
}

/** How many of the open items are about doors. */
export const doorBadge = (items: readonly Item[]): number => items.filter((item) => item.doorId !== null).length

/** Opens items for new causes, closes those whose cause is gone, and answers what is open and not put aside. */
export function attentionItems(desk: Desk): readonly Item[] {
  const house = readHouse(desk.store.read)
  if (house === null) return []
  const now = desk.clock.now()
  const causes = attentionCauses(desk.store.read, house, now)
  const open = openAttention(desk.store.read)
  const fresh = causes.some((cause) => !open.some((row) => row.cause === cause.cause))
  const stale = open.some((row) => !causes.some((cause) => cause.cause === row.cause))
  if (fresh || stale) {
    desk.store.write((db) => {
      const current = openAttention(db)
      for (const cause of causes)
        if (!current.some((row) => row.cause === cause.cause)) openAttentionItem(db, cause.kind, cause.cause, now)
      for (const row of current)
        if (!causes.some((cause) => cause.cause === row.cause)) closeAttentionItem(db, row.number, now)
    })
  }
  const rows = fresh || stale ? openAttention(desk.store.read) : open
  return causes.flatMap((cause) => {
    const row = rows.find((one) => one.cause === cause.cause)
    return row === undefined || row.dismissedAt !== null
      ? []
      : [{ ...cause, id: `A${row.number}`, openedAt: row.openedAt, doorId: cause.doorIds[0] ?? null }]
  })
}

/** Does what a person chose for an item. `item-unknown` where it has closed by itself in the meantime. */
export function resolveItem(desk: Desk, caller: Caller, itemId: string, action: string): Result<null, Failure> {
  const item = attentionItems(desk).find((one) => one.id === itemId.toUpperCase())
  if (item === undefined)
    return fail(failure('item-unknown', `There is no open item ${itemId}. It may have closed by itself.`))
  if (!item.actions.some((one) => one.key === action))
    return fail(
      failure(
        'bad-input',
        item.actions.length === 0
          ? `${item.id} is settled at its door, not from here.`
          : `${item.id} offers ${item.actions.map((one) => one.key).join(', ')}.`,
      ),
    )
  if (item.act !== null && action !== 'dismiss') return item.act(desk, caller, action)
  if (action === 'check-out' && item.reservationId !== null && item.stayId !== null)
    return emptied(depart(desk, caller, { ref: item.reservationId, stayIds: [item.stayId] }))
  if (action === 'cancel' && item.reservationId !== null && item.stayId !== null)
    return emptied(cancel(desk, caller, { ref: item.reservationId, stayIds: [item.stayId] }))
  if (item.messageId !== null && action === 'send') return emptied(sendNow(desk, caller, { messageId: item.messageId }))
  if (item.messageId !== null && action === 'discard')
    return emptied(discardText(desk, caller, { messageId: item.messageId }))
  if (item.takeOver !== null && action !== 'dismiss') return takeOver(desk, caller, item.takeOver)
  return transact(desk, caller, (work) => {
    audit(
      work,
      'attention.resolved',
      { reservationId: item.reservationId, stayId: item.stayId, doorId: item.doorId },
      { kind: item.kind, action },
    )
    if (action === 'go') deleteSetting(work.db, pausedSetting)
    if (action === 'dismiss') dismissAttentionItem(work.db, Number(item.id.slice(1)), work.now)
    if (action === 'retry' && item.codeId !== null) {
      // The door may be left alone after its failures: a person wants it asked now.
      if (item.doorId !== null) wakeDoor(work, item.doorId)
      retryCode(work.db, item.codeId as AccessCodeId, work.now)
    }
    if (action === 'retry' && item.kind === 'lock-offline') {
      for (const door of item.doorIds) askDoorsSoon(work.db, work.house, door, work.now)
    }
    if (action === 'retry' && item.kind === 'webhooks-kept') retryKeptWebhooks(work.db)
    if (action === 'retry' && item.kind === 'feed-failing') hurryFeeds(work.db, work.now)
    if (action === 'retry' && (item.kind === 'texting-refused' || item.kind === 'texts-stuck')) retryTexting(work)
    if (action === 'retry' && item.lineId !== null) reopenLine(work, item.lineId)
    const stay = item.stayId === null ? null : readStay(work.db, item.stayId)
    if (stay !== null && action === 'cancel') updateStay(work.db, stay.id, { status: 'cancelled' })
    if (stay !== null && action === 'place') {
      updateStay(work.db, stay.id, { placed: true })
      if (stay.reservationId !== null) return planCodes(work, stay.reservationId)
    }
    return ok(null)
  })
}

const emptied = (result: Result<unknown, Failure>): Result<null, Failure> => (result.ok ? ok(null) : result)
