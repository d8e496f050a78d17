/** The Inbox of the invented house in the real window, and what its desk was asked. */
import { type FixtureWindow, openFixtureWindow } from './fixture-window.ts'
import { inboxPage } from './inbox-page.ts'

type Order = { readonly name: string; readonly input: Readonly<Record<string, unknown>> }
type InPage = {
  readonly inbox: { readonly orders: Order[] }
  readonly guestTexts: (id: string, body: string) => void
  readonly staffTexts: (id: string, author: string, body: string) => void
  readonly document: {
    readonly activeElement: {
      readonly id: string
      readonly textContent: string
      getAttribute(name: string): string | null
    }
  }
}

export async function openInboxWindow() {
  const desk: FixtureWindow = await openFixtureWindow()
  const { page } = desk
  page.setDefaultTimeout(15_000)
  const inbox = inboxPage(page)
  return {
    ...inbox,
    close: desk.close,
    scene: async (search: string) => {
      await desk.scene(search)
      await page.getByRole('heading', { name: 'Today' }).waitFor()
      await inbox.show()
    },
    /** Accessible name, id or text of what has the focus. */
    focused: () =>
      page.evaluate(() => {
        const { activeElement } = (globalThis as unknown as InPage).document
        return activeElement.getAttribute('aria-label') ?? (activeElement.id || activeElement.textContent.trim())
      }),
    orders: (name: string): Promise<readonly Order['input'][]> =>
      page.evaluate(
        (wanted) =>
          (globalThis as unknown as InPage).inbox.orders.filter((one) => one.name === wanted).map((one) => one.input),
        name,
      ),
    guestTexts: (id: string, body: string) =>
      page.evaluate(([to, text]) => (globalThis as unknown as InPage).guestTexts(to, text), [id, body] as const),
    staffTexts: (id: string, author: string, body: string) =>
      page.evaluate(([to, by, text]) => (globalThis as unknown as InPage).staffTexts(to, by, text), [
        id,
        author,
        body,
      ] as const),
  }
}
export type InboxWindow = Awaited<ReturnType<typeof openInboxWindow>>
