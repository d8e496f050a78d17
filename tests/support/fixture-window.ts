/**
 * The built window in Electron over the invented desk of fixture-bridge.ts: what a person sees, without services behind
 * it. The bridge stands in the page itself, so this window has no preload script. Its pages are built by fixture-pages.ts.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize, sep } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { resolveElectron, sandboxFlags } from '../../scripts/electron-runtime/resolve-electron.ts'
import { projectRoot } from '../../scripts/project-root.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

const main = `
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true, webPreferences: { sandbox: true } })
  window.loadURL(process.env.FIXTURE_ADDRESS)
})
`

export type FixtureWindow = {
  readonly page: Page
  /** Opens the desk anew in another scene, e.g. `?locks=none`. */
  readonly scene: (search: string) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openFixtureWindow(): Promise<FixtureWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-fixture-'))
  const server = await serve(inject('fixturePages'))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`
  const mainFile = join(folder, 'main.cjs')
  writeFileSync(mainFile, main)
  const runtime = await resolveElectron()
  // As in window.ts: with Playwright's own loader, which an `executablePath` would leave out.
  Object.assign(process.env, runtime.env)
  const app: ElectronApplication = await _electron.launch({
    args: [...sandboxFlags, mainFile, `--user-data-dir=${join(folder, 'profile')}`],
    cwd: projectRoot,
    env: { ...definedOnly(process.env), ...runtime.env, FIXTURE_ADDRESS: address },
  })
  const page = await app.firstWindow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return {
    page,
    scene: async (search) => {
      await page.goto(address + search)
      await page.getByRole('main').first().waitFor()
    },
    close: async () => {
      await app.close()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const serve = (folder: string): Promise<Server> =>
  new Promise((ready) => {
    const server = createServer((request, response) => {
      const path = normalize(join(folder, new URL(request.url ?? '/', 'http://localhost').pathname))
      if (!path.startsWith(folder + sep)) return response.writeHead(404).end()
      try {
        const body = readFileSync(path)
        response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(body)
      } catch {
        response.writeHead(404).end()
      }
    })
    server.listen(0, '127.0.0.1', () => ready(server))
  })

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = env
  return Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
