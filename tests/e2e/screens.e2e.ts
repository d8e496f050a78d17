/** First run and every screen over the demo house: reached by keyboard, free of what axe finds, kept as pictures. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { shoot } from '../support/screenshots.ts'
import { launchWindow, type OpenWindow } from '../support/window.ts'

describe('the window from its first run on', () => {
  let folder: string
  let desk: OpenWindow

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-screens-'))
    desk = await launchWindow({ dataDir: join(folder, 'data'), args: ['--now', '2026-11-21T15:12:00Z'] })
  })
  afterAll(async () => {
    await desk?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('opens on First run, with the demo house and the own house as the two doors in', async () => {
    const { page } = desk
    await page.getByRole('button', { name: 'Open the demo house' }).waitFor()
    expect(await page.getByRole('button', { name: 'Set up my house' }).count()).toBe(1)
    await shoot(page, 'first-run')
    expect(await axeFindings(page)).toEqual([])
  })

  it('opens the demo house and asks who is at the desk', async () => {
    const { page } = desk
    await page.getByRole('button', { name: 'Open the demo house' }).click()
    await page.getByText('Who is at the desk?').waitFor({ timeout: 30_000 })
    await shoot(page, 'who-is-at-the-desk')
    await page.keyboard.press('1')
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    await page.getByRole('button', { name: /Dana/ }).waitFor()
    expect(await page.getByText('Who is at the desk?').count()).toBe(0)
  })

  it('shows today with codes that come to their locks by themselves', async () => {
    const { page } = desk
    await expect.poll(() => page.getByText('On lock').count(), { timeout: 30_000 }).toBeGreaterThan(2)
    await shoot(page, 'today')
    expect(await axeFindings(page)).toEqual([])
  })

  it('is worked by keyboard: J and K move, C opens the sheet, Escape closes it', async () => {
    const { page } = desk
    const selected = () => page.locator('[aria-current="true"]').first().getAttribute('aria-label')
    const first = await selected()
    await page.keyboard.press('j')
    await expect.poll(selected).not.toBe(first)
    await page.keyboard.press('k')
    await expect.poll(selected).toBe(first)
    await page.keyboard.press('c')
    await page.getByRole('dialog', { name: /^Check in/ }).waitFor()
    await shoot(page, 'check-in-sheet')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('finds a booking with Ctrl K', async () => {
    const { page } = desk
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search' }).fill('hasselw')
    await page.getByRole('option', { name: /^Annegret/ }).waitFor()
    await shoot(page, 'search')
    await page.keyboard.press('Escape')
  })

  it('lists the bookings, and finds one by the last digits of the phone', async () => {
    const { page } = desk
    await page.keyboard.press('5')
    await page.getByRole('heading', { name: 'Bookings' }).waitFor()
    await page.getByRole('row', { name: /Adaeze Okonkwo/ }).waitFor()
    await shoot(page, 'bookings')
    expect(await axeFindings(page)).toEqual([])
    await page
      .getByRole('searchbox')
      .or(page.getByPlaceholder(/Name, reference/))
      .last()
      .fill('550117')
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Booking.com' }).count()).toBe(1)
    await page.getByRole('row', { name: /Adaeze Okonkwo/ }).waitFor()
  })

  it('shows the settings', async () => {
    const { page } = desk
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'House' }).waitFor()
    await shoot(page, 'settings')
    expect(await axeFindings(page)).toEqual([])
  })

  it('takes a check-in back in one step', async () => {
    const { page } = desk
    await page.keyboard.press('Escape')
    await page.keyboard.press('1')
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    await page
      .getByRole('listitem', { name: /Adaeze Okonkwo/ })
      .getByRole('button', { name: /Check in/ })
      .click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: /Check in 2 rooms/ }).click()
    await page.getByText('Adaeze Okonkwo is checked in').waitFor()
    await sheet.getByRole('button', { name: 'Undo check-in' }).click()
    await page.getByRole('dialog', { name: /^Check in Adaeze/ }).waitFor()
    await shoot(page, 'check-in-taken-back')
  })

  it('leaves the demo house for the first run, and keeps nothing of it', async () => {
    const { page } = desk
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByText('About', { exact: true }).click()
    await shoot(page, 'settings-about')
    await page.getByRole('button', { name: 'Leave the demo house' }).click()
    await page.getByRole('button', { name: 'Set up my house' }).waitFor()
    // The window is at the first run at once; a lock that is being asked is waited for before the folder goes.
    await expect.poll(() => existsSync(join(folder, 'data', 'demo')), { timeout: 10_000 }).toBe(false)
    await expect.poll(() => existsSync(join(folder, 'data', 'demo.key')), { timeout: 10_000 }).toBe(false)
  })
})
