/**
 * The multi-room scenarios of seed 004 by text, on Seam's official fake server: what a manager texts ends as one guest
 * with the same digits on every door of every room, and as nothing on a door before its time.
 */
import { afterEach, expect, it } from 'vitest'
import { showReservation } from '../../electron/services/views/index.ts'
import { houses } from '../support/houses.ts'
import { mailDesk } from '../support/mail-desk.ts'
import { fromFeed, texted, wordOf } from '../support/sms-desk.ts'
import { codesByDoor, doorStates, must, pinsByDoor, type SeamDesk, staysOf } from '../support/test-desk.ts'

const open = houses()
const { openSeam } = open
const reference = '1234567890'
const rooms = [
  ['R1', '2026-06-10', '2026-06-12'],
  ['R2', '2026-06-10', '2026-06-12'],
] as const
const every: string[] = []
afterEach(() => {
  every.length = 0
})
const says = (house: SeamDesk, text: string) => {
  const answer = texted(house.desk, text)
  every.push(answer.reply ?? '')
  return answer
}

/** One guest for all rooms, one PIN on all doors as the locks have it, and no stay checked in by a text. */
async function isOneParty(house: SeamDesk): Promise<void> {
  const shown = must(showReservation(house.desk, { ref: reference }))
  expect(shown.guest).toMatchObject({ name: null, phones: [] })
  expect(shown.stays.map((stay) => [stay.unit, stay.status, stay.guestId, stay.provisional])).toEqual([
    ['R1', 'expected', shown.guest!.id, false],
    ['R2', 'expected', shown.guest!.id, false],
  ])
  await house.settleLocks()
  expect(doorStates(house.desk, reference)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
  const window = '2026-06-10T13:00Z..2026-06-12T10:00Z'
  const digits = new Set(Object.values(pinsByDoor(house.desk, reference)))
  expect(digits.size).toBe(1)
  const [pin] = digits
  expect(house.onLocks()).toEqual(['front', 'room1', 'room2'].map((device) => ({ device, code: pin, window })))
  expect(every.some((reply) => reply.includes(pin!))).toBe(false)
}

it('[seed 004, scenario 3] two lines of one reference: one guest, both stays, codes on the locks of both rooms', async () => {
  const house = await openSeam()
  fromFeed(house.desk, rooms)
  says(house, `${reference}: 1-2\n${reference}: 2-2`)
  await isOneParty(house)
  // Said again it changes nothing, on the locks neither.
  const before = codesByDoor(house.desk, reference)
  expect(says(house, `${reference}: 1-2\n${reference}: 2-2`).applied).toBe(true)
  await house.settleLocks()
  expect(Object.values(codesByDoor(house.desk, reference)).map((code) => code.id)).toEqual(
    Object.values(before).map((code) => code.id),
  )
  expect(house.onLocks()).toHaveLength(3)
})

it('[seed 004] calendar, one mail, OK by text: nothing on any lock before OK, one guest and all codes after it', async () => {
  const feeds = Object.fromEntries(
    ['R1', 'R2'].map((unit) => [unit, [{ channel: 'booking.com', url: `https://calendar.example.com/${unit}.ics` }]]),
  )
  const house = await openSeam({ feeds, now: '2026-06-09T08:00:00Z' })
  const mail = mailDesk({ ...open, openTraining: () => house })
  mail.booked(reference, '2026-06-10')
  for (const stay of rooms) mail.seen(stay)
  await mail.later(45)
  expect(mail.references()).toEqual([`R1 ${reference}?`, `R2 ${reference}?`])
  await house.settleLocks()
  expect(house.onLocks()).toEqual([])
  expect(must(showReservation(house.desk, { ref: reference })).guest).toBeNull()
  expect(says(house, `OK ${mail.items('mail-group')[0]?.id}`).applied).toBe(true)
  await isOneParty(house)
  expect(mail.items('mail-group')).toEqual([])
})

it('[seed 004] cancelled by text with its word, both rooms leave every lock, and their stays are kept', async () => {
  const house = await openSeam()
  fromFeed(house.desk, rooms)
  says(house, `${reference}: 1-2\n${reference}: 2-2`)
  await isOneParty(house)
  const asked = says(house, `cancel ${reference}`)
  expect(asked.reply).toMatch(/^1234567890 has live codes\. This cancels all 2 rooms\. Reply \d{4} to do it\.$/)
  await house.settleLocks()
  expect(house.onLocks()).toHaveLength(3)
  expect(says(house, wordOf(asked)).applied).toBe(true)
  await house.settleLocks()
  expect(house.onLocks()).toEqual([])
  expect(staysOf(house.desk, reference)).toEqual(['R1 cancelled', 'R2 cancelled'])
})
