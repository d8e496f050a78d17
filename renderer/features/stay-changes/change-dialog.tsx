import type { ReactNode } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { DialogBody, DialogFrame, DialogHead } from '../../components/dialog.tsx'
import { ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { type Change, useDesk } from '../../desk/actions.tsx'
import { guestLabel } from '../../desk/naming.ts'
import { useSheet } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { CancelBooking } from './cancel-booking.tsx'
import type { ChangeProps } from './change-form.tsx'
import { CheckOut } from './check-out.tsx'
import { ExtendStay } from './extend-stay.tsx'
import { MoveStay } from './move-stay.tsx'

const forms: Record<Change, (props: ChangeProps) => ReactNode> = {
  'check-out': CheckOut,
  extend: ExtendStay,
  move: MoveStay,
  cancel: CancelBooking,
}

export function ChangeDialog(props: {
  readonly change: Change
  readonly reservationId: string
  readonly onClose: () => void
}) {
  const desk = useDesk()
  const { data: sheet, error } = useSheet({ reservationId: props.reservationId })
  const Form = forms[props.change]
  const onDone = (text: string, after: SheetView) => {
    // Only what this change left behind may be undone from its note, never an older check-in.
    const actionId = after.undo && after.undo.actionId !== sheet?.undo?.actionId ? after.undo.actionId : null
    desk.say({ text, actionId })
    props.onClose()
  }
  return (
    <DialogFrame size="small" onClose={props.onClose}>
      {sheet ? (
        <Form
          sheet={sheet}
          reservationId={props.reservationId}
          guest={guestLabel(sheet.guest?.name, sheet.reference)}
          onClose={props.onClose}
          onDone={onDone}
        />
      ) : (
        <>
          <DialogHead title={words.appName} onClose={props.onClose} />
          <DialogBody>{error ? <ErrorBanner error={error as DeskError} /> : <Skeleton rows={2} />}</DialogBody>
        </>
      )}
    </DialogFrame>
  )
}
