import { BookOpen, CalendarPlus, DoorClosed, Inbox, LogIn, LogOut, Search, Settings, Sun, UserPlus } from 'lucide-react'
import { Fragment, type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useState } from 'react'
import type { BookingRow } from '../../../electron/contract/views.ts'
import { Shortcut } from '../../components/button.tsx'
import { DialogFrame } from '../../components/dialog.tsx'
import { Icon, type IconShape } from '../../components/icon.tsx'
import { EmptyState } from '../../components/sheet.tsx'
import { UnitNames } from '../../components/units-capsule.tsx'
import { type DeskActions, subjectOf, useDesk, useHouse } from '../../desk/actions.tsx'
import { dayRange, todayIn } from '../../desk/dates.ts'
import { channelAndReference, guestLabel } from '../../desk/naming.ts'
import { useBookings } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './palette.module.css'

type Entry = {
  readonly key: string
  readonly group: string
  readonly icon: IconShape
  readonly first: string
  readonly second?: string
  readonly after?: ReactNode
  readonly run: () => void
}

const matches = (label: string, text: string) => label.toLowerCase().includes(text.toLowerCase())

function commands(desk: DeskActions, text: string): Entry[] {
  const all: Omit<Entry, 'group'>[] = [
    { key: 'walk-in', icon: UserPlus, first: words.palette.walkIn, run: () => desk.openNewBooking('walk-in') },
    { key: 'booking', icon: CalendarPlus, first: words.palette.newBooking, run: () => desk.openNewBooking('booking') },
    { key: 'today', icon: Sun, first: words.palette.goTo(words.frame.today), run: () => desk.go('today') },
    { key: 'inbox', icon: Inbox, first: words.palette.goTo(words.frame.inbox), run: () => desk.go('inbox') },
    { key: 'doors', icon: DoorClosed, first: words.palette.goTo(words.frame.doors), run: () => desk.go('doors') },
    {
      key: 'bookings',
      icon: BookOpen,
      first: words.palette.goTo(words.frame.bookings),
      run: () => desk.go('bookings'),
    },
    {
      key: 'settings',
      icon: Settings,
      first: words.palette.goTo(words.frame.settings),
      run: () => desk.go('settings'),
    },
  ]
  return all.filter((one) => matches(one.first, text)).map((one) => ({ ...one, group: words.palette.do }))
}

/** What the first bookings found ask for next, so that a name and Enter is a check-in. */
function nextSteps(desk: DeskActions, rows: readonly BookingRow[], today: string): Entry[] {
  return rows.slice(0, 2).flatMap((row): Entry[] => {
    const subject = subjectOf(row)
    const guest = guestLabel(row.guestName, row.reference)
    const base = { group: words.palette.do, second: row.units.join(', ') }
    const dueIn = (row.status === 'expected' || row.status === 'overdue') && row.arrivalDate <= today
    if (subject && dueIn) {
      return [
        {
          ...base,
          key: `in-${row.key}`,
          icon: LogIn,
          first: words.palette.checkIn(guest),
          run: () => desk.openSheet(subject),
        },
      ]
    }
    const { reservationId } = row
    if (reservationId && row.status === 'in-house' && row.departureDate <= today) {
      return [
        {
          ...base,
          key: `out-${row.key}`,
          icon: LogOut,
          first: words.palette.checkOut(guest),
          run: () => desk.openChange('check-out', reservationId),
        },
      ]
    }
    return []
  })
}

const found = (desk: DeskActions, rows: readonly BookingRow[]): Entry[] =>
  rows.map((row) => ({
    key: row.key,
    group: words.palette.bookings,
    icon: BookOpen,
    first: guestLabel(row.guestName, row.reference),
    second: `${channelAndReference(row.channel, row.reference)} · ${dayRange(row.arrivalDate, row.departureDate)}`,
    after: <UnitNames units={row.units} />,
    run: () => desk.select(subjectOf(row)),
  }))

export function SearchPalette(props: { readonly onClose: () => void }) {
  return (
    <DialogFrame size="medium" label={words.frame.searchName} onClose={props.onClose} top light>
      <Palette onClose={props.onClose} />
    </DialogFrame>
  )
}

function Palette(props: { readonly onClose: () => void }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const asked = useDeferredValue(text.trim())
  const { data } = useBookings(
    { text: asked, month: null, unit: null, channel: null, status: null, offset: 0, limit: 8 },
    asked !== '',
  )
  const rows = asked === '' ? [] : (data?.rows ?? [])
  const entries = [...nextSteps(desk, rows, todayIn(zone)), ...commands(desk, asked), ...found(desk, rows)]
  const index = Math.min(active, entries.length - 1)

  useEffect(() => {
    document.getElementById(`found-${index}`)?.scrollIntoView({ block: 'nearest' })
  }, [index])

  const run = (entry: Entry | undefined) => {
    if (!entry) return
    props.onClose()
    entry.run()
  }
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && entries.length > 0) setActive((index + step + entries.length) % entries.length)
    else if (event.key === 'Enter') run(entries[index])
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={styles.input}>
        <Icon of={Search} size={18} />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
          autoFocus
          role="combobox"
          aria-label={words.frame.searchName}
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant={entries.length > 0 ? `found-${index}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.palette.placeholder}
          value={text}
          onKeyDown={onKey}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
          }}
        />
        <Shortcut>Esc</Shortcut>
      </div>
      <span className="vh" role="status">
        {asked && words.palette.found(rows.length)}
      </span>
      <div className={styles.results}>
        <div id="found" role="listbox" aria-label={words.palette.results}>
          {entries.map((entry, at) => (
            <Fragment key={entry.key}>
              {entry.group !== entries[at - 1]?.group && <h3 role="presentation">{entry.group}</h3>}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the keys */}
              <div
                role="option"
                id={`found-${at}`}
                tabIndex={-1}
                aria-selected={at === index}
                className={styles.option}
                onClick={() => run(entry)}
                onPointerMove={() => setActive(at)}
              >
                <Icon of={entry.icon} size={18} />
                <div className="grow">
                  <div className={`${styles.first} cut`}>
                    <Marked label={entry.first} text={asked} />
                  </div>
                  {entry.second && <div className={`${styles.second} cut`}>{entry.second}</div>}
                </div>
                {at === index ? <Shortcut>Enter</Shortcut> : entry.after}
              </div>
            </Fragment>
          ))}
        </div>
        {asked !== '' && data && entries.length === 0 && (
          <EmptyState title={words.palette.nothing(asked)}>{words.palette.nothingLead}</EmptyState>
        )}
      </div>
      <div className={styles.foot}>{words.palette.foot}</div>
    </>
  )
}

function Marked({ label, text }: { readonly label: string; readonly text: string }) {
  const at = text ? label.toLowerCase().indexOf(text.toLowerCase()) : -1
  if (at < 0) return <bdi>{label}</bdi>
  return (
    <bdi>
      {label.slice(0, at)}
      <mark>{label.slice(at, at + text.length)}</mark>
      {label.slice(at + text.length)}
    </bdi>
  )
}
