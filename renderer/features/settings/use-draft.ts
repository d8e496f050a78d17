import { useState } from 'react'
import type { DeskError } from '../../api.ts'

type SaveOrder = {
  readonly reset: () => void
  readonly isPending: boolean
  readonly isSuccess: boolean
  readonly error: DeskError | null
}

/** Something as it is until something is typed; then the draft, until it is saved or thrown away. */
export function useDraft<Draft>(current: Draft, order: SaveOrder) {
  const [typed, setTyped] = useState<Draft | null>(null)
  const forget = () => setTyped(null)
  return {
    type: (draft: Draft) => setTyped(draft),
    /** For the order that saves it: what was typed is what is there then. */
    forgetSaved: { onSuccess: forget },
    editor: {
      draft: typed ?? current,
      dirty: typed !== null,
      discard: () => {
        order.reset()
        forget()
      },
      saving: order.isPending,
      saved: order.isSuccess,
      error: order.error,
    },
  }
}
