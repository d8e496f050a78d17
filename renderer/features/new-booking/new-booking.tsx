import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { CheckField, DateField, TextField } from '../../components/field.tsx'
import { Banner, ErrorBanner } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { addDays } from '../../desk/clock.ts'
import { todayIn } from '../../desk/dates.ts'
import { channelName, guestLabel } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './new-booking.module.css'

type Line = {
  readonly key: number
  readonly unit: string
  readonly arrivalDate: string
  readonly departureDate: string
}

const channels = ['direct', 'booking.com', 'airbnb', 'vrbo', 'expedia', 'other']

/** One guest, one or more rooms. A walk-in goes straight on to its check-in. */
export function NewBooking(props: { readonly walkIn: boolean; readonly phone: string; readonly onClose: () => void }) {
  const desk = useDesk()
  const { app, zone } = useHouse()
  const today = todayIn(zone)
  const add = useOrder('reservation.add')
  const [name, setName] = useState('')
  const [phone, setPhone] = useState(props.phone)
  const [reference, setReference] = useState('')
  const [channel, setChannel] = useState('direct')
  const [welcome, setWelcome] = useState(false)
  const [lines, setLines] = useState<readonly Line[]>([
    { key: 0, unit: app.units[0]?.key ?? '', arrivalDate: today, departureDate: addDays(today, 1) },
  ])
  const backwards = lines.some((line) => line.departureDate <= line.arrivalDate)
  const ready =
    lines.every((line) => line.unit && line.arrivalDate && line.departureDate) && !backwards && !add.isPending
  const phoneError = add.error?.code.startsWith('phone') ? add.error.message : null

  const submit = () => {
    if (!ready) return
    const guest =
      name.trim() || phone.trim()
        ? { name: name.trim(), phone: phone.trim(), email: '', language: 'en', guestId: null }
        : null
    add.mutate(
      {
        reference: reference.trim(),
        channel: props.walkIn ? 'walk-in' : channel,
        guest,
        stays: lines.map(({ unit, arrivalDate, departureDate }) => ({ unit, arrivalDate, departureDate })),
        welcome: welcome && phone.trim() !== '',
      },
      {
        onSuccess: (sheet) => {
          props.onClose()
          if (!sheet.reservationId) return
          const subject = { reservationId: sheet.reservationId }
          const onward = props.walkIn && sheet.stays.some((stay) => stay.offered)
          const added = words.change.said.add(guestLabel(sheet.guest?.name, sheet.reference))
          // A check-in shows by itself that the booking is there; what could not be done it does not show.
          if (!onward || sheet.warnings.length > 0)
            desk.say({ text: [added, ...sheet.warnings].join(' '), actionId: null })
          if (onward) desk.openSheet(subject)
          else desk.select(subject)
        },
      },
    )
  }
  return (
    <DialogFrame size="medium" onClose={props.onClose}>
      <DialogForm onSubmit={submit}>
        <DialogHead
          title={props.walkIn ? words.booking.walkInTitle : words.booking.title}
          detail={props.walkIn ? words.booking.walkInLead : words.booking.lead}
          onClose={props.onClose}
        />
        <DialogBody>
          {add.error && !phoneError && <ErrorBanner error={add.error} />}
          {app.units.length === 0 && <Banner tone="bad" title={words.booking.noUnits} />}
          <div className={styles.pair}>
            <TextField label={words.sheet.name} value={name} maxLength={200} dir="auto" autoFocus onText={setName} />
            <TextField
              label={words.sheet.phone}
              value={phone}
              maxLength={60}
              type="tel"
              error={phoneError}
              onText={setPhone}
            />
          </div>
          <CheckField checked={welcome && phone.trim() !== ''} disabled={phone.trim() === ''} onCheck={setWelcome}>
            <span>
              {words.write.welcome} <span className="hint small">{words.write.welcomeHint}</span>
            </span>
          </CheckField>
          <Lines lines={lines} onLines={setLines} backwards={backwards} />
          {!props.walkIn && (
            <div className={styles.pair}>
              <Choice
                label={words.booking.channel}
                value={channel}
                options={channels.map((id) => ({ id, label: channelName(id) }))}
                onChoose={setChannel}
              />
              <TextField
                label={words.booking.reference}
                hint={words.booking.referenceHint}
                value={reference}
                maxLength={80}
                onText={setReference}
              />
            </div>
          )}
        </DialogBody>
        <DialogFoot>
          <span className="grow" />
          <WayOut onClose={props.onClose} />
          <Button look="primary" shortcut="Enter" type="submit" disabled={!ready}>
            {props.walkIn ? words.booking.addAndCheckIn(lines.length) : words.booking.addVerb(lines.length)}
          </Button>
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}

function Lines(props: {
  readonly lines: readonly Line[]
  readonly onLines: (lines: readonly Line[]) => void
  readonly backwards: boolean
}) {
  const { app } = useHouse()
  const { lines } = props
  const change = (key: number, part: Partial<Line>) =>
    props.onLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  const addLine = () => {
    const last = lines.at(-1)
    const used = new Set(lines.map((line) => line.unit))
    const unit = app.units.find((one) => !used.has(one.key)) ?? app.units[0]
    if (!last || !unit) return
    props.onLines([...lines, { ...last, key: last.key + 1, unit: unit.key }])
  }
  const nameOf = (key: string) => app.units.find((unit) => unit.key === key)?.name ?? key
  return (
    <section>
      <h3 className={styles.head}>{words.booking.rooms}</h3>
      {lines.map((line) => (
        <div className={styles.line} key={line.key}>
          <Choice
            label={words.booking.unit}
            value={line.unit}
            options={app.units.map((unit) => ({ id: unit.key, label: unit.name }))}
            onChoose={(unit) => change(line.key, { unit })}
          />
          <DateField
            label={words.booking.arrival}
            value={line.arrivalDate}
            onDay={(arrivalDate) =>
              change(line.key, {
                arrivalDate,
                departureDate:
                  arrivalDate && line.departureDate <= arrivalDate ? addDays(arrivalDate, 1) : line.departureDate,
              })
            }
          />
          <DateField
            label={words.booking.departure}
            value={line.departureDate}
            min={line.arrivalDate ? addDays(line.arrivalDate, 1) : ''}
            onDay={(departureDate) => change(line.key, { departureDate })}
          />
          {lines.length > 1 && (
            <IconButton
              icon={X}
              label={words.booking.removeRoom(nameOf(line.unit))}
              onClick={() => props.onLines(lines.filter((one) => one.key !== line.key))}
            />
          )}
        </div>
      ))}
      {props.backwards && (
        <p className="small" role="alert" style={{ color: 'var(--c-bad)' }}>
          {words.booking.orderOfDays}
        </p>
      )}
      <div className={styles.add}>
        <Button size="low" icon={Plus} onClick={addLine} disabled={lines.length >= 40}>
          {words.booking.addRoom}
        </Button>
      </div>
    </section>
  )
}
