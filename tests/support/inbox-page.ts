/** The Inbox as it stands in a window, in the words of who reads it there. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export function inboxPage(page: Page) {
  const row = (name: RegExp) => page.getByRole('list', { name: 'Conversations' }).getByRole('listitem', { name })
  const thread = () => page.getByRole('region', { name: /^Conversation / })
  return {
    page,
    show: async () => {
      await page.keyboard.press('3')
      await page.getByRole('region', { name: 'Conversations' }).waitFor()
    },
    row,
    thread,
    message: (text: string) => thread().getByRole('listitem').filter({ hasText: text }),
    reply: () => page.getByRole('textbox', { name: 'Reply' }),
    toast: (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first(),
    open: async (name: RegExp, conversation: string) => {
      await row(name).click()
      await page.getByRole('region', { name: conversation }).waitFor()
    },
    press: async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    flat: async (locator: { innerText(): Promise<string> }) => (await locator.innerText()).replace(/\s+/g, ' ').trim(),
    settles: <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 8000 }),
  }
}
export type InboxPage = ReturnType<typeof inboxPage>
