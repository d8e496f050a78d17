import { CircleCheck, CircleDashed, Clock, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { TextingView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { Banner, ErrorBanner, sheet } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

const text = words.texting
type Part = { readonly view: TextingView }

/** Something of texting waits for a person. */
export const isTroubled = (view: TextingView): boolean =>
  view.configured &&
  (!view.hasToken ||
    view.tunnel.state === 'down' ||
    view.webhook.state === 'foreign' ||
    view.webhook.preHook ||
    view.numbers.some((number) => number.foreignUrl !== null || number.fault !== null))

/** How texting stands, what was found at Twilio, and what only a person may decide about it. */
export function TextingState({ view }: Part) {
  const takeOver = useOrder('texting.takeOver')
  const decide = (what: 'webhook' | 'sms-url' | 'autocreation', number: string | null) =>
    takeOver.isPending || takeOver.mutate({ what, number })
  return (
    <>
      {takeOver.error && <ErrorBanner error={takeOver.error} />}
      {view.webhook.preHook && (
        <Banner tone="bad" title={text.preHookTitle} tall>
          {text.preHookLead}
        </Banner>
      )}
      {view.webhook.state === 'foreign' && (
        <Banner
          tone="bad"
          title={text.foreignTitle}
          tall="below"
          actions={
            <Button
              look="primary"
              aria-disabled={takeOver.isPending || undefined}
              onClick={() => decide('webhook', null)}
            >
              {text.replace}
            </Button>
          }
        >
          {text.foreignLead} {text.foreignNow} <b data-copy>{view.webhook.foreignUrl}</b>
        </Banner>
      )}
      <StateRows view={view} />
      <ul className={`${sheet.sheet} ${styles.rows} ${styles.apart}`} aria-label={text.numbers}>
        {view.numbers.map((number) => (
          <NumberRow
            key={number.phone}
            number={number}
            busy={takeOver.isPending}
            onDecide={(what) => decide(what, number.phone)}
          />
        ))}
      </ul>
    </>
  )
}

function StateRows({ view }: Part) {
  const { zone } = useHouse()
  const sync = useOrder('sync.now')
  const { tunnel, webhook, catchUp } = view
  const checked = webhook.checkedAt ? text.checkedAt(timeOrDay(webhook.checkedAt, zone)) : null
  return (
    <dl className={`${sheet.sheet} ${styles.rows} ${styles.apart}`}>
      <Row label={text.wayIn} end={tunnel.publicUrl && <CopyButton value={tunnel.publicUrl} />}>
        <div className={styles.line}>
          <StateLine {...tunnelLook(tunnel.state)}>{text.tunnelStates[tunnel.state]}</StateLine>
          <span data-copy>{tunnel.publicUrl ?? (tunnel.kind === 'none' ? text.noAddress : null)}</span>
          {tunnel.since && tunnel.state !== 'off' && (
            <span className="hint">{text.openSince(timeOrDay(tunnel.since, zone))}</span>
          )}
        </div>
        {tunnel.detail && <p className="hint">{tunnel.detail}</p>}
      </Row>
      <Row label={text.webhook}>
        <div className={styles.line}>
          <StateLine {...webhookLook(webhook.state)}>{text.webhookStates[webhook.state]}</StateLine>
          {checked && <span className="hint">{checked}</span>}
        </div>
      </Row>
      <Row
        label={text.lastCatchUp}
        end={
          <Button
            size="low"
            aria-disabled={sync.isPending || undefined}
            onClick={() => sync.isPending || sync.mutate({})}
          >
            {text.catchUpNow}
          </Button>
        }
      >
        {catchUp.lastOkAt ? timeOrDay(catchUp.lastOkAt, zone) : text.catchUpNever}
        {catchUp.lastOkAt && <span className="hint"> · {text.catchUpFound(catchUp.found)}</span>}
        {catchUp.fault && <p className="hint">{catchUp.fault}</p>}
      </Row>
      <Row label={text.rejected}>{rejectedWords(view.rejected)}</Row>
    </dl>
  )
}

const Row = (props: { readonly label: string; readonly children: ReactNode; readonly end?: ReactNode }) => (
  <div>
    <dt>{props.label}</dt>
    <dd>{props.children}</dd>
    {props.end && <dd>{props.end}</dd>}
  </div>
)

function rejectedWords(rejected: TextingView['rejected']): string {
  const parts = (['signature', 'account', 'size', 'rate'] as const)
    .filter((kind) => rejected[kind] > 0)
    .map((kind) => text.rejectedParts[kind](rejected[kind]))
  return parts.join(' · ') || text.rejectedNone
}

const tunnelLook = (state: TextingView['tunnel']['state']) =>
  state === 'up'
    ? ({ icon: CircleCheck, tone: 'ok' } as const)
    : state === 'down'
      ? ({ icon: TriangleAlert, tone: 'bad' } as const)
      : ({ icon: state === 'off' ? CircleDashed : Clock, tone: 'idle' } as const)

const webhookLook = (state: TextingView['webhook']['state']) =>
  state === 'ours'
    ? ({ icon: CircleCheck, tone: 'ok' } as const)
    : state === 'foreign'
      ? ({ icon: TriangleAlert, tone: 'bad' } as const)
      : ({ icon: Clock, tone: 'idle' } as const)

function NumberRow(props: {
  readonly number: TextingView['numbers'][number]
  readonly busy: boolean
  readonly onDecide: (what: 'sms-url' | 'autocreation') => void
}) {
  const { number } = props
  const { autocreation } = number
  const asks = number.authority === 'conversations' && autocreation === 'off'
  return (
    <li aria-label={number.phone}>
      <b className="cut num">{number.phone}</b>
      <span>
        {number.authority === 'conversations' && (
          <StateLine
            icon={autocreation === 'on' ? CircleCheck : autocreation === 'off' ? TriangleAlert : Clock}
            tone={autocreation === 'on' ? 'ok' : autocreation === 'off' ? 'wait' : 'idle'}
          >
            {text.autocreation[autocreation]}
          </StateLine>
        )}
        {number.authority === 'messaging' && text.authorities.messaging}
        {number.foreignUrl && (
          <p className="hint">
            {text.numberForeign(number.phone)}: <span data-copy>{number.foreignUrl}</span>
          </p>
        )}
        {number.fault && <p className="hint">{number.fault}</p>}
      </span>
      <span className={styles.ends}>
        {asks && (
          <Button size="low" aria-disabled={props.busy || undefined} onClick={() => props.onDecide('autocreation')}>
            {text.enable}
          </Button>
        )}
        {number.foreignUrl && (
          <Button size="low" aria-disabled={props.busy || undefined} onClick={() => props.onDecide('sms-url')}>
            {text.replaceNumber}
          </Button>
        )}
      </span>
    </li>
  )
}

function CopyButton({ value }: { readonly value: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <Button size="low" onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}>
      <span role="status">{copied ? text.copied : text.copy}</span>
    </Button>
  )
}
