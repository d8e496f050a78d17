/** A house that texts: its numbers, what it queued for whom, and the moment of sending without Twilio. */
import { readHouse, writeSetting } from '../../db/queries/house.ts'
import { writeNumber } from '../../db/queries/lines.ts'
import { type Message, readMessage, updateMessage } from '../../db/queries/messages.ts'
import { outboxRowOfMessage, updateOutboxRow } from '../../db/queries/outbox.ts'
import type { MessageId, ReservationId } from '../../electron/domain/ids.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { minutes } from '../../electron/domain/time.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { judgeAutomatic, planGuestMessages, tellByHand } from '../../electron/services/guest-messages/index.ts'
import { fillPins } from '../../electron/services/message-pins/index.ts'
import { findReservation } from '../../electron/services/reservations/index.ts'
import { A, houses, type ModelDesk, type ModelDeskOptions } from './houses.ts'
import { dana, must, type TestDesk } from './test-desk.ts'

const annsPhone = '+12025550101'
export const ann = { name: 'Ann Example', phone: annsPhone }

function switchTextingOn(desk: Desk, numbers: readonly string[] = ['+12025550150']): void {
  desk.store.write((db) => {
    writeSetting(db, 'twilio', { accountSid: `AC${'0'.repeat(32)}`, mode: 'desk', authority: 'conversations' })
    writeSetting(db, 'twilio-numbers', numbers)
    for (const [position, phone] of numbers.entries())
      writeNumber(db, { phone: phone as PhoneNumber, position, active: true, authority: 'conversations' })
  })
}

/** Opens houses in a test file two days before the stays of most stories, `open` one that texts; each is closed after its test. */
export function tellingHouses() {
  const { openModel } = houses()
  return {
    openModel,
    open(options: ModelDeskOptions = {}): ModelDesk {
      const house = openModel({ now: '2026-06-08T09:00:00Z', ...options })
      switchTextingOn(house.desk)
      return house
    },
  }
}

export const idOf = (house: TestDesk, ref: string): ReservationId =>
  must(findReservation(house.desk.store.read, { ref })).id
/** A person at the desk has the guest told. */
export const tell = (house: TestDesk, kind: 'welcome' | 'codes', again = false, ref = A) =>
  tellByHand(house.desk, dana, { reservationId: idOf(house, ref), kind, again })

/** Every text of ours, oldest first. */
export const ourTexts = (desk: Desk): readonly Message[] =>
  (
    desk.store.sqlite
      .prepare("select id from messages where direction = 'outbound' order by received_at, rowid")
      .pluck()
      .all() as MessageId[]
  ).map((id) => readMessage(desk.store.read, id)!)

export const kinds = (house: TestDesk): readonly string[] => ourTexts(house.desk).map((text) => text.kind)

/** As the guest reads them: with their PINs. */
export const saidTo = (desk: Desk): readonly string[] =>
  ourTexts(desk)
    .filter((text) => text.status !== 'not-sent')
    .map((text) => fillPins(desk, text.body))

/** What the sender does with each text that waits: judged again, then gone or left. Answers the reasons of what was left. */
export function leave(desk: Desk): readonly string[] {
  const house = readHouse(desk.store.read)!
  const now = desk.clock.now()
  return ourTexts(desk)
    .filter((text) => text.status === 'waiting')
    .flatMap((text) => {
      const judged = judgeAutomatic(desk.store.read, house, desk, text, now)
      desk.store.write((db) => {
        const row = outboxRowOfMessage(db, text.id)!
        updateOutboxRow(db, row.id, { status: 'drop' in judged ? 'dropped' : 'sent', settledAt: now })
        updateMessage(
          db,
          text.id,
          'drop' in judged ? { status: 'not-sent', statusReason: judged.drop } : { status: 'sent', body: judged.body },
        )
      })
      return 'drop' in judged ? [judged.drop] : []
    })
}

/** The worker for so long, looking every minute: locks take codes, guests are told, texts leave. */
export async function run(house: TestDesk, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += minutes(1)) {
    await house.settle()
    planGuestMessages(house.desk)
    leave(house.desk)
    if (passed + minutes(1) <= ms) house.advance(minutes(1))
  }
}
