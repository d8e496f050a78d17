import { IdCard, Languages, Mail, MessageSquare, Phone } from 'lucide-react'
import { Fragment } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { CodeState } from '../../components/code-state.tsx'
import { Icon } from '../../components/icon.tsx'
import styles from '../../components/panel.module.css'
import { Pin, PinToggle } from '../../components/pin.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay, wallTime } from '../../desk/dates.ts'
import { guestLabel, languageName } from '../../desk/naming.ts'
import { guestOrigin } from '../../desk/origin-words.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { usePins } from '../../desk/use-pins.ts'
import { useWriteTo } from '../../desk/write-to.ts'
import { DoorAid, needsAid } from '../../doors/door-aid.tsx'
import { offersWayIn } from '../../doors/ladder.tsx'
import { words } from '../../words/index.ts'

type Part = { readonly sheet: SheetView }

export function CodesPart({ sheet, filled }: Part & { readonly filled: boolean }) {
  const { app, zone } = useHouse()
  const { pins, error, show, hide } = usePins(sheet.reservationId)
  const offline = app.connection.state === 'offline'
  const first = sheet.doors.find(offersWayIn)
  const place = useKeepFocus<HTMLElement>()
  return (
    <section ref={place} tabIndex={-1}>
      <h3>{words.panel.codes}</h3>
      {sheet.pinCount > 0 ? (
        <>
          {(pins?.pins ?? [null]).map((one) => (
            <div className={styles.line} key={one?.pin ?? 'masked'}>
              <Pin digits={one?.pin ?? null} size="low" />
              {pins && pins.pins.length > 1 && <span className="hint small cut">{one?.doors.join(', ')}</span>}
              {one === (pins?.pins[0] ?? null) && (
                <span className={styles.end}>
                  <PinToggle shown={pins !== null} onShow={() => void show()} onHide={hide} />
                </span>
              )}
            </div>
          ))}
          <p className="hint small" role="status">
            {error && `${words.pin.failed} ${error.message}`}
            {pins && words.pin.shownTo(pins.shownTo, wallTime(pins.shownAt, zone))}
          </p>
        </>
      ) : (
        sheet.doors.length === 0 && <p className="soft body13">{words.panel.noCodes}</p>
      )}
      {sheet.doors.map((door) => (
        <Fragment key={door.doorId}>
          <div className={styles.line}>
            <span className="cut">{door.doorName}</span>
            <span className={styles.end}>
              <CodeState state={door.state} offline={offline} />
            </span>
          </div>
          {door.faultText && <p className={styles.fault}>{door.faultText}</p>}
          {door.openedAt && (
            <p className={styles.fault}>{words.doorPanel.openedWith(timeOrDay(door.openedAt, zone))}</p>
          )}
          {sheet.reservationId && needsAid(door) && (
            <DoorAid
              door={door}
              reservationId={sheet.reservationId}
              guest={guestLabel(sheet.guest?.name, sheet.reference)}
              filled={filled && door === first}
              narrow
            />
          )}
        </Fragment>
      ))}
    </section>
  )
}

export function ReachPart({ sheet }: Part) {
  const { zone } = useHouse()
  const { guest, reservationId } = sheet
  const { writeTo, busy } = useWriteTo()
  return (
    <section>
      <h3>{words.panel.reach}</h3>
      <Origin sheet={sheet} field="name" />
      {(guest?.phones.length ? guest.phones : [null]).map((phone, at) => (
        <div className={styles.line} key={phone}>
          <Icon of={Phone} />
          <span className={phone ? 'num' : 'hint'} data-copy>
            {phone ?? words.panel.noPhone}
          </span>
          {phone && at === 0 && reservationId && (
            <span className={styles.end}>
              <Button
                size="low"
                look={sheet.unread > 0 ? 'teal' : undefined}
                icon={MessageSquare}
                disabled={busy}
                onClick={() => writeTo(reservationId)}
              >
                {sheet.unread > 0 ? words.write.messageUnread(sheet.unread) : words.write.message}
              </Button>
            </span>
          )}
        </div>
      ))}
      <Origin sheet={sheet} field="phone" />
      <div className={styles.line}>
        <Icon of={Mail} />
        <span className={guest?.email ? 'cut' : 'hint'} data-copy>
          {guest?.email ?? words.panel.noEmail}
        </span>
      </div>
      <Origin sheet={sheet} field="email" />
      {guest && (
        <div className={styles.line}>
          <Icon of={Languages} />
          {languageName(guest.language)}
        </div>
      )}
      <div className={styles.line}>
        <Icon of={IdCard} />
        <span className={guest?.idSeenAt ? '' : 'hint'}>
          {guest?.idSeenAt
            ? words.panel.idSeen(guest.idSeenBy ?? '', timeOrDay(guest.idSeenAt, zone))
            : words.panel.idNotSeen}
        </span>
      </div>
    </section>
  )
}

function Origin({ sheet, field }: Part & { readonly field: 'name' | 'phone' | 'email' }) {
  const { zone } = useHouse()
  const line = guestOrigin(sheet, field, zone)
  return line && <p className={styles.origin}>{`${words.origin.fields[field]} ${line}`}</p>
}

export function NotePart({ sheet }: Part) {
  const before = sheet.found.map((one) => `${one.name}: ${one.before}`)
  return (
    <>
      {sheet.note && (
        <section>
          <h3>{words.panel.note}</h3>
          <p className="body13">{sheet.note}</p>
        </section>
      )}
      {before.length > 0 && (
        <section>
          <h3>{words.panel.before}</h3>
          {before.map((line) => (
            <p className="soft body13" key={line}>
              {line}
            </p>
          ))}
        </section>
      )}
    </>
  )
}

export function HistoryPart({ sheet }: Part) {
  const { zone } = useHouse()
  if (sheet.history.length === 0) return null
  return (
    <section>
      <h3>{words.panel.history}</h3>
      <ol className={styles.history}>
        {sheet.history.slice(0, 30).map((entry) => (
          <li key={`${entry.at}${entry.text}`}>
            <time dateTime={entry.at}>{timeOrDay(entry.at, zone)}</time>
            <span>
              {entry.text} <span className="hint">· {entry.by || entry.source}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
