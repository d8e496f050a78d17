import { X } from 'lucide-react'
import { IconButton } from '../../components/button.tsx'
import { channelName } from '../../desk/naming.ts'
import { CalendarForm } from '../../house/calendar-form.tsx'
import type { HouseDraft } from '../../house/draft.ts'
import { words } from '../../words/index.ts'
import styles from './first-run.module.css'

/** Only the host is shown back: the address itself opens the calendar to whoever reads it. */
const hostOf = (url: string) => /^[a-z]+:\/\/([^/?#]+)/i.exec(url.trim())?.[1] ?? ''

export function CalendarsStep(props: { readonly draft: HouseDraft; readonly onDraft: (draft: HouseDraft) => void }) {
  const { draft, onDraft } = props
  return (
    <div className={styles.stack}>
      <p className="soft body13">{words.house.calendarsLead}</p>
      {draft.addFeeds.length > 0 && (
        <ul className={styles.feeds}>
          {draft.addFeeds.map((feed) => (
            <li key={feed.row}>
              <b>{draft.units.find((unit) => unit.key === feed.unit)?.name ?? feed.unit}</b>
              <span>{channelName(feed.channel)}</span>
              <span className="hint cut grow">{hostOf(feed.url)}</span>
              <IconButton
                icon={X}
                size="low"
                label={words.house.removeCalendar(channelName(feed.channel))}
                onClick={() => onDraft({ ...draft, addFeeds: draft.addFeeds.filter((one) => one.row !== feed.row) })}
              />
            </li>
          ))}
        </ul>
      )}
      <CalendarForm units={draft.units} onAdd={(feed) => onDraft({ ...draft, addFeeds: [...draft.addFeeds, feed] })} />
    </div>
  )
}
