/** Opening lines and groups. Both are idempotent by their unique name, so that a crash at any point is made good by asking again. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Twilio } from 'twilio'
import type { MessageGateway } from '../../ports/message-gateway.ts'
import type { AccountCalls } from './account-calls.ts'
import { conversationsOfPhone, holdsPair, isGroupOf, participantsOf } from './rosters.ts'
import { Faulted, isTaken, nameTaken, refusedBy, sidIn } from './twilio-faults.ts'
import { type ReadParticipant, readAnyConversation } from './twilio-shapes.ts'

type Made = ReturnType<typeof readAnyConversation>

/** A group is looked at so often while Twilio makes it; if that is not enough, asking again goes on from there. */
const looks = 20
const defaultLookEveryMs = 500

export function lineCalls(
  { ask, messagingServiceSid }: AccountCalls,
  lookEveryMs = defaultLookEveryMs,
): Pick<MessageGateway, 'openLine' | 'openGroup'> {
  const service = messagingServiceSid === null ? {} : { messagingServiceSid }
  return {
    openLine: ({ uniqueName, friendlyName, phone, number }) =>
      ask('open-line', async (twilio) => {
        const { sid } = await madeOrThere(twilio, uniqueName, async () =>
          readAnyConversation(
            await twilio.conversations.v1.conversations.create({ uniqueName, friendlyName, ...service }),
          ),
        )
        const binding = { 'messagingBinding.address': phone, 'messagingBinding.proxyAddress': number }
        try {
          await twilio.conversations.v1.conversations(sid).participants.create(binding)
          return { sid }
        } catch (error) {
          return await adopted(twilio, error, phone, (there) => holdsPair(there, phone, number), sid)
        }
      }),
    openGroup: ({ uniqueName, friendlyName, phones, number }) =>
      ask('open-group', async (twilio) => {
        const members = phones.map((address) => ({ messaging_binding: { address } }))
        const participant = [...members, { messaging_binding: { projected_address: number } }].map((one) =>
          JSON.stringify(one),
        )
        const isIt = (there: readonly ReadParticipant[]) => isGroupOf(there, phones, number)
        let made: Made
        try {
          made = await madeOrThere(twilio, uniqueName, async () =>
            readAnyConversation(
              await twilio.conversations.v1.conversationWithParticipants.create({
                ...{ uniqueName, friendlyName, participant },
                ...service,
              }),
            ),
          )
        } catch (error) {
          return await adopted(twilio, error, phones[0] ?? '', isIt, null)
        }
        await untilActive(twilio, made, lookEveryMs)
        // Under the name may stand a group of other people, from before its roster was changed.
        if (!isIt(await participantsOf(twilio, made.sid))) throw new Faulted({ kind: 'taken', sid: made.sid })
        return { sid: made.sid }
      }),
  }
}

/** Makes it, or finds what an earlier try has made under its name; a closed one is of no use any more. */
async function madeOrThere(twilio: Twilio, uniqueName: string, make: () => Promise<Made>): Promise<Made> {
  let made: Made
  try {
    made = await make()
  } catch (error) {
    if (refusedBy(error)?.code !== nameTaken) throw error
    made = readAnyConversation(await twilio.conversations.v1.conversations(uniqueName).fetch())
  }
  if (made.state === 'closed') throw new Faulted({ kind: 'closed' })
  return made
}

async function untilActive(twilio: Twilio, made: Made, lookEveryMs: number): Promise<void> {
  let state = made.state
  for (let look = 0; state === 'initializing' && look < looks; look++) {
    if (look > 0) await pause(lookEveryMs)
    state = readAnyConversation(await twilio.conversations.v1.conversations(made.sid).fetch()).state
  }
  if (state === 'closed') throw new Faulted({ kind: 'closed' })
  if (state === 'initializing') throw new Faulted({ kind: 'busy', retryAfterMs: null })
}

/**
 * The conversation that holds the pair or group already: named by the refusal, or found by the phone. SECURITY: it is
 * taken for ours only if its participants are exactly these (cases 62 and 63), or texts would reach somebody else.
 */
async function adopted(
  twilio: Twilio,
  error: unknown,
  phone: string,
  isIt: (participants: readonly ReadParticipant[]) => boolean,
  own: string | null,
): Promise<{ readonly sid: string }> {
  const refused = refusedBy(error)
  if (refused === null || !isTaken(refused.code)) throw error
  const named = sidIn(refused.message)
  const open =
    named === null ? (await conversationsOfPhone(twilio, phone)).filter(({ state }) => state !== 'closed') : []
  for (const sid of named === null ? open.map((one) => one.sid) : [named]) {
    // It was this one all along: an earlier try got that far, and its answer was lost.
    if (isIt(await participantsOf(twilio, sid))) return { sid }
  }
  throw new Faulted({ kind: 'taken', sid: named === own ? null : named })
}
