/** Catch-up broken off anywhere, and texts that came live in any order: done again, the store is the same. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everyConversation, linesOfConversation } from '../../db/queries/conversation-listing.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { ourNumbers, readContact, readLineSid } from '../../db/queries/lines.ts'
import { messagesOfConversation } from '../../db/queries/messages.ts'
import type { Incoming } from '../../electron/domain/incoming.ts'
import { ok } from '../../electron/domain/result.ts'
import { createCatchUp } from '../../electron/services/catch-up/index.ts'
import { fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { type Desk, transact } from '../../electron/services/desk/index.ts'
import type { FakeTwilio } from '../support/fake-twilio.ts'
import { book, must } from '../support/test-desk.ts'
import { aroundCalls, openTextingDesk, startSilentTwilio, type TextingDesk } from '../support/texting-desk.ts'

const John = '+12025550101'
const Ann = '+12025550102'
const pool = ['+12025550150', '+12025550151']
const program = { actor: 'Latchkey', source: 'program' } as const

let twilio: FakeTwilio
beforeAll(async () => {
  twilio = await startSilentTwilio({ numbers: [pool[0]!, { phone: pool[1]!, autocreation: false }] })
  const story: readonly (readonly [from: string, to: number, body: string, minute: number])[] = [
    [John, 0, 'Hello', 0],
    [Ann, 0, 'Good morning', 1],
    [John, 0, 'ok', 2],
    [John, 0, 'ok', 3],
    [Ann, 1, 'Only in the log', 4],
    [John, 0, 'And the key?', 5],
  ]
  for (const [from, to, body, minute] of story)
    await twilio.guestTexts({ from, to: pool[to]!, body, at: `2026-06-10T10:0${minute}:00Z` })
})
afterAll(async () => {
  expect(await twilio.violations()).toEqual([])
  await twilio.stop()
})

function openDesk(): TextingDesk {
  const house = openTextingDesk(twilio)
  book(house.desk, 'A1', [['R1', '2026-06-09', '2026-06-12']], { name: 'John Doe', phone: John })
  return house
}

/** All that staff see, and every cursor; ids are each desk's own. */
function picture(desk: Desk) {
  const db = desk.store.read
  const conversations = everyConversation(db).map((id) => {
    const { contactId, unitId, unread, needsReview } = readConversation(db, id)!
    return {
      phone: readContact(db, contactId)?.phone ?? '',
      hasUnit: unitId !== null,
      unread,
      needsReview,
      numbers: linesOfConversation(db, id)
        .map((line) => line.number)
        .sort(),
      messages: messagesOfConversation(db, id).map((message) => {
        const { sid, body, at, direction, routeRule, statusReason, twilioConversationSid, messageIndex } = message
        return { sid, body, at, direction, routeRule, statusReason, twilioConversationSid, messageIndex }
      }),
    }
  })
  return {
    conversations: conversations.sort((left, right) => (left.phone < right.phone ? -1 : 1)),
    watermarks: ourNumbers(db).map((number) => number.watermark),
    cursors: conversations.flatMap(({ messages }) =>
      messages.flatMap(({ twilioConversationSid: sid }) => (sid === null ? [] : [readLineSid(db, sid)?.verifiedIndex])),
    ),
  }
}
const run = (house: TextingDesk) =>
  createCatchUp({ desk: house.desk, gateways: house.gateways, pause: async () => {} }).run()

/** What one undisturbed run stores, and how many questions and writes it takes. */
async function undisturbed() {
  const house = openDesk()
  let writes = 0
  const desk = counting(house.desk, () => void writes++)
  const { requests } = await createCatchUp({ desk, gateways: house.gateways, pause: async () => {} }).run()
  const whole = picture(house.desk)
  house.close()
  return { whole, requests, writes }
}
const counting = (desk: Desk, before: () => void): Desk => ({
  ...desk,
  store: {
    ...desk.store,
    write: (work) => {
      before()
      return desk.store.write(work)
    },
  },
})

// Each of them opens a dozen desks or more.
describe('broken off and begun again, catch-up stores the same', { timeout: 120_000 }, () => {
  it('whichever question the process died after', async () => {
    const { whole, requests } = await undisturbed()
    expect(whole.conversations.flatMap(({ messages }) => messages)).toHaveLength(6)
    for (let last = 0; last <= requests; last++) {
      const house = openDesk()
      let asked = 0
      const dying = aroundCalls(house.gateway, (call) => {
        if (asked++ < last) return call()
        throw new Error('the process ends here')
      })
      await createCatchUp({ desk: house.desk, gateways: { current: () => dying }, pause: async () => {} }).run()
      expect((await run(house)).fault).toBeNull()
      expect(picture(house.desk), `after ${last} questions`).toEqual(whole)
      house.close()
    }
  })

  it('whichever write the process died before', async () => {
    const { whole, writes } = await undisturbed()
    expect(writes).toBeGreaterThan(3)
    for (let last = 0; last <= writes; last++) {
      const house = openDesk()
      let written = 0
      const dying = counting(house.desk, () => {
        if (written++ >= last) throw new Error('the process ends here')
      })
      await createCatchUp({ desk: dying, gateways: house.gateways, pause: async () => {} }).run()
      expect((await run(house)).fault).toBeNull()
      expect(picture(house.desk), `after ${last} writes`).toEqual(whole)
      house.close()
    }
  })

  it('whichever texts came live before, in whatever order', async () => {
    const { whole } = await undisturbed()
    const probe = openDesk()
    const state = await twilio.state()
    const listed: Incoming[] = []
    for (const { sid } of state.conversations) {
      const page = await probe.gateway.listMessages({ conversationSid: sid, page: null })
      if (!page.ok) throw new Error(page.error.kind)
      for (const message of page.value.items)
        listed.push({ ...message, stream: 'conversations', number: null, to: null, optOut: null, media: [] })
    }
    probe.close()
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(listed), fc.boolean(), async (live, rosterFirst) => {
        const house = openDesk()
        for (const incoming of live) {
          must(
            transact(house.desk, program, (work) => {
              const { conversationSid, author } = incoming
              const members = [{ address: author!, participantSid: null }]
              if (rosterFirst)
                noteRoster(work, { conversationSid: conversationSid!, kind: 'one-to-one', members, number: pool[0]! })
              return ok(fileIncoming(work, incoming))
            }),
          )
        }
        expect((await run(house)).fault).toBeNull()
        expect(picture(house.desk)).toEqual(whole)
        house.close()
      }),
      { numRuns: process.env.LATCHKEY_CAMPAIGN === '1' ? 300 : 8 },
    )
  })
})
