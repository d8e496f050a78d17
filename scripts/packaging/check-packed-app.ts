import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { parseSync } from 'vite'
import { sandboxFlags } from '../electron-runtime/resolve-electron.ts'
import { hasDisplay, startVirtualDisplay } from '../system/display.ts'
import type { Tally } from '../test/tally.ts'

const BINARY = 'latchkey'
const SELF_TEST_TIMEOUT_MS = 60_000

type Check = readonly [name: string, problem: string | null]

/** Whether the packed app is whole: its fuses, what its archive holds, and that it starts for somebody new. Linux only. */
export async function checkPackedApp(folder: string): Promise<Tally> {
  const checks: Check[] = [
    ...(await checkFuses(join(folder, BINARY))),
    ...checkArchive(join(folder, 'resources', 'app.asar')),
    ['the packed app passes its self-test', await selfTest(folder)],
  ]
  for (const [name, problem] of checks)
    console.log(problem === null ? `ok      ${name}` : `FAILED  ${name}: ${problem}`)
  const failed = checks.filter(([, problem]) => problem !== null).length
  return { passed: checks.length - failed, failed, skipped: 0 }
}

/** Written out once more, apart from electron-builder.yml, so that a changed line there does not pass by itself. */
const shippingFuses: Readonly<Record<string, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

async function checkFuses(binary: string): Promise<Check[]> {
  const wire = await getCurrentFuseWire(binary)
  return Object.entries(shippingFuses).map(([name, wanted]) => {
    const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]]
    const expected = wanted ? FuseState.ENABLE : FuseState.DISABLE
    const problem = state === expected ? null : `is ${state === undefined ? 'unknown' : FuseState[state]}`
    return [`fuse ${name} is ${wanted ? 'on' : 'off'}`, problem]
  })
}

function checkArchive(archive: string): Check[] {
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
  const wanted = ['/out/main/main.js', '/out/preload/preload.cjs', '/out/renderer/index.html', '/out/migrations']
  return [
    ...wanted.map((file): Check => [`the archive holds ${file}`, files.includes(file) ? null : 'missing']),
    ['all that the main process imports is packed', listOrNull(unresolvedImports(archive, files))],
    ['nothing but the app is packed', listOrNull(unwanted(files))],
  ]
}

/** A static import that cannot be found keeps the app from starting at all, on a computer that lacks the development tree. */
function unresolvedImports(archive: string, files: readonly string[]): string[] {
  const scripts = files.filter((file) => /^\/out\/main\/.*\.js$/.test(file))
  const names = scripts.flatMap((file) => {
    const { module } = parseSync(file, extractFile(archive, file.slice(1)).toString())
    return module.staticImports.map(({ moduleRequest }) => moduleRequest.value)
  })
  return [...new Set(names)].filter((name) => !name.startsWith('.') && !isProvided(name) && !isPacked(name, files))
}

function isProvided(name: string): boolean {
  return name === 'electron' || isBuiltin(name)
}

function isPacked(name: string, files: readonly string[]): boolean {
  const packageName = name.split('/', name.startsWith('@') ? 2 : 1).join('/')
  return files.includes(`/node_modules/${packageName}/package.json`)
}

function unwanted(files: readonly string[]): string[] {
  const wanted = /^\/(package\.json|out(\/.*)?|node_modules(\/(better-sqlite3|@ngrok)(\/.*)?)?)$/
  const foreignAddon = /prebuilds\/(?!linux-x64\.node)/
  return files.filter((file) => !wanted.test(file) || foreignAddon.test(file)).slice(0, 5)
}

function listOrNull(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(', ')
}

/** Starts the app in an empty home. It shall print one line of JSON, `{"selfTest":"ok",…}`, and end with status 0. */
async function selfTest(folder: string): Promise<string | null> {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-home-'))
  const display = hasDisplay() ? null : await startVirtualDisplay()
  try {
    const { status, stdout, stderr } = await run(join(folder, BINARY), [...sandboxFlags, '--self-test'], {
      PATH: process.env.PATH,
      DISPLAY: process.env.DISPLAY,
      ...display?.env,
      HOME: home,
    })
    const answer = stdout.split('\n').find((line) => line.startsWith('{"selfTest"'))
    console.log(answer ?? '')
    if (status === 0 && answer && JSON.parse(answer).selfTest === 'ok') return null
    return `status ${status}, output:\n${stdout.slice(-1000)}\nerrors:\n${withoutNoise(stderr).slice(-2000)}`
  } finally {
    await display?.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Chromium complains at length about the message buses and graphics cards that a bare machine lacks. */
function withoutNoise(stderr: string): string {
  return stderr.replace(/^\[.*:ERROR:(bus|viz_main_impl|gpu_.*)\.cc.*\n/gm, '')
}

interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(binary: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env, timeout: SELF_TEST_TIMEOUT_MS, killSignal: 'SIGKILL' })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, stdout, stderr }))
  })
}
