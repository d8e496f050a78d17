import { Check, Printer, Undo2 } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { DialogFoot, DialogHead, WayOut } from '../../components/dialog.tsx'
import { ErrorBanner, Tag } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { toMillis, useNow } from '../../desk/clock.ts'
import { exactSpan, minutesFrom, moment, shortDay, timeOrDay } from '../../desk/dates.ts'
import { useHotkeys } from '../../desk/hotkeys.ts'
import { actionName, languageName } from '../../desk/naming.ts'
import { useOrder } from '../../desk/queries.ts'
import { offersWayIn } from '../../doors/ladder.tsx'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'
import { sheetDetail } from './check-in-form.tsx'
import { DoorsList } from './doors-list.tsx'
import { PinCard } from './pin-card.tsx'
import { RoomsList } from './rooms-list.tsx'
import { TellGuest } from './tell-guest.tsx'

/** The same sheet after Enter: who is in, the PIN, and each door as it comes to know it. */
export function CheckedIn(props: {
  readonly sheet: SheetView
  readonly guest: string
  readonly onClose: () => void
  readonly onEdit: () => void
  readonly onUndone: () => void
}) {
  const { sheet } = props
  const desk = useDesk()
  const { zone } = useHouse()
  const undo = useOrder('desk.undo')
  const print = () => sheet.reservationId && desk.openSlip(sheet.reservationId)
  useHotkeys({ p: print })
  // What comes next takes the focus, never what takes the check-in back; the title is read with it.
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => next.current?.focus(), [])
  const titleId = useId()
  // One filled button: where a door asks for another way in, that comes before the slip.
  const wayIn = sheet.doors.some(offersWayIn)
  const { checkedIn } = sheet
  const detail = checkedIn ? ` · ${words.sheet.by(checkedIn.by, timeOrDay(checkedIn.at, zone))}` : ''
  return (
    <>
      <DialogHead
        title={<span id={titleId}>{words.sheet.titleDone(props.guest)}</span>}
        detail={sheetDetail(sheet) + detail}
        onClose={props.onClose}
        actions={
          sheet.undo && (
            <Button
              look="quiet"
              icon={Undo2}
              disabled={undo.isPending}
              onClick={() => undo.mutate({ actionId: sheet.undo?.actionId ?? null }, { onSuccess: props.onUndone })}
            >
              {words.sheet.undo(actionName(sheet.undo.label))}
            </Button>
          )
        }
      />
      <div className={styles.body}>
        <div className={styles.left}>
          {undo.error && <ErrorBanner error={undo.error} />}
          <Saved {...props} />
        </div>
        <Doors sheet={sheet} guest={props.guest} />
      </div>
      <DialogFoot>
        <StateLine icon={Check} tone="ok" large>
          {words.sheet.savedHere}
        </StateLine>
        <span className="grow" />
        {sheet.reservationId && (
          <TellGuest reservationId={sheet.reservationId} hasPhone={(sheet.guest?.phones.length ?? 0) > 0} />
        )}
        <WayOut onClose={props.onClose} size="large">
          {words.done}
        </WayOut>
        <Button
          look={wayIn ? 'teal' : 'primary'}
          size="large"
          icon={Printer}
          shortcut="P"
          onClick={print}
          ref={next}
          aria-describedby={titleId}
        >
          {words.sheet.print}
        </Button>
      </DialogFoot>
    </>
  )
}

function Saved({ sheet, onEdit }: { readonly sheet: SheetView; readonly onEdit: () => void }) {
  const { zone } = useHouse()
  const { guest } = sheet
  const inHouse = sheet.stays.filter((stay) => stay.status === 'in-house')
  const lead = inHouse[0]
  return (
    <>
      <section>
        <h3 className={styles.head}>
          {words.sheet.guest}
          <span className={styles.end}>
            <LinkButton onClick={onEdit}>{words.edit}</LinkButton>
          </span>
        </h3>
        <dl className={styles.saved}>
          <Line label={words.sheet.name} value={guest?.name} none={words.notNamedYet} />
          <Line label={words.sheet.phone} value={guest?.phones[0]} none={words.panel.noPhone} />
          <Line label={words.sheet.email} value={guest?.email} none={words.panel.noEmail} />
          <Line label={words.sheet.language} value={languageName(guest?.language ?? 'en')} />
        </dl>
        <p className={`${styles.idLine} body13 soft`}>
          {guest?.idSeenAt
            ? words.panel.idSeen(guest.idSeenBy ?? '', timeOrDay(guest.idSeenAt, zone))
            : words.panel.idNotSeen}
        </p>
      </section>
      <section>
        <h3 className={styles.head}>{words.sheet.apartments}</h3>
        <RoomsList sheet={sheet} ticked={inHouse} />
        {lead && (
          <dl className={`${styles.saved} ${styles.times}`}>
            <TimeLine
              label={words.sheet.from(shortDay(lead.arrivalDate))}
              time={lead.arrivalTime}
              usual={sheet.defaults.checkInTime}
            />
            <TimeLine
              label={words.sheet.until(shortDay(lead.departureDate))}
              time={lead.departureTime}
              usual={sheet.defaults.checkOutTime}
            />
          </dl>
        )}
      </section>
      {sheet.note && (
        <section>
          <h3 className={styles.head}>{words.sheet.note}</h3>
          <p>{sheet.note}</p>
        </section>
      )}
    </>
  )
}

function Line(props: {
  readonly label: string
  readonly value: string | null | undefined
  readonly none?: string
  readonly after?: React.ReactNode
}) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.value ? (
          <bdi className="cut" data-copy>
            {props.value}
          </bdi>
        ) : (
          <span className="hint">{props.none}</span>
        )}
        {props.after}
      </dd>
    </div>
  )
}

function TimeLine(props: { readonly label: string; readonly time: string | null; readonly usual: string }) {
  const minutes = props.time ? minutesFrom(props.usual, props.time) : 0
  const span = exactSpan(Math.abs(minutes))
  const after =
    minutes === 0 ? (
      <span className="hint small">{words.sheet.usual}</span>
    ) : (
      <Tag>{minutes < 0 ? words.sheet.earlier(span) : words.sheet.later2(span)}</Tag>
    )
  return <Line label={props.label} value={props.time ?? props.usual} after={after} />
}

function Doors({ sheet, guest }: { readonly sheet: SheetView; readonly guest: string }) {
  const { zone } = useHouse()
  const now = useNow()
  const locked = sheet.doors.filter((door) => door.codeId !== null)
  const done = locked.filter((door) => door.state === 'on-lock').length
  const from =
    sheet.accessFrom && toMillis(sheet.accessFrom) > now + 60_000 ? moment(sheet.accessFrom, zone) : words.dates.now
  return (
    <div className={styles.right}>
      <PinCard
        sheet={sheet}
        live
        span={
          sheet.accessUntil && (
            <>
              {words.pin.from(from)}
              <b>{moment(sheet.accessUntil, zone)}</b>
            </>
          )
        }
      />
      <section>
        <h3 className={styles.head}>
          {words.sheet.doors}
          {locked.length > 0 && (
            <span className={styles.end} role="status">
              {words.sheet.onLock(done, locked.length)}
            </span>
          )}
        </h3>
        <DoorsList
          doors={sheet.doors}
          live
          {...(sheet.reservationId ? { party: { reservationId: sheet.reservationId, guest } } : {})}
        />
      </section>
    </div>
  )
}
