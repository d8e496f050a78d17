import { useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { useOrder } from '../../desk/queries.ts'
import { draftOfHouse, type HouseDraft, houseInput } from '../../house/draft.ts'

/** The house as it is until something is typed; then the draft, until it is saved or thrown away. */
export function useHouseEditor(settings: SettingsView) {
  const [typed, setTyped] = useState<HouseDraft | null>(null)
  // A fresh draft per answer would give every row a new identity while nothing is typed.
  const [fresh, setFresh] = useState(() => ({ house: settings.house, draft: draftOfHouse(settings.house) }))
  if (fresh.house !== settings.house) setFresh({ house: settings.house, draft: draftOfHouse(settings.house) })
  const saveOrder = useOrder('settings.saveHouse')
  const draft = typed ?? fresh.draft
  const save = (changed: HouseDraft = draft) =>
    saveOrder.mutate(houseInput(changed), { onSuccess: () => setTyped(null) })
  const discard = () => {
    saveOrder.reset()
    setTyped(null)
  }
  return {
    draft,
    edit: setTyped,
    dirty: typed !== null,
    save,
    discard,
    saving: saveOrder.isPending,
    error: saveOrder.error,
    saved: saveOrder.isSuccess,
  }
}

export type HouseEditor = ReturnType<typeof useHouseEditor>
