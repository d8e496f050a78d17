import { useState } from 'react'
import type { DeskError } from '../../api.ts'
import { DialogBody, DialogFrame, DialogHead } from '../../components/dialog.tsx'
import { ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { guestLabel } from '../../desk/naming.ts'
import { type Subject, useSheet } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { AdoptForm } from './adopt-form.tsx'
import { CheckInForm } from './check-in-form.tsx'
import { CheckedIn } from './checked-in.tsx'

/** One page for one reservation: before the check-in a form, after it, in place, the PIN and the doors. */
export function CheckInSheet(props: {
  readonly subject: Subject
  /** The slip lies over it. */
  readonly covered: boolean
  readonly onClose: () => void
}) {
  const desk = useDesk()
  // A stay of a feed gets its reservation here, and the sheet goes on with that.
  const [subject, setSubject] = useState(props.subject)
  const { data: sheet, error } = useSheet(subject)
  const [justDone, setJustDone] = useState(false)
  const [editing, setEditing] = useState(false)

  const inHouse = sheet?.stays.some((stay) => stay.status === 'in-house') ?? false
  const offered = sheet?.stays.some((stay) => stay.offered) ?? false
  const done = !editing && inHouse && (justDone || !offered)
  const guest = guestLabel(sheet?.guest?.name, sheet?.reference)

  const close = () => {
    props.onClose()
    if (justDone && sheet?.undo && /check-in/.test(sheet.undo.label))
      desk.say({ text: words.change.said['check-in'](guest), actionId: sheet.undo.actionId })
  }
  return (
    <DialogFrame size="large" onClose={close} covered={props.covered}>
      {!sheet && (
        <>
          <DialogHead title={words.appName} onClose={close} />
          <DialogBody>{error ? <ErrorBanner error={error as DeskError} /> : <Skeleton rows={5} />}</DialogBody>
        </>
      )}
      {sheet && !sheet.reservationId && (
        <AdoptForm sheet={sheet} onClose={close} onAdopted={(reservationId) => setSubject({ reservationId })} />
      )}
      {sheet?.reservationId && done && (
        <CheckedIn
          sheet={sheet}
          guest={guest}
          onClose={close}
          onEdit={() => setEditing(true)}
          onUndone={() => setJustDone(false)}
        />
      )}
      {sheet?.reservationId && !done && (
        <CheckInForm
          sheet={sheet}
          guest={guest}
          onClose={editing ? () => setEditing(false) : close}
          onCheckedIn={() => setJustDone(true)}
          onSaved={() => {
            if (editing) return setEditing(false)
            desk.say({ text: words.change.said.save(guest), actionId: null })
            props.onClose()
          }}
        />
      )}
    </DialogFrame>
  )
}
