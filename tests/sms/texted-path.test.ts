/**
 * From a text on Twilio to its answer there: the signed webhook comes over HTTP, the command is done, the reply leaves
 * once, whatever is delivered twice and wherever the process dies.
 */
import { describe, expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import { pausedSetting } from '../../db/restore.ts'
import { answerStaffTexts } from '../../electron/services/sms-commands/index.ts'
import { A, B, room } from '../support/houses.ts'
import { conversations, type Fields, ourNumber } from '../support/listening-desk.ts'
import { danasPhone, fromFeed, staysShown, stranger } from '../support/sms-desk.ts'
import { startedAt, type TextedHouse, textedHouses } from '../support/texted-house.ts'
import { aroundCalls } from '../support/texting-desk.ts'

const days = '2026-06-10..2026-06-12'
const open = textedHouses()
const named = `${A}: Room 1, 10-12 Jun. 1 guest, 2 doors. Contact missing, A1.`
function failOnce(bytes: TextedHouse['desk']['random']['bytes']): typeof bytes {
  let failed = false
  return (count) => {
    if (failed) return bytes(count)
    failed = true
    throw new Error('a bug')
  }
}
const ways = ['conversations', 'messaging'] as const

describe.each(ways)('a command over a number whose authority is %s', (authority) => {
  it('is done once and answered once, though every webhook comes twice and on both paths', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1), room(2)])
    await house.twilio.webhooks({ duplicate: 1, smsCopy: true })
    await house.danaTexts(`${A}: 1-2`)
    await house.round()
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 ${days} expected -`])
    expect(await house.received()).toEqual([named])
    // Neither the command nor its answer is any guest's text.
    expect(house.desk.store.sqlite.prepare('select count(*) from messages').pluck().get()).toBe(0)
    expect(house.desk.store.sqlite.prepare('select count(*) from contacts').pluck().get()).toBe(0)
    expect(await house.twilio.violations()).toEqual([])
  })

  it('is answered in the order of its texts, each over the line it came in on', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1), room(2)])
    await house.danaTexts(`${A}: 1-2`)
    await house.danaTexts('OK')
    await house.danaTexts(`check ${B}`)
    await house.round()
    expect(await house.received()).toEqual([
      named,
      'Nothing done. Nothing waits for an OK.',
      `Nothing done. No booking has the reference ${B}.`,
    ])
  })

  it.each(['before', 'after'] as const)(
    'is answered once though the process dies %s Twilio took the answer',
    async (when) => {
      const house = await open(authority)
      fromFeed(house.desk, [room(1)])
      await house.danaTexts(`${A}: 1-2`)
      house.process()
      house.restart((gateway) => ({
        ...gateway,
        send: async (order) => {
          if (when === 'after') await gateway.send(order)
          throw new Error('the process ends here')
        },
        sendText: async (order) => {
          if (when === 'after') await gateway.sendText(order)
          throw new Error('the process ends here')
        },
      }))
      await house.texting().settle('outbox', false)
      expect(await house.received()).toHaveLength(when === 'after' ? 1 : 0)
      house.restart()
      await house.round()
      expect(await house.received()).toEqual([named])
    },
  )

  it('waits without the Internet, is done all the same, and answered once when it is back', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1)])
    await house.danaTexts(`${A}: 1-2`)
    house.restart((gateway) =>
      aroundCalls(gateway, async () => ({ ok: false, error: { kind: 'unreachable' } }) as never),
    )
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
    expect(await house.received()).toEqual([])
    house.restart()
    await house.round()
    expect(await house.received()).toEqual([named])
  })

  it('of a stranger is a guest text and nothing else', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1)])
    await house.twilio.guestTexts({ from: stranger, to: ourNumber, body: `${A}: 1-2` })
    await house.twilio.webhooksIdle()
    await house.round()
    await house.texting().settle('all', false)
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    expect(house.desk.store.sqlite.prepare('select body from messages').pluck().all()).toEqual([`${A}: 1-2`])
  })
})

it.each([1, 10, 600])(
  "a command is one though its number's own webhook is %s minutes behind the conversation's",
  async (late) => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1), room(2)])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`)
    const state = await house.twilio.state()
    const [conversation] = state.conversations
    const common = { AccountSid: house.twilio.accountSid, Body: `${A}: 1-2` }
    const told = async (path: string, fields: Fields) => {
      expect((await house.post(path, { ...common, ...fields }, { token: house.twilio.authToken })).status).toBe(200)
      await house.round()
    }
    await told(conversations, {
      ...{ EventType: 'onMessageAdded', Source: 'SMS', Author: danasPhone, DateCreated: startedAt },
      ...{ ConversationSid: conversation!.sid, MessageSid: conversation!.messages[0]!.sid, Index: '0' },
    })
    expect(await house.received()).toEqual([named])
    house.advance(late * 60_000)
    // It says no time: it counts as written when it comes.
    const own = state.texts.find((text) => text.direction === 'inbound')
    await told('/twilio/messages', { MessageSid: own!.sid, From: danasPhone, To: ourNumber, NumMedia: '0' })
    await house.twilio.setNow(new Date(house.desk.clock.now()).toISOString())
    await house.texting().settle('all', false)
    await house.round()
    expect(await house.received()).toEqual([named])
    expect(house.desk.store.sqlite.prepare('select command from staff_commands').pluck().all()).toEqual(['assign'])
    // The same words once more are another command.
    await house.twilio.webhooks({ live: true })
    await house.danaTexts(`${A}: 1-2`)
    await house.round()
    await house.texting().settle('all', false)
    expect(house.desk.store.sqlite.prepare('select command from staff_commands').pluck().all()).toHaveLength(2)
  },
)

