import { CircleCheck, Clock } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { DialogBody, DialogFoot, DialogHead } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { type QuestionOf, useHouse } from '../../desk/actions.tsx'
import { wallTime } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import styles from '../../doors/doors.module.css'
import { words } from '../../words/index.ts'
import { QuestionForm } from './question-form.tsx'

const text = words.doorQuestions

/** Opens a door from afar: never without a reason, and never said to be open before the lock has said so. */
export function UnlockDoor(props: { readonly question: QuestionOf<'unlock'>; readonly onClose: () => void }) {
  const { doorId, doorName, reservationId } = props.question
  const unlock = useOrder('doors.unlock')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const submit = () => {
    if (reason.trim()) return unlock.mutate({ doorId, reason: reason.trim(), reservationId })
    setMissing(true)
    field.current?.focus()
  }
  if (unlock.data) return <Outcome doorName={doorName} outcome={unlock.data} onClose={props.onClose} />
  return (
    <QuestionForm
      title={text.unlockTitle(doorName)}
      lead={text.unlockLead}
      verb={unlock.isPending ? text.unlocking : text.unlockVerb}
      busy={unlock.isPending}
      error={unlock.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={text.reason}
        required
        ref={field}
        value={reason}
        maxLength={200}
        error={missing && !reason.trim() ? text.reasonMissing : null}
        onText={setReason}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would add a frame of its own */}
      <div className={styles.suggestions} role="group" aria-label={text.suggestions}>
        {text.reasons.map((one) => (
          <Button
            key={one}
            size="low"
            aria-pressed={reason === one}
            onClick={() => {
              setReason(one)
              field.current?.focus()
            }}
          >
            {one}
          </Button>
        ))}
      </div>
    </QuestionForm>
  )
}

function Outcome(props: {
  readonly doorName: string
  readonly outcome: { readonly state: 'opened' | 'sent'; readonly at: string }
  readonly onClose: () => void
}) {
  const { zone } = useHouse()
  const { state, at } = props.outcome
  const opened = state === 'opened'
  const done = useRef<HTMLButtonElement>(null)
  useEffect(() => done.current?.focus(), [])
  return (
    <>
      <DialogHead title={text.unlockTitle(props.doorName)} onClose={props.onClose} />
      <DialogBody>
        <div role="status">
          <StateLine icon={opened ? CircleCheck : Clock} tone={opened ? 'ok' : 'wait'} large>
            {opened ? text.opened(wallTime(at, zone)) : text.sent}
          </StateLine>
          <p className="soft body13" style={{ marginTop: 4 }}>
            {opened ? text.openedLead : text.sentLead}
          </p>
        </div>
      </DialogBody>
      <DialogFoot>
        <span className="grow" />
        <Button look="primary" shortcut="Esc" ref={done} onClick={props.onClose}>
          {words.done}
        </Button>
      </DialogFoot>
    </>
  )
}
