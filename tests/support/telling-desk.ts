/** A house that texts: its numbers, what it queued for whom, and the moment of sending without Twilio. */
import { readHouse, writeSetting } from '../../db/queries/house.ts'
import { writeNumber } from '../../db/queries/lines.ts'
import { type Message, readMessage, updateMessage } from '../../db/queries/messages.ts'
import { outboxRowOfMessage, updateOutboxRow } from '../../db/queries/outbox.ts'
import type { MessageId } from '../../electron/domain/ids.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { minutes } from '../../electron/domain/time.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { fillPins, judgeAutomatic, planGuestMessages } from '../../electron/services/guest-messages/index.ts'
import type { TestDesk } from './test-desk.ts'

export const annsPhone = '+12025550101'
export const ann = { name: 'Ann Example', phone: annsPhone }

export function switchTextingOn(desk: Desk, numbers: readonly string[] = ['+12025550150']): void {
  desk.store.write((db) => {
    writeSetting(db, 'twilio', { accountSid: `AC${'0'.repeat(32)}`, mode: 'desk', authority: 'conversations' })
    writeSetting(db, 'twilio-numbers', numbers)
    for (const [position, phone] of numbers.entries())
      writeNumber(db, { phone: phone as PhoneNumber, position, active: true, authority: 'conversations' })
  })
}

/** Every text of ours, oldest first. */
export const ourTexts = (desk: Desk): readonly Message[] =>
  (
    desk.store.sqlite
      .prepare("select id from messages where direction = 'outbound' order by received_at, rowid")
      .pluck()
      .all() as MessageId[]
  ).map((id) => readMessage(desk.store.read, id)!)

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
