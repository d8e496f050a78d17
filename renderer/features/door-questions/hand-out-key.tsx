import { useRef, useState } from 'react'
import { TextField } from '../../components/field.tsx'
import type { QuestionOf } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { QuestionForm } from './question-form.tsx'

const text = words.doorQuestions

/** Who takes the metal key is written down before it leaves the desk. */
export function HandOutKey(props: { readonly question: QuestionOf<'hand-out'>; readonly onClose: () => void }) {
  const { doorId, doorName, envelope, reservationId, guest } = props.question
  const handOut = useOrder('keys.handOut')
  const [takenBy, setTakenBy] = useState(guest)
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const submit = () => {
    if (takenBy.trim())
      return handOut.mutate({ doorId, reservationId, takenBy: takenBy.trim() }, { onSuccess: props.onClose })
    setMissing(true)
    field.current?.focus()
  }
  return (
    <QuestionForm
      title={text.handOutTitle(envelope)}
      lead={text.handOutLead(doorName)}
      verb={text.handOutVerb}
      busy={handOut.isPending}
      error={handOut.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={text.takenBy}
        required
        ref={field}
        value={takenBy}
        maxLength={120}
        dir="auto"
        onFocus={(event) => event.target.select()}
        error={missing && !takenBy.trim() ? text.takenByMissing : null}
        onText={setTakenBy}
      />
    </QuestionForm>
  )
}
