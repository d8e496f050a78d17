import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { resolveElectron, sandboxFlags } from '../../scripts/electron-runtime/resolve-electron.ts'
import { projectRoot } from '../../scripts/project-root.ts'

export interface LaunchOptions {
  readonly dataDir: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface OpenWindow {
  readonly app: ElectronApplication
  readonly page: Page
  /** Everything the main process has written to standard error so far. */
  stderr(): string
  close(): Promise<void>
}

/** Starts the built app the way `npm start -- --data DIR` does and waits for its first window. */
export async function launchWindow({ dataDir, args = [], env = {} }: LaunchOptions): Promise<OpenWindow> {
  const runtime = await resolveElectron()
  // Electron's own files (cookies, caches, the single-instance lock) go to a folder of this window alone.
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-profile-'))
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  // Not by `executablePath`: Playwright then leaves its loader out and attaches while Electron starts, which hangs now and then.
  Object.assign(process.env, runtime.env)
  const app = await _electron.launch({
    args: [...sandboxFlags, projectRoot, '--data', dataDir, ...args],
    cwd: projectRoot,
    env: { ...definedOnly(inherited), ...runtime.env, XDG_CONFIG_HOME: profile, ...env },
  })
  let stderr = ''
  app.process().stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const page = await app.firstWindow().catch((error: Error) => {
    throw new Error(`${error.message}\nThe app wrote:\n${stderr}`)
  })
  return {
    app,
    page,
    stderr: () => stderr,
    close: async () => {
      await app.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
