import { beforeEach, describe, expect, it } from 'vitest'
import { ann, done, john, manager, phone, type TwilioAccount, twilioAccounts } from '../support/fake-twilio-account.ts'

const open = twilioAccounts()
let account: TwilioAccount
beforeEach(async () => {
  account = await open({ numbers: ['+12025550150', '+12025550151'] })
})

const order = (over: object = {}) => ({
  ...{ uniqueName: 'line:1', friendlyName: 'Apartment 101', phone: john, number: account.numbers[0]!, ...over },
})
const group = (over: object = {}) => ({
  ...{ uniqueName: 'group:1', friendlyName: 'Apartment 101', phones: [john, manager], number: account.numbers[0]! },
  ...over,
})
const openCount = async () => (await account.twilio.state()).conversations.length
const request = (method: string, path: RegExp) => async () =>
  (await account.twilio.requests()).filter((one) => one.method === method && path.test(one.path))

describe('opening a line', () => {
  it('joins guest and number in a new conversation under its name', async () => {
    const { sid } = done(await account.gateway.openLine(order()))
    const [made] = (await account.twilio.state()).conversations
    expect(made).toMatchObject({ sid, uniqueName: 'line:1', friendlyName: 'Apartment 101', state: 'active' })
    expect(made?.participants).toMatchObject([{ address: john, proxyAddress: '+12025550150' }])
    expect(done(await account.gateway.roster(sid))).toEqual({
      kind: 'one-to-one',
      members: [{ address: john, participantSid: made?.participants[0]?.sid }],
      number: '+12025550150',
    })
  })

  it('answers the same conversation when it is asked twice', async () => {
    const first = done(await account.gateway.openLine(order()))
    expect(done(await account.gateway.openLine(order()))).toEqual(first)
    expect(await openCount()).toBe(1)
  })

  it('keeps two numbers of one guest apart', async () => {
    const first = done(await account.gateway.openLine(order()))
    const second = await account.gateway.openLine(order({ uniqueName: 'line:2', number: account.numbers[1] }))
    expect(done(second).sid).not.toBe(first.sid)
    const found = done(await account.gateway.conversationsOf(john))
    expect(found.map(({ number }) => number)).toEqual(['+12025550150', '+12025550151'])
  })

  it.each([
    ['the answer to the making', '^/v1/Conversations$'],
    ['the answer to the joining', '/Participants$'],
  ])('goes on where it was when %s was lost', async (_, path) => {
    await account.twilio.fault({ method: 'POST', path, status: 0, after: true })
    expect(await account.gateway.openLine(order())).toEqual({ ok: false, error: { kind: 'outcome-unknown' } })
    const { sid } = done(await account.gateway.openLine(order()))
    expect(await openCount()).toBe(1)
    expect(done(await account.gateway.roster(sid)).number).toBe('+12025550150')
  })

  it('goes on where a crash between making and joining left it', async () => {
    await account.twilio.fault({ method: 'POST', path: '/Participants$', status: 0 })
    expect(await account.gateway.openLine(order())).toMatchObject({ ok: false })
    expect((await account.twilio.state()).conversations[0]?.participants).toEqual([])
    const { sid } = done(await account.gateway.openLine(order()))
    expect((await account.twilio.state()).conversations).toMatchObject([{ sid, participants: [{ address: john }] }])
  })

  it('case 62: adopts the conversation that holds the pair already', async () => {
    const held = await account.twilio.guestTexts({ from: john, to: '+12025550150', body: 'Hello' })
    expect(done(await account.gateway.openLine(order())).sid).toBe(held.conversationSid)
  })

  it('case 62: finds the holder by the phone where the refusal does not name it', async () => {
    await account.twilio.guestTexts({ from: john, to: '+12025550151', body: 'On the other number' })
    const held = await account.twilio.guestTexts({ from: john, to: '+12025550150', body: 'Hello' })
    await account.twilio.fault({ method: 'POST', path: '/Participants$', status: 409, code: 50416, message: 'Taken' })
    expect(done(await account.gateway.openLine(order())).sid).toBe(held.conversationSid)
  })

  it("case 63: never adopts another guest's conversation, whatever the refusal names", async () => {
    const others = await account.twilio.guestTexts({ from: ann, to: '+12025550150', body: 'Hello' })
    const message = `A binding already exists in Conversation ${others.conversationSid}`
    await account.twilio.fault({ method: 'POST', path: '/Participants$', status: 409, code: 50416, message })
    const answer = await account.gateway.openLine(order())
    expect(answer).toEqual({ ok: false, error: { kind: 'taken', sid: others.conversationSid } })
    expect(await request('POST', /Messages/)()).toEqual([])
  })

  it("case 63: never adopts the guest's conversation with another number", async () => {
    const other = await account.twilio.guestTexts({ from: john, to: '+12025550151', body: 'Hello' })
    const message = `A binding already exists in Conversation ${other.conversationSid}`
    await account.twilio.fault({ method: 'POST', path: '/Participants$', status: 409, code: 50416, message })
    expect(await account.gateway.openLine(order())).toMatchObject({ error: { kind: 'taken' } })
  })

  it('says that the name belongs to a closed conversation', async () => {
    const { sid } = done(await account.gateway.openLine(order()))
    await account.twilio.setConversationState(sid, 'closed')
    expect(await account.gateway.openLine(order())).toEqual({ ok: false, error: { kind: 'closed' } })
    expect(done(await account.gateway.openLine(order({ uniqueName: 'line:1:2' }))).sid).not.toBe(sid)
  })

  it('leaves by the Messaging Service that is set', async () => {
    const service = `MG${'d'.repeat(32)}`
    const gateway = account.gatewayWith({ messagingServiceSid: service })
    done(await gateway.openLine(order()))
    expect((await account.twilio.state()).conversations).toMatchObject([{ messagingServiceSid: service }])
  })

  it('refuses a number of ours as guest', async () => {
    const answer = await account.gateway.openLine(order({ phone: account.numbers[1] }))
    expect(answer).toEqual({ ok: false, error: { kind: 'refused', code: 50407 } })
  })
})

