/** A conversation and all its participants in one request: how a group begins, `initializing` until it is ready. */
import { z } from 'zod'
import { type Answer, answer, type Call, type Resource } from './call.ts'
import { givenConversation, newConversation, showConversation } from './conversations.ts'
import { type Binding, join, refuseBinding, refuseGroup } from './participants.ts'
import { Refusal } from './world.ts'

/** From three on the making takes a while; two are ready at once. */
const startsSlowlyFrom = 3
const looksUntilReady = 1

const participantShape = z.strictObject({
  identity: z.string().optional(),
  messaging_binding: z
    .strictObject({
      address: z.string().optional(),
      proxy_address: z.string().optional(),
      projected_address: z.string().optional(),
    })
    .optional(),
})

function readParticipant(text: string): Binding {
  const parsed = participantShape.safeParse(readJson(text))
  if (!parsed.success) throw new Refusal(400, 50423, 'Participant is not valid')
  const { identity, messaging_binding: binding } = parsed.data
  return {
    identity: identity ?? null,
    address: binding?.address ?? null,
    proxyAddress: binding?.proxy_address ?? null,
    projectedAddress: binding?.projected_address ?? null,
  }
}
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function create(call: Call): Answer {
  const bindings = call.form.getAll('Participant').map(readParticipant)
  // Ours first, so that the others find it there.
  const ordered = [...bindings].sort(
    (a, b) => Number(b.projectedAddress !== null) - Number(a.projectedAddress !== null),
  )
  for (const [at, one] of ordered.entries()) refuseBinding(call.world, ordered.slice(0, at), one)
  refuseGroup(call.world, bindings)
  const starting = bindings.length >= startsSlowlyFrom
  const conversation = newConversation(call.world, {
    ...givenConversation(call),
    state: starting ? 'initializing' : 'active',
  })
  for (const binding of bindings) join(call.world, conversation, binding)
  if (starting) call.world.groupsStarting.set(conversation.sid, looksUntilReady)
  return answer(showConversation(call.world, conversation), starting ? 202 : 201)
}

export const groupResources: readonly Resource[] = [
  { method: 'POST', path: /^\/v1\/ConversationWithParticipants$/, answer: create },
]
