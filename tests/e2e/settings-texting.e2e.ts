/** Texting and templates in the settings, over the invented house: by keyboard, in both themes, free of what axe finds. */
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

const openSection = async (search: string, section: 'Texting' | 'Message templates') => {
  await desk.scene(search)
  await desk.page.getByRole('button', { name: 'Settings' }).click()
  await desk.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: section }).click()
  await desk.page.getByRole('heading', { name: section, level: 1 }).waitFor()
}
const read = async (name: string) =>
  (await desk.page.getByRole('listitem', { name, exact: true }).innerText()).replace(/\s+/g, ' ')

describe('Texting in the settings', () => {
  it('says that it is off, and takes an account with the numbers that Twilio names', async () => {
    const { page } = desk
    await openSection('?texting=off', 'Texting')
    await page.getByText('Texting is off').waitFor()
    await shoot(page, 'settings-texting-off')
    expect(await axeFindings(page)).toEqual([])
    expect(await page.getByRole('button', { name: 'Save changes' }).count()).toBe(0)

    await page.getByLabel('Account SID').fill('AC00000000000000000000000000000001')
    await page.getByText('The auth token is missing').waitFor()
    expect(await page.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true)
    await page.getByLabel('Auth token', { exact: true }).fill('not-a-real-token')
    await page.getByRole('button', { name: 'Find my numbers' }).click()
    await page.getByText('The account answers: 3 numbers').waitFor()
    await page.getByText('Choose at least one number').waitFor()
    await page.getByLabel('Use +1 202 555 0151').check({ force: true })
    await page.getByRole('radio', { name: /^An address of our own/ }).check()
    await page.getByText('The public address begins with https://').waitFor()
    await page.getByLabel('Public address').fill('https://harbour-desk.example.net')
    await shoot(page, 'settings-texting-typed')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await read('+1 202 555 0151')).toBe('+1 202 555 0151 Not looked up yet')
    expect(await page.getByText('Texting is off').count()).toBe(0)
  })

  it('keeps what was typed where the desk refuses it, and says why', async () => {
    const { page } = desk
    await openSection('?texting=off', 'Texting')
    await page.getByLabel('Account SID').fill('AC00000000000000000000000000000009')
    await page.getByLabel('Auth token', { exact: true }).fill('not-a-real-token')
    await page.getByLabel('Add a number').fill('+12025550150')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Twilio knows no such account. Nothing was saved.').waitFor()
    expect(await page.getByLabel('Account SID').inputValue()).toBe('AC00000000000000000000000000000009')
    expect(await page.getByLabel('Use +12025550150').isChecked()).toBe(true)
  })

  it('never shows a token that is kept', async () => {
    await openSection('?texting=fine', 'Texting')
    expect(await desk.page.getByLabel('Auth token', { exact: true }).inputValue()).toBe('')
    await desk.page.getByText(/^A token is kept\. Type another one to replace it; the old one/).waitFor()
  })

  it('asks before it replaces an address that is not ours, and before it takes new senders in', async () => {
    const { page } = desk
    await openSection('', 'Texting')
    const alert = page.getByRole('alert').filter({ hasText: 'Twilio still has the address of another program' })
    expect(await alert.innerText()).toContain('https://old-desk.example.net/twilio/conversations')
    expect(await read('+1 202 555 0151')).toMatch(
      /^\+1 202 555 0151 New senders are not taken in yet Texts to \+1 202 555 0151 also go to another address: https:\/\/old-desk\.example\.net\/sms Take new senders in Replace it$/,
    )
    await shoot(page, 'settings-texting')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Take new senders in' }).click()
    await page.getByRole('button', { name: 'Replace it' }).click()
    await expect.poll(() => read('+1 202 555 0151')).toBe('+1 202 555 0151 New senders reach the Inbox')
    await alert.getByRole('button', { name: 'Point Twilio to this desk' }).click()
    await alert.waitFor({ state: 'detached' })
  })

  it('tests the whole path and marks the step that needs a person', async () => {
    const { page } = desk
    await openSection('', 'Texting')
    const test = page.getByRole('region', { name: 'Test of the whole path' })
    await test.getByRole('button', { name: 'Test now' }).click()
    await test.getByText('5 of 6 work').waitFor()
    expect(await test.getByRole('listitem').last().innerText()).toMatch(
      /Twilio sends texts to this desk\s+Twilio still has the address of another program\.\s+Needs you/,
    )
    await shoot(page, 'settings-texting-tested')
    expect(await axeFindings(page)).toEqual([])
  })

  it('is switched off in one step', async () => {
    const { page } = desk
    await openSection('?texting=fine', 'Texting')
    await page.getByRole('button', { name: 'Switch texting off' }).click()
    await page.getByText('Texting is off').waitFor()
  })
})

describe('Message templates in the settings', () => {
  it('lists them by language with the names of their fields', async () => {
    const { page } = desk
    await openSection('', 'Message templates')
    expect(await read('Check-out')).toBe(
      'Check-out Guten Tag Guest, bitte verlassen Sie All apartments am Departure bis Check-out time. Gute Reise, House',
    )
    expect(await page.getByRole('region', { name: 'English' }).getByRole('listitem').count()).toBe(2)
    await shoot(page, 'settings-templates')
    expect(await axeFindings(page)).toEqual([])
  })

  it('shows a new one as a guest of today would get it, and refuses a field that there is not', async () => {
    const { page } = desk
    await openSection('', 'Message templates')
    await page.getByRole('button', { name: 'New template' }).click()
    const dialog = page.getByRole('dialog', { name: 'New template' })
    const preview = dialog.getByRole('region', { name: 'Preview' })
    await page.keyboard.type('Late arrival')
    await dialog.getByLabel('Text').fill('Dear {guest}, the bell is {where}.')
    await dialog.getByText(/^There is no field \{where\}/).waitFor()
    expect(await dialog.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true')
    await dialog.getByLabel('Text').fill('Dear {guest}, the bell of {house} is ')
    await dialog.getByRole('button', { name: 'To be typed' }).click()
    expect(await dialog.getByLabel('Text').inputValue()).toBe('Dear {guest}, the bell of {house} is {?word}')
    await expect
      .poll(() => preview.innerText())
      .toMatch(/As .+ would get it\s+Dear .+, the bell of Harbour House is word/)
    await shoot(page, 'settings-template')
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await read('Late arrival')).toBe('Late arrival Dear Guest, the bell of House is word')
  })

  it('asks before one is removed; Escape keeps it', async () => {
    const { page } = desk
    await openSection('', 'Message templates')
    await page.getByRole('button', { name: 'Remove Parking' }).click()
    await page.getByRole('dialog', { name: 'Remove “Parking”?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByRole('listitem', { name: 'Parking' }).count()).toBe(1)
    await page.getByRole('button', { name: 'Remove Parking' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect.poll(() => page.getByRole('listitem', { name: 'Parking' }).count()).toBe(0)
  })
})
