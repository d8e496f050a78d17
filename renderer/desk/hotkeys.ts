import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react'

/** How many dialogs lie under this part of the screen; keys belong to the topmost layer alone. */
export const LayerContext = createContext(0)
let openLayers = 0

/** An Enter held down answers one dialog, never the one that opens after it. */
function ignoreHeldEnter(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.repeat && !(event.target instanceof HTMLTextAreaElement)) event.preventDefault()
}

/** A dialog holds the keys while it is on the screen. */
export function useKeyLayer() {
  useLayoutEffect(() => {
    openLayers += 1
    window.addEventListener('keydown', ignoreHeldEnter, true)
    return () => {
      openLayers -= 1
      if (openLayers === 0) window.removeEventListener('keydown', ignoreHeldEnter, true)
    }
  }, [])
}

export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type))

const isChoosing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role="menu"],[role="listbox"]') !== null

/** `c`, `arrowdown`, `mod+k`: Ctrl and Cmd are one, so that one hand knows both systems. */
function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey
  return `${mod ? 'mod+' : ''}${event.key.toLowerCase()}`
}

/** Single keys of this layer. They rest while somebody types or a menu is open; with Ctrl or Cmd they always work. */
export function useHotkeys(keys: Hotkeys) {
  const layer = useContext(LayerContext)
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (layer !== openLayers || event.defaultPrevented || event.altKey || event.isComposing) return
      const name = nameOf(event)
      const run = latest.current[name]
      if (!run) return
      if (!name.startsWith('mod+') && (isTyping(event.target) || isChoosing(event.target))) return
      // Undo inside a field belongs to the field.
      if (name === 'mod+z' && isTyping(event.target)) return
      event.preventDefault()
      run(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [layer])
}

/** Keys that go through a list, by one or by a page of ten. */
export const listKeys = (move: (step: number) => void): Hotkeys => ({
  j: () => move(1),
  k: () => move(-1),
  arrowdown: () => move(1),
  arrowup: () => move(-1),
  pagedown: () => move(10),
  pageup: () => move(-10),
})
