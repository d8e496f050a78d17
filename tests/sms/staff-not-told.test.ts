/** Whoever of the staff a text cannot reach is told in another way: an item says so until that is settled. */
import { expect, it } from 'vitest'
import { countReplies } from '../../db/queries/staff-replies.ts'
import { attentionItems, type Item, resolveItem } from '../../electron/services/attention/index.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { alertManagers, setManagerAlerts } from '../../electron/services/sms-commands/index.ts'
import { createReplySender } from '../../electron/services/staff-replies/index.ts'
import { A, houses, room } from '../support/houses.ts'
import { base } from '../support/listening-desk.ts'
import { guessedByMail, mailDesk } from '../support/mail-desk.ts'
import { sendingWorld } from '../support/sending-world.ts'
import { danasPhone, fromFeed, texted } from '../support/sms-desk.ts'
import { dana, must } from '../support/test-desk.ts'
import { textedHouses } from '../support/texted-house.ts'
import { assignNumbers, gatewayOf } from '../support/texting-desk.ts'

const openHouse = textedHouses()
const training = houses()
const untold = (desk: Desk): readonly Item[] => attentionItems(desk).filter((item) => item.kind === 'staff-not-told')

it.each(['conversations', 'messaging'] as const)(
  'an answer that Twilio refuses to a number believed on %s is an item until a later text gets through',
  async (authority) => {
    const house = await openHouse(authority)
    const { desk } = house
    fromFeed(desk, [room(1)])
    await house.danaTexts('STOP')
    await house.round()
    expect(untold(desk)).toMatchObject([
      { tone: 'bad', title: 'A text to Dana, phone ending in 0199, did not get through.' },
    ])
    await house.danaTexts(`${A}: 1-2`)
    await house.round()
    const [item, ...others] = untold(desk)
    expect(others).toEqual([])
    expect(item?.title).toBe('2 texts to Dana, phone ending in 0199, did not get through.')
    expect(item?.detail).toMatch(
      /^The last one answered "assign" of \d\d:\d\d: it was done\. This phone texted STOP, and gets nothing until it texts START \(21610\)\. Tell Dana yourself, and check the phone under Settings, Staff\.$/,
    )
    expect(JSON.stringify(item)).not.toContain(danasPhone)
    expect(JSON.stringify(item)).not.toContain(A)
    expect(countReplies(desk.store.read)).toEqual({ waiting: 0, failed: 2 })
    await house.danaTexts('START')
    await house.danaTexts('guide')
    await house.round()
    expect(untold(desk)).toEqual([])
    expect(countReplies(desk.store.read)).toEqual({ waiting: 0, failed: 2 })
  },
)

it('an answer that failed later is known by catch-up, where no webhook told of it', async () => {
  const house = await openHouse('conversations')
  const { desk } = house
  // What became of a text is not posted any more.
  const { account } = gatewayOf(house.twilio)
  await account.setWebhook({ postUrl: `${base}/twilio/conversations`, filters: ['onMessageAdded'] })
  await house.danaTexts('STOP')
  await house.round()
  expect(countReplies(desk.store.read)).toEqual({ waiting: 0, failed: 0 })
  expect(untold(desk)).toEqual([])
  await house.texting().settle('twilio', false)
  expect(untold(desk)).toMatchObject([{ title: 'A text to Dana, phone ending in 0199, did not get through.' }])
})

it('put away by a person it stays away, and the next text that fails is another item', async () => {
  const { desk, ...house } = await openHouse('messaging')
  await house.danaTexts('STOP')
  await house.round()
  const [item] = untold(desk)
  must(resolveItem(desk, dana, item!.id, 'dismiss'))
  expect(untold(desk)).toEqual([])
  await house.danaTexts('guide')
  await house.round()
  const [next] = untold(desk)
  expect(next?.id).not.toBe(item!.id)
  expect(next?.detail).toContain('answered "guide" of')
  // The phone is nobody's of the staff any more: whoever it was is not asked about.
  desk.store.sqlite.prepare('update staff set phone = null where phone = ?').run(danasPhone)
  expect(untold(desk)).toEqual([])
})

it('an alert that reached no manager names its questions, and is over once they are answered', async () => {
  const mail = mailDesk(training)
  const { desk } = mail
  assignNumbers(desk, ['+12025550150'])
  must(setManagerAlerts(desk, dana, true))
  await guessedByMail(mail, A)
  const [question] = mail.items('mail-group')
  mail.advance(60_000)
  expect(alertManagers(desk)).toBe(1)
  const world = sendingWorld(() => desk.clock.now())
  world.spoil = (verb) => (verb === 'send' ? { before: { kind: 'refused', code: 30034 } } : null)
  await createReplySender({ desk, gateways: { current: () => world.gateway }, statusUrl: () => null }).work()
  const [item] = untold(desk)
  expect(item?.detail).toBe(
    `It told of ${question!.id}, which a text may answer. Our number is not registered for texting to US numbers (10DLC) yet, so carriers block it: see the Twilio console (30034). Tell Dana yourself, and check the phone under Settings, Staff.`,
  )
  expect(texted(desk, `OK ${question!.id}`).applied).toBe(true)
  expect(untold(desk)).toEqual([])
})
