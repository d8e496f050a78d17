/** What intake asks of the desk, over the invented house: needs, mails beside stays, a guessed room, whose word a field is. */
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

const needs = () => desk.page.getByRole('region', { name: 'Needs you' })
const need = (id: string) => needs().getByRole('listitem').filter({ hasText: id })
const dialog = () => desk.page.getByRole('dialog')
const flat = async (text: Promise<string>) => (await text).replace(/\s+/g, ' ')
const settled = () =>
  desk.page.evaluate(() => (globalThis as unknown as { settled: { stays: unknown }[] }).settled.map((one) => one.stays))

describe('Needs you', () => {
  it('says each thing with its id, what is urgent first, and offers the likeliest answer', async () => {
    await desk.scene('')
    expect(await needs().getByRole('listitem').count()).toBe(3)
    expect(await flat(need('A31').innerText())).toBe(
      'Apartment 102: lock offline since 13:40. Adaeze Okonkwo arrives at 15:30 and her code is not on it. A31 Try again Open door',
    )
    expect(await flat(need('A27').innerText())).toMatch(/A27 Join them$/)
    await shoot(desk.page, 'needs')
    expect(await axeFindings(desk.page)).toEqual([])
  })

  it('puts one aside by keyboard, says until when, and keeps the focus in the list', async () => {
    const { page } = desk
    await desk.scene('')
    await need('A27').getByRole('button', { name: /^More/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Put aside until they arrive' }).waitFor()
    await shoot(page, 'needs-put-aside')
    await page.getByRole('menuitem', { name: 'Put aside until tomorrow' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('A27 is put aside until tomorrow.').waitFor()
    await need('A27').waitFor({ state: 'detached' })
    expect(await needs().evaluate((node) => node.contains(node.ownerDocument.activeElement))).toBe(true)
  })

  it('folds many of a kind behind the first, and unfolds them in place', async () => {
    const { page } = desk
    await desk.scene('?needs=many')
    const rows = needs().getByRole('listitem')
    const folded = await rows.count()
    expect(folded).toBeLessThan(12)
    await shoot(page, 'needs-many')
    const fold = needs().getByRole('button', { name: /^and 9 more like this: No phone/ })
    expect(await fold.getAttribute('aria-expanded')).toBe('false')
    await fold.click()
    expect(await rows.count()).toBe(folded + 9)
    await need('A43').getByText('HMXK4T93').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await needs()
      .getByRole('button', { name: /^Show only the first/ })
      .click()
    expect(await rows.count()).toBe(folded)
  })

  it('shows what a notification asks for, out of its fold, with the focus on it', async () => {
    const { page } = desk
    await desk.scene('?needs=many')
    expect(await need('A67').count()).toBe(0)
    await page.keyboard.press('6')
    await page.getByRole('heading', { name: 'House' }).waitFor()
    await page.evaluate(() =>
      (globalThis as unknown as { openScreen(event: unknown): void }).openScreen({
        screen: 'today',
        reservationId: null,
        itemId: 'A67',
      }),
    )
    await need('A67').waitFor()
    expect(await need('A67').evaluate((node) => node === node.ownerDocument.activeElement)).toBe(true)
  })

  it('opens the move of a double booking, and never offers to cancel first', async () => {
    await desk.scene('?needs=many')
    const double = needs()
      .getByRole('listitem', { name: /booked twice/ })
      .first()
    expect(await flat(double.innerText())).toMatch(/It is one booking$/)
    await double.getByRole('button', { name: /^More/ }).click()
    expect(await desk.page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Move 4161207710',
      'Open',
      'Cancel 4161207710',
      'Cancel a booking.com booking without a reference',
      'Put aside for 1 hour',
      'Put aside until tomorrow',
    ])
    await desk.page.getByRole('menuitem', { name: 'Move 4161207710' }).click()
    await desk.page.getByRole('dialog', { name: /^Move Adaeze/ }).waitFor()
    await desk.page.keyboard.press('Escape')
    await desk.page.getByRole('dialog').waitFor({ state: 'hidden' })
    await double.getByRole('button', { name: 'It is one booking' }).click()
    await desk.page.getByText('A42 is settled.').waitFor()
    await desk.page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
  })
})

describe('mails and stays of one day', () => {
  const mail = (reference: string) =>
    dialog().getByRole('region', { name: 'Booking mails' }).getByRole('button', { name: reference })
  const stay = (unit: string) =>
    dialog().getByRole('region', { name: 'Stays in the calendar' }).getByRole('button', { name: unit })
  const open = async () => {
    await desk.scene('')
    await need('A27').getByRole('button', { name: 'Join them' }).click()
    await mail('4161207735').waitFor()
  }

  it('stand side by side with nights, when each was first seen and when each mail came', async () => {
    const { page } = desk
    await open()
    await page.getByRole('dialog', { name: 'Booking.com: who arrives on Tue 24 Nov?' }).waitFor()
    expect(await flat(mail('4161209001').innerText())).toBe(
      '3 4161209001 Changed booking · came Fri 20 16:40 · until Sun 29 Nov no stay yet',
    )
    expect(await flat(stay('Apartment 203').innerText())).toBe(
      'Apartment 203 5 nights, until Sun 29 Nov · first seen Fri 20 16:50 no reference',
    )
    expect(await flat(stay('Apartment 102').innerText())).toMatch(/4161207735 a guess until you say so$/)
    expect(await flat(stay('Hinterhaus').innerText())).toContain('was there when the calendar was first read')
    await shoot(page, 'collision')
    expect(await axeFindings(page)).toEqual([])
  })

  it('are joined by click: a mail, then its stays; several stays of one mail are one booking', async () => {
    const { page } = desk
    await open()
    expect(await dialog().getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true')
    await stay('Apartment 101').click()
    await stay('Apartment 102').click()
    expect(await mail('4161207735').innerText()).toContain('2 stays')
    await mail('4161209001').click()
    await stay('Hinterhaus').click()
    await stay('Hinterhaus').click()
    await stay('Apartment 203').click()
    await shoot(page, 'collision-joined')
    await dialog().getByRole('button', { name: 'Join 3 stays' }).click()
    await page.getByText('3 stays settled.').waitFor()
    expect(await settled()).toEqual([
      [
        { stayId: 's-101', reference: '4161207735' },
        { stayId: 's-102', reference: '4161207735' },
        { stayId: 's-203', reference: '4161209001' },
      ],
    ])
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
    await need('A27').waitFor({ state: 'detached' })
  })

  it('are joined by keyboard alone, and a guess is taken away by a second click', async () => {
    const { page } = desk
    await open()
    await page.keyboard.press('2')
    expect(await mail('4161208814').getAttribute('aria-pressed')).toBe('true')
    await stay('Apartment 101').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('1')
    await stay('Apartment 102').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Space')
    expect(await flat(stay('Apartment 102').innerText())).toMatch(/no reference$/)
    await dialog().getByRole('button', { name: 'Take what fits best' }).focus()
    await page.keyboard.press('Enter')
    await dialog().getByRole('button', { name: 'Join 2 stays' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('3 stays settled.').waitFor()
    expect(await settled()).toEqual([
      [
        { stayId: 's-101', reference: '4161208814' },
        { stayId: 's-102', reference: null },
        { stayId: 's-203', reference: '4161209001' },
      ],
    ])
  })

  it('warns where a mail says another departure, and keeps what was chosen where the desk refuses', async () => {
    const { page } = desk
    await open()
    await mail('4161209001').click()
    await stay('Apartment 101').click()
    expect(await stay('Apartment 101').innerText()).toContain('the mail says until Sun 29 Nov')
    await mail('4161207735').click()
    await stay('Apartment 101').click()
    await dialog().getByRole('button', { name: 'Join 1 stay' }).click()
    await page.getByText('Somebody changed this in the meantime').waitFor()
    expect(await flat(stay('Apartment 101').innerText())).toContain('4161207735')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    expect(await settled()).toEqual([])
  })
})

describe('a room that belongs to a party by a guess', () => {
  it('is asked about in the panel with its reason, and stands alone again after a no', async () => {
    const { page } = desk
    await desk.scene('')
    await page.getByRole('listitem', { name: 'Adaeze Okonkwo' }).first().click()
    const panel = page.getByRole('complementary', { name: 'Details of Adaeze Okonkwo' })
    await panel.getByText('A guess: it came with the others, and one booking mail fits them all.').waitFor()
    await shoot(page, 'provenance')
    expect(await axeFindings(page)).toEqual([])
    await panel.getByRole('button', { name: 'No, Apartment 103 is not theirs' }).click()
    await page.getByText('Apartment 103 stands alone again.').waitFor()
    await panel.getByRole('button', { name: 'Yes, Apartment 103 is theirs too' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
  })

  it('is ticked like the others once somebody has said yes in the sheet', async () => {
    const { page } = desk
    await desk.scene('')
    await page
      .getByRole('listitem', { name: 'Adaeze Okonkwo' })
      .getByRole('button', { name: /Check in/ })
      .click()
    await dialog().getByText('Also theirs? Apartment 103').waitFor()
    await shoot(page, 'provenance-sheet')
    expect(await axeFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Yes, Apartment 103 is theirs too' }).click()
    await dialog()
      .getByRole('button', { name: /Check in 3 rooms/ })
      .waitFor()
  })
})

describe('the fields of a booking', () => {
  it('say whose word they are: from where, since when, and who changed them', async () => {
    const { page } = desk
    await desk.scene('')
    await page.getByRole('listitem', { name: 'Adaeze Okonkwo' }).first().click()
    const text = await flat(page.getByRole('complementary', { name: 'Details of Adaeze Okonkwo' }).innerText())
    expect(text).toContain(
      'From the Booking.com calendar, 3 h ago; dates changed by Dana, 1 h ago; reference from a booking mail, 3 h ago',
    )
    expect(text).toContain('Phone texted by Omar Haddad, 3 h ago')
    expect(text).toContain('Name from a spreadsheet, Wed 18')
  })
})

describe('texts to managers', () => {
  it('are switched on in one click under Staff, and say what they hold', async () => {
    const { page } = desk
    await desk.scene('')
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Staff' }).click()
    const alerts = page.getByRole('region', { name: 'Text managers what needs a decision' })
    await alerts.getByText('One text for each day of arrival').waitFor()
    await alerts.getByRole('checkbox').check({ force: true })
    await expect.poll(() => alerts.getByRole('checkbox').isChecked()).toBe(true)
    await shoot(page, 'settings-manager-alerts')
    expect(await axeFindings(page)).toEqual([])
  })
})
