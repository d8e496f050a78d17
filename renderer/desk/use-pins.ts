import { useCallback, useEffect, useState } from 'react'
import type { RevealedPins } from '../../electron/contract/views.ts'
import { call, type DeskError } from '../api.ts'

/** The next guest reads the screen too: digits hide by themselves, and when the window is left. */
const SHOWN_MS = 30_000

/** Digits live in this state alone, never in the query cache; showing them is logged by the desk. */
export function usePins(reservationId: string | null) {
  const [pins, setPins] = useState<RevealedPins | null>(null)
  const [error, setError] = useState<DeskError | null>(null)
  const hide = useCallback(() => setPins(null), [])
  const show = useCallback(async () => {
    if (!reservationId) return
    setError(null)
    try {
      setPins(await call('codes.reveal', { reservationId }))
    } catch (failure) {
      setError(failure as DeskError)
    }
  }, [reservationId])
  useEffect(() => {
    if (!pins) return
    const timer = setTimeout(hide, SHOWN_MS)
    const onVisibility = () => document.hidden && hide()
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [pins, hide])
  return { pins, error, show, hide }
}
