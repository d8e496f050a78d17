import {
  ArrowLeftRight,
  BookOpen,
  Check,
  Ellipsis,
  KeyRound,
  Mail,
  MessageSquare,
  Pin,
  RotateCcw,
  Users,
} from 'lucide-react'
import type { ConversationView } from '../../../electron/contract/views.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import { Tag } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { dayAndMonth, todayIn } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import { isNumberLike, placeName, whoIs } from './place-words.ts'
import styles from './thread.module.css'
import type { ThreadActs } from './use-thread-acts.ts'

/** Where the conversation stands in a few words: `left 10 Nov`, `until 24 Nov`, `arrives today`. */
function stayWords(stay: ConversationView['stay'], today: string): string | null {
  if (!stay) return null
  if (stay.status === 'in-house') return words.thread.until(dayAndMonth(stay.departureDate))
  if (stay.status === 'departed') return words.thread.left(dayAndMonth(stay.departureDate))
  if (stay.status !== 'expected') return words.context.status[stay.status] ?? null
  if (stay.arrivalDate === today) return words.thread.arrivesToday
  const day = dayAndMonth(stay.arrivalDate)
  return stay.arrivalDate < today ? words.thread.wasDue(day) : words.thread.arrives(day)
}

/** Which conversation this is, and what can be done with it as a whole. */
export function ThreadHead(props: {
  readonly conversation: ConversationView
  readonly whole: readonly MenuEntry[]
  readonly acts: ThreadActs
  readonly onMerge: () => void
}) {
  const { conversation, acts } = props
  const { zone } = useHouse()
  const place = placeName(conversation)
  const who = whoIs(conversation)
  // Where there is no room for both the phone is cut: it stands beside the conversation as well.
  const detail = [stayWords(conversation.stay, todayIn(zone)), conversation.guestName && conversation.phone].filter(
    Boolean,
  )
  const { pinned, closed } = conversation
  const closing = closed ? words.thread.reopen : words.thread.close
  return (
    <header className={styles.head}>
      <span
        className={`${styles.unit} ${isNumberLike(place) ? '' : styles.word}`}
        title={conversation.unitName ?? place}
      >
        {place}
      </span>
      <div className="grow">
        <h2 className={styles.guest}>
          <bdi className="cut" title={who}>
            {who}
          </bdi>
          {conversation.group && <Tag icon={Users}>{words.thread.group}</Tag>}
          {closed && <Tag>{words.thread.closedTag}</Tag>}
        </h2>
        <p className={`${styles.detail} cut`} data-copy>
          {detail.join(' · ')}
        </p>
      </div>
      <Menu label={words.thread.moveWhole} look="plain" size="low" namedInside entries={props.whole}>
        <Icon of={ArrowLeftRight} size={14} />
        <span className={styles.verb}>{words.thread.move}</span>
      </Menu>
      <IconButton
        icon={Pin}
        size="low"
        look={pinned ? 'teal' : 'quiet'}
        label={pinned ? words.thread.unpin : words.thread.pin}
        title={`${pinned ? words.thread.unpin : words.thread.pin}. ${words.thread.pinHint}.`}
        onClick={acts.pin}
      />
      <Button size="low" icon={closed ? RotateCcw : Check} title={closing} onClick={acts.close}>
        <span className={styles.verb}>{closing}</span>
      </Button>
      <MoreMenu {...props} />
    </header>
  )
}

function MoreMenu({ conversation, acts, onMerge }: Parameters<typeof ThreadHead>[0]) {
  const desk = useDesk()
  const reservationId = conversation.stay?.reservationId ?? null
  const entries: MenuEntry[] = [
    { id: 'unread', label: words.thread.markUnread, icon: MessageSquare, shortcut: 'U', run: acts.markUnread },
    { id: 'merge', label: words.thread.merge, icon: Users, run: onMerge },
    ...(reservationId === null
      ? []
      : [
          {
            id: 'booking',
            label: words.thread.openBooking,
            icon: BookOpen,
            apart: true,
            run: () => desk.select({ reservationId }),
          },
          { id: 'codes', label: words.thread.tellCodes, icon: KeyRound, run: () => acts.tell(reservationId, 'codes') },
          {
            id: 'welcome',
            label: words.thread.tellWelcome,
            icon: Mail,
            run: () => acts.tell(reservationId, 'welcome'),
          },
        ]),
  ]
  return (
    <Menu label={words.more} entries={entries} square size="low">
      <Icon of={Ellipsis} />
    </Menu>
  )
}
