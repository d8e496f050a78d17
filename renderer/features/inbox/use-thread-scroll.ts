import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Closer to the foot than this counts as being there. */
const NEAR = 40

/**
 * Keeps the newest text in view for who reads at the foot, and the place of who reads further up: also where earlier
 * texts come in above, and where a picture takes its room.
 */
export function useThreadScroll(oldest: string | undefined, newest: string | undefined) {
  const place = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const fromFoot = useRef(0)
  const seen = useRef({ oldest, newest })
  const [below, setBelow] = useState(false)

  const toFoot = useCallback(() => {
    const node = place.current
    if (node) node.scrollTop = node.scrollHeight
    fromFoot.current = 0
    setBelow(false)
  }, [])
  const onScroll = useCallback(() => {
    const node = place.current
    if (!node) return
    fromFoot.current = node.scrollHeight - node.scrollTop - node.clientHeight
    if (fromFoot.current < NEAR) setBelow(false)
  }, [])
  useLayoutEffect(() => {
    const node = place.current
    if (!node) return
    const before = seen.current
    seen.current = { oldest, newest }
    if (fromFoot.current < NEAR) return toFoot()
    if (before.oldest !== oldest) node.scrollTop = node.scrollHeight - node.clientHeight - fromFoot.current
    if (before.newest !== newest) setBelow(true)
  }, [oldest, newest, toFoot])
  useEffect(() => {
    if (!content.current || !place.current) return
    const watch = new ResizeObserver(() => {
      if (fromFoot.current < NEAR) toFoot()
    })
    watch.observe(content.current)
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [toFoot])
  return { place, content, onScroll, below, toFoot }
}
