import { CircleCheck, Clock, RefreshCw, ShieldAlert, TriangleAlert, X } from 'lucide-react'
import type { FeedDryRunView, FeedView } from '../../../electron/contract/views.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { dayRange, timeOrDay } from '../../desk/dates.ts'
import { channelName } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

const text = words.settings
const statuses: Readonly<Record<string, string>> = text.feedStatus

/** A status we have no words for is shown as it is where it already is a sentence. */
const statusWords = (status: string) => statuses[status] ?? (status.includes(' ') ? status : text.feedTrouble)

/** One calendar: how it is, when it is read, and on demand what it would change. */
export function FeedRow({
  feed,
  busy,
  onRemove,
}: {
  readonly feed: FeedView
  readonly busy: boolean
  readonly onRemove: () => void
}) {
  const { app, zone } = useHouse()
  const check = useOrder('feeds.checkNow')
  const preview = useOrder('feeds.dryRun')
  const unit = app.units.find((one) => one.key === feed.unitKey)?.name ?? feed.unitKey
  const name = `${unit}, ${channelName(feed.channel)}`
  const last = feed.lastOkAt ? text.lastRead(timeOrDay(feed.lastOkAt, zone)) : text.neverRead
  const next = feed.lastPolledAt ? ` · ${text.nextRead(timeOrDay(feed.nextPollAt, zone))}` : ''
  return (
    <li aria-label={name}>
      <b className="cut">{unit}</b>
      <div className={styles.feedSource}>
        <p className="cut">
          {channelName(feed.channel)} <span className="hint">· {feed.host}</span>
        </p>
        <p className="hint">
          {last}
          {next}
        </p>
      </div>
      <span className={styles.feedActs}>
        <FeedState feed={feed} />
        <Button
          size="low"
          aria-label={text.previewOf(name)}
          aria-disabled={preview.isPending || undefined}
          onClick={() => preview.isPending || preview.mutate({ feedId: feed.id })}
        >
          {preview.isPending ? text.previewing : text.preview}
        </Button>
        <IconButton
          icon={RefreshCw}
          size="low"
          label={text.checkNow(name)}
          disabled={check.isPending}
          onClick={() => check.mutate({ feedId: feed.id })}
        />
        <IconButton icon={X} size="low" label={words.house.removeCalendar(name)} disabled={busy} onClick={onRemove} />
      </span>
      <div role="status" className={styles.feedPreview}>
        {(preview.error ?? check.error) && <ErrorBanner error={(preview.error ?? check.error)!} />}
        {preview.data && <Preview found={preview.data} />}
      </div>
    </li>
  )
}

function FeedState({ feed }: { readonly feed: FeedView }) {
  if (feed.lastPolledAt === null)
    return (
      <StateLine icon={Clock} tone="idle">
        {text.neverRead}
      </StateLine>
    )
  if (feed.lacks !== null)
    return (
      <StateLine icon={ShieldAlert} tone="wait">
        {text.feedSuspect(feed.lacks)}
      </StateLine>
    )
  const ok = feed.status === 'ok'
  return (
    <StateLine icon={ok ? CircleCheck : TriangleAlert} tone={ok ? 'ok' : 'bad'}>
      {ok ? text.feedOk : statusWords(feed.status)}
    </StateLine>
  )
}

/** A house with years of bookings is not listed whole. */
const shown = 12

function Preview({ found }: { readonly found: FeedDryRunView }) {
  const warning =
    found.verdict === 'suspect' ? text.previewSuspect : found.verdict === 'incomplete' ? text.previewIncomplete : null
  return (
    <>
      {warning && <p>{warning}</p>}
      {found.lines.length === 0 && !warning && <p className="hint">{text.previewNothing}</p>}
      {found.lines.length > 0 && (
        <ul>
          {found.lines.slice(0, shown).map((line) => (
            <li key={`${line.change} ${line.arrivalDate} ${line.departureDate}`}>
              {text.previewChanges[line.change]}{' '}
              <span className="hint">{dayRange(line.arrivalDate, line.departureDate)}</span>
            </li>
          ))}
          {found.lines.length > shown && <li className="hint">{text.previewMore(found.lines.length - shown)}</li>}
        </ul>
      )}
    </>
  )
}
