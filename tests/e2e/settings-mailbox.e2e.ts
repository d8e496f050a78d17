/** The mailbox in the settings, over the invented house: by keyboard, free of what axe finds. */
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

const openMailbox = async (search: string) => {
  await desk.scene(search)
  await desk.page.getByRole('button', { name: 'Settings' }).click()
  await desk.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Mailbox' }).click()
  await desk.page.getByRole('heading', { name: 'Mailbox', level: 1 }).waitFor()
}

describe('the mailbox in the settings', () => {
  it('says that there is none, and takes an account', async () => {
    const { page } = desk
    await openMailbox('?mailbox=off')
    await page.getByText('No mailbox yet').waitFor()
    await page.getByLabel('Server (IMAP)').fill('imap.example.com')
    await page.getByText('The user name is missing.').waitFor()
    await page.getByLabel('User name').fill('desk@example.com')
    await page.getByText('The password is missing.').waitFor()
    await page.getByLabel('Password').fill('not-a-real-one')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await page.getByText('No mailbox yet').count()).toBe(0)
    expect(await page.getByLabel('Password').inputValue()).toBe('')
    expect(await axeFindings(page)).toEqual([])
  })

  it('shows what the last 30 days would match', async () => {
    const { page } = desk
    await openMailbox('?mailbox=fine')
    await page.getByText(/^61 mails of channels in the last 30 days/).waitFor()
    await page.getByRole('button', { name: 'Show what would match' }).click()
    await page.getByText('Names its stay: Apartment 104').waitFor()
    await page.getByText('Asks which stay it is').waitFor()
    await shoot(page, 'settings-mailbox')
    expect(await axeFindings(page)).toEqual([])
  })

  it('says what is wrong and what to do, and marks the section', async () => {
    const { page } = desk
    await openMailbox('?mailbox=failing')
    await page
      .getByText(/Many services need an app password/)
      .first()
      .waitFor()
    await page.getByText(/^Cannot be read/).waitFor()
    await shoot(page, 'settings-mailbox-failing')
  })
})
