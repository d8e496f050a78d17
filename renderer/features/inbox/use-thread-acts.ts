import { useState } from 'react'
import type { ConversationView } from '../../../electron/contract/views.ts'
import { useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { useAct } from './use-acts.ts'

export type ToldKind = 'codes' | 'welcome'
export type ThreadActs = ReturnType<typeof useThreadActs>

/** What the desk does with a conversation as a whole: by its buttons and by the keys. */
export function useThreadActs(conversation: ConversationView, onUnread: () => void) {
  const desk = useDesk()
  const pinning = useAct('inbox.pin')
  const closing = useAct('inbox.close')
  const unread = useOrder('inbox.markUnread')
  const telling = useOrder('inbox.tell')
  /** What the guest was told before: said again only after it was asked. */
  const [before, setBefore] = useState<{ readonly reservationId: string; readonly kind: ToldKind } | null>(null)
  const { id: conversationId, pinned, closed } = conversation

  const tell = (reservationId: string, kind: ToldKind, again = false) => {
    setBefore(null)
    telling.mutate(
      { reservationId, kind, again },
      {
        onSuccess: () => desk.say({ text: words.thread.said.told[kind], actionId: null }),
        onError: (error) => {
          if (error.code === 'already-sent') setBefore({ reservationId, kind })
          else desk.say({ text: error.message, actionId: null })
        },
      },
    )
  }
  return {
    pin: () => pinning({ conversationId, on: !pinned }, pinned ? words.thread.said.unpin : words.thread.said.pin),
    close: () =>
      closing({ conversationId, closed: !closed }, closed ? words.thread.said.reopen : words.thread.said.close),
    markUnread: () =>
      unread.mutate(
        { conversationId },
        {
          onSuccess: () => {
            onUnread()
            desk.say({ text: words.thread.said.unread, actionId: null })
          },
        },
      ),
    tell,
    before,
    forgetBefore: () => setBefore(null),
  }
}
