/** Questions without a field: what is done, what it means for guests, and the way out first. */
import { type DoorQuestion, type QuestionOf, useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { QuestionForm } from './question-form.tsx'

const text = words.doorQuestions

type Props<Kind extends DoorQuestion['kind']> = {
  readonly question: QuestionOf<Kind>
  readonly onClose: () => void
}

export function NewDigits({ question, onClose }: Props<'new-digits'>) {
  const desk = useDesk()
  const reissue = useOrder('codes.reissue')
  const { door, guest, reservationId } = question
  return (
    <QuestionForm
      title={door ? text.newDigitsTitle(guest, door.name) : text.newPinTitle(guest)}
      lead={door ? text.newDigitsLead(door.name) : text.newPinLead}
      verb={door ? text.newDigitsVerb : text.newPinVerb}
      busy={reissue.isPending}
      error={reissue.error}
      onSubmit={() =>
        reissue.mutate(
          { reservationId, doorId: door?.id ?? null },
          {
            onSuccess: () => {
              desk.say({ text: text.newPinSaid(guest), actionId: null })
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}

export function ChangeSpares({ question, onClose }: Props<'change-spares'>) {
  const desk = useDesk()
  const change = useOrder('spares.change')
  const { door, number } = question
  return (
    <QuestionForm
      title={door ? text.changeTitle(door.name) : text.changeAllTitle}
      lead={door ? text.changeLead : text.changeAllLead(number)}
      verb={text.changeVerb}
      busy={change.isPending}
      error={change.error}
      onSubmit={() =>
        change.mutate(
          { doorId: door?.id ?? null },
          {
            onSuccess: () => {
              desk.say({ text: text.changeSaid, actionId: null })
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}

export function RemoveOrphan({ question, onClose }: Props<'remove-orphan'>) {
  const desk = useDesk()
  const remove = useOrder('doors.removeOrphan')
  const { doorId, doorName, ref, name } = question
  return (
    <QuestionForm
      title={text.removeTitle(name)}
      lead={text.removeLead(doorName)}
      verb={text.removeVerb}
      look="dangerFill"
      wayOut={text.keep}
      busy={remove.isPending}
      error={remove.error}
      onSubmit={() =>
        remove.mutate(
          { doorId, ref },
          {
            onSuccess: () => {
              desk.say({ text: text.removeSaid(name), actionId: null })
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    />
  )
}
