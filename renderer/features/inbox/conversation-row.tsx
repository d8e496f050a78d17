import {
  ArrowRight,
  Ban,
  CircleQuestionMark,
  CircleX,
  Clock,
  Hand,
  Image,
  type LucideIcon,
  Pin as PinIcon,
} from 'lucide-react'
import { memo } from 'react'
import type { InboxRow } from '../../../electron/contract/views.ts'
import { Icon } from '../../components/icon.tsx'
import rows from '../../components/rows.module.css'
import { shortTime } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import styles from './list.module.css'
import { isNumberLike, placeName, whoIs } from './place-words.ts'

type State = NonNullable<InboxRow['state']>
const looks: Record<State, { readonly icon: LucideIcon; readonly tone: 'accent' | 'bad' | 'wait' | 'idle' }> = {
  review: { icon: CircleQuestionMark, tone: 'accent' },
  failed: { icon: CircleX, tone: 'bad' },
  held: { icon: Hand, tone: 'wait' },
  waiting: { icon: Clock, tone: 'wait' },
  sending: { icon: ArrowRight, tone: 'wait' },
  'opted-out': { icon: Ban, tone: 'idle' },
}

export const rowId = (conversationId: string) => `conversation-${conversationId}`

/** One conversation in two lines: where, who, when, how it stands, and the last thing said. */
export const ConversationRow = memo(function ConversationRow(props: {
  readonly row: InboxRow
  readonly selected: boolean
  /** The row that Tab comes to. */
  readonly stop: boolean
  readonly position: number
  readonly total: number
  readonly top: number
  readonly zone: string
  readonly onTake: (conversationId: string) => void
}) {
  const { row, selected } = props
  const place = placeName(row)
  const who = whoIs(row)
  const name = [place, who, row.unread > 0 ? words.inbox.unread(row.unread) : ''].filter(Boolean).join(', ')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's own keys do the same
    <li
      id={rowId(row.id)}
      aria-label={name}
      aria-current={selected ? 'true' : undefined}
      aria-posinset={props.position}
      aria-setsize={props.total}
      tabIndex={props.stop ? 0 : -1}
      className={`${styles.row} ${rows.choosable} ${selected ? rows.chosen : ''} ${row.unread > 0 ? styles.unread : ''}`}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => props.onTake(row.id)}
    >
      <span className={`${styles.unit} ${isNumberLike(place) ? '' : styles.word}`} title={row.unitName ?? place}>
        {place}
      </span>
      <span className={styles.who} title={who}>
        <bdi className="cut">{who}</bdi>
        {row.pinned && (
          <span title={words.inbox.pinned} className={styles.mark}>
            <Icon of={PinIcon} size={12} />
            <span className="vh">{words.inbox.pinned}</span>
          </span>
        )}
      </span>
      <span className={styles.at}>{row.lastAt && shortTime(row.lastAt, props.zone)}</span>
      <span className={styles.last}>
        {row.state && <RowState state={row.state} />}
        {row.hasMedia && <Icon of={Image} size={14} />}
        <LastLine row={row} />
      </span>
    </li>
  )
})

function RowState({ state }: { readonly state: State }) {
  const { icon, tone } = looks[state]
  return (
    <span className={`${styles.state} ${styles[tone] ?? ''}`}>
      <Icon of={icon} size={14} />
      {words.inbox.states[state]}
    </span>
  )
}

function LastLine({ row }: { readonly row: InboxRow }) {
  const lead =
    row.lastDirection === 'outbound' ? words.inbox.you : row.lastDirection === 'internal' ? words.inbox.note : ''
  const text = row.lastLine || (row.hasMedia ? words.inbox.picture : '')
  return (
    <span className="cut">
      {lead && `${lead} `}
      <bdi>{text}</bdi>
    </span>
  )
}
