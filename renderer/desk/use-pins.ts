import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { RevealedPins, ShownPin } from '../../electron/contract/views.ts'
import { call, type DeskError } from '../api.ts'

/** The next guest reads the screen too: digits hide by themselves, and when the window is left. */
const SHOWN_MS = 30_000
/** A spare opens for whoever holds it, so it stands open for less. */
const SPARE_SHOWN_MS = 20_000

function useHiding(shown: unknown, hide: () => void, after: number) {
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(hide, after)
    const onVisibility = () => document.hidden && hide()
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [shown, hide, after])
}

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
  useHiding(pins, hide, SHOWN_MS)
  return { pins, error, show, hide }
}

/** The digits of one spare or offline code at a time; `key` says whose they are. */
export function useShownPin() {
  const client = useQueryClient()
  const [shown, setShown] = useState<{ readonly key: string; readonly pin: ShownPin } | null>(null)
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: DeskError } | null>(null)
  const [busy, setBusy] = useState(false)
  const hide = useCallback(() => setShown(null), [])
  const show = useCallback(
    async (key: string, ask: () => Promise<ShownPin>) => {
      setFailed(null)
      setBusy(true)
      try {
        setShown({ key, pin: await ask() })
      } catch (failure) {
        setFailed({ key, error: failure as DeskError })
      } finally {
        setBusy(false)
        void client.invalidateQueries()
      }
    },
    [client],
  )
  useHiding(shown, hide, SPARE_SHOWN_MS)
  return { shown, failed, busy, show, hide }
}
