/** A guest's phone as a real browser: the size of a phone, touched by a finger, in the guest's language. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** Debian's package: Playwright's own browsers cannot be had where only the npm registry is reached. */
const chromiumOfDebian = '/usr/bin/chromium'

export type PhoneOptions = { readonly locale?: string; readonly script?: boolean }
export type PhoneBrowser = {
  /** A phone of its own, with nothing of the others. */
  readonly phone: (options?: PhoneOptions) => Promise<Page>
  /** What pages complained of: scripts that failed, policies that were broken. */
  readonly complaints: () => readonly string[]
  readonly close: () => Promise<void>
}

export async function openPhoneBrowser(): Promise<PhoneBrowser> {
  const browser: Browser = await chromium.launch({ executablePath: chromiumOfDebian, args: ['--no-sandbox'] })
  const complaints: string[] = []
  return {
    complaints: () => complaints,
    close: () => browser.close(),
    async phone({ locale = 'en-GB', script = true } = {}) {
      const context: BrowserContext = await browser.newContext({
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        javaScriptEnabled: script,
        locale,
      })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        // A form with faults is answered 422, a wrong name 403: Chromium notes both as errors of the network.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text())
      })
      return page
    },
  }
}
