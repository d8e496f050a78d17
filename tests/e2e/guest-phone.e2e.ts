/** Every guest page in a phone-sized browser, in two languages, light and dark, under its own policy. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageAnswer } from '../../electron/services/guest-pages/answer.ts'
import type { PageModel } from '../../electron/services/guest-pages/page-model.ts'
import { renderPage } from '../../electron/services/guest-pages/pages/index.ts'
import { axeFindings } from '../support/axe.ts'
import { frame, pages } from '../support/guest-page-models.ts'
import { openPhoneBrowser, type PhoneBrowser } from '../support/phone-browser.ts'
import { shoot } from '../support/screenshots.ts'
import { describeWithCommand } from '../support/system-commands.ts'

/** Trusted by browsers like the https of a house; nothing listens there. */
const origin = 'http://localhost:4'
const stateOf = (model: PageModel) =>
  model.is === 'room' ? { page: 'one', doors: model.room.doors } : { page: model.is, doors: [] }

describeWithCommand('chromium', 'guest pages on a phone', () => {
  let browser: PhoneBrowser
  beforeAll(async () => {
    browser = await openPhoneBrowser()
  })
  afterAll(() => browser?.close())

  async function show(model: PageModel, language: string) {
    const page = await browser.phone()
    await page.route(`${origin}/**`, (route) => {
      if (route.request().url().endsWith('/state')) return route.fulfill({ json: stateOf(model) })
      const { headers, body, contentType } = pageAnswer(200, renderPage({ ...frame, language }, model))
      return route.fulfill({ status: 200, headers: { ...headers }, contentType: contentType!, body: String(body) })
    })
    await page.goto(`${origin}${frame.action}`)
    return page
  }

  it.each(['en', 'de'].flatMap((language) => Object.keys(pages).map((name) => [name, language] as const)))(
    '%s in %s is fit for everybody and fits on a small screen',
    async (name, language) => {
      const page = await show(pages[name]!, language)
      expect(await axeFindings(page)).toEqual([])
      const width = () => page.evaluate('document.documentElement.scrollWidth')
      expect(await width()).toBe(390)
      await shoot(page, `guest-page-${name}-${language}`)
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await width()).toBe(320)
      await page.context().close()
    },
  )

  it('keeps what somebody is writing when the page is another one meanwhile, and offers the news', async () => {
    const page = await show(pages.room!, 'en')
    await page.getByText('Write to us').tap()
    await page.getByLabel('Your message').fill('Half a senten')
    await page.route('**/state', (route) => route.fulfill({ json: { page: 'another', doors: [] } }))
    await page.getByRole('link', { name: 'Show the news' }).waitFor()
    expect(await page.getByLabel('Your message').inputValue()).toBe('Half a senten')
    await page.context().close()
  })

  it('sends a form once, however often its button is pressed', async () => {
    const page = await show({ is: 'continue' }, 'en')
    let sent = 0
    await page.route('**/g/*', async (route) => {
      sent += 1
      await new Promise((done) => setTimeout(done, 1_000))
      await route.fulfill({ status: 200, contentType: 'text/plain', body: 'sent' })
    })
    // The second time while the first is on its way.
    await page.evaluate(
      `for (const after of [0, 400]) setTimeout(() => document.querySelector('main form button').click(), after)`,
    )
    await page.getByText('sent').waitFor()
    expect(sent).toBe(1)
    await page.context().close()
  })

  it('complained of nothing', () => {
    expect(browser.complaints()).toEqual([])
  })
})
