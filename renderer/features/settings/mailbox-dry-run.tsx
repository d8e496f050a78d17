import { CircleCheck, CircleHelp, MailSearch, Minus } from 'lucide-react'
import type { DryRunLine } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { mediumDay, timeOrDay } from '../../desk/dates.ts'
import { channelName } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

const text = words.mailbox
const shown = 100

/** What the last 30 days would match. */
export function MailboxDryRun() {
  const run = useOrder('mailbox.dryRun')
  const lines = run.data?.lines ?? []
  return (
    <section aria-labelledby="mailbox-dry-run">
      <SectionHead
        id="mailbox-dry-run"
        title={text.dryRun}
        {...(run.data ? { count: text.found(lines.length, run.data.asked) } : {})}
      />
      {run.error && <ErrorBanner error={run.error} />}
      <div className={styles.testBar}>
        <p className="hint grow">{text.dryRunLead}</p>
        <Button
          icon={MailSearch}
          aria-disabled={run.isPending || undefined}
          onClick={() => run.isPending || run.mutate({})}
        >
          {run.isPending ? text.looking : text.look}
        </Button>
      </div>
      <div role="status">
        {run.data && lines.length === 0 && <p className="hint">{text.nothingFound}</p>}
        {lines.length > 0 && (
          <div className={sheet.sheet}>
            <ul className={styles.rows} aria-label={text.dryRun}>
              {lines.slice(0, shown).map((line) => (
                <Line key={`${line.receivedAt} ${line.reference}`} line={line} />
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  )
}

const looks = {
  known: { icon: CircleCheck, tone: 'ok' },
  names: { icon: CircleCheck, tone: 'ok' },
  guesses: { icon: CircleHelp, tone: 'wait' },
  asks: { icon: CircleHelp, tone: 'wait' },
  'no-stay': { icon: CircleHelp, tone: 'wait' },
  nothing: { icon: Minus, tone: 'idle' },
  'not-understood': { icon: CircleHelp, tone: 'wait' },
  'not-trusted': { icon: CircleHelp, tone: 'wait' },
} as const

function Line({ line }: { readonly line: DryRunLine }) {
  const { zone } = useHouse()
  const look = looks[line.verdict]
  return (
    <li>
      <b className="cut">{line.reference ?? text.noReference}</b>
      <span className="cut">
        {channelName(line.channel)}{' '}
        <span className="hint">
          · {timeOrDay(line.receivedAt, zone)}
          {line.arrivalDate && ` · ${text.arrives(mediumDay(line.arrivalDate))}`}
        </span>
      </span>
      <StateLine icon={look.icon} tone={look.tone}>
        {text.verdicts[line.verdict]}
        {line.units.length > 0 && `: ${line.units.join(', ')}`}
      </StateLine>
    </li>
  )
}
