import { Eye, EyeOff } from 'lucide-react'
import { useRef } from 'react'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import styles from './pin.module.css'

/** Digits in threes, or as many dots. Without digits it says that they are hidden. */
export function Pin(props: { readonly digits: string | null; readonly size: 'low' | 'medium' | 'large' }) {
  const { digits } = props
  const half = digits ? Math.ceil(digits.length / 2) : 3
  const parts = digits ? [digits.slice(0, half), digits.slice(half)] : ['•••', '•••']
  const label = digits ? words.pin.shown(digits.split('').join(' ')) : words.pin.hidden
  return (
    <span
      className={`${styles.pin} ${styles[props.size]} ${digits ? '' : styles.masked}`}
      role="img"
      aria-label={label}
    >
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fixed halves
        <span key={at}>{part}</span>
      ))}
    </span>
  )
}

const HOLD_MS = 400

/** A click shows or hides; holding it shows only as long as it is held. */
export function PinToggle(props: {
  readonly shown: boolean
  readonly onShow: () => void
  readonly onHide: () => void
  readonly shortcut?: string
  /** Whose digits, where several stand below each other. */
  readonly label?: string
}) {
  const pressedAt = useRef(0)
  const openedByPress = useRef(false)
  return (
    <Button
      size="low"
      icon={props.shown ? EyeOff : Eye}
      shortcut={props.shortcut}
      aria-label={props.label}
      // Show and Hide take the same room, and the pointer is held: letting go is seen wherever it happens.
      style={{ minWidth: 78 }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        pressedAt.current = event.timeStamp
        openedByPress.current = !props.shown
        if (!props.shown) props.onShow()
      }}
      onClick={(event) => {
        const byKeyboard = event.detail === 0
        const held = event.timeStamp - pressedAt.current > HOLD_MS
        const opened = openedByPress.current
        openedByPress.current = false
        if (byKeyboard) return props.shown ? props.onHide() : props.onShow()
        if (!opened || held) props.onHide()
      }}
    >
      {props.shown ? words.pin.hide : words.pin.show}
    </Button>
  )
}

export const pinStyles = styles
