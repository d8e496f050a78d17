/** Who is in a Twilio conversation, and the conversations of a phone. */
import type { Twilio } from 'twilio'
import type { MessageGateway, Roster } from '../../ports/message-gateway.ts'
import type { AccountCalls } from './account-calls.ts'
import { alreadyMember, refusedBy } from './twilio-faults.ts'
import { type ReadParticipant, readMemberOf, readParticipant } from './twilio-shapes.ts'

/** More than a conversation can hold (50 that are not chat users), so one page is all. */
const participantsPage = 100
const memberOfPage = 50

export async function participantsOf(twilio: Twilio, conversationSid: string): Promise<readonly ReadParticipant[]> {
  const conversation = twilio.conversations.v1.conversations(conversationSid)
  const page = await conversation.participants.page({ pageSize: participantsPage })
  return page.instances.map(readParticipant)
}

export async function conversationsOfPhone(twilio: Twilio, phone: string) {
  const found = await twilio.conversations.v1.participantConversations.list({ address: phone, pageSize: memberOfPage })
  return found.map(readMemberOf)
}

/** True while exactly this pair is in the conversation, whatever else is. */
export const holdsPair = (participants: readonly ReadParticipant[], phone: string, number: string): boolean =>
  participants.some(({ address, proxy }) => address === phone && proxy === number)

/** True where the group is of exactly these phones and our number. */
export function isGroupOf(
  participants: readonly ReadParticipant[],
  phones: readonly string[],
  number: string,
): boolean {
  const members = participants.flatMap(({ address, proxy }) => (address !== null && proxy === null ? [address] : []))
  const ours = participants.flatMap(({ projected }) => (projected === null ? [] : [projected]))
  const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()
  return same(members, phones) && same(ours, [number])
}

function rosterOf(participants: readonly ReadParticipant[]): Roster {
  const group = participants.some(
    ({ address, proxy, projected }) => projected !== null || (address !== null && proxy === null),
  )
  return {
    kind: group ? 'group' : 'one-to-one',
    members: participants.flatMap(({ sid, address }) => (address === null ? [] : [{ address, participantSid: sid }])),
    number: participants.map(({ proxy, projected }) => projected ?? proxy).find((number) => number !== null) ?? null,
  }
}

export function rosterCalls({
  ask,
}: AccountCalls): Pick<MessageGateway, 'addMember' | 'removeMember' | 'roster' | 'conversationsOf'> {
  return {
    addMember: ({ conversationSid, phone }) =>
      ask('add-member', async (twilio) => {
        const conversation = twilio.conversations.v1.conversations(conversationSid)
        try {
          await conversation.participants.create({ 'messagingBinding.address': phone })
        } catch (error) {
          if (!alreadyMember.has(refusedBy(error)?.code ?? 0)) throw error
        }
        return null
      }),
    removeMember: ({ conversationSid, participantSid }) =>
      ask('remove-member', async (twilio) => {
        try {
          await twilio.conversations.v1.conversations(conversationSid).participants(participantSid).remove()
        } catch (error) {
          // Gone already, which is what was asked.
          const refused = refusedBy(error)
          if (refused?.status !== 404 || refused.code === null) throw error
        }
        return null
      }),
    roster: (conversationSid) =>
      ask('roster', async (twilio) => rosterOf(await participantsOf(twilio, conversationSid))),
    conversationsOf: (phone) => ask('conversations-of', (twilio) => conversationsOfPhone(twilio, phone)),
  }
}
