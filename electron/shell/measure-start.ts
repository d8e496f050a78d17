import { readFileSync } from 'node:fs'
import type { BrowserWindow } from 'electron'
import type { Handlers } from '../ipc/handlers.ts'

/** The page draws an answer in the turn after it comes; two frames later that is on the screen. */
const painted = `new Promise((resolve) => {
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))
})`

export type FirstAnswer = {
  /** Resolves once the page has got what its first screen shows. */
  readonly given: Promise<void>
  readonly watch: (handlers: Handlers) => Handlers
}

/** Today where a house is open; else the state of the app is all that the first screen asks for. */
export function firstAnswer(): FirstAnswer {
  let resolve = (): void => {}
  const given = new Promise<void>((settle) => {
    resolve = settle
  })
  return {
    given,
    watch: (handlers) => ({
      ...handlers,
      'today.view': async (input) => {
        const answer = await handlers['today.view'](input)
        if (answer.ok) resolve()
        return answer
      },
      'app.state': async (input) => {
        const answer = await handlers['app.state'](input)
        if (answer.ok && answer.value.stage !== 'ready') resolve()
        return answer
      },
    }),
  }
}

/** Milliseconds from the start of the process until a person can use the window. */
export async function measureStart(window: BrowserWindow, given: Promise<void>): Promise<number> {
  await given
  // The answer goes out in this turn; the question after it.
  await new Promise((resolve) => setImmediate(resolve))
  await window.webContents.executeJavaScript(painted)
  return Math.round(processAgeMs())
}

/**
 * Since the process was made, to a hundredth of a second. Electron's `getCreationTime` counts on Linux from a boot time
 * in whole seconds, so it is up to a second wrong there.
 */
function processAgeMs(): number {
  if (process.platform !== 'linux') {
    const created = process.getCreationTime() ?? performance.timeOrigin
    return performance.timeOrigin + performance.now() - created
  }
  const [uptime] = readFileSync('/proc/uptime', 'utf8').split(' ')
  // Field 22, counted after the command's name, which may hold anything.
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return Number(uptime) * 1000 - Number(startTicks) * 10
}
