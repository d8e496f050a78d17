/// <reference lib="dom" />
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type Page } from 'playwright-core'
import { inboxList } from '../../electron/services/views/index.ts'
import { type ElectronRuntime, resolveElectron, sandboxFlags } from '../electron-runtime/resolve-electron.ts'
import { projectRoot } from '../project-root.ts'
import { findCommand } from '../system/commands.ts'
import { hasDisplay, startVirtualDisplay } from '../system/display.ts'
import { openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median, percentile } from './bench-result.ts'
import { fillInbox } from './inbox-desk.ts'

const CONVERSATIONS = 20_000
const QUERIES = 100
const OPENINGS = 7
const FRAMES = 240
const PIXELS_A_FRAME = 240
const house = { twilio: { accountSid: `AC${'0a'.repeat(16)}`, numbers: ['+12025550150'] } }

type Seen = { readonly paints: readonly number[]; readonly frames: readonly number[] }

/** The Inbox of a house that has texted for years, against the same with nothing in it. */
export async function run(): Promise<BenchResult[]> {
  const workplace = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  try {
    const [full, empty] = [join(workplace, 'full'), join(workplace, 'empty')]
    const [value, floor] = [listTime(full, CONVERSATIONS), listTime(empty, 0)]
    const what = `Inbox with ${CONVERSATIONS} conversations`
    const results = [{ name: `${what}: list query, median`, value, unit: 'ms', floor, ratio: value / floor }]
    if (!existsSync(join(projectRoot, 'out', 'main', 'main.js'))) return skip('out/main is missing', results)
    if (!hasDisplay() && findCommand('Xvfb') === null) return skip('there is neither a display nor Xvfb', results)
    const runtime = await resolveElectron()
    const display = hasDisplay() ? null : await startVirtualDisplay()
    try {
      const env = { ...display?.env, XDG_CONFIG_HOME: workplace }
      const least = await watch(runtime, empty, env, false)
      const seen = await watch(runtime, full, env, true)
      const compare = (name: string, one: number, other: number): BenchResult => ({
        ...{ name: `${what}: ${name}`, value: one, unit: 'ms', floor: other, ratio: one / other },
      })
      return [
        ...results,
        compare('key pressed to painted, median', median(seen.paints), median(least.paints)),
        compare('frame while scrolling, p50', median(seen.frames), median(least.frames)),
        compare('frame while scrolling, p99', percentile(seen.frames, 99), percentile(least.frames, 99)),
      ]
    } finally {
      await display?.stop()
    }
  } finally {
    rmSync(workplace, { recursive: true, force: true })
  }
}

function skip(reason: string, results: BenchResult[]): BenchResult[] {
  console.log(`  window skipped: ${reason}`)
  return results
}

/** Fills the folder and answers how long the first page of the list takes. */
function listTime(folder: string, conversations: number): number {
  const desk = openBenchDesk(folder, 10, house)
  try {
    fillInbox(desk, conversations)
    const times = Array.from({ length: QUERIES }, () => {
      const started = performance.now()
      const list = inboxList(desk, { filter: 'open', text: '', offset: 0, limit: 100 }, {})
      if (!list.ok) throw new Error(list.error.message)
      return performance.now() - started
    })
    return median(times)
  } finally {
    desk.store.close()
  }
}

/** Opens the real window on the folder, goes to the Inbox and back some times, and scrolls its list. */
async function watch(
  runtime: ElectronRuntime,
  folder: string,
  env: Readonly<Record<string, string>>,
  scrolls: boolean,
): Promise<Seen> {
  // Playwright's loader starts Electron by its package, which reads this.
  Object.assign(process.env, runtime.env)
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    args: [...sandboxFlags, projectRoot, '--data', folder],
    cwd: projectRoot,
    env: { ...Object.fromEntries(inherited), ...runtime.env, ...env },
  })
  try {
    const page = await app.firstWindow()
    await page.getByText('Who is at the desk?').waitFor({ timeout: 60_000 })
    await page.keyboard.press('1')
    const paints: number[] = []
    for (let opening = 0; opening <= OPENINGS; opening++) {
      await page.keyboard.press('1')
      await page.getByRole('heading', { name: 'Today' }).waitFor()
      const time = await openInbox(page)
      // The first one also loads what the later ones find there.
      if (opening > 0) paints.push(time)
    }
    return { paints, frames: await framesOf(page, scrolls) }
  } finally {
    await app.close()
  }
}

/** Milliseconds from the key to the frame after the one in which the list, or that it is empty, stands there. */
const openInbox = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        const isThere = () => {
          const list = document.querySelector('section[aria-label="Conversations"]')
          return list?.querySelector('[id^="conversation-"]') != null || list?.textContent?.includes('No open') === true
        }
        const look = () => {
          if (!isThere()) return void requestAnimationFrame(look)
          requestAnimationFrame(() => resolve(performance.now() - started))
        }
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '3', bubbles: true, cancelable: true }))
        requestAnimationFrame(look)
      }),
  )

/** Milliseconds between frames; the list, where there is one, goes on by some rows in each. */
const framesOf = (page: Page, scrolls: boolean): Promise<readonly number[]> =>
  page.evaluate(
    ({ frames, pixels }) =>
      new Promise<readonly number[]>((resolve) => {
        const scroll = document.querySelector('section[aria-label="Conversations"] ul')?.parentElement
        const deltas: number[] = []
        let last = performance.now()
        const next = (now: number): void => {
          deltas.push(now - last)
          last = now
          if (pixels > 0 && scroll) scroll.scrollTop += pixels
          if (deltas.length > frames) resolve(deltas.slice(1))
          else requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    { frames: FRAMES, pixels: scrolls ? PIXELS_A_FRAME : 0 },
  )