describe('a group', () => {
  it('projects our number among the handsets, and waits until Twilio has made it', async () => {
    const { sid } = done(await account.gateway.openGroup(group()))
    expect(done(await account.gateway.conversation(sid))).toMatchObject({ sid, state: 'active' })
    const roster = done(await account.gateway.roster(sid))
    expect(roster).toMatchObject({ kind: 'group', number: '+12025550150' })
    expect(roster.members.map(({ address }) => address)).toEqual([john, manager])
  })

  it('is found by its name, and adopted where the same people have one', async () => {
    const first = done(await account.gateway.openGroup(group()))
    expect(done(await account.gateway.openGroup(group()))).toEqual(first)
    expect(done(await account.gateway.openGroup(group({ uniqueName: 'group:2' })))).toEqual(first)
    expect(await openCount()).toBe(1)
  })

  it('is found by the phone where the refusal does not name it', async () => {
    const first = done(await account.gateway.openGroup(group()))
    const fault = { method: 'POST', path: 'ConversationWithParticipants', status: 409, code: 50438, message: 'Taken' }
    await account.twilio.fault(fault)
    expect(done(await account.gateway.openGroup(group({ uniqueName: 'group:2' })))).toEqual(first)
  })

  it('is another one through another number', async () => {
    const first = done(await account.gateway.openGroup(group()))
    const answer = await account.gateway.openGroup(group({ uniqueName: 'group:2', number: account.numbers[1] }))
    expect(done(answer).sid).not.toBe(first.sid)
  })

  it('case 63: is not adopted where other people are in it', async () => {
    const others = done(await account.gateway.openGroup(group({ phones: [ann, manager] })))
    expect(await account.gateway.openGroup(group())).toEqual({ ok: false, error: { kind: 'taken', sid: others.sid } })
    const message = `Exists as Conversation ${others.sid}`
    const fault = { method: 'POST', path: 'ConversationWithParticipants', status: 409, code: 50438, message }
    await account.twilio.fault(fault)
    const answer = await account.gateway.openGroup(group({ uniqueName: 'group:2' }))
    expect(answer).toEqual({ ok: false, error: { kind: 'taken', sid: others.sid } })
  })

  it('that could not be made is tried again, under another name where it ended closed', async () => {
    await account.twilio.fault({ method: 'POST', path: 'ConversationWithParticipants', status: 400, code: 50427 })
    expect(await account.gateway.openGroup(group())).toEqual({ ok: false, error: { kind: 'busy', retryAfterMs: null } })
    await account.twilio.failGroups(1)
    expect(await account.gateway.openGroup(group())).toEqual({ ok: false, error: { kind: 'closed' } })
    expect(await account.gateway.openGroup(group({ uniqueName: 'group:1:2' }))).toMatchObject({ ok: true })
  })

  it('of more than ten is refused', async () => {
    const phones = Array.from({ length: 10 }, (_, at) => phone(`+120255501${10 + at}`))
    expect(await account.gateway.openGroup(group({ phones }))).toEqual({
      ok: false,
      error: { kind: 'refused', code: 50436 },
    })
  })

  it('case 66: gains and loses a member, and doing either twice changes nothing', async () => {
    const { sid } = done(await account.gateway.openGroup(group()))
    done(await account.gateway.addMember({ conversationSid: sid, phone: ann }))
    done(await account.gateway.addMember({ conversationSid: sid, phone: ann }))
    const before = done(await account.gateway.roster(sid))
    expect(before.members.map(({ address }) => address)).toEqual([john, manager, ann])
    const leaving = { conversationSid: sid, participantSid: before.members[1]!.participantSid! }
    done(await account.gateway.removeMember(leaving))
    done(await account.gateway.removeMember(leaving))
    const after = done(await account.gateway.roster(sid))
    expect(after.members.map(({ address }) => address)).toEqual([john, ann])
  })

  it('takes only a member as author', async () => {
    const { sid } = done(await account.gateway.openGroup(group()))
    const text = { conversationSid: sid, body: 'Hello', mediaSids: [] }
    const attributes = { clientMsgId: 'm1', unit: null, kind: 'text' as const }
    const answer = await account.gateway.send({ ...text, attributes, author: 'desk:Dana' })
    expect(answer).toEqual({ ok: false, error: { kind: 'refused', code: 50513 } })
    expect(await account.gateway.send({ ...text, attributes, author: '+12025550150' })).toMatchObject({ ok: true })
  })
})
