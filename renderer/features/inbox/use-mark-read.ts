import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../api.ts'

/** Long enough that passing by with J and K leaves a text unread. */
const SEEN_AFTER_MS = 1000

const subscribe = (look: () => void) => {
  document.addEventListener('visibilitychange', look)
  return () => document.removeEventListener('visibilitychange', look)
}

/** What has stood in sight for a second is read; `keep` leaves it unread, as somebody asked for. */
export function useMarkRead(conversationId: string, newest: string | null, unread: boolean, keep: boolean) {
  const client = useQueryClient()
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible')
  useEffect(() => subscribe(() => setVisible(document.visibilityState === 'visible')), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a text that came meanwhile has its own second
  useEffect(() => {
    if (!visible || !unread || keep) return
    const timer = setTimeout(() => {
      // Where the desk refuses, the text simply stays unread.
      void call('inbox.markRead', { conversationId })
        .then(() => client.invalidateQueries())
        .catch(() => undefined)
    }, SEEN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [conversationId, newest, visible, unread, keep, client])
}
