import { DialogFrame } from '../../components/dialog.tsx'
import type { DoorQuestion } from '../../desk/actions.tsx'
import { ChangeSpares, NewDigits, RemoveOrphan } from './asked-once.tsx'
import { GatewayTroubleHelp } from './gateway-trouble.tsx'
import { HandOutKey } from './hand-out-key.tsx'
import { UnlockDoor } from './unlock-door.tsx'

/** What is asked once before it is done to a door. */
export function DoorQuestionDialog(props: { readonly question: DoorQuestion; readonly onClose: () => void }) {
  return (
    <DialogFrame size="small" onClose={props.onClose}>
      <Asked {...props} />
    </DialogFrame>
  )
}

function Asked({ question, onClose }: { readonly question: DoorQuestion; readonly onClose: () => void }) {
  switch (question.kind) {
    case 'unlock':
      return <UnlockDoor question={question} onClose={onClose} />
    case 'hand-out':
      return <HandOutKey question={question} onClose={onClose} />
    case 'new-digits':
      return <NewDigits question={question} onClose={onClose} />
    case 'change-spares':
      return <ChangeSpares question={question} onClose={onClose} />
    case 'remove-orphan':
      return <RemoveOrphan question={question} onClose={onClose} />
    case 'gateway':
      return <GatewayTroubleHelp question={question} onClose={onClose} />
  }
}
