/** The list of the Inbox: one page of rows with the counts of every filter. */

import type { ReadableDb } from '../../../db/open-database.ts'
import type { House } from '../../../db/queries/house.ts'
import {
  guestsOfContacts,
  type InboxLine,
  inboxCounts,
  inboxLines,
  openStatuses,
  searchedConversations,
  selectedConversations,
} from '../../../db/queries/inbox.ts'
import type { InboxFilter, InboxRow, InboxView } from '../../contract/views.ts'
import type { Failure } from '../../domain/failure.ts'
import type { ConversationId } from '../../domain/ids.ts'
import { formatPhone, type PhoneNumber } from '../../domain/phone-number.ts'
import { ok, type Result } from '../../domain/result.ts'
import { toIso } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { maskPins } from '../guest-messages/index.ts'
import type { Environment } from '../house/index.ts'
import { textingState } from './texting.ts'

export type InboxSearch = {
  readonly filter: InboxFilter
  /** Part of a guest's name, a phone, a unit or a text; empty for all. */
  readonly text: string
  readonly offset: number
  readonly limit: number
}

/** Conversations of a filter, newest text first. Bodies hold dots in place of PINs. */
export const inboxList = (desk: Desk, search: InboxSearch, environment: Environment): Result<InboxView, Failure> =>
  withHouse<InboxView>(desk, (db, house) => {
    const counts = inboxCounts(db)
    const { ids, total } = pageOf(db, search, counts)
    return ok({
      counts,
      total,
      offset: search.offset,
      rows: inboxRows(db, house, ids),
      texting: textingState(desk, environment),
    })
  })

function pageOf(
  db: ReadableDb,
  search: InboxSearch,
  counts: InboxView['counts'],
): { readonly ids: readonly ConversationId[]; readonly total: number } {
  const { filter, text, offset, limit } = search
  if (text.trim() !== '') {
    const found = searchedConversations(db, filter, text, maskPins)
    return { ids: found.slice(offset, offset + limit), total: found.length }
  }
  return {
    ids: selectedConversations(db, filter, { offset, limit }),
    total: counts[filter === 'no-unit' ? 'noUnit' : filter],
  }
}

function inboxRows(db: ReadableDb, house: House, ids: readonly ConversationId[]): readonly InboxRow[] {
  const lines = inboxLines(db, ids)
  const guests = guestsOfContacts(db, [...new Set(lines.map((line) => line.contactId))])
  const statuses = new Map<string, string[]>()
  for (const { id, status } of openStatuses(db, ids)) statuses.set(id, [...(statuses.get(id) ?? []), status])
  return lines.map((line) => {
    const unit = house.units.find((one) => one.id === line.unitId)
    const known = guests.get(line.contactId) ?? []
    return {
      id: line.id,
      unitKey: unit?.key ?? null,
      unitName: unit?.name ?? null,
      unknown: known.length === 0,
      guestName: line.guestName ?? namesOf(known),
      phone: formatPhone(line.phone as PhoneNumber),
      lastLine: line.lastBody === null ? '' : maskPins(line.lastBody),
      lastDirection: line.lastDirection,
      lastAt: line.lastAt === null ? null : toIso(line.lastAt),
      hasMedia: line.hasMedia,
      unread: line.unread,
      state: rowState(line, statuses.get(line.id) ?? []),
      pinned: line.pinned,
    }
  })
}

/** All guests with a phone, as one line; null where none has said a name. */
export function namesOf(guests: readonly { readonly name: string | null }[]): string | null {
  const names = [...new Set(guests.flatMap((guest) => guest.name ?? []))]
  return names.length === 0 ? null : names.join(', ')
}

/** What a person must do comes first, then why nothing can be sent, then what the desk is doing. */
function rowState(line: Pick<InboxLine, 'needsReview' | 'optedOut'>, statuses: readonly string[]): InboxRow['state'] {
  const has = (...wanted: readonly string[]): boolean => statuses.some((status) => wanted.includes(status))
  if (has('failed', 'undelivered')) return 'failed'
  if (has('held')) return 'held'
  if (line.needsReview > 0) return 'review'
  if (line.optedOut) return 'opted-out'
  if (has('waiting')) return 'waiting'
  return has('sending', 'unknown') ? 'sending' : null
}
