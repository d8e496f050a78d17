import { DoorClosed, DoorOpen } from 'lucide-react'
import { memo } from 'react'
import type { DoorRow } from '../../../electron/contract/views.ts'
import { BatteryMeter, Reached, SignalMeter } from '../../components/door-meters.tsx'
import { Icon } from '../../components/icon.tsx'
import rows from '../../components/rows.module.css'
import { sheet } from '../../components/sheet.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { doorDetail } from '../../desk/door-words.ts'
import { words } from '../../words/index.ts'
import { DoorSummary } from './door-summary.tsx'
import styles from './doors.module.css'

export const rowId = (doorId: string) => `door-${doorId}`

/** One door in one line: its lock, whether it is reached, battery, signal, and how its codes stand. */
export const DoorListRow = memo(function DoorListRow(props: {
  readonly door: DoorRow
  readonly selected: boolean
  readonly offline: boolean
  readonly zone: string
  /** How many spares its lock should keep. */
  readonly spareCodes: number
  readonly onTake: (doorId: string) => void
}) {
  const { door } = props
  const locked = door.provider !== null
  const fewSpares = locked && door.configured && door.codes.spares < props.spareCodes
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's own keys do the same
    <li
      id={rowId(door.id)}
      aria-label={door.name}
      aria-current={props.selected ? 'true' : undefined}
      tabIndex={props.selected ? 0 : -1}
      className={`${sheet.row} ${styles.row} ${rows.choosable} ${props.selected ? rows.chosen : ''}`}
      onClick={() => props.onTake(door.id)}
    >
      <Icon of={door.shared ? DoorOpen : DoorClosed} size={18} />
      <div className="grow">
        <div className={sheet.first}>
          <span className="cut" title={door.name}>
            {door.name}
          </span>
        </div>
        <div className={sheet.second}>
          <span className="cut">{doorDetail(door)}</span>
        </div>
      </div>
      {locked ? (
        <>
          <div className={styles.cell}>
            <Reached door={door} />
            {door.configured && (
              <div className={styles.seen}>
                {door.seenAt ? words.doors.seen(timeOrDay(door.seenAt, props.zone)) : words.doors.seenNever}
              </div>
            )}
          </div>
          <BatteryMeter door={door} />
          <SignalMeter signal={door.signal} />
        </>
      ) : (
        <span className={styles.none} />
      )}
      <div className={styles.cell}>
        <DoorSummary door={door} offline={props.offline} />
        {fewSpares && <div className={styles.few}>{words.doors.fewSpares(door.codes.spares, props.spareCodes)}</div>}
      </div>
    </li>
  )
})
