import { CircleCheck, Clock, TriangleAlert, X } from 'lucide-react'
import type { FeedView, SettingsView } from '../../../electron/contract/views.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { EmptyState, ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { channelName } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import { CalendarForm } from '../../house/calendar-form.tsx'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'
import { useHouseEditor } from './use-house-editor.ts'

/** Each calendar with its last good reading. Adding and removing save at once. */
export function CalendarsSection({ settings }: { readonly settings: SettingsView }) {
  const editor = useHouseEditor(settings)
  const sync = useOrder('sync.now')
  const { draft } = editor
  const remove = (id: string) => editor.save({ ...draft, removeFeeds: [id] })
  return (
    <>
      {editor.error && <ErrorBanner error={editor.error} />}
      <div className={sheet.sheet}>
        {settings.feeds.length === 0 ? (
          <EmptyState title={words.settings.noCalendars}>{words.settings.noCalendarsLead}</EmptyState>
        ) : (
          <ul className={styles.rows} aria-label={words.settings.sections.calendars}>
            {settings.feeds.map((feed) => (
              <Feed key={feed.id} feed={feed} busy={editor.saving} onRemove={() => remove(feed.id)} />
            ))}
          </ul>
        )}
      </div>
      {settings.feeds.length > 0 && (
        <p style={{ marginTop: 8 }}>
          <Button size="low" disabled={sync.isPending} onClick={() => sync.mutate({})}>
            {words.settings.readNow}
          </Button>
        </p>
      )}
      <SectionHead id="add-calendar" title={words.house.addCalendar} />
      <CalendarForm
        units={draft.units}
        busy={editor.saving}
        onAdd={(feed) => editor.save({ ...draft, addFeeds: [feed] })}
      />
    </>
  )
}

const statuses: Readonly<Record<string, string>> = words.settings.feedStatus

/** A status we have no words for is shown as it is where it already is a sentence. */
const statusWords = (status: string) => statuses[status] ?? (status.includes(' ') ? status : words.settings.feedTrouble)

function Feed({
  feed,
  busy,
  onRemove,
}: {
  readonly feed: FeedView
  readonly busy: boolean
  readonly onRemove: () => void
}) {
  const { app, zone } = useHouse()
  const unit = app.units.find((one) => one.key === feed.unitKey)?.name ?? feed.unitKey
  const ok = feed.status === 'ok'
  const last = feed.lastOkAt ? words.settings.lastRead(timeOrDay(feed.lastOkAt, zone)) : words.settings.neverRead
  return (
    <li aria-label={`${unit}, ${channelName(feed.channel)}`}>
      <b className="cut">{unit}</b>
      <span className="cut">
        {channelName(feed.channel)}{' '}
        <span className="hint">
          · {feed.host} · {last}
        </span>
      </span>
      <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <StateLine
          icon={ok ? CircleCheck : feed.lastPolledAt ? TriangleAlert : Clock}
          tone={ok ? 'ok' : feed.lastPolledAt ? 'bad' : 'idle'}
        >
          {ok ? words.settings.feedOk : feed.lastPolledAt ? statusWords(feed.status) : words.settings.neverRead}
        </StateLine>
        <IconButton
          icon={X}
          size="low"
          label={words.house.removeCalendar(`${unit}, ${channelName(feed.channel)}`)}
          disabled={busy}
          onClick={onRemove}
        />
      </span>
    </li>
  )
}
