/** Ways to a guest's conversation from the other screens, over the invented house. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { type InboxWindow, openInboxWindow } from '../support/inbox-window.ts'
import { shoot } from '../support/screenshots.ts'

let inbox: InboxWindow
beforeAll(async () => {
  inbox = await openInboxWindow()
})
afterAll(() => inbox?.close())

describe('from the other screens', () => {
  const onToday = async () => {
    await inbox.scene('')
    await inbox.press('1')
    await inbox.page.getByRole('heading', { name: 'Today' }).waitFor()
  }

  it('the unread texts of a row on Today open its conversation', async () => {
    await onToday()
    await inbox.page
      .getByRole('button', { name: /unread from .*: open/ })
      .first()
      .click()
    await inbox.page.getByRole('region', { name: 'Conversation 101, Adaeze Okonkwo' }).waitFor()
  })

  it('the panel of a booking opens its conversation', async () => {
    const { page } = inbox
    await onToday()
    await page.getByRole('listitem', { name: 'Adaeze Okonkwo' }).click()
    await page
      .getByRole('complementary', { name: /Details of/ })
      .getByRole('button', { name: 'Message' })
      .click()
    await page.getByRole('region', { name: 'Conversation 101, Adaeze Okonkwo' }).waitFor()
  })

  it('the sheet sends doors and PINs to a guest who has just checked in', async () => {
    const { page } = inbox
    await onToday()
    await page
      .getByRole('listitem', { name: 'Adaeze Okonkwo' })
      .getByRole('button', { name: /Check in/ })
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Check in/ })
      .click()
    await page.getByRole('button', { name: 'Send to guest' }).click()
    await page.getByText('On its way to the guest').waitFor()
    await shoot(page, 'checked-in-told')
    expect(await inbox.orders('inbox.tell')).toEqual([{ reservationId: 'r-adaeze', kind: 'codes', again: false }])
  })

  it('case 70: a new booking sends a welcome only where it is ticked', async () => {
    const { page } = inbox
    await onToday()
    await inbox.press('n')
    const dialog = page.getByRole('dialog')
    const tick = dialog.getByRole('checkbox', { name: /Send a welcome text/ })
    expect(await tick.isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: 'Phone' }).fill('+44 7700 900177')
    expect(await tick.isChecked()).toBe(false)
    await dialog.getByText('Send a welcome text').click()
    expect(await tick.isChecked()).toBe(true)
    await shoot(page, 'new-booking-welcome')
    expect(await axeFindings(page)).toEqual([])
  })

  it('a notification opens the conversation it is about', async () => {
    await onToday()
    await inbox.page.evaluate(() =>
      (globalThis as unknown as { openScreen(event: unknown): void }).openScreen({
        screen: 'inbox',
        reservationId: null,
        conversationId: 'c-cot',
      }),
    )
    await inbox.page.getByRole('region', { name: 'Conversation Unknown, +1 202 555 0166' }).waitFor()
  })
})
