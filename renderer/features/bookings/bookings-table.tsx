import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Check, CircleX, Clock, ClockAlert, DoorOpen, type LucideIcon, TriangleAlert, UserRoundX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { BookingRow, BookingStatus } from '../../../electron/contract/views.ts'
import { StateLine } from '../../components/code-state.tsx'
import { sheet } from '../../components/sheet.tsx'
import table from '../../components/table.module.css'
import { UnitNames } from '../../components/units-capsule.tsx'
import { sameSubject, subjectOf, useDesk, useHouse } from '../../desk/actions.tsx'
import { dayRange, todayIn } from '../../desk/dates.ts'
import { listKeys, useHotkeys } from '../../desk/hotkeys.ts'
import { channelName, guestLabel } from '../../desk/naming.ts'
import { bookingsQuery } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './bookings.module.css'
import type { Filters } from './bookings-filters.tsx'

/** Rows asked for at once; only pages in sight are asked for. */
export const PAGE = 200
const ROW = 44

type Look = { readonly icon: LucideIcon; readonly tone: 'idle' | 'ok' | 'bad' | 'wait' }
const looks: Record<BookingStatus, Look> = {
  expected: { icon: Clock, tone: 'idle' },
  'in-house': { icon: DoorOpen, tone: 'ok' },
  departed: { icon: Check, tone: 'idle' },
  cancelled: { icon: CircleX, tone: 'idle' },
  'no-show': { icon: UserRoundX, tone: 'idle' },
  overdue: { icon: ClockAlert, tone: 'bad' },
  'double-booking': { icon: TriangleAlert, tone: 'bad' },
  'not-named': { icon: Clock, tone: 'wait' },
}

function usePages(filters: Filters, matched: number, first: readonly BookingRow[], from: number, to: number) {
  const pages = Array.from(new Set([Math.floor(from / PAGE), Math.floor(Math.min(to, matched - 1) / PAGE)])).filter(
    (page) => page > 0,
  )
  const answers = useQueries({
    queries: pages.map((page) => ({
      ...bookingsQuery({ ...filters, text: filters.text.trim(), offset: page * PAGE, limit: PAGE }),
      placeholderData: keepPreviousData,
    })),
  })
  return (index: number): BookingRow | undefined => {
    const page = Math.floor(index / PAGE)
    return page === 0 ? first[index] : answers[pages.indexOf(page)]?.data?.rows[index % PAGE]
  }
}

export function BookingsTable(props: {
  readonly filters: Filters
  readonly matched: number
  readonly first: readonly BookingRow[]
}) {
  const { filters, matched } = props
  const desk = useDesk()
  const { zone } = useHouse()
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: matched,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  const items = rows.getVirtualItems()
  const rowAt = usePages(filters, matched, props.first, items[0]?.index ?? 0, items.at(-1)?.index ?? 0)
  const [at, setAt] = useState(0)
  const moved = useRef(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at its top
  useEffect(() => {
    setAt(0)
    scroll.current?.scrollTo({ top: 0 })
  }, [filters])
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    document.getElementById(`booking-${at}`)?.focus({ preventScroll: true })
  })

  const take = (index: number, open: boolean) => {
    const row = rowAt(index)
    setAt(index)
    if (row && (open || desk.selected)) desk.select(subjectOf(row))
  }
  const move = (step: number) => {
    const next = Math.max(0, Math.min(matched - 1, at + step))
    moved.current = true
    rows.scrollToIndex(next)
    take(next, false)
  }
  const current = rowAt(at)
  useHotkeys({
    ...listKeys(move),
    enter: (event) => {
      if (event.target instanceof HTMLButtonElement) return event.target.click()
      take(at, true)
    },
    c: () => {
      const subject = current && subjectOf(current)
      const due =
        current && ['expected', 'overdue', 'not-named'].includes(current.status) && current.arrivalDate <= todayIn(zone)
      if (subject && due) desk.openSheet(subject)
    },
    o: () => {
      if (current?.reservationId && current.status === 'in-house') desk.openChange('check-out', current.reservationId)
    },
  })
  const { columns } = words.bookings
  const first = items[0]
  const last = items.at(-1)
  return (
    <div className={`${sheet.sheet} ${styles.scroll}`} ref={scroll}>
      <table className={`${table.table} ${styles.table}`} aria-label={words.bookings.title} aria-rowcount={matched + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {(Object.keys(columns) as (keyof typeof columns)[]).map((column) => (
              <th key={column} scope="col" className={styles[column]}>
                {columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={first?.start ?? 0} />
          {items.map((item) => (
            <Row
              key={item.key}
              row={rowAt(item.index)}
              index={item.index}
              stop={item.index === at}
              selected={sameSubject(desk.selected, subjectOf(rowAt(item.index) ?? { reservationId: null }))}
              onTake={() => take(item.index, true)}
            />
          ))}
          <Gap height={rows.getTotalSize() - (last?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  )
}

/** Stands for the rows out of sight, so that the bar beside the list tells the truth. */
function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: this row takes no focus
    <tr aria-hidden="true" className={styles.gap}>
      <td colSpan={7} style={{ height }} />
    </tr>
  )
}

function Row(props: {
  readonly row: BookingRow | undefined
  readonly index: number
  readonly stop: boolean
  readonly selected: boolean
  readonly onTake: () => void
}) {
  const { row, index } = props
  const guest = row ? guestLabel(row.guestName, row.reference) : words.loading
  return (
    <tr
      id={`booking-${index}`}
      aria-rowindex={index + 2}
      aria-label={guest}
      aria-current={props.selected ? 'true' : undefined}
      tabIndex={props.stop ? 0 : -1}
      onClick={props.onTake}
    >
      {row ? (
        <Cells row={row} guest={guest} />
      ) : (
        <td colSpan={7}>
          <span className={styles.bone} />
        </td>
      )}
    </tr>
  )
}

function Cells({ row, guest }: { readonly row: BookingRow; readonly guest: string }) {
  const look = looks[row.status]
  return (
    <>
      <td className={`${styles.guest} cut ${row.guestName ? '' : 'soft'}`} title={guest}>
        <bdi>{guest}</bdi>
      </td>
      <td className="cut num" data-copy>
        {row.reference ?? <span className="hint">{words.bookings.noReference}</span>}
      </td>
      <td className="cut">{channelName(row.channel)}</td>
      <td>
        <UnitNames units={row.units} />
      </td>
      <td>{dayRange(row.arrivalDate, row.departureDate)}</td>
      <td className={styles.nights}>{row.nights}</td>
      <td>
        <StateLine icon={look.icon} tone={look.tone}>
          {words.bookings.statuses[row.status]}
        </StateLine>
      </td>
    </>
  )
}
