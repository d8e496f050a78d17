import { useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { useOrder } from '../../desk/queries.ts'
import { draftOfHouse, type HouseDraft, houseInput } from '../../house/draft.ts'
import { useDraft } from './use-draft.ts'

/** The house as it is until something is typed; then the draft, until it is saved or thrown away. */
export function useHouseEditor(settings: SettingsView) {
  // A fresh draft per answer would give every row a new identity while nothing is typed.
  const [fresh, setFresh] = useState(() => ({ house: settings.house, draft: draftOfHouse(settings.house) }))
  if (fresh.house !== settings.house) setFresh({ house: settings.house, draft: draftOfHouse(settings.house) })
  const order = useOrder('settings.saveHouse')
  const { editor, type, forgetSaved } = useDraft(fresh.draft, order)
  return {
    ...editor,
    edit: type,
    save: (changed: HouseDraft = editor.draft) => order.mutate(houseInput(changed), forgetSaved),
  }
}
