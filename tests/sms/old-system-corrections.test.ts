/** `correct` by text against a calendar that goes on saying something else. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { httpCalendarFeed } from '../../electron/adapters/calendar-feed/calendar-feed.ts'
import { arrive, undo } from '../../electron/services/check-in/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { A, B, houses, numbered, room } from '../support/houses.ts'
import { fromFeed, guessedGroup, staysShown, texted, wordOf } from '../support/sms-desk.ts'
import { book, dana, doorStates, must, staysOf, type TestDesk, windowsByDoor } from '../support/test-desk.ts'

const { openTraining } = houses()
const { prove: proves } = numbered('case')
const http = httpCalendarFeed({ timeLimitMs: 5_000 })
const days = '2026-06-20..2026-06-22'
let calendar: FeedServer
beforeEach(async () => {
  calendar = await startFeedServer(
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:one@booking.example', 'DTSTART;VALUE=DATE:20260620']
      .concat(['DTEND;VALUE=DATE:20260622', 'SUMMARY:CLOSED - Not available', 'END:VEVENT', 'END:VCALENDAR', ''])
      .join('\r\n'),
  )
})
afterEach(() => calendar.stop())
const withFeed = (): TestDesk =>
  openTraining({ feeds: { R1: [{ channel: 'booking.com', url: calendar.url, allowPrivate: true }] } })
async function poll(house: TestDesk): Promise<void> {
  house.advance(17 * 60_000)
  await pollFeeds(house.desk, http)
}

describe('a correction by text', () => {
  proves(40, 'stands after the next polls of the calendar, nights and room alike', async () => {
    const house = withFeed()
    await poll(house)
    expect(texted(house.desk, `${A}: 1-2`).applied).toBe(true)
    // It contradicts the calendar: it is asked, and done after the word.
    const asked = texted(house.desk, `${A}: 1-3 correct`)
    expect(asked.reply).toMatch(
      /^The calendar has Room 1, 20-22 Jun, not Room 1 for 3 nights\. Reply \d{4} to do it\.$/,
    )
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
    expect(texted(house.desk, wordOf(asked)).applied).toBe(true)
    const corrected = [`R1 2026-06-20..2026-06-23 expected ${A}`]
    expect(staysShown(house.desk)).toEqual(corrected)
    for (let polls = 0; polls < 5; polls++) await poll(house)
    expect(staysShown(house.desk)).toEqual(corrected)
    expect(windowsByDoor(house.desk, A).d1).toEqual(['2026-06-20T13:00Z..2026-06-23T10:00Z'])
  })

  it('of a live code is asked first', async () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    await house.settleFully()
    const asked = texted(house.desk, `${A}: 1-1 correct`)
    expect(asked.reply).toMatch(new RegExp(`^${A} has live codes\\. Reply \\d{4} to do it\\.$`))
    expect(staysShown(house.desk)).toEqual([`R1 2026-06-10..2026-06-12 expected ${A}`])
    expect(texted(house.desk, wordOf(asked)).applied).toBe(true)
    expect(staysShown(house.desk)).toEqual([`R1 2026-06-10..2026-06-11 expected ${A}`])
  })

  it('of a guest who is checked in is asked first', () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    expect(texted(house.desk, `${A}: 1-3 correct`).reply).toMatch(/^Room 1, 10-12 Jun is checked in\. Reply \d{4}/)
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house'])
  })

  it('to a room whose own stay waits for a reference gives that one the reference, and takes it from the wrong one', () => {
    const house = openTraining()
    fromFeed(house.desk, [room(1), room(2)])
    texted(house.desk, `${A}: 1-2`)
    expect(texted(house.desk, `${A}: 2-2 correct`).applied).toBe(true)
    const days = '2026-06-10..2026-06-12'
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`, `R2 ${days} expected ${A}`])
    expect(
      Object.keys(doorStates(house.desk, A)).filter((door) => doorStates(house.desk, A)[door] !== 'removed'),
    ).toEqual(['front', 'd2'])
    must(undo(house.desk, dana, {}))
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 ${days} expected -`])
  })

  it('to an empty room moves the stay there; to one that is taken it is refused and nothing is changed', () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    book(house.desk, B, [room(2)])
    expect(texted(house.desk, `${A}: 2-2 correct`).reply).toBe(
      'Nothing done. Room 2 is taken from 2026-06-10 to 2026-06-12.',
    )
    expect(staysOf(house.desk, A)).toEqual(['R1 expected'])
    expect(texted(house.desk, `${A}: 3-2 correct`).applied).toBe(true)
    expect(staysOf(house.desk, A)).toEqual(['R3 expected'])
    expect(texted(house.desk, `${A}: 3-2 correct`).applied).toBe(true)
    expect(texted(house.desk, `1000000009: 3-2 correct`).reply).toBe(
      'Nothing done. No booking has the reference 1000000009.',
    )
  })
})

describe('a grouping that was said yes to and is wrong', () => {
  it('is taken apart by two lines after the word: the room leaves its party, with its code', () => {
    const house = openTraining()
    guessedGroup(house.desk, A, [room(1), room(2)])
    expect(texted(house.desk, 'OK').applied).toBe(true)
    const asked = texted(house.desk, `${A}: 1-2\n${B}: 2-2`)
    expect(asked.reply).toMatch(/^Line 2: Room 2, 10-12 Jun belongs to 1000000001\. Reply \d{4} to do it\.$/)
    expect(staysOf(house.desk, A)).toEqual(['R1 expected', 'R2 expected'])
    expect(texted(house.desk, wordOf(asked)).applied).toBe(true)
    expect(staysOf(house.desk, A)).toEqual(['R1 expected'])
    expect(staysOf(house.desk, B)).toEqual(['R2 expected'])
    expect(doorStates(house.desk, A)).toMatchObject({ d1: 'planned', d2: 'removed' })
    expect(doorStates(house.desk, B)).toEqual({ front: 'planned', d2: 'planned' })
  })

  it('is left to the desk where the guests are in the room, or the nights say another stay', () => {
    const house = openTraining()
    book(house.desk, A, [room(1)])
    expect(texted(house.desk, `${B}: 1-3`).reply).toBe(
      `Nothing done. Room 1 has no booking without a reference; next is ${A} (Room 1, 10-12 Jun).`,
    )
    must(arrive(house.desk, dana, { ref: A }))
    expect(texted(house.desk, `${B}: 1-2`).reply).toContain('has no booking without a reference')
    expect(staysOf(house.desk, A)).toEqual(['R1 in-house'])
  })
})

describe('a cancellation by text', () => {
  it('of what the calendar still shows is asked first', async () => {
    const house = withFeed()
    await poll(house)
    texted(house.desk, `${A}: 1-2`)
    const asked = texted(house.desk, `cancel ${A}`)
    expect(asked.reply).toMatch(/^The calendar still has it\. Reply \d{4} to do it\.$/)
    expect(staysOf(house.desk, A)).toEqual(['R1 expected'])
    expect(texted(house.desk, wordOf(asked)).reply).toBe(`${A} cancelled: Room 1, 20-22 Jun. Its codes go.`)
    expect(staysOf(house.desk, A)).toEqual(['R1 cancelled'])
  })

  it('of a booking of another house, or one that is over, says so', () => {
    const house = openTraining()
    expect(texted(house.desk, `cancel ${A}`).reply).toBe(`Nothing done. No booking has the reference ${A}.`)
    book(house.desk, A, [room(1)])
    expect(texted(house.desk, `cancel ${A}`).applied).toBe(true)
    expect(texted(house.desk, `cancel ${A}`).reply).toBe(`Nothing done. Nothing of ${A} is left to cancel.`)
  })
})
