import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InputOf } from '../../electron/contract/procedures.ts'
import { ask, askAnything } from '../shell/ask-desk.ts'
import { runApp } from '../shell/run-app.ts'
import { openSecurityBench, type SecurityBench } from '../shell/security-bench.ts'
import { launchWindow } from '../support/window.ts'

const smallHouse: InputOf<'app.setUp'>['house'] = {
  property: {
    name: 'Harbour House',
    timeZone: 'Europe/London',
    country: 'GB',
    checkInTime: '14:00',
    checkOutTime: '11:00',
    address: '1 Example Quay',
    codePolicy: 'per-reservation',
    codesAheadHours: 72,
    graceBefore: 0,
    graceAfter: 0,
    spareCodes: 0,
  },
  doors: [{ key: 'front', name: 'Front door', shared: true, lock: null, envelope: null }],
  units: [{ key: '101', name: 'Apartment 101', doors: ['front'], addFeeds: [] }],
  removeFeeds: [],
  staff: [{ name: 'Dana', phone: null, role: 'manager' }],
  seamApiKey: null,
  ttlock: null,
}

let bench: SecurityBench
beforeAll(async () => {
  bench = await openSecurityBench()
})
afterAll(() => bench?.close())

describe('the desk answers', () => {
  it('a procedure nobody knows with its code', async () => {
    for (const name of ['no.such', 'constructor', '__proto__']) {
      expect(await askAnything(bench.page, name, {})).toMatchObject({ ok: false, error: { code: 'unknown-procedure' } })
    }
  })

  it('input outside the contract with its code and the place', async () => {
    const answer = await askAnything(bench.page, 'codes.reveal', { reservationId: { $ne: '' } })
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(answer.ok ? '' : answer.error.message).toContain('reservationId')
    expect(await askAnything(bench.page, 'app.state', { more: 1 })).toMatchObject({ error: { code: 'bad-input' } })
  })

  it('no other page, though it had the very same preload script', async () => {
    const answers = await bench.window.app.evaluate(async ({ app, BrowserWindow, session }) => {
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`
      const question = "window.latchkey.invoke('codes.reveal', { reservationId: 'x' })"
      const foreign = session.fromPartition('foreign')
      foreign.protocol.handle('app', () => new Response('<p>foreign</p>', { headers: { 'Content-Type': 'text/html' } }))
      const answered: unknown[] = []
      for (const address of ['app://elsewhere/', 'app://latchkey.example/', 'about:blank', 'data:text/html,x']) {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, session: foreign },
        })
        await other.loadURL(address)
        answered.push(await other.webContents.executeJavaScript(question))
        other.destroy()
      }
      return answered
    })
    expect(answers).toHaveLength(4)
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'foreign-sender' } })
  })

  it('no frame inside the page, though it had the very same preload script', async () => {
    const answer = await bench.window.app.evaluate(async ({ app, BrowserWindow, session }) => {
      const own = session.fromPartition('framed')
      // The same origin in both frames, so that only the place of the frame can tell.
      own.protocol.handle('app', (request) => {
        const inner = request.url.endsWith('/inner')
        return new Response(inner ? '<p>inner</p>' : '<iframe src="app://latchkey/inner"></iframe>', {
          headers: { 'Content-Type': 'text/html' },
        })
      })
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, session: own, nodeIntegrationInSubFrames: true },
      })
      // The guard of navigation would refuse this frame; here the check of the sender has to stand alone.
      other.webContents.removeAllListeners('will-frame-navigate')
      await other.loadURL('app://latchkey/')
      const frame = other.webContents.mainFrame.frames[0]
      const question = "window.latchkey.invoke('app.state', {})"
      const inner: unknown = await frame?.executeJavaScript(question)
      const outer: unknown = await other.webContents.executeJavaScript(question)
      other.destroy()
      return { inner, outer }
    })
    expect(answer.inner).toMatchObject({ ok: false, error: { code: 'foreign-sender' } })
    expect(answer.outer).toMatchObject({ ok: true })
  })
})

describe('a second start', () => {
  it('on the same folder ends at once and brings the first window forward', async () => {
    await bench.window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
    const run = await runApp(['--data', bench.dataDir])
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('comes to the front')
    const shown = () => bench.window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
    await expect.poll(shown).toBe(true)
  })

  it('on another folder is a desk of its own', async () => {
    const other = await launchWindow({ dataDir: join(bench.folder, 'other') })
    expect((await ask(other.page, 'app.state', {})).ok).toBe(true)
    await other.close()
  })
})

const linux = process.platform === 'linux'
describe.skipIf(!linux)(
  `the keychain${linux ? '' : ' (skipped: only Linux has Chromium’s own password store)'}`,
  () => {
    it('is refused where it is only Chromium’s own password', async () => {
      const fresh = await launchWindow({ dataDir: join(bench.folder, 'fresh'), args: ['--password-store=basic'] })
      try {
        const answer = await ask(fresh.page, 'app.setUp', { house: smallHouse, keyPlace: 'keychain' })
        expect(answer).toMatchObject({ ok: false, error: { code: 'keychain-unavailable' } })
      } finally {
        await fresh.close()
      }
    })
  },
)
