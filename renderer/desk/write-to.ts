import { useCallback } from 'react'
import { words } from '../words/index.ts'
import { useDesk } from './actions.tsx'
import { useOrder } from './queries.ts'

/** Opens the conversation with the guest of a booking, made where there is none yet. */
export function useWriteTo() {
  const desk = useDesk()
  const of = useOrder('inbox.of')
  const { mutate, isPending } = of
  const writeTo = useCallback(
    (reservationId: string, stayId: string | null = null) =>
      mutate(
        { reservationId, stayId },
        {
          onSuccess: ({ conversationId }) => desk.openConversation(conversationId),
          onError: (error) => desk.say({ text: words.write.failed(error.message), actionId: null }),
        },
      ),
    [mutate, desk],
  )
  return { writeTo, busy: isPending }
}
