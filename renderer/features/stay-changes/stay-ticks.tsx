import type { SheetStay } from '../../../electron/contract/views.ts'
import { CheckField } from '../../components/field.tsx'
import { sheet as styles } from '../../components/sheet.tsx'
import { dayRange } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'

/** Which rooms of the booking a change is for; one room needs no question. */
export function StayTicks(props: {
  readonly stays: readonly SheetStay[]
  readonly ticked: readonly string[]
  readonly onTick: (ticked: string[]) => void
}) {
  return (
    <ul className={styles.sheet} aria-label={words.sheet.apartments}>
      {props.stays.map((stay) => (
        <li className={styles.row} key={stay.id} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
          {props.stays.length === 1 ? (
            <b>{stay.unitName}</b>
          ) : (
            <CheckField
              checked={props.ticked.includes(stay.id)}
              onCheck={(on) =>
                props.onTick(on ? [...props.ticked, stay.id] : props.ticked.filter((id) => id !== stay.id))
              }
            >
              <b>{stay.unitName}</b>
            </CheckField>
          )}
          <span className="soft body13">{dayRange(stay.arrivalDate, stay.departureDate)}</span>
        </li>
      ))}
    </ul>
  )
}
