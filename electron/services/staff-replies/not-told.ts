/** What nobody of the staff will hear of by text any more: refused for good, and still worth telling. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { openAttention } from '../../../db/queries/attention.ts'
import { repliesNeverSent, type StaffReply } from '../../../db/queries/staff-replies.ts'

/** The open items (`A12`) that an alert tells of, answered ones too; null for any other text. */
export const itemsTold = ({ key }: Pick<StaffReply, 'key'>): readonly string[] | null =>
  /^alert:((?:A\d+,?)+):/.exec(key)?.[1]?.split(',') ?? null

/** An alert whose questions were all answered. */
export function isOver(db: ReadableDb, reply: Pick<StaffReply, 'key'>): boolean {
  const items = itemsTold(reply)
  if (items === null) return false
  const open = new Set(openAttention(db).map((row) => `A${row.number}`))
  return !items.some((item) => open.has(item))
}

/** The newest first. One is settled by the next text that reaches its phone, an alert also by what answers it. */
export const notTold = (db: ReadableDb): readonly StaffReply[] =>
  repliesNeverSent(db).filter((reply) => !isOver(db, reply))
