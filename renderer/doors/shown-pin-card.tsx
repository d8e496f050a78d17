import { EyeOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ShownPin } from '../../electron/contract/views.ts'
import { Button } from '../components/button.tsx'
import { Pin, pinStyles } from '../components/pin.tsx'
import { useHouse } from '../desk/actions.tsx'
import { moment } from '../desk/dates.ts'
import { words } from '../words/index.ts'

/** Six digits stand large; a code the lock made itself may have nine. */
const LARGE_DIGITS = 6

/** Digits just given, in brass. It takes the focus, since the button that asked for it may be gone. */
export function ShownPinCard(props: {
  readonly kind: 'spare' | 'offline'
  readonly pin: ShownPin
  readonly onHide: () => void
}) {
  const { pin } = props
  const { zone, staff } = useHouse()
  const hide = useRef<HTMLButtonElement>(null)
  useEffect(() => hide.current?.focus(), [])
  return (
    <div className={pinStyles.card}>
      <Pin digits={pin.pin} size={pin.pin.length > LARGE_DIGITS ? 'medium' : 'large'} />
      <Button size="low" icon={EyeOff} ref={hide} onClick={props.onHide}>
        {words.pin.hide}
      </Button>
      <p role="status">
        <b>{words.ladder.given[props.kind]}</b>
        {words.ladder.cardUntil(pin.doorName, pin.endsAt ? moment(pin.endsAt, zone) : null)}
        <br />
        {pin.firstUseBy && (
          <>
            <b>{words.ladder.firstUse(moment(pin.firstUseBy, zone))}</b>
            <br />
          </>
        )}
        <span className="hint">{staff ? words.ladder.cardLogged(staff.name) : words.ladder.cardLoggedNobody}</span>
      </p>
    </div>
  )
}
