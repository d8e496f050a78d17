import type { z } from 'zod'
import { type Answer, answered, failed } from './ttlock-faults.ts'
import type { Session } from './ttlock-session.ts'
import { ttlockPage } from './ttlock-shapes.ts'
import type { Fields } from './ttlock-wire.ts'

/** The most TTLock gives at once. */
const pageSize = 200
/** Far above any account's lists: a server that never stops paging must not hold the desk. */
const mostPages = 50

/**
 * Every row of a paged list, or a failure: a list that is not whole would make codes look removed. A list that changed
 * between two pages shows in its total, and is none: rows may have slipped from one page to another.
 */
export async function allPages<Row extends z.ZodType>(
  session: Session,
  path: string,
  fields: Fields,
  row: Row,
  idOf: (row: z.output<Row>) => string,
  timeoutMs: number,
): Promise<Answer<z.output<Row>[]>> {
  const rows = new Map<string, z.output<Row>>()
  let total: number | null = null
  for (let pageNo = 1; pageNo <= mostPages; pageNo++) {
    const answer = await session.call(path, { ...fields, pageNo, pageSize }, timeoutMs)
    if (!answer.ok) return answer
    const page = ttlockPage.safeParse(answer.value)
    if (!page.success) return failed(unreadable)
    const { list, pages, total: counted } = page.data
    if (total !== null && (counted ?? total) !== total) return failed(unreadable)
    total = counted ?? total
    for (const raw of list ?? []) {
      const read = row.safeParse(raw)
      if (!read.success) return failed(unreadable)
      rows.set(idOf(read.data), read.data)
    }
    const isLast = pages == null ? (list ?? []).length < pageSize : pageNo >= pages
    if (isLast) return (total ?? rows.size) === rows.size ? answered([...rows.values()]) : failed(unreadable)
  }
  return failed(unreadable)
}

const unreadable = { fault: 'transient', reached: 'perhaps', errcode: null } as const
