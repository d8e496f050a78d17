import { FileSpreadsheet, Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { EmptyState, PageHead, sheet } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useBookings } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './bookings.module.css'
import { BookingsFilters, type Filters, noFilters } from './bookings-filters.tsx'
import { BookingsTable, PAGE } from './bookings-table.tsx'

/** Kept while another screen is open: who comes back finds the list as it was. */
let lastFilters: Filters = noFilters

export function BookingsScreen() {
  const desk = useDesk()
  const [filters, setFilters] = useState(lastFilters)
  const change = (next: Filters) => {
    lastFilters = next
    setFilters(next)
  }
  const asked = useDeferredValue(filters)
  const answer = useBookings({ ...asked, text: asked.text.trim(), offset: 0, limit: PAGE })
  const { data } = answer
  const add = (
    <Button icon={Plus} shortcut="N" onClick={() => desk.openNewBooking('booking')}>
      {words.bookings.newBooking}
    </Button>
  )
  return (
    <div className={styles.page}>
      <PageHead
        title={words.bookings.title}
        beside={
          <span className={styles.count} role="status">
            {data && words.bookings.matched(data.matched, data.total)}
          </span>
        }
      >
        <Button icon={FileSpreadsheet} onClick={desk.openImport}>
          {words.importing.open}
        </Button>
        {add}
      </PageHead>
      <BookingsFilters filters={filters} channels={data?.channels ?? []} onChange={change} />
      <Loaded answer={answer} rows={8}>
        {(view) =>
          view.matched > 0 ? (
            <BookingsTable filters={asked} matched={view.matched} first={view.rows} />
          ) : (
            <div className={sheet.sheet}>
              {view.total === 0 ? (
                <EmptyState title={words.bookings.empty} actions={add}>
                  {words.bookings.emptyLead}
                </EmptyState>
              ) : (
                <EmptyState
                  title={words.bookings.none}
                  actions={<Button onClick={() => change(noFilters)}>{words.bookings.clear}</Button>}
                >
                  {words.bookings.noneLead}
                </EmptyState>
              )}
            </div>
          )
        }
      </Loaded>
    </div>
  )
}