it('what a manager writes into a group is no command, also where the group is not known as one yet', async () => {
  const house = await open('conversations', 'group')
  fromFeed(house.desk, [room(1)])
  const guest = '+12025550101'
  await house.twilio.guestTexts({ from: danasPhone, to: ourNumber, body: `${A}: 1-2`, others: [guest] })
  await house.twilio.webhooksIdle()
  house.process()
  expect(answerStaffTexts(house.desk)).toBe(0)
  await house.texting().settle('all', false)
  house.advance(5 * 60_000)
  await house.texting().settle('all', false)
  expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
  expect(await house.received()).toEqual([])
  // One to one it is one in such a house too.
  await house.danaTexts(`${A}: 1-2`)
  await house.round()
  await house.texting().settle('all', false)
  expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
})

it('a text that trips a bug is not done, its sender is told, and the others go on', async () => {
  const house = await open('messaging')
  fromFeed(house.desk, [room(1)])
  await house.danaTexts(`${A}: 1-2`)
  await house.danaTexts('OK')
  house.process()
  const { desk } = house
  const failing = { ...desk, random: { ...desk.random, bytes: failOnce(desk.random.bytes) } }
  expect(answerStaffTexts(failing)).toBe(2)
  expect(staysShown(desk)).toEqual([`R1 ${days} expected -`])
  await house.round()
  expect(await house.received()).toEqual([
    'Nothing done: the desk could not work this out. Please do it at the desk.',
    'Nothing done. Nothing waits for an OK.',
  ])
})

it('a phone that answers by itself is not answered for ever', async () => {
  const house = await open('messaging')
  for (let text = 0; text < 6; text++) await house.danaTexts('I am driving and will answer later.')
  await house.round()
  expect(await house.received()).toEqual(
    Array.from({ length: 3 }, () => 'Nothing done. This is no command; send "guide" for those there are.'),
  )
  await house.danaTexts('OK')
  await house.round()
  expect(await house.received()).toHaveLength(4)
})

describe('a command that comes late', () => {
  it('by more than a day is not done: each is asked for again, and what was no command is answered once', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [['R1', '2026-06-12', '2026-06-14']])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`, '2026-06-10T13:30:00.000Z')
    await house.danaTexts('On my way.', '2026-06-10T13:31:00.000Z')
    await house.danaTexts(`cancel ${B}`, '2026-06-10T13:32:00.000Z')
    await house.danaTexts('Are you there?', '2026-06-10T13:33:00.000Z')
    house.advance(30 * 3_600_000)
    await house.twilio.setNow(new Date(house.desk.clock.now()).toISOString())
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual(['R1 2026-06-12..2026-06-14 expected -'])
    expect(await house.received()).toEqual(
      [`${A}: 1-2`, `cancel ${B}`, 'Are you there?'].map(
        (words) => `Nothing done: "${words}" came 30 h late. Send it again if it still holds.`,
      ),
    )
  })

  it('by some hours is done when the desk is back', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1)])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`)
    house.advance(5 * 3_600_000)
    await house.twilio.setNow(new Date(house.desk.clock.now()).toISOString())
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
    expect((await house.received())[0]).toContain(`${A}: Room 1`)
  })

  it('from before its sender was entered as staff is neither done nor answered', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1)])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`, '2026-06-10T09:00:00.000Z')
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    expect(await house.received()).toEqual([])
  })

  it('into a folder that waits after a restore stays unread until a person says go', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1)])
    await house.danaTexts(`${A}: 1-2`)
    house.process()
    house.desk.store.write((db) => writeSetting(db, pausedSetting, { at: 1 }))
    house.texting().begin(true)
    await house.texting().idle()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    house.texting().begin(false)
    await house.texting().idle()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
  })
})
