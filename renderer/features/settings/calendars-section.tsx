import type { SettingsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState, ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { useOrder } from '../../desk/queries.ts'
import { CalendarForm } from '../../house/calendar-form.tsx'
import { words } from '../../words/index.ts'
import { FeedRow } from './feed-row.tsx'
import styles from './settings.module.css'
import { useHouseEditor } from './use-house-editor.ts'

/** Each calendar with its last good reading and what it would change. Adding and removing save at once. */
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
              <FeedRow key={feed.id} feed={feed} busy={editor.saving} onRemove={() => remove(feed.id)} />
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
