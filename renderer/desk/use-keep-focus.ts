import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** After a dialog React Aria gives the focus back in the next frame, where it still can. */
export const FOCUS_BACK_MS = 60

/**
 * A place whose buttons come and go with the state of a lock. Where the one with the focus goes, the place
 * takes it: it must never fall on whatever stands first in the window, such as what takes a check-in back.
 */
export function useKeepFocus<Place extends HTMLElement>(): RefObject<Place | null> {
  const place = useRef<Place>(null)
  const inside = useRef(false)
  useEffect(() => {
    const node = place.current
    if (!node) return
    const onIn = () => {
      inside.current = true
    }
    const onOut = ({ target }: FocusEvent) => {
      // Asked afterwards: an element on its way out is still there while it says goodbye.
      queueMicrotask(() => {
        if (target instanceof Node && target.isConnected && !node.contains(document.activeElement))
          inside.current = false
      })
    }
    node.addEventListener('focusin', onIn)
    node.addEventListener('focusout', onOut)
    return () => {
      node.removeEventListener('focusin', onIn)
      node.removeEventListener('focusout', onOut)
    }
  }, [])
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body) focusIn(place.current)
  })
  return place
}

/** The place itself, so that a stray Enter does nothing; its first button where it cannot have the focus. */
export function focusIn(place: HTMLElement | null) {
  place?.focus()
  if (document.activeElement !== place) place?.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
}
