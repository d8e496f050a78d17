import { ArrowLeftRight, UserRoundX } from 'lucide-react'
import { memo } from 'react'
import type { MessageView } from '../../../electron/contract/views.ts'
import { StateLine } from '../../components/code-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import { wallTime } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import { MessageMedia } from './message-media.tsx'
import { MessageStatus } from './message-status.tsx'
import { MessageVerbs } from './message-verbs.tsx'
import styles from './thread.module.css'

type Props = {
  readonly message: MessageView
  readonly zone: string
  /** Written under the bubble where it is not the guest of this conversation. */
  readonly named: boolean
  readonly placesFor: (message: MessageView) => readonly MenuEntry[]
  readonly onReschedule: (message: MessageView) => void
}

/** One text: whose, what, when, and how far it has come. */
export const MessageBubble = memo(function MessageBubble(props: Props) {
  const { message } = props
  if (message.direction === 'internal') return <Internal {...props} />
  const out = message.direction === 'outbound'
  const bad = message.status === 'failed' || message.status === 'undelivered'
  const coming = message.status === 'scheduled' || message.status === 'held'
  const look = out ? (bad ? styles.failed : coming ? styles.coming : styles.out) : styles.in
  return (
    <li className={`${styles.message} ${out ? styles.ours : ''} ${message.status === 'not-sent' ? styles.left : ''}`}>
      {message.media.length > 0 && <MessageMedia media={message.media} author={message.author} />}
      {message.body && (
        <div className={`${styles.bubble} ${look}`} data-copy>
          {message.prefix && <span className={styles.prefix}>{message.prefix.trimEnd()} </span>}
          <span dir="auto">{message.body}</span>
        </div>
      )}
      <div className={styles.meta}>{out ? <OutMeta {...props} /> : <InMeta {...props} />}</div>
    </li>
  )
})

function OutMeta({ message, zone, onReschedule }: Props) {
  return (
    <>
      {message.status !== 'scheduled' && (
        <span>
          {message.author} · {wallTime(message.at, zone)}
        </span>
      )}
      <MessageStatus message={message} />
      <MessageVerbs message={message} onReschedule={onReschedule} />
    </>
  )
}

function InMeta({ message, zone, named, placesFor }: Props) {
  const entries = message.verbs.includes('move') ? placesFor(message) : []
  return (
    <>
      {message.authorUnknown && (
        <StateLine icon={UserRoundX} tone="wait">
          {words.thread.unknownMember(message.author)}
        </StateLine>
      )}
      <span>
        {named && !message.authorUnknown && (
          <>
            <bdi>{message.author}</bdi> ·{' '}
          </>
        )}
        {wallTime(message.at, zone)}
      </span>
      {message.fromPage && <span>{words.thread.fromPage}</span>}
      {message.route && (message.route.guess || message.route.needsReview || message.route.rule === 'moved') && (
        <span>{words.thread.filedBy(message.route.words)}</span>
      )}
      {entries.length > 0 && (
        <Menu label={words.thread.movesText} entries={entries} className={styles.moveOne}>
          <Icon of={ArrowLeftRight} size={12} />
          {words.thread.move}
        </Menu>
      )}
    </>
  )
}

/** A note of the desk, or what a manager wrote into the group: never sent by us. */
function Internal({ message, zone }: Props) {
  const lead = message.kind === 'note' ? words.thread.noteLead : words.thread.staffLead
  return (
    <li className={styles.note}>
      <b>{lead}</b>{' '}
      <span dir="auto" data-copy>
        {message.body}
      </span>{' '}
      <span className="hint">
        {message.author} · {wallTime(message.at, zone)}
      </span>
      {message.media.length > 0 && <MessageMedia media={message.media} author={message.author} />}
    </li>
  )
}
