import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskBridge } from '../../electron/contract/events.ts'
import { openSecurityBench, type SecurityBench } from '../shell/security-bench.ts'

let bench: SecurityBench
beforeAll(async () => {
  bench = await openSecurityBench()
})
afterAll(() => bench?.close())

describe('the page', () => {
  it('reaches neither Node nor Electron, and of the desk the bridge alone', async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer']
    const kinds = await bench.inPage<string[]>(`${JSON.stringify(names)}.map((name) => typeof globalThis[name])`)
    expect(kinds).toEqual(names.map(() => 'undefined'))
    expect(await bench.inPage('Object.keys(window.latchkey).sort()')).toEqual(['invoke', 'on'])
  })

  it('cannot replace the bridge', async () => {
    const replaced = await bench.inPage(`(() => {
      try { window.latchkey.invoke = () => 'mine' } catch {}
      try { window.latchkey = null } catch {}
      return window.latchkey?.invoke?.toString().includes('mine') ?? true
    })()`)
    expect(replaced).toBe(false)
  })

  it('runs in its own world, in the sandbox, without Node and webviews', async () => {
    const preferences = await bench.window.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences: () => Record<string, unknown>
      }
      return contents.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  it('is told of changes without the event object, and no more once it has let go', async () => {
    const heard = await bench.page.evaluate(async () => {
      const { latchkey } = globalThis as unknown as { latchkey: DeskBridge }
      const calls: unknown[][] = []
      const stop = latchkey.on('changed', (...details: unknown[]) => calls.push(details))
      ;(globalThis as unknown as { heard: unknown }).heard = { calls, stop }
    })
    expect(heard).toBeUndefined()
    const change = (name: string) =>
      bench.window.app.evaluate(({ BrowserWindow }, at) => {
        BrowserWindow.getAllWindows()[0]!.webContents.send('latchkey:event', 'changed', { at })
      }, name)
    await change('once')
    await bench.page.waitForFunction('globalThis.heard.calls.length > 0')
    await bench.inPage('globalThis.heard.stop()')
    await change('again')
    await pause(100)
    const calls = await bench.inPage<{ at: string }[][]>('globalThis.heard.calls')
    expect(calls.every((details) => details.length === 1 && Object.keys(details[0]!).join() === 'at')).toBe(true)
    expect(calls.some(([detail]) => detail!.at === 'again')).toBe(false)
  })
})

describe('the policy of the page', () => {
  it('comes as a header, and says none by default', async () => {
    const policy = await bench.inPage<string>(
      "fetch('/index.html').then((r) => r.headers.get('content-security-policy'))",
    )
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  it('runs no script that stands in the page, and none made of text', async () => {
    const ran = await bench.inPage(`new Promise((resolve) => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineRan = true'
      document.head.append(script)
      const picture = document.createElement('img')
      picture.setAttribute('onerror', 'globalThis.handlerRan = true')
      picture.src = 'app://latchkey/missing.png'
      document.body.append(picture)
      setTimeout('globalThis.textRan = true')
      setTimeout(() => resolve([globalThis.inlineRan, globalThis.handlerRan, globalThis.textRan].map(Boolean)), 200)
    })`)
    expect(ran).toEqual([false, false, false])
  })

  it('reaches no server, by no way a page has', async () => {
    const outcome = await bench.inPage<string[]>(`(async () => {
      const address = ${JSON.stringify(bench.webAddress)}
      const failed = (work) => work.then(() => 'reached', () => 'refused')
      const picture = new Image()
      const loaded = new Promise((resolve, reject) => { picture.onload = resolve; picture.onerror = reject })
      picture.src = address
      const link = document.createElement('link')
      link.rel = 'stylesheet'
      link.href = address
      document.head.append(link)
      navigator.sendBeacon?.(address, 'x')
      const socket = new Promise((resolve, reject) => {
        try { const s = new WebSocket(address.replace('http', 'ws')); s.onopen = resolve; s.onerror = reject } catch (e) { reject(e) }
      })
      return Promise.all([failed(fetch(address)), failed(loaded), failed(socket)])
    })()`)
    expect(outcome).toEqual(['refused', 'refused', 'refused'])
    expect(bench.visits()).toBe(0)
  })
})

describe('permissions', () => {
  it('are denied: place, alerts, camera, clipboard, devices', async () => {
    const answers = await bench.inPage(`(async () => {
      const denied = (work) => work.then(() => 'granted', () => 'denied')
      const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))
      return {
        place: await denied(place),
        alerts: await Notification.requestPermission(),
        camera: await denied(navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await denied(navigator.mediaDevices.getDisplayMedia()),
        clipboard: await denied(navigator.clipboard.readText()),
        midi: await denied(navigator.requestMIDIAccess({ sysex: true })),
      }
    })()`)
    expect(answers).toEqual({
      place: 'denied',
      alerts: 'denied',
      camera: 'denied',
      screen: 'denied',
      clipboard: 'denied',
      midi: 'denied',
    })
  })

  it('are denied when only asked about, but for copying text', async () => {
    const states =
      await bench.inPage(`Promise.all(['geolocation', 'notifications', 'clipboard-read', 'clipboard-write'].map(
      (name) => navigator.permissions.query({ name }).then((status) => status.state)))`)
    expect(states).toEqual(['denied', 'denied', 'denied', 'granted'])
  })
})
