import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchWindow, type OpenWindow } from '../support/window.ts'
import { arrivalOfDemoHouse } from './ask-desk.ts'

export type SecurityBench = {
  readonly folder: string
  readonly dataDir: string
  readonly window: OpenWindow
  readonly page: Page
  readonly reservationId: string
  /** A web server that counts who comes: nobody may. */
  readonly webAddress: string
  readonly visits: () => number
  /** Runs an expression in the page; the tests' types know no browser. */
  readonly inPage: <Value>(expression: string) => Promise<Value>
  readonly close: () => Promise<void>
}

/** The demo house in a real window, for the lines of the security checklist (electron/tutorial/security). */
export async function openSecurityBench(): Promise<SecurityBench> {
  let visits = 0
  const web = createServer((_request, response) => {
    visits += 1
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('<h1>elsewhere</h1>')
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-security-'))
  const dataDir = join(folder, 'data')
  const window = await launchWindow({ dataDir })
  const { page } = window
  await page.waitForLoadState()
  return {
    folder,
    dataDir,
    window,
    page,
    reservationId: await arrivalOfDemoHouse(page),
    webAddress: `http://127.0.0.1:${(web.address() as AddressInfo).port}/`,
    visits: () => visits,
    inPage: <Value>(expression: string) => page.evaluate(expression) as Promise<Value>,
    close: async () => {
      await window.close()
      web.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
