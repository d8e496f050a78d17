/**
 * Bookings that are named from a manager's phone, seen in the real window: the text comes over HTTP with the fake Twilio,
 * the codes go to the fake Seam server, and the answer goes back to the phone.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toIso } from '../../electron/domain/time.ts'
import { codesOn } from '../support/at-the-desk.ts'
import { feedStay } from '../support/feed-stays.ts'
import { shoot } from '../support/screenshots.ts'
import { danasPhone, guessedGroup } from '../support/sms-desk.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const number = '+12025550150'
const reference = '1234567890'
const other = '1234567891'
let house: TextingHouse
let open: DeskWindow
const danaTexts = (body: string) =>
  house.twilio.guestTexts({ from: danasPhone, to: number, body, at: toIso(open.now()) })
/** What Dana's phone was sent, oldest first. */
const answers = async () =>
  (await house.twilio.state()).conversations
    .filter(({ participants }) => participants.some(({ address }) => address === danasPhone))
    .flatMap(({ messages }) => messages.filter(({ author }) => author !== danasPhone))
    .map(({ body }) => body)
const row = (name: string) => open.page.getByRole('listitem', { name, exact: true })

beforeAll(async () => {
  house = await openTextingHouse({
    numbers: [number],
    rooms: 4,
    staff: [{ name: 'Dana', phone: danasPhone, role: 'manager' }, { name: 'Yusuf' }],
  })
  house.locks.obey()
  await house.onDay('2026-05-11T09:00:00Z', (_book, desk) => {
    feedStay(desk, ['101', '2026-05-11', '2026-05-13'])
    feedStay(desk, ['102', '2026-05-11', '2026-05-13'])
    const rooms = ['103', '104'].map((unit) => [unit, '2026-05-11', '2026-05-12'] as const)
    // No booking mail stands behind it: it waits for a person, whatever the mailbox says.
    guessedGroup(desk, other, rooms, 'import')
  })
  open = await house.open('2026-05-11T09:05:00Z')
})
afterAll(() => house?.stop())

it('[seed 004, scenario 3] two texted lines: both rooms stand on Today as one guest, and open with one code', async () => {
  await open.desk.go('today')
  expect(await row(`Guest of ${reference}`).count()).toBe(0)
  await danaTexts(`${reference}: 101-2\n${reference}: 102-2`)
  await row(`Guest of ${reference}`).first().waitFor()
  await expect
    .poll(answers, { timeout: 15_000 })
    .toEqual([
      expect.stringMatching(
        /^1234567890: Apartment 101, 11-13 May\. Apartment 102, 11-13 May\. 1 guest, 3 doors\. Contact missing, A\d+\.$/,
      ),
    ])
  await open.desk.openRow(`Guest of ${reference}`)
  const panel = open.desk.panel(`Guest of ${reference}`)
  for (const unit of ['101', '102']) await panel.getByText(`Apartment ${unit}`).first().waitFor()
  const codes = await codesOn(house.seam, ['front', 'room1', 'room2'], () => true)
  expect(new Set(codes.map((code) => code.code)).size).toBe(1)
  await shoot(open.page, 'texted-booking')
  await open.page.keyboard.press('Escape')
})

it('[seed 004] OK texted to a group that waits for it: its rooms are one guest, and their doors get their code', async () => {
  const before = new Set(house.seam.codes().map((code) => code.code))
  await danaTexts('OK')
  await expect.poll(async () => (await answers()).length, { timeout: 15_000 }).toBe(2)
  expect((await answers())[1]).toMatch(
    /^1234567891: Apartment 103, 11-12 May\. Apartment 104, 11-12 May\. 1 guest, 3 doors/,
  )
  const codes = await codesOn(house.seam, ['front', 'room3', 'room4'], (code) => !before.has(code.code))
  expect(new Set(codes.map((code) => code.code)).size).toBe(1)
  await row(`Guest of ${other}`).first().waitFor()
  expect(await house.twilio.violations()).toEqual([])
})
