import { ArrowDown } from 'lucide-react'
import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ConversationView, MessageView } from '../../../electron/contract/views.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import type { MenuEntry } from '../../components/menu.tsx'
import { EmptyState } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { addDays } from '../../desk/clock.ts'
import { dayOf, mediumDay, todayIn } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import { MessageBubble } from './message-bubble.tsx'
import { RescheduleDialog } from './send-later.tsx'
import styles from './thread.module.css'
import { useThreadScroll } from './use-thread-scroll.ts'

/** As many as the desk gives at once. */
export const MOST = 1000

/** The texts of a conversation, day by day, the newest in sight. */
export function ThreadBody(props: {
  readonly conversation: ConversationView
  readonly limit: number
  /** Counts what was sent from here: it is brought into sight. */
  readonly sent: number
  readonly onEarlier: () => void
  readonly placesFor: (message: MessageView) => readonly MenuEntry[]
}) {
  const { conversation, placesFor } = props
  const { messages, earlier } = conversation
  const { zone } = useHouse()
  const newest = messages.at(-1)?.id
  const { place, content, onScroll, below, toFoot } = useThreadScroll(messages[0]?.id, newest)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each text that was sent
  useEffect(toFoot, [props.sent])
  const [changing, setChanging] = useState<MessageView | null>(null)
  const reschedule = useCallback((message: MessageView) => setChanging(message), [])
  const days = useMemo(() => messages.map((message) => dayOf(message.at, zone)), [messages, zone])
  const named = conversation.group || new Set(messages.flatMap(guestAuthor)).size > 1
  return (
    <div className={styles.bodyPlace}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={styles.body} ref={place} onScroll={onScroll} tabIndex={0} aria-label={words.thread.messages}>
        <div className={styles.content} ref={content}>
          {earlier > 0 && (
            <div className={styles.day}>
              {props.limit < MOST ? (
                <LinkButton onClick={props.onEarlier}>{words.thread.earlier(earlier)}</LinkButton>
              ) : (
                words.thread.tooMany(earlier)
              )}
            </div>
          )}
          {messages.length === 0 && <EmptyState title={words.thread.empty}>{words.thread.emptyLead}</EmptyState>}
          <ol className={styles.messages}>
            {messages.map((message, at) => (
              <Fragment key={message.id}>
                {days[at] !== days[at - 1] && <li className={styles.day}>{dayWords(days[at] ?? '', zone)}</li>}
                <MessageBubble
                  message={message}
                  zone={zone}
                  named={named}
                  placesFor={placesFor}
                  onReschedule={reschedule}
                />
              </Fragment>
            ))}
          </ol>
        </div>
      </section>
      {below && (
        <div className={styles.below}>
          <Button size="low" icon={ArrowDown} onClick={toFoot}>
            {words.thread.newBelow}
          </Button>
        </div>
      )}
      <Announced messages={messages} />
      {changing && <RescheduleDialog message={changing} onClose={() => setChanging(null)} />}
    </div>
  )
}

const guestAuthor = (message: MessageView) => (message.direction === 'inbound' ? [message.author] : [])

function dayWords(day: string, zone: string): string {
  const today = todayIn(zone)
  if (day === today) return words.thread.today
  if (day === addDays(today, -1)) return words.thread.yesterday
  return mediumDay(day) + (day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`)
}

/** Reads out what a guest writes while the conversation is open; what stood there before is not read. */
function Announced({ messages }: { readonly messages: readonly MessageView[] }) {
  const newest = messages.findLast((message) => message.direction === 'inbound')
  const before = useRef(newest?.id)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!newest || newest.id === before.current) return
    before.current = newest.id
    setSaid(words.thread.by(newest.author, newest.body || words.inbox.picture))
  }, [newest])
  return (
    <span className="vh" role="status" aria-live="polite">
      {said}
    </span>
  )
}
