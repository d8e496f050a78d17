/** Houses beside a Twilio that sends no webhooks: what is not fetched does not come. */
import { afterEach, expect } from 'vitest'
import type { ReadableDb } from '../../db/open-database.ts'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { type Message, messagesOfConversation } from '../../db/queries/messages.ts'
import type { WorldOptions } from '../../electron/adapters/training-twilio/index.ts'
import { createCatchUp } from '../../electron/services/catch-up/index.ts'
import type { FakeTwilio } from './fake-twilio.ts'
import { openTextingDesk, startSilentTwilio, type TextingDesk } from './texting-desk.ts'

export type SilentHouse = TextingDesk & {
  readonly twilio: FakeTwilio
  readonly db: ReadableDb
  /** As a process that has just started has it. */
  readonly catchUp: () => ReturnType<typeof createCatchUp>
  /** A guest writes on the day of the story, by default to the first number. */
  readonly texts: (from: string, body: string, time: string, to?: string) => ReturnType<FakeTwilio['guestTexts']>
  readonly stored: () => readonly Message[]
  /** What Twilio is asked from now on, e.g. `GET Messages`. */
  readonly listen: () => Promise<() => Promise<string[]>>
  /** Moves the clocks of the desk and of Twilio on. */
  readonly laterBy: (ms: number) => Promise<void>
}

async function openSilentHouse(
  options: WorldOptions = {},
  desk: Parameters<typeof openTextingDesk>[1] = {},
): Promise<SilentHouse> {
  const twilio = await startSilentTwilio(options)
  const house = openTextingDesk(twilio, desk)
  const db = house.desk.store.read
  const asked = async () => (await twilio.requests()).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
  return {
    ...house,
    twilio,
    db,
    catchUp: () => createCatchUp({ desk: house.desk, gateways: house.gateways, pause: async () => {} }),
    texts: (from, body, time, to = twilio.numbers[0]!) =>
      twilio.guestTexts({ from, to, body, at: `2026-06-10T${time}Z` }),
    stored: () => everyConversation(db).flatMap((id) => messagesOfConversation(db, id)),
    async listen() {
      const before = (await asked()).length
      return async () => (await asked()).slice(before)
    },
    async laterBy(ms) {
      house.advance(ms)
      await twilio.setNow(new Date(house.desk.clock.now()).toISOString())
    },
  }
}

/** Opens such houses in a test file. After its test each has asked Twilio nothing that its contract does not know, and is closed. */
export function silentHouses(): typeof openSilentHouse {
  const open: SilentHouse[] = []
  afterEach(async () => {
    for (const { twilio, close } of open.splice(0)) {
      const violations = await twilio.violations()
      close()
      await twilio.stop()
      expect(violations).toEqual([])
    }
  })
  return async (...given) => {
    const house = await openSilentHouse(...given)
    open.push(house)
    return house
  }
}
