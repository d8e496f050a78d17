import type { ReactNode } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import { Pin, PinToggle, pinStyles } from '../../components/pin.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { wallTime } from '../../desk/dates.ts'
import { useHotkeys } from '../../desk/hotkeys.ts'
import { usePins } from '../../desk/use-pins.ts'
import { words } from '../../words/index.ts'

/** The PIN, masked until somebody asks; `span` says from when to when it opens. */
export function PinCard(props: { readonly sheet: SheetView; readonly span: ReactNode; readonly live: boolean }) {
  const { sheet, live } = props
  const { zone } = useHouse()
  const { pins, error, show, hide } = usePins(sheet.reservationId)
  useHotkeys(live ? { s: () => (pins ? hide() : void show()) } : {})
  if (sheet.pinCount === 0) {
    return (
      <div className={pinStyles.card}>
        <span className={pinStyles.none}>{words.pin.none}</span>
        <p>{words.pin.madeAtCheckIn}</p>
      </div>
    )
  }
  const doors = sheet.doors.filter((door) => door.codeId !== null).length
  const onDoors = sheet.doors.some((door) => door.state === 'on-lock')
  return (
    <div className={pinStyles.card}>
      {pins && pins.pins.length > 1 ? (
        <div className={pinStyles.each}>
          {pins.pins.map((one) => (
            <div key={one.pin}>
              <Pin digits={one.pin} size="low" />
              <span className="small">{one.doors.join(', ')}</span>
            </div>
          ))}
        </div>
      ) : (
        <Pin digits={pins?.pins[0]?.pin ?? null} size="large" />
      )}
      <PinToggle shown={pins !== null} onShow={() => void show()} onHide={hide} />
      <p>
        <b>{words.pin.forDoors(sheet.pinCount, doors)}</b>
        {props.span}
        <br />
        <span className="hint" role="status">
          {error
            ? `${words.pin.failed} ${error.message}`
            : pins
              ? words.pin.shownTo(pins.shownTo, wallTime(pins.shownAt, zone))
              : onDoors
                ? words.pin.logged
                : words.pin.notYet}
        </span>
      </p>
    </div>
  )
}
