import type { ReactNode } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button, type ButtonLook } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogHead, WayOut } from '../../components/dialog.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { channelAndReference } from '../../desk/naming.ts'

export type ChangeProps = {
  readonly sheet: SheetView
  readonly reservationId: string
  readonly guest: string
  readonly onClose: () => void
  /** Says what was done, with the way back, and closes. */
  readonly onDone: (text: string, sheet: SheetView) => void
}

/** The one form all changes share: what it does in plain words, the fields, what was refused, the verb. */
export function ChangeForm(props: {
  readonly change: ChangeProps
  readonly title: string
  readonly lead: string
  readonly verb: string
  readonly look?: ButtonLook
  readonly ready: boolean
  readonly error: DeskError | null
  /** What may be done all the same, beside what was refused. */
  readonly errorActions?: ReactNode
  readonly wayOut?: string
  /** Enter does it at once: only for what needs no field and can be undone. */
  readonly focusVerb?: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
}) {
  const { sheet, onClose } = props.change
  return (
    <DialogForm onSubmit={() => props.ready && props.onSubmit()}>
      <DialogHead title={props.title} detail={channelAndReference(sheet.channel, sheet.reference)} onClose={onClose} />
      <DialogBody>
        {props.error && <ErrorBanner error={props.error} actions={props.errorActions} />}
        <p className="soft body13">{props.lead}</p>
        {props.children}
      </DialogBody>
      <DialogFoot>
        <span className="grow" />
        <WayOut onClose={onClose}>{props.wayOut}</WayOut>
        <Button
          look={props.look ?? 'primary'}
          type="submit"
          shortcut={props.look === 'dangerFill' ? undefined : 'Enter'}
          aria-disabled={!props.ready || undefined}
          autoFocus={props.focusVerb ?? false}
        >
          {props.verb}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
