import { KeyRound, X } from 'lucide-react'
import { useRef } from 'react'
import type { DoorPanelView } from '../../../electron/contract/views.ts'
import { call, type DeskError } from '../../api.ts'
import { IconButton } from '../../components/button.tsx'
import { CodeState } from '../../components/code-state.tsx'
import { Reached } from '../../components/door-meters.tsx'
import panel from '../../components/panel.module.css'
import { ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { shortTime, timeOrDay } from '../../desk/dates.ts'
import { useDoorPanel } from '../../desk/queries.ts'
import { focusIn, useKeepFocus } from '../../desk/use-keep-focus.ts'
import { useShownPin } from '../../desk/use-pins.ts'
import { KeyOut } from '../../doors/door-aid.tsx'
import { ShownPinCard } from '../../doors/shown-pin-card.tsx'
import { words } from '../../words/index.ts'
import { DoorCodes } from './door-codes.tsx'
import { DoorVerbs } from './door-verbs.tsx'
import styles from './doors.module.css'
import { SparesPart } from './spares-part.tsx'
import { TrainingPart } from './training-part.tsx'

const text = words.doorPanel
/** A lock whose clock is off by more lets guests in too early or too late. */
const CLOCK_MINUTES = 2

/** One door: what should be on its lock and what is, and everything that can be done at it. */
export function DoorPanel({ doorId }: { readonly doorId: string }) {
  const desk = useDesk()
  const { data: door, error } = useDoorPanel(doorId)
  const close = <IconButton icon={X} size="low" label={words.close} onClick={() => desk.selectDoor(null)} />
  if (!door) {
    return (
      <aside className={panel.panel} aria-label={words.loading}>
        <div className={panel.head}>
          <div className="grow" />
          {close}
        </div>
        <div className={panel.skeleton}>
          {error ? <ErrorBanner error={error as DeskError} /> : <Skeleton rows={5} />}
        </div>
      </aside>
    )
  }
  return (
    <aside className={panel.panel} aria-label={text.name(door.name)}>
      <div className={panel.head}>
        <div className="grow">
          <h2>{door.name}</h2>
          <HeadState door={door} />
        </div>
        {close}
      </div>
      <Body door={door} />
    </aside>
  )
}

function HeadState({ door }: { readonly door: DoorPanelView }) {
  const { zone } = useHouse()
  if (door.provider === null) return <CodeState state="key" />
  const parts: string[] = []
  if (door.online === false && door.offlineSince) parts.push(words.doors.since(timeOrDay(door.offlineSince, zone)))
  if (door.seenAt) parts.push((door.online ? words.doors.seen : words.doors.lastSeen)(timeOrDay(door.seenAt, zone)))
  return (
    <div className={styles.state} role="status">
      <Reached door={door} />
      <span>{parts.join(', ')}</span>
    </div>
  )
}

function Body({ door }: { readonly door: DoorPanelView }) {
  const desk = useDesk()
  const spare = useShownPin()
  const place = useKeepFocus<HTMLDivElement>()
  const verbs = useRef<HTMLDivElement>(null)
  const give = (reservationId: string) =>
    void spare.show('give', () => call('spares.give', { doorId: door.id, reservationId }))
  const hide = () => {
    spare.hide()
    // The card takes its own button away; the focus goes to the door's main verb.
    requestAnimationFrame(() => focusIn(verbs.current))
  }
  const minutes = Math.trunc((door.clockSkewSeconds ?? 0) / 60)
  return (
    <div className={styles.body} ref={place} tabIndex={-1}>
      <div ref={verbs}>
        <DoorVerbs door={door} busy={spare.busy} onGive={give} />
      </div>
      {(spare.failed?.key === 'give' || spare.shown?.key === 'give') && (
        <div className={styles.card}>
          {spare.failed && <ErrorBanner error={spare.failed.error} />}
          {spare.shown && <ShownPinCard kind="spare" pin={spare.shown.pin} onHide={hide} />}
        </div>
      )}
      {door.keyOut && (
        <div className={styles.card}>
          <KeyOut keyOut={door.keyOut} />
        </div>
      )}
      {door.provider === null && !door.envelope && (
        <section>
          <p className="soft body13">{text.noEnvelope}</p>
        </section>
      )}
      {door.provider === null && door.envelope && !door.keyOut && (
        <section>
          <div className={panel.line}>
            <KeyRound size={16} aria-hidden="true" />
            {door.envelope}
          </div>
        </section>
      )}
      {Math.abs(minutes) >= CLOCK_MINUTES && (
        <section>
          <p className={styles.clock}>{text.clock(minutes)}</p>
        </section>
      )}
      {door.provider !== null && <DoorCodes door={door} />}
      <SparesPart
        door={door}
        pins={spare}
        onChange={(number) => desk.ask({ kind: 'change-spares', door: { id: door.id, name: door.name }, number })}
      />
      {door.training && <TrainingPart doorId={door.id} knobs={door.training} />}
      <History door={door} />
    </div>
  )
}

function History({ door }: { readonly door: DoorPanelView }) {
  const { zone } = useHouse()
  if (door.history.length === 0) return null
  return (
    <section>
      <h3>{text.history}</h3>
      <ol className={styles.history}>
        {door.history.slice(0, 30).map((entry) => (
          <li key={`${entry.at}${entry.text}`}>
            <time dateTime={entry.at} title={timeOrDay(entry.at, zone)}>
              {shortTime(entry.at, zone)}
            </time>
            <span>
              {entry.text}
              {entry.by && <span className="hint"> · {entry.by}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
