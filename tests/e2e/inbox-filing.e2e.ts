/** Where a text belongs, as a receptionist settles it: keep, move, link, pin, close, join; each with its way back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InboxWindow, openInboxWindow } from '../support/inbox-window.ts'
import { shoot } from '../support/screenshots.ts'

let inbox: InboxWindow
beforeAll(async () => {
  inbox = await openInboxWindow()
})
afterAll(() => inbox?.close())

describe('filing', () => {
  beforeAll(() => inbox.scene(''))

  it('asks about a guess, moves it to where it belongs, and takes that back in one step', async () => {
    const { page, row } = inbox
    await inbox.open(/^201/, 'Conversation 201, Émile Châtelain')
    await page.getByText('Filed under 201: most recent booking. Right?').waitFor()
    await page.getByRole('button', { name: 'Move to 101' }).click()
    await page.getByRole('region', { name: 'Conversation 101, Émile Châtelain' }).waitFor()
    await inbox.message('I think I left my grey scarf').waitFor()
    expect(await inbox.flat(inbox.message('I think I left my grey scarf'))).toMatch(/filed by “moved by Dana”/)
    await inbox.toast('Moved to Apartment 101').waitFor()
    await inbox.settles(inbox.focused).toBe('101, Émile Châtelain')
    await shoot(page, 'inbox-moved')
    await page.getByRole('button', { name: /^Undo/ }).click()
    await inbox.toast('Undone: moving the text').waitFor()
    await row(/^201/).click()
    await page.getByText('Filed under 201: most recent booking. Right?').waitFor()
  })

  it('keeps it where it is with one click', async () => {
    const { page } = inbox
    await page.getByRole('button', { name: 'Keep' }).press('Enter')
    await inbox.toast('Kept where it is').waitFor()
    await page.getByText('Right?').waitFor({ state: 'hidden' })
    await inbox.settles(inbox.focused).toBe('Conversation 201, Émile Châtelain')
    expect(await inbox.orders('inbox.keep')).toEqual([{ conversationId: 'c-emile' }])
  })

  it('offers to link a conversation without a unit to the guest’s stay', async () => {
    const { page } = inbox
    await inbox.open(
      /^No unit/,
      'Conversation No unit, Annegret-Wilhelmine von Hasselwerder-Kieselbronn zu Unterlauterbach',
    )
    await page.getByText('Link to 202?').waitFor()
    await shoot(page, 'inbox-proposal')
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    await page.getByRole('region', { name: /^Conversation 202, Annegret/ }).waitFor()
    expect(await inbox.orders('inbox.moveConversation')).toEqual([{ conversationId: 'c-annegret', unitId: 'u-202' }])
  })

  it('case 34: moves a single text by its own menu, the guest’s units first', async () => {
    const { page } = inbox
    await inbox.open(/^102/, 'Conversation 102, Adaeze Okonkwo')
    await inbox.message('My sister').hover()
    await inbox.message('My sister').getByRole('button', { name: 'Move this text to another conversation' }).click()
    expect(await page.getByRole('menuitem').first().innerText()).toBe('Move to No unit')
    await page.getByRole('menuitem', { name: 'Move to Apartment 101' }).click()
    await inbox.toast('Moved to Apartment 101').waitFor()
    await inbox.message('My sister').waitFor({ state: 'hidden' })
    expect((await inbox.orders('inbox.moveMessages')).at(-1)).toMatchObject({ unitId: 'u-101' })
  })

  it('pins, closes and opens again, by button and by key, each with its way back', async () => {
    const { page, row, press } = inbox
    await inbox.open(/^203/, 'Conversation 203, Siobhán Ní Bhriain')
    await page.getByRole('button', { name: 'Pin', exact: true }).click()
    await inbox.toast('Pinned: further texts of this guest come here').waitFor()
    await page.getByRole('button', { name: 'Unpin' }).waitFor()
    await row(/^203/).focus()
    await press('e')
    await inbox.toast('Conversation closed').waitFor()
    await row(/^203/).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Open again' }).waitFor()
    await press('Control+z')
    await row(/^203/).waitFor()
  })

  it('joins two phones of one person after asking for the other one', async () => {
    const { page } = inbox
    await inbox.open(/^Unknown/, 'Conversation Unknown, +1 202 555 0166')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Same person as another phone' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /other phone/ }).fill('+1 202 555 0199')
    await page.keyboard.press('Enter')
    await dialog.getByText('Nobody has texted from that phone yet.').waitFor()
    await dialog.getByRole('textbox', { name: /other phone/ }).fill('+1 202 555 0117')
    await page.keyboard.press('Enter')
    await inbox.toast('The two phones are one person now').waitFor()
    await page.getByRole('region', { name: 'Conversation 101, Adaeze Okonkwo' }).waitFor()
  })
})
