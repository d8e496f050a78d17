/** "Also theirs?", answered for one stay in one step that can be taken back. */
import type { SheetStay, SheetView } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'
import { useDesk } from './actions.tsx'
import { useOrder } from './queries.ts'

export function useGroupAnswer(sheet: SheetView) {
  const desk = useDesk()
  const yes = useOrder('intake.confirmGroup')
  const no = useOrder('intake.releaseStays')
  const answer = (stay: SheetStay, theirs: boolean) => {
    const { reservationId } = sheet
    if (!reservationId || yes.isPending || no.isPending) return
    const order = theirs ? yes : no
    order.mutate(
      { reservationId, stayIds: [stay.id] },
      {
        onSuccess: (after) =>
          desk.say({
            text: theirs ? words.group.saidYes(stay.unitName) : words.group.saidNo(stay.unitName),
            actionId: after.undo?.actionId ?? null,
          }),
        onError: (error) => desk.say({ text: error.message, actionId: null }),
      },
    )
  }
  return answer
}
