import { useCallback, useRef } from 'react'
import type { Acted } from '../../../electron/contract/inbox-procedures.ts'
import type { InputOf } from '../../../electron/contract/procedures.ts'
import { useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'

type Act = 'inbox.keep' | 'inbox.moveMessages' | 'inbox.moveConversation' | 'inbox.pin' | 'inbox.close' | 'inbox.merge'

/**
 * An act on a conversation that says what it did, with the way back; `follow` goes where the texts went. While one is
 * under way a second click does nothing: a button that were switched off would lose the focus.
 */
export function useAct<Name extends Act>(name: Name) {
  const desk = useDesk()
  const { mutate } = useOrder(name)
  const underWay = useRef(false)
  const run = useCallback(
    (input: InputOf<Name>, said: string, follow = false) => {
      if (underWay.current) return
      underWay.current = true
      mutate(input, {
        onSettled: () => {
          underWay.current = false
        },
        onSuccess: (value) => {
          const { actionId, conversationId } = value as Acted
          desk.say({ text: said, actionId })
          if (follow) desk.selectConversation(conversationId)
        },
        onError: (error) => desk.say({ text: error.message, actionId: null }),
      })
    },
    [mutate, desk],
  )
  return run
}
