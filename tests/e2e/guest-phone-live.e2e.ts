/**
 * Scenario 1 of the old system (seed 004) on a phone: a guest types the reference in a real browser, through the running
 * desk's own listener, while its window is open: one guest, both rooms, one PIN, every door, a message to the desk.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codesOn } from '../support/at-the-desk.ts'
import { axeFindings } from '../support/axe.ts'
import { openPhoneBrowser, type PhoneBrowser } from '../support/phone-browser.ts'
import { shoot } from '../support/screenshots.ts'
import { describeWithCommand } from '../support/system-commands.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const reference = '1234567890'
/** Monday 11 May 2026, 14:31 in Rome: the day of arrival, half an hour after the doors begin to open. */
const monday = '2026-05-11T12:31:00Z'
const dates = ['2026-05-11', '2026-05-13'] as const

describeWithCommand('chromium', "a guest's phone", () => {
  let house: TextingHouse
  let open: DeskWindow
  let browser: PhoneBrowser
  let phone: Page
  const entrance = () => `http://127.0.0.1:${open.port}/g`
  const door = (page: Page, name: string) => page.locator('li.door').filter({ hasText: name })
  const looksRight = async (page: Page, name: string) => {
    expect([name, await axeFindings(page)]).toEqual([name, []])
    await shoot(page, `guest-phone-${name}`)
  }
  /** By the reference and a name, to whatever page is theirs. */
  const enter = async (page: Page, button: { readonly next: string; readonly show: string }) => {
    await page.goto(entrance())
    await page.locator('#reference').fill(reference)
    await page.getByRole('button', { name: button.next }).tap()
    await page.locator('#who').fill('okonkwo')
    await page.getByRole('button', { name: button.show }).tap()
  }

  beforeAll(async () => {
    house = await openTextingHouse({
      numbers: ['+12025550150'],
      rooms: 2,
      parts: {
        guestPages: {
          deskPhone: '+12025550199',
          wifiName: 'Harbour guests',
          wifiPasswordEnv: 'TEST_WIFI_PASSWORD',
          notes: 'Breakfast from 7:30 in the yard.\nPlease keep the street door shut at night.',
        },
      },
      env: { TEST_WIFI_PASSWORD: 'blue-lantern-42' },
    })
    await house.onDay('2026-05-11T12:30:00Z', (book) =>
      book({
        guest: 'Adaeze Okonkwo',
        reference,
        rooms: [
          ['101', ...dates],
          ['102', ...dates],
        ],
      }),
    )
    open = await house.open(monday)
    browser = await openPhoneBrowser()
    phone = await browser.phone()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.stop()
  })

  it('asks for the reference and who it is, and tells a stranger nothing', async () => {
    await phone.goto(entrance())
    await looksRight(phone, 'reference')
    await phone.getByRole('button', { name: 'Continue' }).tap()
    await phone.getByText('Please type your booking reference.').first().waitFor()
    await phone.getByLabel('Booking reference').fill(reference)
    await phone.getByRole('button', { name: 'Continue' }).tap()
    await phone.getByRole('heading', { name: 'And who are you?' }).waitFor()
    await looksRight(phone, 'proof')
    await phone.getByLabel('Last name or phone number').fill('Smith')
    await phone.getByRole('button', { name: 'Show my booking' }).tap()
    await phone.getByRole('alert').getByText('We found no booking with these details.').waitFor()
    expect(await phone.content()).not.toContain('Apartment')
    await looksRight(phone, 'proof-wrong')
  })

  it('checks in once for both rooms, with consent and not without', async () => {
    await phone.getByLabel('Last name or phone number').fill('okonkwo')
    await phone.getByRole('button', { name: 'Show my booking' }).tap()
    await phone.getByRole('heading', { name: 'Check in' }).waitFor()
    await phone.getByText('Apartment 101 and Apartment 102').waitFor()
    await looksRight(phone, 'check-in')
    await phone.getByLabel('Mobile phone').fill('+1 202 555 0117')
    await phone.getByRole('button', { name: 'Check in' }).tap()
    await phone.getByText('Without your agreement we cannot check you in here.').first().waitFor()
    expect(await phone.getByLabel('Mobile phone').inputValue()).toBe('+1 202 555 0117')
    await looksRight(phone, 'check-in-faults')
    await phone.getByLabel('I agree that the house keeps my name').check()
    await phone.getByRole('button', { name: 'Check in' }).tap()
    await phone.getByText('You are checked in.').waitFor()
    await phone.getByText('PIN works in a minute').first().waitFor()
    await looksRight(phone, 'room-soon')
    await open.desk.openRow('Adaeze Okonkwo')
    await open.desk.panel('Adaeze Okonkwo').getByText('+1 202 555 0117').first().waitFor()
  })

  it('shows both rooms, the PIN that the locks hold and each door, as the locks take it and without a reload', async () => {
    await phone.evaluate(() => Object.assign(globalThis, { isTheSamePage: true }))
    house.locks.obey()
    const [code] = await codesOn(house.seam, ['front', 'room1', 'room2'], () => true)
    // The desk had failed at the locks before and comes back to each after a pause of its own.
    for (const name of ['Front door', 'Apartment 101', 'Apartment 102'])
      await door(phone, name).getByText('PIN works', { exact: true }).waitFor({ timeout: 45_000 })
    expect(await phone.evaluate(() => 'isTheSamePage' in globalThis)).toBe(true)
    await phone.goto(phone.url())
    const digits = phone.locator('.d')
    expect((await digits.innerText()).replace(/\D/g, '')).toBe(code!.code)
    expect(await phone.title()).toBe('Your stay · Harbour House')
    expect(phone.url()).not.toContain(code!.code)
    await looksRight(phone, 'room')
    await phone.getByRole('button', { name: 'Hide' }).tap()
    await digits.waitFor({ state: 'hidden' })
    await phone.getByRole('button', { name: 'Show' }).tap()
    await digits.waitFor()
    await phone.getByText('blue-lantern-42').waitFor()
  })

  it('opens a door after asking, which the lock confirms', async () => {
    await door(phone, 'Apartment 101').getByRole('button', { name: 'Unlock' }).tap()
    await phone.getByRole('heading', { name: 'Stand in front of Apartment 101. Open it now?' }).waitFor()
    await looksRight(phone, 'confirm-unlock')
    await phone.getByRole('link', { name: 'No, go back' }).tap()
    expect(house.seam.unlockings()).toBe(0)
    await door(phone, 'Apartment 101').getByRole('button', { name: 'Unlock' }).tap()
    await phone.getByRole('button', { name: 'Yes, open it' }).tap()
    await phone.getByText('Apartment 101 is open. Come in!').waitFor()
    expect(house.seam.unlockings()).toBe(1)
    await looksRight(phone, 'opened')
  })

  it('writes to the desk about one room, which its Inbox shows under that room', async () => {
    await phone.getByText('Write to us').tap()
    await phone.getByLabel('About').selectOption({ label: 'Apartment 102' })
    await phone.getByLabel('Your message').fill('Is there an iron?')
    await looksRight(phone, 'write')
    await phone.getByRole('button', { name: 'Send' }).tap()
    await phone.getByText('The desk has your message about Apartment 102.').waitFor()
    await open.inbox.show()
    await open.inbox.open(/^102, Adaeze Okonkwo/, 'Conversation 102, Adaeze Okonkwo')
    await open.inbox.message('Is there an iron?').waitFor()
    await shoot(open.page, 'guest-phone-inbox')
  })

  it('says that what it shows may be old while the desk cannot be reached, and goes on by itself afterwards', async () => {
    await phone.context().setOffline(true)
    const lost = phone.getByText('No connection to the desk. What you see may be old.')
    await lost.waitFor()
    await looksRight(phone, 'offline')
    await phone.context().setOffline(false)
    await lost.waitFor({ state: 'hidden' })
  })

  it('does all of it in German without script', async () => {
    const plain = await browser.phone({ locale: 'de-DE', script: false })
    await enter(plain, { next: 'Weiter', show: 'Meine Buchung zeigen' })
    await plain.getByRole('heading', { name: 'Willkommen, Adaeze Okonkwo' }).waitFor()
    await door(plain, 'Front door').getByText('PIN gilt').waitFor()
    await shoot(plain, 'guest-phone-plain-room')
    await door(plain, 'Front door').getByRole('button', { name: 'Öffnen' }).tap()
    await plain.getByRole('button', { name: 'Ja, öffnen' }).tap()
    await plain.getByText('Front door ist offen. Herein!').waitFor()
    expect(house.seam.unlockings()).toBe(2)
    await plain.getByText('Schreiben Sie uns').tap()
    await plain.getByLabel('Ihre Nachricht').fill('Gibt es einen Föhn?')
    await plain.getByRole('button', { name: 'Senden' }).tap()
    await plain.getByText('Der Empfang hat Ihre Nachricht zu Apartment 101.').waitFor()
    await plain.locator('summary').filter({ hasText: 'Deutsch' }).tap()
    await plain.getByRole('link', { name: 'Italiano' }).tap()
    await plain.getByRole('heading', { name: 'Le Sue porte' }).waitFor()
  })

  it('is shut at once when the desk closes its links, and no page complained of anything', async () => {
    await open.desk.go('today')
    await open.desk.openRow('Adaeze Okonkwo')
    await open.desk.panel('Adaeze Okonkwo').getByRole('button', { name: 'More: Guest page' }).click()
    await open.page.getByRole('menuitem', { name: /^Close \d open links/ }).click()
    await open.desk.dialog().getByRole('button', { name: 'Close the page' }).click()
    await phone.getByRole('heading', { name: 'This page is closed' }).waitFor()
    await looksRight(phone, 'closed')
    expect(browser.complaints()).toEqual([])
  })
})
