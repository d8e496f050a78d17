import { ClockAlert, Mail, MessageSquare, Phone, PhoneOff, Smartphone, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { TodayRow } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import rows from '../../components/rows.module.css'
import { sheet, Tag } from '../../components/sheet.tsx'
import { UnitsCapsule } from '../../components/units-capsule.tsx'
import { toMillis, useNow } from '../../desk/clock.ts'
import { dayOf, shortDay, spanWords, timeOrDay, todayIn, untilWords, wallTime } from '../../desk/dates.ts'
import { channelAndReference, guestLabel } from '../../desk/naming.ts'
import { words } from '../../words/index.ts'
import type { Placed } from './due-row.ts'
import styles from './today.module.css'

type Props = {
  readonly placed: Placed
  readonly id: string
  readonly selected: boolean
  readonly offline: boolean
  readonly zone: string
  readonly onTake: (placed: Placed, open: boolean) => void
  readonly onVerb: (placed: Placed) => void
  /** Opens the conversation with this guest. */
  readonly onWrite: (reservationId: string) => void
}

/** One reservation in one line: when, who, which rooms in which state, how to reach them, what comes next. */
export const ReservationRow = memo(function ReservationRow(props: Props) {
  const { placed, zone } = props
  const { row } = placed
  const guest = guestLabel(row.guestName, row.reference)
  const time = (instant: string) => wallTime(instant, zone)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's own keys do the same
    <li
      id={props.id}
      aria-label={guest}
      aria-current={props.selected ? 'true' : undefined}
      tabIndex={props.selected ? 0 : -1}
      className={`${sheet.row} ${styles.row} ${rows.choosable} ${props.selected ? rows.chosen : ''} ${row.doneAt ? styles.done : ''} ${row.notSafe ? styles.warned : ''}`}
      onClick={() => props.onTake(placed, true)}
    >
      <When placed={placed} zone={zone} />
      <div className="grow">
        <div className={styles.first}>
          <bdi className="cut" title={guest}>
            {guest}
          </bdi>
          {row.stayedBefore > 0 && row.doneAt === null && (
            <Tag tone="teal">{words.today.stayedBefore(row.stayedBefore)}</Tag>
          )}
        </div>
        <div className={sheet.second}>
          <span className="cut">
            <SecondLine placed={placed} zone={zone} />
          </span>
        </div>
      </div>
      <div className="grow">
        <UnitsCapsule units={row.units} offline={props.offline} time={time} />
      </div>
      <Reach row={row} guest={guest} onWrite={props.onWrite} />
      <div className={sheet.actions}>
        <Verb {...props} guest={guest} />
      </div>
      {row.notSafe && (
        <p className={styles.warning}>
          <Icon of={TriangleAlert} size={14} />
          {words.today.notSafe(row.notSafe.unitName, timeOrDay(row.notSafe.until, zone))}
        </p>
      )}
    </li>
  )
})

function SecondLine({ placed, zone }: { readonly placed: Placed; readonly zone: string }) {
  const { list, row } = placed
  // Once they are here it says nothing any more.
  if (list !== 'arrivals' || !row.byPhone) return secondLine(placed)
  const { checkedIn, byPhone } = words.today
  return (
    <>
      {channelAndReference(row.channel, row.reference)}
      {' · '}
      <span>
        <Icon of={Smartphone} size={12} className={styles.byPhone} />
        {checkedIn}
        <span className="vh"> {byPhone}</span> {timeOrDay(row.byPhone.at, zone)}
      </span>
      <span className={styles.whereWide}>{` · ${words.nights(row.nights)}`}</span>
    </>
  )
}

function secondLine({ list, row }: Placed): string {
  const parts = [channelAndReference(row.channel, row.reference)]
  if (row.guessedReference) parts.push(words.today.perhaps(row.guessedReference))
  if (list === 'arrivals') parts.push(words.nights(row.nights))
  if (list === 'inHouse' && row.night !== null) parts.push(words.today.nightOf(row.night, row.nights))
  if (list === 'departures' && row.doneAt === null && row.nextArrivalTime)
    parts.push(words.today.nextGuest(row.nextArrivalTime))
  return parts.join(' · ')
}

