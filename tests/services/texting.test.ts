/** The running worker and texting: what was missed comes, what is queued leaves, a bug in it shuts no door. */
import { afterEach, describe, expect, it } from 'vitest'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { writeSetting } from '../../db/queries/house.ts'
import { pausedSetting } from '../../db/restore.ts'
import { minutes } from '../../electron/domain/time.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import type { Worker } from '../../electron/services/worker/index.ts'
import { quickWorker } from '../support/quick-worker.ts'
import { type SilentHouse, silentHouses } from '../support/silent-houses.ts'
import { book, dana, doorStates, must } from '../support/test-desk.ts'
import { bodiesOf } from '../support/texting-desk.ts'

const John = '+12025550101'
const openSilent = silentHouses()
let house: SilentHouse
let worker: Worker
// Before its house is closed: what is said later is done first.
afterEach(() => worker.stop())
async function open() {
  house = await openSilent()
  worker = quickWorker(house, { gateways: house.gateways })
  await house.texts(John, 'Hello', '10:00:00')
}
const become = (bodies: readonly (readonly string[])[]) =>
  expect.poll(() => bodiesOf(house.desk), { timeout: 10_000, interval: 50 }).toEqual(bodies)
const statuses = () => house.stored().map((message) => message.status)
const onTwilio = async () =>
  (await house.twilio.state()).conversations.flatMap((one) => one.messages.map(({ body }) => body))
const answer = () => {
  const [conversationId] = everyConversation(house.desk.store.read)
  house.advance(1_000)
  must(sendText(house.desk, dana, { conversationId: conversationId!, text: 'Good morning' }))
}

describe('the worker', { timeout: 60_000 }, () => {
  it('fetches at its start what was missed, and sends what is written', async () => {
    await open()
    worker.start()
    await become([['Hello']])
    answer()
    await expect.poll(statuses, { timeout: 10_000, interval: 50 }).toEqual(['received', 'sent'])
    expect(await onTwilio()).toEqual(['Hello', 'Good morning'])
  })

  it('asked to sync once, without running, fetches and sends and gives the folder back', async () => {
    await open()
    expect((await worker.syncNow('twilio')).texting).toMatchObject({
      catchUp: { found: 1, fault: null },
      sendingSteps: 0,
    })
    answer()
    expect((await worker.syncNow('outbox')).texting?.catchUp).toBeNull()
    expect(await onTwilio()).toEqual(['Hello', 'Good morning'])
  })

  it('files and fetches after a restore, and sends nothing until a person says go', async () => {
    await open()
    await worker.syncNow('twilio')
    answer()
    house.desk.store.write((db) => writeSetting(db, pausedSetting, house.desk.clock.now()))
    await house.texts(John, 'Anybody?', '13:31:00')
    house.advance(minutes(5))
    worker.start()
    await become([['Hello', 'Good morning', 'Anybody?']])
    expect(await onTwilio()).toEqual(['Hello', 'Anybody?'])
    expect(statuses()[1]).toBe('waiting')
  })

  it('goes on with the doors where texting itself breaks', async () => {
    await open()
    const broken = {
      current: () => {
        throw new Error('a bug')
      },
    }
    worker = quickWorker(house, { gateways: broken })
    book(house.desk, 'A1', [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: 'A1' }))
    worker.start()
    await expect
      .poll(
        () => {
          house.advance(200)
          return doorStates(house.desk, 'A1')
        },
        { timeout: 15_000, interval: 50 },
      )
      .toEqual({ front: 'on-lock', d1: 'on-lock' })
  })
})
