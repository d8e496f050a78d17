/** Which stay gets which reference, as far as a hand has said it. */
import { useState } from 'react'
import type { CollisionStay, CollisionView } from '../../../electron/contract/views.ts'

/** A reference, or null where a guess is taken away; a stay that is not in it stays as it is. */
export type Assigned = Readonly<Record<string, string | null>>

/** What a click on a stay makes of it: the mail's; not any more; and a guess, at last, as it was. */
function toggled(assigned: Assigned, stay: CollisionStay, reference: string): Assigned {
  const { [stay.stayId]: now, ...others } = assigned
  if (now !== reference) return now === null ? others : { ...others, [stay.stayId]: reference }
  return stay.guessed === reference ? { ...others, [stay.stayId]: null } : others
}

export function useAssignment(view: CollisionView) {
  const [assigned, setAssigned] = useState<Assigned>({})
  const [chosen, setChosen] = useState(view.mails[0]?.reference ?? '')
  // Another desk may have joined some meanwhile: only what still stands is sent.
  const standing = Object.entries(assigned).filter(
    ([stayId, reference]) =>
      view.stays.some((stay) => stay.stayId === stayId) &&
      (reference === null || view.mails.some((mail) => mail.reference === reference)),
  )
  return {
    chosen,
    choose: setChosen,
    assigned: Object.fromEntries(standing) as Assigned,
    orders: standing.map(([stayId, reference]) => ({ stayId, reference })),
    toggle: (stay: CollisionStay) => chosen && setAssigned((now) => toggled(now, stay, chosen)),
    takeSuggestions: () =>
      setAssigned((now) => ({
        ...now,
        ...Object.fromEntries(view.suggestions.map(({ stayId, reference }) => [stayId, reference])),
      })),
  }
}
