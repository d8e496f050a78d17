import { DoorClosed, DoorOpen } from 'lucide-react'
import type { SheetDoor } from '../../../electron/contract/views.ts'
import { CodeState } from '../../components/code-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { sheet as styles } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { toMillis, useNow } from '../../desk/clock.ts'
import { timeOrDay } from '../../desk/dates.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { DoorAid, needsAid } from '../../doors/door-aid.tsx'
import { offersWayIn } from '../../doors/ladder.tsx'
import { words } from '../../words/index.ts'
import own from './check-in.module.css'

/** Whose doors these are, once they are checked in: then each shows the other ways in as well. */
type Party = { readonly reservationId: string; readonly guest: string }

/** Each door for itself: one that fails never hides the others. */
export function DoorsList(props: {
  readonly doors: readonly SheetDoor[]
  readonly live: boolean
  readonly party?: Party
}) {
  const { app } = useHouse()
  const place = useKeepFocus<HTMLUListElement>()
  const offline = app.connection.state === 'offline'
  // One filled button: the best way in at the first door that needs one.
  const first = props.doors.find(offersWayIn)
  return (
    <ul className={`${styles.sheet} ${own.doors}`} ref={place} tabIndex={-1} aria-label={words.sheet.doors}>
      {props.doors.map((door) => (
        <Door
          key={door.doorId}
          door={door}
          offline={offline}
          live={props.live}
          party={props.party}
          filled={door === first}
        />
      ))}
    </ul>
  )
}

function Door({
  door,
  offline,
  live,
  party,
  filled,
}: {
  readonly door: SheetDoor
  readonly offline: boolean
  readonly live: boolean
  readonly party: Party | undefined
  readonly filled: boolean
}) {
  const { zone } = useHouse()
  const bad = door.state === 'needs-attention'
  const aid = party && needsAid(door)
  return (
    <li className={`${own.doorItem} ${bad ? own.isBad : ''}`} aria-label={door.doorName}>
      <div className={own.door}>
        <Icon of={door.shared ? DoorOpen : DoorClosed} />
        <div>
          <div className={own.first}>{door.doorName}</div>
          {door.faultText && <div className={own.second}>{door.faultText}</div>}
          {bad && live && !aid && <div className={own.second}>{words.sheet.fallback}</div>}
        </div>
        <div className={own.doorState}>
          {door.openedAt && (
            <span className={own.second}>{words.doorPanel.openedWith(timeOrDay(door.openedAt, zone))}</span>
          )}
          {live && door.state === 'sending' && !offline && door.stateSince ? (
            <Sending since={door.stateSince} />
          ) : (
            <CodeState state={door.state} offline={offline} />
          )}
        </div>
      </div>
      {aid && (
        <div className={own.aid}>
          <DoorAid door={door} reservationId={party.reservationId} guest={party.guest} filled={filled} />
        </div>
      )}
    </li>
  )
}

/** Counts the seconds while a guest waits for the door. */
function Sending({ since }: { readonly since: string }) {
  const seconds = Math.round((useNow(1000) - toMillis(since)) / 1000)
  return <CodeState state="sending" tail={seconds > 1 && seconds < 100 ? `, ${seconds} s` : undefined} />
}
