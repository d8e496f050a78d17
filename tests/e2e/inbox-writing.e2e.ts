/** Writing to a guest from the Inbox, over the invented house. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { picture } from '../support/fixture-picture.ts'
import { type InboxWindow, openInboxWindow } from '../support/inbox-window.ts'
import { shoot } from '../support/screenshots.ts'

let inbox: InboxWindow
beforeAll(async () => {
  inbox = await openInboxWindow()
})
afterAll(() => inbox?.close())

const openLeila = async (search = '') => {
  await inbox.scene(search)
  await inbox.open(/^301/, 'Conversation 301, ليلى بن يوسف')
}
const sendButton = () => inbox.page.getByRole('button', { name: /^Send(?: as .*)?$/ })

describe('a reply', () => {
  it('begins with R, goes with Enter, takes a new line with Shift Enter, and leaves the focus where it was', async () => {
    const { page, press, focused, message, flat } = inbox
    await openLeila()
    await press('r')
    await inbox.settles(focused).toBe('Reply')
    expect(await sendButton().isDisabled()).toBe(true)
    await page.keyboard.type('The door is open.')
    await press('Shift+Enter')
    await page.keyboard.type('See you soon')
    await page.getByText('45 / 160 · 1 SMS').waitFor()
    await press('Enter')
    await inbox.settles(() => flat(message('See you soon'))).toMatch(/^Apartment 301: .* Dana · 15:13 Delivered$/)
    expect(await inbox.orders('inbox.send')).toMatchObject([
      { conversationId: 'c-leila', text: 'The door is open.\nSee you soon', sendAt: null, media: [] },
    ])
    expect(await inbox.reply().inputValue()).toBe('')
    expect(await focused()).toBe('Reply')
    await press('Escape')
    await inbox.settles(focused).toMatch(/^301, /)
  })

  it('case 58: is one message, however often the button is hit', async () => {
    await openLeila('?slow=300')
    await inbox.reply().fill('Once only')
    await sendButton().dblclick()
    await inbox.reply().press('Enter')
    await inbox.message('Once only').waitFor()
    expect(await inbox.orders('inbox.send')).toHaveLength(1)
    expect(await inbox.message('Once only').count()).toBe(1)
  })

  it('counts letters that are not in the SMS alphabet as the phone company does', async () => {
    await openLeila()
    await inbox.reply().fill('مرحبا')
    await inbox.page.getByText('20 / 70 · 1 SMS').waitFor()
    await inbox.reply().fill('x'.repeat(160))
    await inbox.page.getByText('175 / 306 · 2 SMS').waitFor()
    await inbox.reply().fill('x'.repeat(1600))
    await inbox.page.getByText('15 characters too many').waitFor()
    expect(await sendButton().isDisabled()).toBe(true)
  })

  it('is kept while another conversation or screen is open, and belongs to its own conversation alone', async () => {
    const { press, page } = inbox
    await openLeila()
    await inbox.reply().fill('Half a sentence')
    await inbox.open(/^103/, 'Conversation 103, Tomás Echeverría Quintana')
    expect(await inbox.reply().inputValue()).toBe('')
    await inbox.row(/^103/).focus()
    await press('5')
    await page.getByRole('heading', { name: 'Bookings' }).waitFor()
    await press('3')
    await inbox.open(/^301/, 'Conversation 301, ليلى بن يوسف')
    expect(await inbox.reply().inputValue()).toBe('Half a sentence')
  })

  it('is not lost, nor is the place of the writer, when the guest writes meanwhile', async () => {
    await openLeila()
    await inbox.reply().fill('We are')
    await inbox.reply().press('Home')
    await inbox.guestTexts('c-leila', 'Hello?')
    await inbox.message('Hello?').waitFor()
    expect(await inbox.focused()).toBe('Reply')
    await inbox.page.keyboard.type('Yes. ')
    expect(await inbox.reply().inputValue()).toBe('Yes. We are')
  })

  it('case 79: warns of what another desk wrote since the draft was begun', async () => {
    await openLeila()
    await inbox.reply().fill('The PIN is on its way')
    await inbox.staffTexts('c-leila', 'Omar Haddad', 'The porter lets you in.')
    await inbox.page.getByText('Omar Haddad wrote at 15:13. Read it before you send yours.').waitFor()
    await shoot(inbox.page, 'inbox-meanwhile')
  })

  it('case 56: without the Internet waits, and says so', async () => {
    await openLeila('?offline')
    await inbox.reply().fill('We come at once')
    await inbox.reply().press('Enter')
    await inbox.settles(() => inbox.flat(inbox.message('We come at once'))).toMatch(/Waits for the Internet Leave it$/)
    await shoot(inbox.page, 'inbox-offline')
  })

  it('case 61: is not offered to a guest who sent STOP; a note still is', async () => {
    const { page, press } = inbox
    await inbox.scene('')
    await inbox.open(/^302/, 'Conversation 302, Rui Sá')
    await page.getByText('The guest sent STOP to this number').waitFor()
    await inbox.reply().fill('One more thing')
    expect(await sendButton().isDisabled()).toBe(true)
    await press('Enter')
    await page.getByRole('button', { name: 'Write a note' }).click()
    await page.getByRole('button', { name: 'Save note' }).click()
    await inbox.message('One more thing').waitFor()
    expect(await inbox.flat(inbox.message('One more thing'))).toMatch(/^Note, staff only\./)
    expect(await inbox.orders('inbox.send')).toEqual([])
  })

  it('says that texting is off, and leads to its settings', async () => {
    const { page } = inbox
    await openLeila('?texting=off')
    await page.getByText('Texting is off: nothing can be sent. Notes still work.').waitFor()
    expect(await sendButton().isDisabled()).toBe(true)
    await shoot(page, 'inbox-texting-off')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Open settings' }).first().click()
    await page.getByRole('heading', { name: 'Texting' }).first().waitFor()
  })
})

describe('what a text can be besides', () => {
  it('a template with its fields filled; an empty one is chosen for typing and holds the text back', async () => {
    const { page, focused, settles } = inbox
    await openLeila()
    await page.getByRole('button', { name: 'Template' }).click()
    await page.getByRole('menuitem', { name: 'Lost property' }).click()
    await page.getByRole('button', { name: '2 fields are empty' }).waitFor()
    await settles(focused).toBe('Reply')
    await shoot(page, 'inbox-template')
    expect(await axeFindings(page)).toEqual([])
    expect(await sendButton().isDisabled()).toBe(true)
    await page.keyboard.type('grey scarf')
    await page.getByRole('button', { name: 'amount is empty' }).click()
    await page.keyboard.type('£4')
    expect(await inbox.reply().inputValue()).toBe(
      'Dear ليلى, we found your grey scarf in Apartment 301. Posting it costs £4. Reply POST or KEEP.',
    )
    await inbox.reply().press('Enter')
    await inbox.message('Posting it costs £4').waitFor()
    expect((await inbox.orders('inbox.send')).at(-1)).toMatchObject({ templateId: 'tpl-lost' })
  })

  it('a template whose first empty field is chosen even where the window draws before its text is there', async () => {
    const { page, focused, settles } = inbox
    await openLeila()
    await page.getByRole('button', { name: 'Template' }).click()
    const entry = page.getByRole('menuitem', { name: 'Lost property' })
    await entry.waitFor()
    await page.evaluate(() => {
      const frame = globalThis.requestAnimationFrame
      globalThis.requestAnimationFrame = (draw) => {
        draw(performance.now())
        return 0
      }
      setTimeout(() => {
        globalThis.requestAnimationFrame = frame
      }, 400)
    })
    await entry.click()
    await page.getByRole('button', { name: '2 fields are empty' }).waitFor()
    await settles(focused).toBe('Reply')
    await page.keyboard.type('grey scarf')
    await page.getByRole('button', { name: 'amount is empty' }).waitFor()
    await inbox.reply().fill('')
  })

  it('PINs as words in brackets, which the desk alone turns into digits', async () => {
    const { page } = inbox
    await openLeila()
    await page.evaluate(() =>
      (
        globalThis as unknown as { latchkey: { invoke(name: string, input: unknown): Promise<unknown> } }
      ).latchkey.invoke('templates.save', { id: null, name: 'Doors', language: 'en', body: 'Your doors: {doors}' }),
    )
    await page.getByRole('button', { name: 'Template' }).click()
    await page.getByRole('menuitem', { name: 'Doors' }).click()
    await expect
      .poll(() => inbox.reply().inputValue())
      .toBe('Your doors: PIN [PIN 1]: front door\nPIN [PIN 2]: your own door')
    await shoot(page, 'inbox-pin-template')
    await inbox.reply().press('Enter')
    await inbox.message('Your doors: PIN ••••••').waitFor()
    expect((await inbox.orders('inbox.send')).at(-1)?.text).toBe(
      'Your doors: PIN {{pin:c-1}}: front door\nPIN {{pin:c-2}}: your own door',
    )
  })

  it('case 77: a note, which is never sent', async () => {
    const { page } = inbox
    await openLeila()
    await page.getByRole('button', { name: 'Write a note' }).click()
    const note = page.getByRole('textbox', { name: 'Note for staff' })
    await note.fill('Speaks French too')
    await shoot(page, 'inbox-note')
    await note.press('Enter')
    await inbox.message('Speaks French too').waitFor()
    expect(await inbox.orders('inbox.note')).toMatchObject([{ text: 'Speaks French too' }])
    expect(await inbox.orders('inbox.send')).toEqual([])
    await inbox.reply().waitFor()
  })

  it('sent later, at a moment of the house’s clock that can be changed', async () => {
    const { page } = inbox
    await openLeila()
    await inbox.reply().fill('Check-out is at 11:00')
    await page.getByRole('button', { name: 'Send later' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Day').fill('2026-11-20')
    await dialog.getByText('Choose a moment that is still to come.').waitFor()
    await dialog.getByLabel('Day').fill('2026-11-24')
    await dialog.getByLabel('Time').fill('8:30')
    await shoot(page, 'inbox-later')
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Send Tue 24 08:30' }).click()
    await inbox.settles(() => inbox.flat(inbox.message('Check-out is at'))).toMatch(/Sends Tue 24 08:30/)
    expect((await inbox.orders('inbox.send')).at(-1)).toMatchObject({ sendAt: '2026-11-24T08:30:00.000Z' })
    await inbox.message('Check-out is at').getByRole('button', { name: 'Change' }).click()
    await page.getByRole('dialog').getByLabel('Time').fill('10:15')
    await page.keyboard.press('Enter')
    await inbox.settles(() => inbox.flat(inbox.message('Check-out is at'))).toMatch(/Sends Tue 24 10:15/)
  })

  it('a picture, taken off again or sent; another kind of file is refused in words', async () => {
    const { page } = inbox
    await openLeila()
    const choose = page.locator('input[type="file"]')
    const file = { name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') }
    await choose.setInputFiles([{ ...file, name: 'rules.pdf', mimeType: 'application/pdf' }])
    await page.getByText('Pictures are JPEG, PNG or GIF.').waitFor()
    await choose.setInputFiles([file, { ...file, name: 'second.png' }])
    await page.getByText('2 pictures · MMS').waitFor()
    await page.getByRole('button', { name: 'Remove second.png' }).click()
    await shoot(page, 'inbox-attached')
    await sendButton().click()
    await inbox
      .thread()
      .getByRole('button', { name: 'Open picture.png' })
      .or(inbox.thread().getByRole('button', { name: /^Open / }))
      .first()
      .waitFor()
    expect((await inbox.orders('inbox.send')).at(-1)).toMatchObject({
      text: '',
      media: [{ base64: picture, contentType: 'image/png', filename: 'plan.png' }],
    })
  })

  it('refused by the desk is told and kept', async () => {
    await openLeila()
    await inbox.reply().fill('Code 30007')
    await inbox.reply().press('Enter')
    await inbox.page.getByText('This picture cannot be sent').waitFor()
    expect(await inbox.reply().inputValue()).toBe('Code 30007')
  })

  it('the doors told again only after it was asked', async () => {
    const { page } = inbox
    await openLeila()
    const tell = async () => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Send the doors and PINs' }).click()
    }
    await tell()
    await inbox.toast('The doors and PINs go to the guest').waitFor()
    await tell()
    await page.getByText('This guest was told the doors before').waitFor()
    await page.getByRole('button', { name: 'Send it again' }).click()
    await inbox
      .settles(() => inbox.orders('inbox.tell'))
      .toMatchObject([{ again: false }, { again: false }, { again: true }])
  })
})
