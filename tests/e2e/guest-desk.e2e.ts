/** What guests did on their phones, over the invented house: on Today, in dialogs, in the panel, in the settings. */
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

const need = (id: string) =>
  desk.page.getByRole('region', { name: 'Needs you' }).getByRole('listitem').filter({ hasText: id })
const dialog = () => desk.page.getByRole('dialog')
const row = (guest: string) => desk.page.getByRole('listitem', { name: guest, exact: true })
const panel = () => desk.page.getByRole('complementary')
const annegret = 'Annegret-Wilhelmine von Hasselwerder-Kieselbronn zu Unterlauterbach'
const focused = () =>
  desk.page.evaluate(() => {
    const { document } = globalThis as unknown as { document: { activeElement: { textContent: string } | null } }
    return document.activeElement?.textContent ?? ''
  })

describe('Today', () => {
  it('says who checked in by phone, and when they come', async () => {
    await desk.scene('')
    await row('Kwabena Asante').getByText('Checked in by phone 12:40').waitFor()
    await row('Kwabena Asante').getByText('comes 21:30').waitFor()
    await row(annegret).getByText('Checked in by phone 09:05').waitFor()
    expect(await row('Jo Ek').getByText('Checked in by phone').count()).toBe(0)
    await row('Kwabena Asante').scrollIntoViewIfNeeded()
    await shoot(desk.page, 'guest-desk-today')
  })
})

describe('who showed only the dates', () => {
  it('is looked at before anything is said, and let in by keyboard', async () => {
    const { page } = desk
    await desk.scene('?needs=guests')
    await shoot(page, 'guest-desk-needs')
    await need('A33').getByRole('button', { name: 'Look at it' }).focus()
    await page.keyboard.press('Enter')
    await dialog().getByText('+1 202 555 0173').waitFor()
    await shoot(page, 'guest-desk-approval')
    expect(await axeFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Let them in' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Kwabena Asante is let in.').waitFor()
    await need('A33').waitFor({ state: 'detached' })
  })

  it('is turned away from the menu of the item or from the dialog', async () => {
    const { page } = desk
    await desk.scene('?needs=guests')
    await need('A33').getByRole('button', { name: /^More/ }).click()
    await page.getByRole('menuitem', { name: 'Turn away' }).waitFor()
    await page.keyboard.press('Escape')
    await need('A33').getByRole('button', { name: 'Look at it' }).click()
    await dialog().getByRole('button', { name: 'Turn away' }).click()
    await page.getByText(/^Turned away\./).waitFor()
    await need('A33').waitFor({ state: 'detached' })
  })
})

describe('photos', () => {
  it('are looked at one after the other, the document noted as seen, and marked all at once', async () => {
    const { page } = desk
    await desk.scene('?needs=guests')
    await need('A34').getByRole('button', { name: 'Look at them' }).click()
    await dialog().getByAltText('Photo 1 of 2 of a document').waitFor()
    await shoot(page, 'guest-desk-photo')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('ArrowRight')
    await dialog().getByAltText('Photo 2 of 2 of a document').waitFor()
    await dialog().getByRole('button', { name: 'ID seen' }).click()
    await dialog()
      .getByText(/^ID seen 15:12/)
      .waitFor()
    await dialog().getByRole('button', { name: 'All looked at' }).click()
    await dialog().waitFor({ state: 'detached' })
    await need('A34').waitFor({ state: 'detached' })
  })

  it('are deleted only after being asked, and the dialog says so once none is left', async () => {
    const { page } = desk
    await desk.scene('?needs=guests')
    await need('A34').getByRole('button', { name: 'Look at them' }).click()
    await dialog().getByRole('button', { name: 'Delete this photo' }).click()
    expect(await focused()).toBe('Keep it')
    await shoot(page, 'guest-desk-photo-delete')
    await page.keyboard.press('Enter')
    expect(await dialog().getByText('Delete this photo for good?').count()).toBe(0)
    for (const left of [1, 0]) {
      await dialog().getByRole('button', { name: 'Delete this photo' }).click()
      await dialog().getByRole('button', { name: 'Delete it' }).click()
      if (left > 0) await dialog().getByAltText('Photo 1 of 1 of a document').waitFor()
    }
    await dialog().getByText('No photo is kept').waitFor()
  })
})

