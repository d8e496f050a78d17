import { useState } from 'react'
import type { ConversationView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'

/** Says that two phones are one person's; asked once, since it joins what stood apart. */
export function MergeDialog(props: { readonly conversation: ConversationView; readonly onClose: () => void }) {
  const desk = useDesk()
  const [phone, setPhone] = useState('')
  const merge = useOrder('inbox.merge')
  const ready = phone.trim() !== '' && !merge.isPending
  const submit = () => {
    if (!ready) return
    merge.mutate(
      { conversationId: props.conversation.id, phone: phone.trim() },
      {
        onSuccess: ({ actionId, conversationId }) => {
          props.onClose()
          desk.selectConversation(conversationId)
          desk.say({ text: words.thread.said.merge, actionId })
        },
      },
    )
  }
  return (
    <DialogFrame size="small" onClose={props.onClose}>
      <DialogForm onSubmit={submit}>
        <DialogHead title={words.thread.mergeTitle} onClose={props.onClose} />
        <DialogBody>
          <p className="soft body13">{words.thread.mergeLead(props.conversation.phone)}</p>
          <TextField
            label={words.thread.mergePhone}
            hint={words.thread.mergePhoneHint}
            value={phone}
            type="tel"
            maxLength={40}
            autoFocus
            error={merge.error?.message}
            onText={setPhone}
          />
        </DialogBody>
        <DialogFoot>
          <span className="grow" />
          <WayOut onClose={props.onClose} />
          <Button look="primary" shortcut="Enter" type="submit" disabled={!ready}>
            {words.thread.mergeVerb}
          </Button>
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}
