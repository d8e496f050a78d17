import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { InboxFilter, InboxRow } from '../../../electron/contract/views.ts'
import { useHouse } from '../../desk/actions.tsx'
import { listKeys, useHotkeys } from '../../desk/hotkeys.ts'
import { inboxQuery } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { ConversationRow, rowId } from './conversation-row.tsx'
import styles from './list.module.css'

/** Rows asked for at once; only pages in sight are asked for. */
export const PAGE = 100
const ROW = 58

export type Search = { readonly filter: InboxFilter; readonly text: string }

function usePages(search: Search, total: number, first: readonly InboxRow[], wanted: readonly number[]) {
  const numbers = wanted.map((index) => Math.floor(Math.min(index, total - 1) / PAGE))
  const pages = Array.from(new Set(numbers)).filter((page) => page > 0)
  const answers = useQueries({
    queries: pages.map((page) => ({
      ...inboxQuery({ ...search, offset: page * PAGE, limit: PAGE }),
      placeholderData: keepPreviousData,
    })),
  })
  return (index: number): InboxRow | undefined => {
    const page = Math.floor(index / PAGE)
    if (page === 0) return first[index]
    const answer = answers[pages.indexOf(page)]?.data
    return answer?.offset === page * PAGE ? answer.rows[index % PAGE] : undefined
  }
}

/** The conversations of a filter, however many; J and K choose, and what is chosen stays where new texts push others past it. */
export function ConversationList(props: {
  readonly search: Search
  readonly total: number
  readonly first: readonly InboxRow[]
  readonly selected: string | null
  readonly onSelect: (conversationId: string) => void
  readonly onEnter: () => void
}) {
  const { search, total, selected, onSelect } = props
  const { zone } = useHouse()
  const scroll = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 10,
    // The current row stays in the page, so that the focus is not lost by scrolling.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range)
      return at >= total || inSight.includes(at) ? inSight : [...inSight, at].sort((one, other) => one - other)
    },
  })
  const items = rows.getVirtualItems()
  const rowAt = usePages(search, total, props.first, [at, rows.range?.startIndex ?? 0, rows.range?.endIndex ?? 0])
  const found = items.find((item) => selected !== null && rowAt(item.index)?.id === selected)?.index
  const [next, setNext] = useState<number | null>(null)
  if (next === null && found !== undefined && found !== at) setAt(found)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at its top
  useEffect(() => {
    setAt(0)
    scroll.current?.scrollTo({ top: 0 })
  }, [search])
  // A row that is still on its way is chosen once it is here.
  useEffect(() => {
    const row = next === null ? undefined : rowAt(next)
    if (!row) return
    setNext(null)
    onSelect(row.id)
    document.getElementById(rowId(row.id))?.focus({ preventScroll: true })
  })
  const move = (step: number) => {
    if (total === 0) return
    // What was chosen may have left this filter: then the row in its place comes first.
    const isHere = next !== null || rowAt(at)?.id === selected
    const to = Math.max(0, Math.min(total - 1, isHere ? at + step : at))
    setAt(to)
    setNext(to)
    rows.scrollToIndex(to)
  }
  const take = useCallback((conversationId: string) => onSelect(conversationId), [onSelect])
  useHotkeys({
    ...listKeys(move),
    enter: (event) => {
      const { target } = event
      if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement) return target.click()
      props.onEnter()
    },
  })
  return (
    <div className={styles.scroll} ref={scroll}>
      <ul aria-label={words.inbox.conversations} style={{ height: rows.getTotalSize() }}>
        {items.map((item) => {
          const row = rowAt(item.index)
          return row ? (
            <ConversationRow
              key={row.id}
              row={row}
              selected={row.id === selected}
              stop={item.index === at}
              position={item.index + 1}
              total={total}
              top={item.start}
              zone={zone}
              onTake={take}
            />
          ) : (
            <li
              key={`coming-${item.index}`}
              className={styles.row}
              aria-label={words.loading}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span className={styles.bone} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
