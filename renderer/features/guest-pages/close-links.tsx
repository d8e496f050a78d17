import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogHead, WayOut } from '../../components/dialog.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useGuestPage, useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import type { MatterProps } from './matter.ts'

const text = words.guestPage

/** Asked once: it cannot be taken back. */
export function CloseLinks({ reservationId, guest, onClose }: MatterProps) {
  const desk = useDesk()
  const close = useOrder('guestPage.closeLinks')
  const links = useGuestPage(reservationId).data?.openLinks ?? 0
  const submit = () => {
    if (close.isPending) return
    close.mutate(
      { reservationId },
      {
        onSuccess: ({ closed }) => {
          desk.say({ text: text.closeSaid(closed), actionId: null })
          onClose()
        },
      },
    )
  }
  return (
    <DialogForm onSubmit={submit}>
      <DialogHead title={text.closeTitle(guest)} onClose={onClose} />
      <DialogBody>
        {close.error && <ErrorBanner error={close.error} />}
        <p className="soft body13">{text.closeLead(links)}</p>
      </DialogBody>
      <DialogFoot>
        <span className="grow" />
        <WayOut onClose={onClose}>{text.closeKeep}</WayOut>
        <Button look="dangerFill" type="submit" aria-disabled={close.isPending || undefined}>
          {text.closeVerb}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
