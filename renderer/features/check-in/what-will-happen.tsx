import { Clock, CloudOff, Users } from 'lucide-react'
import type { SheetView } from '../../../electron/contract/views.ts'
import { Icon, type IconShape } from '../../components/icon.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useNow } from '../../desk/clock.ts'
import { shortDay, todayIn, wallTime } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'
import { DoorsList } from './doors-list.tsx'
import { PinCard } from './pin-card.tsx'
import type { Draft } from './use-draft.ts'

/** What Enter will do, said before it is pressed: PIN, doors, times. */
export function WhatWillHappen({ sheet, draft }: { readonly sheet: SheetView; readonly draft: Draft }) {
  const { app, zone } = useHouse()
  const now = useNow()
  const today = todayIn(zone)
  const last =
    draft.ticked
      .map((stay) => stay.departureDate)
      .sort()
      .at(-1) ?? draft.lead?.departureDate
  const arriving = draft.ticked.length > 0
  const beforeFrom = wallTime(now, zone) < draft.from && (draft.lead?.arrivalDate ?? today) >= today
  const starts =
    !arriving && draft.lead && draft.lead.arrivalDate > today
      ? words.dates.on(draft.from, shortDay(draft.lead.arrivalDate))
      : beforeFrom && (draft.onlyFrom || !arriving)
        ? words.dates.today(draft.from)
        : words.dates.now
  const points: { icon: IconShape; text: string }[] = []
  if (draft.ticked.length > 1) points.push({ icon: Users, text: words.sheet.oneGuest(draft.ticked.length) })
  if (arriving && beforeFrom)
    points.push({ icon: Clock, text: draft.onlyFrom ? words.sheet.opensFrom(draft.from) : words.sheet.opensNow })
  if (draft.until > sheet.defaults.checkOutTime) points.push({ icon: Clock, text: words.sheet.lateIsIn(draft.until) })
  if (app.connection.state === 'offline') points.push({ icon: CloudOff, text: words.sheet.offlineNow })
  return (
    <div className={styles.right}>
      <PinCard
        sheet={sheet}
        live={false}
        span={
          last && (
            <>
              {words.pin.from(starts)}
              <b>{words.dates.on(draft.until, shortDay(last))}</b>
            </>
          )
        }
      />
      <section>
        <h3 className={styles.head}>{words.sheet.willHappen}</h3>
        {sheet.doors.length > 0 && <DoorsList doors={sheet.doors} live={false} />}
        <ul className={styles.points}>
          {points.map((point) => (
            <li key={point.text}>
              <Icon of={point.icon} />
              <span>{point.text}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
