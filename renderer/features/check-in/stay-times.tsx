import type { SheetView } from '../../../electron/contract/views.ts'
import { CheckField, TimeField } from '../../components/field.tsx'
import { Tag } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useNow } from '../../desk/clock.ts'
import { exactSpan, minutesFrom, shortDay, todayIn, wallTime } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'
import type { Draft, Edits } from './use-draft.ts'

/** How a time stands to the house's own: usual, early or late by how much. */
function Against(props: { readonly time: string; readonly usual: string }) {
  const minutes = minutesFrom(props.usual, props.time)
  if (minutes === 0) return <span>{words.sheet.usual}</span>
  const span = exactSpan(Math.abs(minutes))
  return <Tag>{minutes < 0 ? words.sheet.earlier(span) : words.sheet.later2(span)}</Tag>
}

export function StayTimes(props: {
  readonly sheet: SheetView
  readonly draft: Draft
  readonly edit: (change: Edits) => void
}) {
  const { sheet, draft, edit } = props
  const { zone } = useHouse()
  const now = useNow()
  if (!draft.lead) return null
  const lasts = new Set(draft.ticked.map((stay) => stay.departureDate))
  const early = draft.ticked.length > 0 && draft.lead.arrivalDate >= todayIn(zone) && wallTime(now, zone) < draft.from
  return (
    <>
      <div className={`${styles.pair} ${styles.times}`}>
        <TimeField
          label={words.sheet.from(shortDay(draft.lead.arrivalDate))}
          value={draft.from}
          after={<Against time={draft.from} usual={sheet.defaults.checkInTime} />}
          onTime={(from) => edit({ from })}
        />
        <TimeField
          label={lasts.size > 1 ? words.sheet.untilEach : words.sheet.until(shortDay(draft.lead.departureDate))}
          value={draft.until}
          after={<Against time={draft.until} usual={sheet.defaults.checkOutTime} />}
          onTime={(until) => edit({ until })}
        />
      </div>
      {early && (
        <CheckField checked={draft.onlyFrom} onCheck={(onlyFrom) => edit({ onlyFrom })}>
          <span className="body13">{words.sheet.onlyFrom(draft.from)}</span>
        </CheckField>
      )}
    </>
  )
}
