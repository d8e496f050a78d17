import type { InboxFilter, InboxView } from '../../../electron/contract/views.ts'
import { SearchField } from '../../components/search-field.tsx'
import { words } from '../../words/index.ts'
import type { Search } from './conversation-list.tsx'
import styles from './list.module.css'

const filters: readonly InboxFilter[] = ['open', 'review', 'unknown', 'no-unit', 'stuck', 'closed']

const numberOf = (counts: InboxView['counts'], filter: InboxFilter) => counts[filter === 'no-unit' ? 'noUnit' : filter]

/** The filters with how much each holds, and a small search. Stuck stands there only while something is. */
export function ListHead(props: {
  readonly search: Search
  readonly counts: InboxView['counts'] | undefined
  readonly onSearch: (search: Search) => void
}) {
  const { search, counts } = props
  const shown = filters.filter(
    (filter) => filter !== 'stuck' || search.filter === 'stuck' || (counts !== undefined && counts.stuck > 0),
  )
  return (
    <div className={styles.head}>
      <nav className={styles.filters} aria-label={words.inbox.filter}>
        {shown.map((filter) => {
          const number = counts ? numberOf(counts, filter) : 0
          return (
            <button
              type="button"
              key={filter}
              aria-current={search.filter === filter ? 'true' : undefined}
              className={filter === 'stuck' ? styles.stuck : undefined}
              onClick={() => props.onSearch({ ...search, filter })}
            >
              {words.inbox.filters[filter]}
              {number > 0 && <span> {number.toLocaleString(words.locale)}</span>}
            </button>
          )
        })}
      </nav>
      <search>
        <SearchField
          className={styles.search}
          label={words.inbox.search}
          placeholder={words.inbox.search}
          text={search.text}
          onChange={(text) => props.onSearch({ ...search, text })}
        />
      </search>
    </div>
  )
}
