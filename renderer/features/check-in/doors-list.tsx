import { DoorClosed, DoorOpen } from 'lucide-react'
import type { SheetDoor } from '../../../electron/contract/views.ts'
import { CodeState } from '../../components/code-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { sheet as styles } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { toMillis, useNow } from '../../desk/clock.ts'
import { words } from '../../words/index.ts'
import own from './check-in.module.css'

/** Each door for itself: one that fails never hides the others. */
export function DoorsList(props: { readonly doors: readonly SheetDoor[]; readonly live: boolean }) {
  const { app } = useHouse()
  const offline = app.connection.state === 'offline'
  return (
    <ul className={styles.sheet} aria-label={words.sheet.doors}>
      {props.doors.map((door) => (
        <Door key={door.doorId} door={door} offline={offline} live={props.live} />
      ))}
    </ul>
  )
}

function Door({
  door,
  offline,
  live,
}: {
  readonly door: SheetDoor
  readonly offline: boolean
  readonly live: boolean
}) {
  const bad = door.state === 'needs-attention'
  return (
    <li className={`${styles.row} ${own.door} ${bad ? own.isBad : ''}`} aria-label={door.doorName}>
      <Icon of={door.shared ? DoorOpen : DoorClosed} />
      <div>
        <div className={own.first}>{door.doorName}</div>
        {door.faultText && <div className={own.second}>{door.faultText}</div>}
        {bad && live && <div className={own.second}>{words.sheet.fallback}</div>}
      </div>
      {live && door.state === 'sending' && !offline && door.stateSince ? (
        <Sending since={door.stateSince} />
      ) : (
        <CodeState state={door.state} offline={offline} />
      )}
    </li>
  )
}

/** Counts the seconds while a guest waits for the door. */
function Sending({ since }: { readonly since: string }) {
  const seconds = Math.round((useNow(1000) - toMillis(since)) / 1000)
  return <CodeState state="sending" tail={seconds > 1 && seconds < 100 ? `, ${seconds} s` : undefined} />
}
