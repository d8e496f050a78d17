/** Taking a spreadsheet in, over the invented house: by keyboard, in both themes, free of what axe finds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { type FixtureWindow, openFixtureWindow } from '../support/fixture-window.ts'
import { shoot } from '../support/screenshots.ts'

let desk: FixtureWindow
beforeAll(async () => {
  desk = await openFixtureWindow()
  desk.page.setDefaultTimeout(15_000)
})
afterAll(() => desk?.close())

const dialog = () => desk.page.getByRole('dialog', { name: 'Import bookings' })
async function openImport(): Promise<void> {
  await desk.scene('')
  await desk.page.getByRole('button', { name: 'Bookings' }).click()
  await desk.page.getByRole('button', { name: 'Import' }).click()
  await dialog().waitFor()
}
const choose = (name: string) =>
  dialog()
    .getByLabel('Spreadsheet of bookings')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('any') })
const filter = (name: string) =>
  dialog()
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${name}`) })
const take = () => dialog().getByRole('button', { name: /^(Take in \d+ rows?|Nothing to take in)$/ })

describe('Importing bookings', () => {
  it('says what a file must have before one is chosen, and why one is refused', async () => {
    await openImport()
    await shoot(desk.page, 'import-choose')
    expect(await axeFindings(desk.page)).toEqual([])
    await choose('holiday.png')
    await dialog().getByText('This is no spreadsheet').waitFor()
    expect(await dialog().getByRole('button', { name: 'Choose a file' }).isEnabled()).toBe(true)
  })

  it('shows what every row does, those first that do something', async () => {
    await openImport()
    await choose('check-in-november.xls')
    await dialog().getByText('check-in-november.xls · 228 rows').waitFor()
    expect(await filter('To do').innerText()).toMatch(/To do\s+12/)
    expect(await take().innerText()).toBe('Take in 9 rows')
    await shoot(desk.page, 'import-preview')
    expect(await axeFindings(desk.page)).toEqual([])
    await filter('Needs you').click()
    expect(await dialog().getByRole('table').locator('tbody tr').count()).toBe(4)
    await filter('Not read').click()
    await dialog().getByText('Day and month could be either way round').waitFor()
    await filter('Nothing to do').click()
    await shoot(desk.page, 'import-nothing-to-do')
    expect(await axeFindings(desk.page)).toEqual([])
  })

  it('takes a person’s word for a row, and counts what will be written', async () => {
    await openImport()
    await choose('check-in-november.xls')
    await filter('Needs you').click()
    await dialog()
      .getByRole('button', { name: /Row 26/ })
      .click()
    await desk.page.getByRole('option', { name: 'Cancel it here too' }).click()
    expect(await take().innerText()).toBe('Take in 10 rows')
    await dialog()
      .getByRole('button', { name: /Row 19/ })
      .click()
    await desk.page.getByRole('option', { name: 'Leave out' }).click()
    expect(await take().innerText()).toBe('Take in 9 rows')
    await take().click()
    await dialog().waitFor({ state: 'hidden' })
    await desk.page.getByText('Took in 9 rows of check-in-november.xls').waitFor()
    expect(await desk.page.getByRole('button', { name: 'Undo' }).count()).toBe(1)
    await shoot(desk.page, 'import-done')
  })

  it('asks which apartments a type of room is, and reads its rows then', async () => {
    await openImport()
    await choose('types.xls')
    await dialog().getByRole('heading', { name: 'Which apartments are these 2 types?' }).waitFor()
    const before = await filter('Not read').innerText()
    await shoot(desk.page, 'import-types')
    expect(await axeFindings(desk.page)).toEqual([])
    for (const [type, units] of [
      ['Two-Bedroom Apartment, Harbour View', ['Loft', 'Garden']],
      ['Studio', ['Apartment 101']],
    ] as const) {
      await dialog()
        .getByRole('button', { name: new RegExp(`^${type}`) })
        .click()
      for (const unit of units) await desk.page.getByRole('menuitemcheckbox', { name: unit }).click()
      await desk.page.keyboard.press('Escape')
    }
    await expect.poll(() => filter('Not read').innerText()).not.toBe(before)
    await dialog().getByRole('button', { name: /Loft/ }).waitFor()
  })

  it('says that the file was here before, or that a newer one was', async () => {
    await openImport()
    await choose('again.xls')
    await dialog().getByText('This file was taken in before').waitFor()
    await choose('older.xls')
    await dialog().getByText('A newer file was taken in already').waitFor()
    await shoot(desk.page, 'import-older')
    expect(await axeFindings(desk.page)).toEqual([])
  })

  it('is worked by keyboard and gives the focus back', async () => {
    await openImport()
    await desk.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    const opener = desk.page.getByRole('button', { name: 'Import' })
    await expect.poll(() => opener.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    await desk.page.keyboard.press('Enter')
    await choose('check-in-november.xls')
    await take().focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.getByText('Took in 9 rows of check-in-november.xls').waitFor()
  })
})
