import { useEffect, useEffectEvent, useState } from 'react'
import { Shortcut } from '../../components/button.tsx'
import { type Toast, useDesk } from '../../desk/actions.tsx'
import { words } from '../../words/index.ts'
import styles from './over.module.css'

/** Long enough to read, to be interrupted, and still to undo. */
const SHOWN_MS = 12_000
const SHORT_MS = 5_000
/** So many letters are read in the short time; more than one sentence takes the long one. */
const SHORT_TEXT = 80

/** What just happened, with the way back. It stays while the pointer or the focus is on it. */
export function ToastPlace(props: {
  readonly toast: Toast | null
  /** Over the list at the left, where somebody writes at the foot of the page. */
  readonly aside: boolean
  readonly onEnd: () => void
}) {
  const { toast } = props
  const desk = useDesk()
  const [held, setHeld] = useState(false)
  // The window draws anew whenever the desk changes; that must not give the note more time.
  const onEnd = useEffectEvent(() => props.onEnd())
  useEffect(() => {
    if (!toast || held) return
    const long = toast.actionId !== null || toast.text.length > SHORT_TEXT
    const timer = setTimeout(() => onEnd(), long ? SHOWN_MS : SHORT_MS)
    return () => clearTimeout(timer)
  }, [toast, held])
  return (
    // React Aria hides what lies outside an open dialog from screen readers; the note is for every layer.
    <div
      className={`${styles.toastPlace} ${props.aside ? styles.aside : ''}`}
      role="status"
      aria-live="polite"
      data-react-aria-top-layer="true"
    >
      {toast && (
        // biome-ignore lint/a11y/noStaticElementInteractions: resting the pointer only makes it stay
        <div
          className={styles.toast}
          key={toast.text}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span>{toast.text}</span>
          {toast.actionId && (
            <button type="button" onClick={() => desk.undo(toast.actionId)}>
              {words.undo}
              <Shortcut>Ctrl Z</Shortcut>
            </button>
          )}
        </div>
      )}
    </div>
  )
}
