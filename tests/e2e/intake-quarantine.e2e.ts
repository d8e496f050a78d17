/** A calendar that comes back emptied, over real HTTP: nothing ends by itself, the desk is asked, and it is shown what would go. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendar, closed } from '../support/feed-desk.ts'
import { emptyCalendar, type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { shoot } from '../support/screenshots.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const start = '2026-05-12T09:05:00Z'
const days = ['2026-05-20/2026-05-23', '2026-05-25/2026-05-27', '2026-06-02/2026-06-05', '2026-06-10/2026-06-14']
const whole = calendar(...days.map((span, at) => closed(`stay-${at}@booking.com`, span)))
let house: TextingHouse
let open: DeskWindow
let feed: FeedServer
const needs = () => open.page.getByRole('region', { name: 'Needs you' })
const asked = () =>
  needs().getByRole('listitem', { name: 'The booking.com calendar of Apartment 101 suddenly lacks 4 stays.' })
const row = () => open.page.getByRole('listitem', { name: 'Apartment 101, Booking.com' })
const statuses = () =>
  (house.command('show', 'stays', '--now', start) as { status: string }[]).map(({ status }) => status)

/** Settings > Calendars, and the calendar of 101 is read now. */
const readNow = async () => {
  await open.page.keyboard.press('6')
  await open.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Calendars' }).click()
  const before = feed.requestCount()
  await row()
    .getByRole('button', { name: /^Read .*now/ })
    .click()
  await expect.poll(() => feed.requestCount(), { timeout: 10_000 }).toBe(before + 1)
}

beforeAll(async () => {
  feed = await startFeedServer(whole)
  house = await openTextingHouse({
    numbers: ['+12025550150'],
    rooms: 2,
    parts: {
      units: [101, 102].map((unit, index) => ({
        key: `${unit}`,
        name: `Apartment ${unit}`,
        smsNumber: index + 1,
        doors: ['front', `d${unit}`],
        feeds: index === 0 ? [{ channel: 'booking.com', url: feed.url, allowPrivate: true }] : [],
      })),
    },
  })
  house.locks.obey()
  await house.onDay('2026-05-11T09:00:00Z', (_book, _desk, worker) => worker.syncNow('feeds'))
  open = await house.open(start)
})
afterAll(async () => {
  await house?.stop()
  await feed?.stop()
})

it('keeps every stay of a calendar that came back empty, and says in Settings and on Today that it is not believed', async () => {
  feed.setCalendar(emptyCalendar)
  await readNow()
  await row().getByText('4 stays missing, kept').waitFor()
  await open.desk.go('today')
  await asked().waitFor()
  expect(await asked().innerText()).toContain('"Apply anyway" cancels 4 stays.')
  await shoot(open.page, 'quarantine-needs')
  expect(statuses()).toEqual(days.map(() => 'expected'))
})

it('closes the question by itself when the calendar is whole again', async () => {
  feed.setCalendar(whole)
  await readNow()
  await row().getByText('Works', { exact: true }).waitFor()
  await open.desk.go('today')
  await asked().waitFor({ state: 'detached' })
  expect(house.command('show', 'attention', '--settled', '--now', start)).toMatchObject([
    { kind: 'feed-suspect', by: null, action: null },
  ])
  expect(statuses()).toEqual(days.map(() => 'expected'))
})

it('shows what would go before anything does, and cancels it only when somebody says "Apply anyway"', async () => {
  feed.setCalendar(emptyCalendar)
  await readNow()
  await row()
    .getByRole('button', { name: /^What would change/ })
    .click()
  await row().getByText('too much to be believed').waitFor()
  await shoot(open.page, 'quarantine-preview')
  const lines = await row().getByRole('status').getByRole('listitem').allInnerTexts()
  expect(lines.map((line) => line.replace(/^Missing; kept for now /, ''))).toEqual([
    'Wed 20 to Sat 23 May',
    'Mon 25 to Wed 27 May',
    'Tue 2 to Fri 5 Jun',
    'Wed 10 to Sun 14 Jun',
  ])
  expect(statuses()).toEqual(days.map(() => 'expected'))
  await open.desk.go('today')
  await asked().getByRole('button', { name: /^More/ }).click()
  await open.page.getByRole('menuitem', { name: 'Apply anyway' }).waitFor()
  await shoot(open.page, 'quarantine-apply')
  await open.page.getByRole('menuitem', { name: 'Apply anyway' }).click()
  await asked().waitFor({ state: 'detached' })
  expect(statuses()).toEqual(days.map(() => 'cancelled'))
  expect((house.command('show', 'attention', '--settled', '--now', start) as unknown[])[0]).toMatchObject({
    kind: 'feed-suspect',
    by: 'Dana',
    action: 'apply',
  })
})
