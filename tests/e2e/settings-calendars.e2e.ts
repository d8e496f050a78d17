/** Settings > Calendars: how each calendar is, and what it would change, before anything is. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { type FixtureWindow, openFixtureWindow } from '../support/fixture-window.ts'
import { shoot } from '../support/screenshots.ts'

let desk: FixtureWindow
beforeAll(async () => {
  desk = await openFixtureWindow()
  desk.page.setDefaultTimeout(15_000)
  await desk.scene('')
  await desk.page.getByRole('button', { name: 'Settings' }).click()
  await desk.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Calendars' }).click()
  await desk.page.getByRole('heading', { name: 'Calendars', level: 1 }).waitFor()
})
afterAll(() => desk?.close())

it('says of each calendar when it was read, when it is next, and what is kept of one that cannot be believed', async () => {
  const { page } = desk
  const kept = page.getByRole('listitem', { name: /Airbnb/ }).first()
  await kept.waitFor()
  expect(await kept.textContent()).toContain('6 stays missing, kept')
  expect(await kept.textContent()).toContain('next at 15:24')
  await shoot(page, 'settings-calendars')
  expect(await axeFindings(page)).toEqual([])
})

it('shows on demand what a calendar would change', async () => {
  const { page } = desk
  await page.getByRole('button', { name: /^What would change by .*Booking.com$/ }).click()
  await page.getByText('New stay').waitFor()
  await page.getByRole('button', { name: /^What would change by .*Airbnb$/ }).click()
  await page.getByText('too much to be believed').waitFor()
  await shoot(page, 'settings-calendars-preview')
  expect(await axeFindings(page)).toEqual([])
})
