import { describe, expect, it } from 'vitest'
import { externalOrigins, mayNavigate, mayOpenOutside } from '../../electron/shell/addresses.ts'
import { readArguments } from '../../electron/shell/arguments.ts'
import { menuTemplate } from '../../electron/shell/menu-template.ts'
import { isAllowed } from '../../electron/shell/permission-table.ts'
import { runtimeOf, sandboxMustYield } from '../../electron/shell/runtime.ts'
import { isTrustedSender } from '../../electron/shell/trusted-sender.ts'
import { webPreferences } from '../../electron/shell/web-preferences.ts'

describe('who may ask the desk', () => {
  const event = (frame: { url: string; origin: string; parent?: object | null } | null, isMain = true) => {
    const senderFrame = frame === null ? null : { parent: null, ...frame }
    return { senderFrame, sender: { mainFrame: isMain && senderFrame !== null ? senderFrame : {} } }
  }
  const desk = { url: 'app://latchkey/', origin: 'app://latchkey' }

  it('is the main frame of the page of the desk', () => {
    expect(isTrustedSender(event(desk))).toBe(true)
    expect(isTrustedSender(event({ ...desk, url: 'app://latchkey/index.html#today' }))).toBe(true)
  })

  it.each([
    ['a frame that is gone', event(null)],
    ['a frame inside the page', event({ ...desk, parent: {} })],
    ['a frame that is not the main one', event(desk, false)],
    ['a blank page', event({ url: 'about:blank', origin: 'null' })],
    ['a blank page that inherits the origin', event({ url: 'about:blank', origin: 'app://latchkey' })],
    ['no address', event({ url: '', origin: 'app://latchkey' })],
    ['the slip', event({ url: 'app://slip/r1/a6', origin: 'app://slip' })],
    ['a name that begins alike', event({ url: 'app://latchkey.example/', origin: 'app://latchkey.example' })],
    ['the name as a user', event({ url: 'app://latchkey@evil/', origin: 'app://evil' })],
    ['the web', event({ url: 'https://latchkey/', origin: 'https://latchkey' })],
    ['a file', event({ url: 'file:///app://latchkey/', origin: 'file://' })],
  ])('is not %s', (_, foreign) => {
    expect(isTrustedSender(foreign)).toBe(false)
  })
})

describe('where a page may go', () => {
  it.each([
    ['app://latchkey/', true, true],
    ['app://latchkey/index.html', true, true],
    ['app://latchkey/#today', true, true],
    ['app://latchkey/other.html', true, false],
    ['app://slip/r1/a6', true, false],
    ['app://slip/r1/a6', false, true],
    ['app://guest-page/of/r1', true, false],
    ['app://guest-page/of/r1', false, true],
    ['app://guest-page/g', false, false],
    ['app://latchkey/', false, false],
    ['https://example.com/', true, false],
    ['https://example.com/', false, false],
    ['about:blank', true, false],
    ['about:blank', false, false],
    ['javascript:alert(1)', true, false],
    ['data:text/html,x', false, false],
    ['file:///etc/passwd', true, false],
    ['app://slip@evil/', false, false],
    ['nonsense', true, false],
  ])('%s in the main frame (%s): %s', (address, isMainFrame, allowed) => {
    expect(mayNavigate(address, isMainFrame)).toBe(allowed)
  })

  it('opens the listed https addresses outside, and no other', () => {
    expect(mayOpenOutside('https://console.seam.co/settings')).toBe(true)
    for (const address of [
      'http://console.seam.co/',
      'https://console.seam.co.evil.example/',
      'https://console.seam.co:8443/',
      'https://user:word@console.seam.co/',
      'https://example.com/',
      'file:///bin/sh',
      'javascript:alert(1)',
      'constructor',
    ]) {
      expect(mayOpenOutside(address)).toBe(false)
    }
    for (const origin of Object.keys(externalOrigins)) expect(origin).toMatch(/^https:\/\/[a-z.]+$/)
  })
})

describe('what a page may do', () => {
  it('denies every permission but those with a reason, and those to other origins too', () => {
    const names = [
      'geolocation',
      'notifications',
      'media',
      'clipboard-read',
      'midi',
      'openExternal',
      'fullscreen',
      'constructor',
    ]
    for (const name of names) expect(isAllowed(name, 'app://latchkey/')).toBe(false)
    expect(isAllowed('clipboard-sanitized-write', 'app://latchkey/')).toBe(true)
    expect(isAllowed('clipboard-sanitized-write', 'app://slip/r1/a6')).toBe(false)
    expect(isAllowed('clipboard-sanitized-write', '')).toBe(false)
  })

  it('has no developer tools on an installed desk, neither by key nor by menu', () => {
    expect(webPreferences('preload.cjs', true).devTools).toBe(false)
    expect(webPreferences('preload.cjs', false).devTools).toBe(true)
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(JSON.stringify(menuTemplate({ isPackaged: true, platform }))).not.toMatch(/toggleDevTools|reload/i)
    }
  })

  it('is a web page and nothing more', () => {
    expect(webPreferences('preload.cjs', true)).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
  })

  it('cannot be let out of the sandbox by a flag, except for root, whom Chromium cannot sandbox', () => {
    expect(sandboxMustYield({ userId: 1000, noSandbox: true })).toBe(false)
    expect(sandboxMustYield({ userId: null, noSandbox: true })).toBe(false)
    expect(sandboxMustYield({ userId: 0, noSandbox: false })).toBe(false)
    expect(sandboxMustYield({ userId: 0, noSandbox: true })).toBe(true)
  })
})

describe('the arguments', () => {
  const read = (...argv: string[]) => readArguments(['electron', '--no-sandbox', '.', ...argv], { isPackaged: false })

  it('are found among those of Electron', () => {
    expect(read()).toEqual({ ok: true, value: { dataDir: null, now: null, task: 'desk' } })
    expect(read('--data', '/tmp/a', '--disable-gpu', '--now=2026-11-21T15:12:00Z')).toEqual({
      ok: true,
      value: { dataDir: '/tmp/a', now: 1795273920000, task: 'desk' },
    })
    expect(read('--self-test')).toMatchObject({ value: { task: 'self-test' } })
    expect(read('--measure-start', '--data=/tmp/a')).toMatchObject({
      value: { task: 'measure-start', dataDir: '/tmp/a' },
    })
  })

  it.each([['--data'], ['--data', '--self-test'], ['--now', 'yesterday'], ['--now', '2026-11-21']])(
    'are refused when they are half: %s %s',
    (...argv) => {
      expect(read(...argv).ok).toBe(false)
    },
  )

  it('set no clock on an installed desk', () => {
    const argv = ['latchkey', '--now', '2026-11-21T15:12:00Z']
    expect(readArguments(argv, { isPackaged: true })).toMatchObject({ ok: false })
    expect(readArguments(argv, { isPackaged: false })).toMatchObject({ ok: true })
  })

  it('name no native code to an installed desk', () => {
    const env = { LATCHKEY_SQLITE_BINDING: '/tmp/evil.node' }
    expect(runtimeOf({ electronVersion: '45.4.1', isPackaged: true, env })).toEqual({
      fallbackRuntime: false,
      sqliteBinding: null,
    })
    expect(runtimeOf({ electronVersion: '33.2.1', isPackaged: false, env })).toEqual({
      fallbackRuntime: true,
      sqliteBinding: '/tmp/evil.node',
    })
    expect(runtimeOf({ electronVersion: '45.4.1', isPackaged: false, env: {} }).sqliteBinding).toBeNull()
  })
})