describe('the panel of a booking', () => {
  it('tells how far the guest page is, sends a link, and shows one for the phone at the desk', async () => {
    const { page } = desk
    await desk.scene('')
    await row('Adaeze Okonkwo').click()
    await panel().getByText('No link yet').waitFor()
    await panel().getByRole('button', { name: 'Send link' }).click()
    await panel().getByText('Link texted 15:12').waitFor()
    await panel().getByRole('button', { name: 'Show link as QR' }).click()
    await dialog().getByAltText('QR code of the link').waitFor()
    await shoot(page, 'guest-desk-link')
    expect(await axeFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Done' }).click()
    await panel().getByText('Link shown 15:12').waitFor()
  })

  it('asks once before it closes all links', async () => {
    const { page } = desk
    await desk.scene('')
    await row(annegret).click()
    await panel().getByText('Checked in by phone 09:05').waitFor()
    await panel().getByText('Agreed to the terms 09:05').waitFor()
    await panel()
      .getByText(/2 photos, not looked at yet/)
      .waitFor()
    await panel().getByRole('button', { name: 'Show link as QR' }).scrollIntoViewIfNeeded()
    await shoot(page, 'guest-desk-panel')
    await panel().getByRole('button', { name: 'More: Guest page' }).click()
    await page.getByRole('menuitem', { name: 'Close 2 open links' }).click()
    await dialog()
      .getByText(/^All 2 links stop working at once/)
      .waitFor()
    await shoot(page, 'guest-desk-close')
    expect(await axeFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Close the page' }).click()
    await page.getByText('2 links are closed.').waitFor()
  })

  it('says why no link is made where the address would not last', async () => {
    await desk.scene('?pages=unstable')
    await row('Adaeze Okonkwo').click()
    await panel()
      .getByText(/^The tunnel gets another address at every start/)
      .waitFor()
    expect(await panel().getByRole('button', { name: 'Send link' }).count()).toBe(0)
  })
})

describe('the settings', () => {
  const openSettings = async (search: string) => {
    await desk.scene(search)
    await desk.page.keyboard.press('6')
    await desk.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Guest pages' }).click()
    await desk.page.getByRole('heading', { name: 'Guest pages', level: 1 }).waitFor()
  }

  it('are changed and saved, with a warning before the reference alone is trusted', async () => {
    const { page } = desk
    await openSettings('')
    await page.getByText('https://desk.example.com/g').waitFor()
    await shoot(page, 'guest-desk-settings')
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('Trust the reference alone').check({ force: true })
    await page.getByText(/^Whoever has seen a confirmation/).waitFor()
    await page.getByLabel('Show PINs ahead, hours').fill('6')
    await page.getByLabel('Phone of the desk').fill('ask Dana')
    await shoot(page, 'guest-desk-settings-warning')
    await page.getByText('The phone of the desk has no digits.').waitFor()
    await page.getByLabel('Phone of the desk').fill('+1 202 555 0151')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await page.getByLabel('Show PINs ahead, hours').inputValue()).toBe('6')
  })

  it('ask for the page as a browser does, and say where no link is made', async () => {
    const { page } = desk
    await openSettings('')
    await page.getByRole('button', { name: 'Test it as a browser' }).click()
    await page.getByText('A browser gets our page at https://desk.example.com/g.').waitFor()
    await openSettings('?pages=unstable')
    await page.getByText('Links and QR codes are not made yet').waitFor()
    await shoot(page, 'guest-desk-settings-unstable')
  })
})

describe('the Inbox', () => {
  it('says which text was written on the guest page', async () => {
    const { page } = desk
    await desk.scene('')
    await page.keyboard.press('3')
    await page.getByText('My sister has her own phone, add her?').first().click()
    await page.getByText('written on the guest page').waitFor()
    await shoot(page, 'guest-desk-inbox')
  })
})
