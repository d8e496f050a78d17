import { CircleQuestionMark, Info, Link2 } from 'lucide-react'
import type { ConversationView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { Banner } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { dayRange } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import { placeName } from './place-words.ts'
import styles from './thread.module.css'
import { useAct } from './use-acts.ts'
import type { useMoves } from './use-moves.ts'

type Part = { readonly conversation: ConversationView; readonly moves: ReturnType<typeof useMoves> }

/** What the desk is asked about this conversation: at most one question at a time. */
export function Questions({ conversation, moves }: Part) {
  return (
    <div className={styles.questions}>
      {conversation.review ? (
        <ReviewBanner conversation={conversation} moves={moves} review={conversation.review} />
      ) : (
        conversation.proposals.length > 0 &&
        !conversation.closed && <ProposalBanner conversation={conversation} moves={moves} />
      )}
      {conversation.groupRefused && (
        <Banner tone="wait" icon={Info} title={words.thread.groupRefused}>
          {conversation.groupRefused}
        </Banner>
      )}
    </div>
  )
}

/** The text that was asked about and those that came after it by the same guess. */
function textsUnderReview({ messages }: ConversationView, messageId: string): readonly string[] {
  const from = messages.findIndex((message) => message.id === messageId)
  if (from < 0) return [messageId]
  return messages.slice(from).flatMap((message, at) => {
    const doubted = message.route !== null && (message.route.guess || message.route.needsReview)
    return at === 0 || doubted ? [message.id] : []
  })
}

function ReviewBanner(props: Part & { readonly review: NonNullable<ConversationView['review']> }) {
  const { conversation, moves, review } = props
  const keep = useAct('inbox.keep')
  const place = placeName(conversation)
  const texts = textsUnderReview(conversation, review.messageId)
  const [first, ...rest] = review.alternatives
  const name = (one: typeof first) => one?.unitName ?? words.thread.noUnit
  const short = (one: typeof first) => one?.unitKey ?? words.thread.noUnit
  return (
    <Banner
      tone="question"
      title={words.thread.review(place, review.words)}
      actions={
        <>
          <Button
            look="primary"
            size="low"
            onClick={() => keep({ conversationId: conversation.id }, words.thread.said.keep)}
          >
            {words.thread.keep}
          </Button>
          {first && (
            <Button size="low" onClick={() => moves.textsTo(texts, { unitId: first.unitId, name: name(first) }, true)}>
              {words.thread.moveTo(short(first))}
            </Button>
          )}
          {rest.length > 0 && (
            <Menu
              label={words.thread.move}
              look="plain"
              size="low"
              namedInside
              entries={rest.map((one) => ({
                id: one.unitId ?? 'none',
                label: words.thread.moveTo(name(one)),
                run: () => moves.textsTo(texts, { unitId: one.unitId, name: name(one) }, true),
              }))}
            >
              {words.more}
            </Menu>
          )}
        </>
      }
    />
  )
}

function ProposalBanner({ conversation, moves }: Part) {
  const { app } = useHouse()
  const { proposals } = conversation
  const [only] = proposals
  const link = (unitKey: string) => {
    const unit = app.units.find((one) => one.key === unitKey)
    if (unit) moves.wholeTo({ unitId: unit.id, name: unit.name })
  }
  if (!only) return null
  return (
    <div className={styles.proposal} role="status">
      <Icon of={proposals.length === 1 ? Link2 : CircleQuestionMark} size={18} />
      <p>
        <b>{proposals.length === 1 ? words.thread.propose(only.unitKey) : words.thread.proposeMany}</b>{' '}
        {proposals.length === 1 && (
          <span className="soft">{words.thread.proposeLead(dayRange(only.arrivalDate, only.departureDate))}</span>
        )}
      </p>
      {proposals.slice(0, 4).map((one) => (
        <Button
          key={one.stayId}
          size="low"
          look={proposals.length === 1 ? 'primary' : 'teal'}
          disabled={conversation.messages.length === 0}
          title={dayRange(one.arrivalDate, one.departureDate)}
          onClick={() => link(one.unitKey)}
        >
          {proposals.length === 1 ? words.thread.link : words.thread.linkTo(one.unitKey)}
        </Button>
      ))}
    </div>
  )
}