function When({ placed, zone }: { readonly placed: Placed; readonly zone: string }) {
  const now = useNow()
  const { list, row } = placed
  const day = list === 'inHouse' ? row.departureDate : dayOf(row.plannedAt, zone)
  const today = todayIn(zone)
  if (row.doneAt)
    return (
      <Moment
        first={wallTime(row.doneAt, zone)}
        second={list === 'arrivals' ? words.today.arrived : words.today.left}
      />
    )
  if (list === 'inHouse') return <Moment first={shortDay(day)} second={words.today.leaves(row.plannedTime)} />
  const first = day === today ? row.plannedTime : `${shortDay(day).slice(0, 3)} ${row.plannedTime}`
  if (row.overdue) {
    const minutes = Math.floor((now - toMillis(row.plannedAt)) / 60_000)
    const span = day === today && minutes > 0 ? words.today.overdueBy(spanWords(minutes)) : words.today.overdue
    return <Moment first={first} second={span} late />
  }
  const comesAt = list === 'arrivals' ? row.byPhone?.comesAt : null
  const second = comesAt
    ? words.today.comes(comesAt)
    : row.channel === 'walk-in' && list === 'arrivals'
      ? words.today.walkInTag
      : (untilWords(row.plannedAt, now) ?? '')
  return <Moment first={first} second={second} />
}

function Moment(props: { readonly first: string; readonly second: string; readonly late?: boolean }) {
  return (
    <div className={`${styles.time} ${props.late ? styles.late : ''}`}>
      {props.first}
      <small>
        {props.late && <Icon of={ClockAlert} size={12} />}
        {props.second}
      </small>
    </div>
  )
}

function Reach(props: {
  readonly row: TodayRow
  readonly guest: string
  readonly onWrite: (reservationId: string) => void
}) {
  const { row, guest, onWrite } = props
  const { reservationId } = row
  return (
    <div className={styles.reach}>
      {row.hasPhone ? (
        <span title={words.today.phone}>
          <Icon of={Phone} />
          <span className="vh">{words.today.phone}</span>
        </span>
      ) : (
        row.doneAt === null && (
          <span className={styles.none}>
            <Icon of={PhoneOff} size={14} />
            {words.today.noPhone}
          </span>
        )
      )}
      {row.hasEmail && (
        <span title={words.today.email}>
          <Icon of={Mail} />
          <span className="vh">{words.today.email}</span>
        </span>
      )}
      {row.unread > 0 && reservationId && (
        <button
          type="button"
          className={styles.unread}
          aria-label={words.write.openUnread(row.unread, guest)}
          title={words.write.openUnread(row.unread, guest)}
          onClick={(event) => {
            event.stopPropagation()
            onWrite(reservationId)
          }}
        >
          <Icon of={MessageSquare} size={14} />
          {row.unread}
        </button>
      )}
    </div>
  )
}

function Verb({ placed, selected, guest, onVerb }: Props & { readonly guest: string }) {
  const { list, row } = placed
  const run = (event: React.MouseEvent) => {
    event.stopPropagation()
    onVerb(placed)
  }
  if (row.doneAt) {
    if (!row.undoable) return null
    const label = list === 'arrivals' ? words.today.undoCheckIn : words.today.undoCheckOut
    return (
      <Button look="quiet" onClick={run} title={`${label}: ${guest}`}>
        {label}
      </Button>
    )
  }
  if (list === 'inHouse') {
    return (
      <Button look="quiet" onClick={run} tabIndex={selected ? 0 : -1}>
        {words.open}
      </Button>
    )
  }
  const arrival = list === 'arrivals'
  const shortcut = selected ? (arrival ? 'C' : 'O') : undefined
  return (
    <Button look={selected ? 'primary' : 'teal'} shortcut={shortcut} onClick={run}>
      {arrival ? words.today.checkIn(row.units.length) : words.today.checkOut(row.units.length)}
    </Button>
  )
}
