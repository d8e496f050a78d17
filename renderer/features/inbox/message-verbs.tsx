import type { MessageView } from '../../../electron/contract/views.ts'
import { LinkButton } from '../../components/button.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'

type Verb = MessageView['verbs'][number]
const order: readonly Verb[] = ['retry', 'reschedule', 'send-now', 'discard']

/** What may still be done with a text of ours, as links behind its state. */
export function MessageVerbs(props: {
  readonly message: MessageView
  readonly onReschedule: (message: MessageView) => void
}) {
  const { message } = props
  const desk = useDesk()
  const retry = useOrder('inbox.retry')
  const sendNow = useOrder('inbox.sendNow')
  const discard = useOrder('inbox.discard')
  const busy = retry.isPending || sendNow.isPending || discard.isPending
  const input = { messageId: message.id }
  const onError = (error: Error) => desk.say({ text: error.message, actionId: null })
  const run: Partial<Record<Verb, () => void>> = {
    retry: () => retry.mutate(input, { onError }),
    reschedule: () => props.onReschedule(message),
    'send-now': () => sendNow.mutate(input, { onError }),
    discard: () =>
      discard.mutate(input, {
        onError,
        onSuccess: () => desk.say({ text: words.thread.said.discarded, actionId: null }),
      }),
  }
  return order
    .filter((verb) => message.verbs.includes(verb))
    .map((verb) => (
      <LinkButton key={verb} onClick={() => busy || run[verb]?.()}>
        {verb === 'send-now' && message.status === 'scheduled' ? words.thread.sendItNow : words.thread.verbs[verb]}
      </LinkButton>
    ))
}
