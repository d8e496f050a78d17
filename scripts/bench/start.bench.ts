import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ElectronRuntime, resolveElectron, sandboxFlags } from '../electron-runtime/resolve-electron.ts'
import { projectRoot } from '../project-root.ts'
import { findCommand } from '../system/commands.ts'
import { hasDisplay, startVirtualDisplay } from '../system/display.ts'
import { fillBenchDesk, openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median } from './bench-result.ts'

const RUNS = 5
const RESERVATIONS = 10_000
const TIMEOUT_MS = 60_000

/** Shows one line of text, waits until it is on the screen, and tells its process's age the way the app itself does. */
const EMPTY_APP = `
  const { app, BrowserWindow } = require('electron')
  const { readFileSync } = require('node:fs')
  const age = () => {
    if (process.platform !== 'linux') return Date.now() - process.getCreationTime()
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000 - Number(startTicks) * 10
  }
  app.whenReady().then(async () => {
    const window = new BrowserWindow({ show: true })
    await window.loadURL('data:text/html,<p>empty')
    await window.webContents.executeJavaScript(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))',
    )
    console.log(JSON.stringify({ usableAtMs: Math.round(age()) }))
    app.exit(0)
  })`

/** From the creation of the process to a Today screen that can be used, against an empty window of the same runtime. */
export async function run(): Promise<BenchResult[]> {
  if (!existsSync(join(projectRoot, 'out', 'main', 'main.js'))) return skip('out/main is missing; run npm run build')
  if (!hasDisplay() && findCommand('Xvfb') === null) return skip('there is neither a display nor Xvfb')
  const runtime = await resolveElectron()
  const display = hasDisplay() ? null : await startVirtualDisplay()
  const workplace = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  try {
    const emptyApp = join(workplace, 'empty.cjs')
    writeFileSync(emptyApp, EMPTY_APP)
    const desk = openBenchDesk(join(workplace, 'data'), 50)
    fillBenchDesk(desk, RESERVATIONS)
    desk.store.close()
    const app = [projectRoot, '--data', join(workplace, 'data'), '--measure-start']
    const start = (args: readonly string[]) =>
      usableAfter(runtime, args, { ...display?.env, XDG_CONFIG_HOME: workplace })
    // The first start of each also fills caches.
    await start([emptyApp])
    await start(app)
    const floors: number[] = []
    const values: number[] = []
    // In turns, so that a slower minute of the machine falls on both.
    for (let i = 0; i < RUNS; i++) {
      floors.push(await start([emptyApp]))
      values.push(await start(app))
    }
    const [value, floor] = [median(values), median(floors)]
    return [
      {
        name: `start to usable Today, ${RESERVATIONS} reservations (median of ${RUNS})`,
        value,
        unit: 'ms',
        floor,
        ratio: value / floor,
      },
    ]
  } finally {
    await display?.stop()
    rmSync(workplace, { recursive: true, force: true })
  }
}

async function usableAfter(
  runtime: ElectronRuntime,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const { stdout } = await promisify(execFile)(runtime.path, [...sandboxFlags, ...args], {
    env: { ...process.env, ...runtime.env, ...env },
    timeout: TIMEOUT_MS,
  })
  const answer = /\{"usableAtMs":[\d.]+\}/.exec(stdout)?.[0]
  if (answer === undefined) throw new Error(`No start time in the output: ${stdout.slice(-500)}`)
  return JSON.parse(answer).usableAtMs
}

function skip(reason: string): BenchResult[] {
  console.log(`  skipped: ${reason}`)
  return []
}
