import { useCallback, useState } from 'react'
import type { TextingState } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { Banner, ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useHotkeys } from '../../desk/hotkeys.ts'
import { useConversation } from '../../desk/queries.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { words } from '../../words/index.ts'
import { Composer } from './composer.tsx'
import { ContextColumn } from './context-column.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { placeName, whoIs } from './place-words.ts'
import { Questions } from './review-banner.tsx'
import styles from './thread.module.css'
import { MOST, ThreadBody } from './thread-body.tsx'
import { ThreadHead } from './thread-head.tsx'
import { useMarkRead } from './use-mark-read.ts'
import { useMoves } from './use-moves.ts'
import { type ThreadActs, useThreadActs } from './use-thread-acts.ts'

/** Messages shown at first, and how many more each time somebody asks for earlier ones. */
const FIRST = 50
const MORE = 150

type Props = {
  readonly conversationId: string
  readonly texting: TextingState
  readonly unread: boolean
  readonly onLeave: () => void
}

/** One conversation: who and where, what is asked about it, its texts, the reply, and what stands beside it. */
export function Thread(props: Props) {
  const desk = useDesk()
  const [limit, setLimit] = useState(FIRST)
  const { data, error } = useConversation(props.conversationId, limit)
  if (data) {
    const more = () => setLimit((now) => Math.min(MOST, now + MORE))
    return <Opened {...props} conversation={data} limit={limit} onEarlier={more} />
  }
  return (
    <section className={`${styles.thread} ${styles.waiting}`} aria-label={words.loading}>
      {error ? (
        <ErrorBanner
          error={error as DeskError}
          actions={<Button onClick={() => desk.selectConversation(null)}>{words.close}</Button>}
        />
      ) : (
        <Skeleton rows={6} />
      )}
    </section>
  )
}

function Opened(
  props: Props & {
    readonly conversation: NonNullable<ReturnType<typeof useConversation>['data']>
    readonly limit: number
    readonly onEarlier: () => void
  },
) {
  const { conversation } = props
  const [keptUnread, setKeptUnread] = useState(false)
  const [merging, setMerging] = useState(false)
  const [sent, setSent] = useState(0)
  const moves = useMoves(conversation)
  const acts = useThreadActs(conversation, () => setKeptUnread(true))
  const newest = conversation.messages.findLast((message) => message.direction === 'inbound')?.id ?? null
  useMarkRead(conversation.id, newest, props.unread, keptUnread)
  const toReply = () => document.getElementById('reply')?.focus()
  useHotkeys({ r: toReply, e: acts.close, u: acts.markUnread })
  // Questions and verbs go with what they asked; the focus then stays in this conversation.
  const place = useKeepFocus<HTMLElement>()
  const onSent = useCallback(() => setSent((number) => number + 1), [])
  return (
    <>
      <section
        className={styles.thread}
        ref={place}
        tabIndex={-1}
        aria-label={words.thread.name(placeName(conversation), whoIs(conversation))}
      >
        <ThreadHead conversation={conversation} whole={moves.whole} acts={acts} onMerge={() => setMerging(true)} />
        <Questions conversation={conversation} moves={moves} />
        <ToldBefore acts={acts} />
        <ThreadBody
          conversation={conversation}
          limit={props.limit}
          sent={sent}
          onEarlier={props.onEarlier}
          placesFor={moves.placesFor}
        />
        <Composer conversation={conversation} texting={props.texting} onSent={onSent} onLeave={props.onLeave} />
      </section>
      <ContextColumn conversation={conversation} />
      {merging && <MergeDialog conversation={conversation} onClose={() => setMerging(false)} />}
    </>
  )
}

/** The guest had this before: said again only at the desk's word. */
function ToldBefore({ acts }: { readonly acts: ThreadActs }) {
  const { before } = acts
  if (!before) return null
  return (
    <div className={styles.questions}>
      <Banner
        tone="question"
        title={words.thread.toldBefore[before.kind]}
        actions={
          <>
            <Button size="low" onClick={() => acts.tell(before.reservationId, before.kind, true)}>
              {words.thread.sendAgain}
            </Button>
            <Button size="low" look="quiet" onClick={acts.forgetBefore}>
              {words.cancel}
            </Button>
          </>
        }
      />
    </div>
  )
}
