/** Texts to the staff: sent once, also over a network that loses answers and in a folder that was put back. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { restoreStore } from '../../db/restore.ts'
import { openStore } from '../../db/store.ts'
import { fail } from '../../electron/domain/result.ts'
import type { MessageGateway } from '../../electron/ports/message-gateway.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { createReplySender, queueReply, type ReplySender } from '../../electron/services/staff-replies/index.ts'
import { ours, type SendingDesk, sendingDesks, spoil } from '../support/sending-desk.ts'
import type { Spoilt } from '../support/sending-world.ts'
import { danasPhone } from '../support/sms-desk.ts'

const start = sendingDesks()
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
const senderOf = (house: SendingDesk, desk = house.desk, gateway = house.world.gateway): ReplySender =>
  createReplySender({ desk, gateways: { current: () => gateway }, statusUrl: () => null })
const write = (house: SendingDesk, key: string, body: string, phone = danasPhone): void =>
  house.inWork((work) => queueReply(work, { key, phone, number: ours, conversationSid: null, body }))
const statuses = (desk: Desk) =>
  desk.store.sqlite.prepare('select status from staff_replies order by rowid').pluck().all()
/** Works for some minutes, half a minute a time. */
async function workFor(house: SendingDesk, minutes: number, sender = senderOf(house)): Promise<void> {
  for (let passed = 0; passed < minutes * 2; passed++) {
    await sender.work()
    house.advance(30_000)
  }
}
const ways = ['conversations', 'messaging'] as const

describe.each(ways)('a text to the staff over %s', (authority) => {
  const verb = authority === 'messaging' ? 'sendText' : 'send'
  const faults: readonly (readonly [string, Spoilt])[] = [
    ['no connection', { before: { kind: 'unreachable' } }],
    ['a busy account', { before: { kind: 'busy', retryAfterMs: 5_000 } }],
    ['refused credentials', { before: { kind: 'credentials' } }],
    ['a lost answer to a call that was carried out', { after: { kind: 'outcome-unknown' } }],
    ['a lost answer to a call that was not', { before: { kind: 'outcome-unknown' } }],
    ['a call that is carried out only after its answer was given up', { late: 12_000 }],
  ]
  it.each(faults)('is sent once after %s', async (_name, spoilt) => {
    const house = start({ authority })
    write(house, 'a', 'First.')
    write(house, 'a', 'First.')
    write(house, 'b', 'Second.')
    spoil(house, verb, spoilt)
    await workFor(house, 12)
    expect(house.world.bodies()).toEqual(['First.', 'Second.'])
    expect(statuses(house.desk)).toEqual(['sent', 'sent'])
  })

  it('is given up where Twilio says no, and the next one leaves', async () => {
    const house = start({ authority })
    write(house, 'a', 'First.')
    write(house, 'b', 'Second.')
    spoil(house, verb, { before: { kind: 'refused', code: 21610 } })
    await workFor(house, 2)
    expect(statuses(house.desk)).toEqual(['failed', 'sent'])
    expect(house.world.bodies()).toEqual(['Second.'])
  })

  it('is of no use after a day, and dropped', async () => {
    const house = start({ authority })
    write(house, 'a', 'First.')
    house.advance(25 * 3_600_000)
    await workFor(house, 1)
    expect(statuses(house.desk)).toEqual(['dropped'])
    expect(house.world.bodies()).toEqual([])
  })

  it.each([true, false])('that waited in a backup is looked up after the restore (it had left: %s)', async (left) => {
    const house = start({ authority })
    write(house, 'a', 'First.')
    const file = join(house.folder, 'copy.db')
    house.desk.store.sqlite.prepare('vacuum into ?').run(file)
    if (left) await workFor(house, 1)
    const options = { ...house.storeOptions, folder: join(house.folder, 'restored') }
    mkdirSync(options.folder)
    restoreStore({ ...options, file, at: house.desk.clock.now(), replacedName: 'replaced' })
    const store = openStore(options)
    ends.push(() => store.close())
    const desk: Desk = { ...house.desk, store }
    house.advance(60_000)
    await workFor(house, 3, senderOf(house, desk))
    expect(house.world.bodies()).toEqual(['First.'])
    expect(statuses(desk)).toEqual(['sent'])
  })
})

describe('the Twilio conversation of one of the staff', () => {
  it('is taken over where nobody else is in it, and never where a guest is', async () => {
    const house = start()
    house.world.add({ members: [danasPhone], number: ours })
    write(house, 'a', 'To Dana.')
    await workFor(house, 1)
    expect(house.world.conversations).toHaveLength(1)
    expect(house.world.bodies()).toEqual(['To Dana.'])
    const other = '+12025550198'
    house.world.add({ members: [other, '+12025550101'], number: ours })
    write(house, 'b', 'To Yusuf.', other)
    await workFor(house, 1)
    expect(house.world.bodies()).toEqual(['To Dana.'])
    expect(statuses(house.desk)).toEqual(['sent', 'failed'])
  })

  it('that was closed for good gives way to another', async () => {
    const house = start()
    write(house, 'a', 'First.')
    await workFor(house, 1)
    house.world.conversations[0]!.state = 'closed'
    write(house, 'b', 'Second.')
    await workFor(house, 2)
    expect(house.world.bodies()).toEqual(['First.', 'Second.'])
    expect(house.world.conversations).toHaveLength(2)
  })
})

describe('two processes that send, the first of which takes minutes to find the conversation', () => {
  /** The first one's answer to where the text goes; meanwhile the second takes it up. */
  async function overtaken(house: SendingDesk, answer: 'found' | 'unreachable', second: () => Promise<unknown>) {
    const { gateway } = house.world
    const slow: MessageGateway = {
      ...gateway,
      async openLine(order) {
        const opened = await gateway.openLine(order)
        house.advance(2 * 60_000)
        await second()
        return answer === 'found' ? opened : fail({ kind: 'unreachable' })
      },
    }
    await senderOf(house, house.desk, slow).work()
  }

  it('send a text once: the first, overtaken, does not begin its call', async () => {
    const house = start()
    write(house, 'a', 'First.')
    await overtaken(house, 'found', () => senderOf(house).work())
    expect(house.world.bodies()).toEqual(['First.'])
    await workFor(house, 3)
    expect(house.world.bodies()).toEqual(['First.'])
    expect(statuses(house.desk)).toEqual(['sent'])
  })

  it.each(['found', 'unreachable'] as const)(
    'send a text once where the second has its call under way (the first: %s)',
    async (answer) => {
      const house = start()
      write(house, 'a', 'First.')
      const { gateway } = house.world
      const held = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      const waiting: MessageGateway = {
        ...gateway,
        async send(order) {
          begun.resolve()
          await held.promise
          return gateway.send(order)
        },
      }
      const second = senderOf(house, house.desk, waiting)
      await overtaken(house, answer, () => {
        second.begin()
        return begun.promise
      })
      expect(statuses(house.desk)).toEqual(['sending'])
      held.resolve()
      await second.idle()
      await workFor(house, 3)
      expect(house.world.bodies()).toEqual(['First.'])
      expect(statuses(house.desk)).toEqual(['sent'])
    },
  )
})
