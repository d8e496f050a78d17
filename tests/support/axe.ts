import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Document = { getAnimations(): { finished: Promise<unknown> }[] }

/** The other theme fades in; a colour half-way is nobody's contrast. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { document, requestAnimationFrame } = globalThis as unknown as {
      document: Document
      requestAnimationFrame: (run: () => void) => void
    }
    const frame = () => new Promise<void>((done) => requestAnimationFrame(done))
    await frame()
    await frame()
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  })

/** Rules of WCAG 2.2 A and AA that this page breaks, by name, in both themes. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await settled(page)
    // By the debugger's own evaluation: the page's policy lets no script of ours in, which is as it should be.
    await page.evaluate(axeSource)
    const broken = await page.evaluate(async () => {
      const axe = (
        globalThis as unknown as {
          axe: { run: (options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
      ).axe
      const result = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html.slice(0, 160)}`)
    })
    found.push(...broken.map((line) => `${colorScheme} ${line}`))
  }
  return found
}
