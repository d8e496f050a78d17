/** Sending into groups, an account that is refused, what the desk is told, and what is judged again. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { restoreStore } from '../../db/restore.ts'
import { openStore } from '../../db/store.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { connectionView } from '../../electron/services/connection/index.ts'
import { lineToSendBy } from '../../electron/services/conversations/index.ts'
import { noteReceipt, outboxLines, queueText } from '../../electron/services/outbox/index.ts'
import { ann, john, offline, online, ours, say, sendingDesks, spoil } from '../support/sending-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const start = sendingDesks()

describe('a group of guest and managers', () => {
  const staff = (phone: string) => [{ name: 'Dana', phone, role: 'manager' as const }]

  it('carries the text to all of them, our number speaking', async () => {
    const house = start({ mode: 'group', staff: staff('+12025550199') })
    say(house, 'Welcome')
    await house.drain()
    expect(house.world.conversations).toMatchObject([{ kind: 'group', members: [john, '+12025550199'] }])
    expect(house.world.conversations[0]!.messages).toMatchObject([{ author: ours, body: 'Welcome' }])
  })

  it('case 65: a UK guest gets his text one to one, and the desk is told why there is no group', async () => {
    const house = start({ mode: 'group', staff: staff('+12025550199') })
    const { talk } = say(house, 'Welcome', '+447700900123')
    await house.drain()
    expect(house.world.conversations).toMatchObject([{ kind: 'one-to-one', members: ['+447700900123'] }])
    expect(house.inWork((work) => lineToSendBy(work, house.talk('+447700900123')))).toMatchObject({
      mode: 'one-to-one',
      groupRefused: 'groups work only between +1 numbers, and the guest has another',
    })
    expect(house.texts(talk)).toMatchObject([{ status: 'sent' }])
  })

  it('that Twilio refuses becomes one to one with the reason, and the text leaves', async () => {
    const house = start({ mode: 'group', staff: staff('+12025550199') })
    spoil(house, 'openGroup', { before: { kind: 'refused', code: 50452 } })
    const { talk } = say(house, 'Welcome')
    await house.drain()
    expect(house.world.conversations).toMatchObject([{ kind: 'one-to-one' }])
    expect(house.inWork((work) => lineToSendBy(work, talk)).groupRefused).toBe(
      'this Twilio account may not use group texts (50452)',
    )
    expect(house.world.bodies()).toEqual(['Welcome'])
  })

  it('case 66: goes on with the new manager in it and the former one out of it', async () => {
    const house = start({ mode: 'group', staff: staff('+12025550199') })
    const { talk } = say(house, 'one')
    await house.drain()
    house.desk.store.sqlite.prepare("update staff set phone = '+12025550198' where phone = '+12025550199'").run()
    say(house, 'two')
    await house.drain()
    expect(house.world.conversations).toMatchObject([{ members: [john, '+12025550198'] }])
    expect(house.world.conversations[0]!.messages.map((text) => text.body)).toEqual(['one', 'two'])
    expect(house.world.left.map((one) => one.phone)).toEqual(['+12025550199'])
    expect(house.texts(talk).map((text) => text.status)).toEqual(['sent', 'sent'])
  })
})

describe('in a group', () => {
  const delivered = async () => {
    const house = start({ mode: 'group' })
    const { talk } = say(house, 'Hello')
    await house.drain()
    const [message] = house.texts(talk)
    const receipt = (phone: string, status: 'delivered' | 'undelivered', errorCode: number | null = null) =>
      house.inWork((work) =>
        noteReceipt(work, { messageSid: message!.sid!, status, errorCode, participantSid: `MB${phone}` }),
      )
    return { house, status: () => house.texts(talk)[0]!.status, receipt }
  }
  const manager = '+12025550199'

  it("a manager's phone that has the text does not hide that the guest's has not", async () => {
    const { status, receipt } = await delivered()
    receipt(manager, 'delivered')
    expect(status()).toBe('sent')
    receipt(john, 'undelivered', 30003)
    expect(status()).toBe('undelivered')
  })

  it("a manager's phone that is off does not have the guest's text counted as failed", async () => {
    const { status, receipt } = await delivered()
    receipt(manager, 'undelivered', 30003)
    expect(status()).toBe('sent')
    receipt(john, 'delivered')
    expect(status()).toBe('delivered')
  })
})

describe('the account', () => {
  it('that refuses us stops every line until a person acts, and nothing is lost', async () => {
    const house = start()
    house.world.spoil = () => ({ before: { kind: 'credentials' } })
    for (const phone of [john, ann, '+12025550103', '+12025550104', '+12025550105', '+12025550106'])
      say(house, 'Hi', phone)
    await house.drain()
    const asked = house.world.calls.length
    expect(asked).toBeLessThanOrEqual(4)
    house.advance(60_000)
    await house.drain()
    expect(house.world.calls).toHaveLength(asked)
    const item = attentionItems(house.desk).find((one) => one.kind === 'texting-refused')
    online(house)
    must(resolveItem(house.desk, dana, item!.id, 'retry'))
    await house.drain()
    expect(house.world.bodies()).toHaveLength(6)
    expect(attentionItems(house.desk)).toEqual([])
  })

  it('is never asked for more than four lines at a time', async () => {
    const house = start()
    let flying = 0
    let most = 0
    const { gateway } = house.world
    const send = gateway.send
    Object.assign(gateway, {
      send: async (order: Parameters<typeof send>[0]) => {
        most = Math.max(most, ++flying)
        await new Promise((resolve) => setTimeout(resolve, 5))
        flying -= 1
        return send(order)
      },
    })
    for (let guest = 1; guest <= 8; guest++) say(house, 'Hi', `+1202555011${guest}`)
    await house.drain()
    expect(house.world.bodies()).toHaveLength(8)
    expect(most).toBe(4)
  })
})

describe('the desk is told', () => {
  it('that the Internet is away and what waits', async () => {
    const house = start()
    offline(house)
    say(house, 'Hello')
    await house.drain()
    expect(connectionView(house.desk)).toMatchObject({ state: 'offline', waitingMessages: 1 })
    online(house)
    house.advance(60_000)
    await house.drain()
    expect(connectionView(house.desk)).toMatchObject({ state: 'online', waitingMessages: 0 })
  })

  it('that a text waits for half an hour though the Internet is there', async () => {
    const house = start()
    house.world.spoil = () => ({ before: { kind: 'busy', retryAfterMs: null } })
    say(house, 'Hello')
    await house.drainFor(31)
    expect(attentionItems(house.desk)).toMatchObject([
      { kind: 'texts-stuck', title: expect.stringContaining('A text waits') },
    ])
    online(house)
    await house.drainFor(2)
    expect(attentionItems(house.desk)).toEqual([])
  })

  it('of a reply that waited over 2 hours, with "Send it" and "Leave it"', async () => {
    for (const action of ['send', 'discard']) {
      const house = start()
      offline(house)
      say(house, 'I am down here.')
      await house.drain()
      house.advance(2 * 3_600_000 + 1)
      online(house)
      await house.drain()
      const [item] = attentionItems(house.desk)
      expect(item).toMatchObject({ kind: 'text-held', actions: [{ label: 'Send it' }, { label: 'Leave it' }] })
      must(resolveItem(house.desk, dana, item!.id, action))
      await house.drain()
      expect(house.world.bodies()).toEqual(action === 'send' ? ['I am down here.'] : [])
      expect(attentionItems(house.desk)).toEqual([])
    }
  })
})

describe('an automatic text', () => {
  it('is rebuilt when it is sent, and left with its reason when it is judged so', async () => {
    const house = start({
      judge: (_db, _house, _desk, message) =>
        message.body === 'over' ? { drop: 'the stay was cancelled' } : { body: 'Your door at 14:00' },
    })
    const talk = house.talk(john)
    const queue = (body: string) =>
      house.inWork((work) => queueText(work, { conversation: talk, kind: 'codes', body, key: `codes:${body}` }))
    queue('Your door')
    queue('Your door')
    queue('over')
    await house.drain()
    expect(house.world.bodies()).toEqual(['Your door at 14:00'])
    expect(
      house
        .texts(talk)
        .map((text) => `${text.body}: ${text.statusReason ?? text.status}`)
        .sort(),
    ).toEqual(['Your door at 14:00: sent', 'over: the stay was cancelled'])
  })
})

it('after a restore what may have left since is looked up before it is sent', async () => {
  const house = start()
  say(house, 'left after the backup')
  const file = join(house.folder, 'copy.db')
  house.desk.store.sqlite.prepare('vacuum into ?').run(file)
  await house.drain()
  expect(house.world.bodies()).toEqual(['left after the backup'])
  const options = { ...house.storeOptions, folder: join(house.folder, 'restored') }
  mkdirSync(options.folder)
  restoreStore({ ...options, file, at: house.desk.clock.now(), replacedName: 'replaced' })
  const store = openStore(options)
  try {
    const desk = { ...house.desk, store }
    expect(outboxLines(desk).map((line) => line.status)).toEqual(['unknown'])
    const sender = house.senderOf(desk)
    while ((await sender.work()) > 0);
    expect(house.world.bodies()).toEqual(['left after the backup'])
    expect(outboxLines(desk)).toEqual([])
  } finally {
    store.close()
  }
})
