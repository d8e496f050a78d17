import type { BookingStatus } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Choice, type Option } from '../../components/choice.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { addMonths } from '../../desk/clock.ts'
import { monthName, todayIn } from '../../desk/dates.ts'
import { channelName } from '../../desk/naming.ts'
import { words } from '../../words/index.ts'
import styles from './bookings.module.css'

export type Filters = {
  readonly text: string
  readonly month: string | null
  readonly unit: string | null
  readonly channel: string | null
  readonly status: string | null
}
export const noFilters: Filters = { text: '', month: null, unit: null, channel: null, status: null }

const ANY = 'any'
const statuses = Object.keys(words.bookings.statuses) as BookingStatus[]

export function BookingsFilters(props: {
  readonly filters: Filters
  readonly channels: readonly string[]
  readonly onChange: (filters: Filters) => void
}) {
  const { filters } = props
  const { app, zone } = useHouse()
  const month = todayIn(zone).slice(0, 7)
  const months = Array.from({ length: 26 }, (_, at) => addMonths(month, 13 - at))
  const set = (part: Partial<Filters>) => props.onChange({ ...filters, ...part })
  const filter = (
    key: 'month' | 'unit' | 'channel' | 'status',
    label: string,
    any: string,
    options: readonly Option[],
  ) => (
    <Choice
      filter
      label={label}
      unset={ANY}
      value={filters[key] ?? ANY}
      options={[{ id: ANY, label: any }, ...options]}
      onChoose={(id) => set({ [key]: id === ANY ? null : id })}
    />
  )
  const filtered = Object.values(filters).some(Boolean)
  return (
    <search className={styles.filters}>
      <SearchField
        className={styles.search}
        label={words.frame.searchName}
        placeholder={words.bookings.search}
        text={filters.text}
        onChange={(text) => set({ text })}
      />
      {filter(
        'month',
        words.bookings.month,
        words.bookings.anyMonth,
        months.map((id) => ({ id, label: monthName(id) })),
      )}
      {filter(
        'unit',
        words.bookings.unit,
        words.bookings.allUnits,
        app.units.map((unit) => ({ id: unit.key, label: unit.name })),
      )}
      {filter(
        'channel',
        words.bookings.channel,
        words.bookings.allChannels,
        props.channels.map((id) => ({ id, label: channelName(id) })),
      )}
      {filter(
        'status',
        words.bookings.status,
        words.bookings.anyStatus,
        statuses.map((id) => ({ id, label: words.bookings.statuses[id] })),
      )}
      <span className="grow" />
      {filtered && (
        <Button look="quiet" onClick={() => props.onChange(noFilters)}>
          {words.bookings.clear}
        </Button>
      )}
    </search>
  )
}
