/** After a backup was put back: a guest who was told since the backup is not told once more without anybody's word. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { deleteSetting } from '../../db/queries/house.ts'
import { pausedSetting, restoreStore } from '../../db/restore.ts'
import { openStore } from '../../db/store.ts'
import { ok } from '../../electron/domain/result.ts'
import { minutes } from '../../electron/domain/time.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { writeCatchUpState } from '../../electron/services/catch-up/state.ts'
import { fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { type Desk, transact } from '../../electron/services/desk/index.ts'
import { judgeAutomatic, planGuestMessages } from '../../electron/services/guest-messages/index.ts'
import { openSendingDesk, type SendingDesk } from '../support/sending-desk.ts'
import { ann, ourTexts, saidTo } from '../support/telling-desk.ts'
import { book, dana, must } from '../support/test-desk.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
})
type Restored = {
  readonly house: SendingDesk
  readonly desk: Desk
  readonly caughtUp: (whole: boolean) => void
  readonly go: () => void
}

/** Codes are on their locks at the backup; `told` says whether Ann was told after it. */
async function restored({
  told,
  authority = 'conversations',
}: {
  told: boolean
  authority?: 'conversations' | 'messaging'
}): Promise<Restored> {
  const house = openSendingDesk({ now: '2026-06-08T09:00:00Z', judge: judgeAutomatic, authority })
  ends.push(() => house.close())
  book(house.desk, '1000000001', [['R1', '2026-06-10', '2026-06-12']], ann)
  await house.settleFully()
  const file = join(house.folder, 'copy.db')
  house.desk.store.sqlite.prepare('vacuum into ?').run(file)
  house.advance(minutes(15))
  if (told) {
    expect(planGuestMessages(house.desk)).toBe(1)
    await house.drain()
    expect(house.world.bodies()).toHaveLength(1)
  }
  house.advance(minutes(15))
  const options = { ...house.storeOptions, folder: join(house.folder, 'restored') }
  mkdirSync(options.folder)
  restoreStore({ ...options, file, at: house.desk.clock.now(), replacedName: 'replaced' })
  const store = openStore(options)
  ends.push(() => store.close())
  const desk: Desk = { ...house.desk, store }
  house.advance(minutes(1))
  return {
    house,
    desk,
    caughtUp(whole) {
      if (whole) bringBack(house, desk)
      const at = house.desk.clock.now()
      store.write((db) =>
        writeCatchUpState(db, {
          lastAt: at,
          lastOkAt: whole ? at : null,
          fault: whole ? null : 'busy',
          found: 0,
          answered: 0,
        }),
      )
    },
    go: () => store.write((db) => deleteSetting(db, pausedSetting)),
  }
}
/** As catch-up does with what Twilio has. */
function bringBack({ world }: SendingDesk, desk: Desk): void {
  const place = { stream: 'conversations' as const, number: null, to: null, optOut: null }
  const texts = world.conversations.flatMap((one) => one.messages.map((text) => ({ ...place, ...text, media: [] })))
  const logged = world.log.map(({ sid, from, to, body, at }) => ({
    ...{ sid, stream: 'messaging' as const, conversationSid: null, index: null, author: from, number: from, to },
    ...{ body, at, media: [], attributes: null, optOut: null },
  }))
  must(
    transact(desk, dana, (work) => {
      for (const one of world.conversations)
        noteRoster(work, {
          ...{ conversationSid: one.sid, kind: 'one-to-one' as const, number: one.number },
          members: one.members.map((address) => ({ address, participantSid: null })),
        })
      for (const text of [...texts, ...logged]) fileIncoming(work, text)
      return ok(null)
    }),
  )
}
const heldItem = (desk: Desk) => attentionItems(desk).find((item) => item.kind === 'text-held')
const waits = (desk: Desk) => ourTexts(desk).map((text) => text.status)

describe.each(['conversations', 'messaging'] as const)('a guest who was told after the backup, by %s', (authority) => {
  it('is told again only when a person says so', async () => {
    const { house, desk, caughtUp, go } = await restored({ told: true, authority })
    caughtUp(true)
    go()
    expect(planGuestMessages(desk)).toBe(1)
    const sender = house.senderOf(desk)
    while ((await sender.work()) > 0);
    expect(house.world.bodies()).toHaveLength(1)
    expect(heldItem(desk)?.detail).toContain('a text with their doors left after the backup')
    must(resolveItem(desk, dana, heldItem(desk)!.id, 'send'))
    while ((await sender.work()) > 0);
    expect(house.world.bodies()).toHaveLength(2)
    house.advance(minutes(30))
    expect(planGuestMessages(desk)).toBe(0)
  })

  it('is not asked about again once a person has left it', async () => {
    const { house, desk, caughtUp, go } = await restored({ told: true, authority })
    caughtUp(true)
    go()
    planGuestMessages(desk)
    must(resolveItem(desk, dana, heldItem(desk)!.id, 'discard'))
    house.advance(minutes(30))
    expect(planGuestMessages(desk)).toBe(0)
    expect(heldItem(desk)).toBeUndefined()
  })
})

describe('a guest who was told nothing after the backup', () => {
  it('is told, once Twilio has said what left meanwhile', async () => {
    const { desk, caughtUp, go } = await restored({ told: false })
    go()
    expect(planGuestMessages(desk)).toBe(0)
    caughtUp(true)
    expect(planGuestMessages(desk)).toBe(1)
    expect(waits(desk)).toEqual(['waiting'])
    expect(saidTo(desk)[0]).toContain('this is how you get in at Test House')
  })

  it('is asked about where Twilio could not say all of it', async () => {
    const { house, desk, caughtUp, go } = await restored({ told: false })
    go()
    caughtUp(false)
    expect(planGuestMessages(desk)).toBe(0)
    house.advance(minutes(15))
    expect(planGuestMessages(desk)).toBe(1)
    expect(waits(desk)).toEqual(['held'])
    expect(heldItem(desk)?.detail).toContain('Twilio has not yet said what left after the backup')
  })
})
