import { useRef } from 'react'
import type { ConversationView, TextingState } from '../../../electron/contract/views.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { type Draft, emptyDraft, gapsOf, textToSend } from './draft.ts'

/** The desk takes no longer text; what is put before it counts. */
const LONGEST = 1600

/** Why nothing can be sent in this conversation at all, in words. */
export function barrier(conversation: ConversationView, texting: TextingState): string | null {
  if (texting === 'off') return words.composer.off
  return conversation.optedOut ? words.composer.optedOut : null
}

/** Sends what is written, or keeps it as a note: once, however often the button is hit. */
export function useSending(
  conversation: ConversationView,
  draft: Draft,
  texting: TextingState,
  change: (part: Partial<Draft>) => void,
  onDone: () => void,
) {
  const send = useOrder('inbox.send')
  const note = useOrder('inbox.note')
  const underWay = useRef(false)
  const text = textToSend(draft)
  const { id: conversationId } = conversation
  const over = (conversation.prefix?.length ?? 0) + text.length - LONGEST
  const ready = draft.isNote
    ? text !== ''
    : (text !== '' || draft.media.length > 0) &&
      gapsOf(draft).length === 0 &&
      over <= 0 &&
      barrier(conversation, texting) === null

  const run = (sendAt: string | null = null) => {
    if (!ready || underWay.current) return
    underWay.current = true
    send.reset()
    note.reset()
    const { clientId, isNote, templateId, media } = draft
    const answers = {
      onSuccess: () => {
        change(emptyDraft())
        onDone()
      },
      onSettled: () => {
        underWay.current = false
      },
    }
    if (isNote) return note.mutate({ conversationId, clientId, text }, answers)
    const files = media.map(({ base64, contentType, filename }) => ({ base64, contentType, filename }))
    send.mutate({ conversationId, clientId, text, media: files, sendAt, templateId }, answers)
  }
  return { run, ready, over, busy: send.isPending || note.isPending, error: send.error ?? note.error }
}
