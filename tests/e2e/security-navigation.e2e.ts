import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSecurityBench, type SecurityBench } from '../shell/security-bench.ts'

let bench: SecurityBench
beforeAll(async () => {
  bench = await openSecurityBench()
})
afterAll(() => bench?.close())
const windowCount = (): Promise<number> =>
  bench.window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

describe('the page stays where it is', () => {
  it.each([
    'https://example.com/',
    'file:///etc/passwd',
    'app://slip/x/a6',
    'app://latchkey/assets/',
    'data:text/html,x',
  ])('when something in it wants to go to %s', async (address) => {
    await bench.inPage(`void setTimeout(() => { location.href = ${JSON.stringify(address)} })`)
    await pause(250)
    expect(bench.page.url()).toMatch(/^app:\/\/latchkey\//)
    expect(await bench.inPage('typeof window.latchkey.invoke')).toBe('function')
  })

  it('when a form or a link is to take it away', async () => {
    await bench.inPage(`(() => {
      const form = document.createElement('form')
      form.action = ${JSON.stringify(bench.webAddress)}
      form.method = 'post'
      document.body.append(form)
      form.submit()
      const link = document.createElement('a')
      link.href = ${JSON.stringify(bench.webAddress)}
      document.body.append(link)
      link.click()
    })()`)
    await pause(250)
    expect(bench.page.url()).toMatch(/^app:\/\/latchkey\//)
    expect(bench.visits()).toBe(0)
  })

  it('and opens no window', async () => {
    const before = await windowCount()
    const opened = await bench.inPage(`[
      window.open(${JSON.stringify(bench.webAddress)}),
      window.open('app://latchkey/'),
      window.open('about:blank'),
      window.open('app://slip/${'x'}/a6', 'slip', 'width=400'),
    ].map((opened) => opened === null)`)
    expect(opened).toEqual([true, true, true, true])
    await pause(200)
    expect(await windowCount()).toBe(before)
  })

  it('opens a listed address in the system’s browser, and no other', async () => {
    await bench.window.app.evaluate(({ shell }) => {
      const asked: string[] = []
      ;(globalThis as unknown as { asked: string[] }).asked = asked
      shell.openExternal = async (address) => {
        asked.push(address)
      }
    })
    await bench.inPage(
      "void ['https://console.seam.co/', 'https://example.com/', 'file:///bin/sh'].forEach((a) => window.open(a))",
    )
    await pause(200)
    const asked = await bench.window.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    expect(asked).toEqual(['https://console.seam.co/'])
  })

  it('attaches no webview, not even in a window that had them', async () => {
    const attached = await bench.window.app.evaluate(async ({ BrowserWindow }) => {
      const other = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } })
      let count = 0
      other.webContents.on('did-attach-webview', () => {
        count += 1
      })
      await other.loadURL('app://latchkey/')
      await other.webContents.executeJavaScript(
        "const view = document.createElement('webview'); view.src = 'app://latchkey/'; document.body.append(view); new Promise((resolve) => setTimeout(resolve, 400))",
      )
      other.destroy()
      return count
    })
    expect(attached).toBe(0)
  })

  it('follows no redirect', async () => {
    const outcome = await bench.window.app.evaluate(async ({ BrowserWindow, session }) => {
      const own = session.fromPartition('redirects')
      own.protocol.handle('app', (request) =>
        request.url.endsWith('/there')
          ? new Response('there')
          : new Response(null, { status: 302, headers: { Location: 'app://latchkey/there' } }),
      )
      const other = new BrowserWindow({ show: false, webPreferences: { session: own } })
      const loaded = await other.loadURL('app://latchkey/here').then(
        () => 'loaded',
        () => 'refused',
      )
      const url = other.webContents.getURL()
      other.destroy()
      return { loaded, there: url.endsWith('/there') }
    })
    expect(outcome).toEqual({ loaded: 'refused', there: false })
  })
})

describe('app://', () => {
  it('serves the built page alone, whatever the path says', async () => {
    const paths = [
      '/../../package.json',
      '/../main/main.js',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/..%2fmain%2fmain.js',
      '/..%5c..%5cpackage.json',
      '/%252e%252e%252fpackage.json',
      '//etc/passwd',
      '/%00',
    ]
    const statuses = await bench.inPage<number[]>(
      `Promise.all(${JSON.stringify(paths)}.map((path) => fetch('app://latchkey' + path).then((r) => r.status)))`,
    )
    expect(statuses).toEqual(paths.map(() => 404))
  })

  it('shows a slip in a frame that has no script, no bridge and no way to be read', async () => {
    await bench.inPage(`new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.id = 'slip'
      frame.addEventListener('load', resolve)
      frame.src = 'app://slip/${bench.reservationId}/a6'
      document.body.append(frame)
    })`)
    const frame = bench.page.frames().find((each) => each.url().startsWith('app://slip/'))
    expect(await frame?.locator('.digits').count()).toBeGreaterThan(0)
    expect(await frame?.evaluate('typeof globalThis.latchkey')).toBe('undefined')
    expect(await bench.inPage("document.querySelector('#slip').contentDocument")).toBeNull()
    const fetched = await bench.inPage(
      `fetch('app://slip/${bench.reservationId}/a6').then(() => 'read', () => 'refused')`,
    )
    expect(fetched).toBe('refused')
    await bench.inPage("document.querySelector('#slip').remove()")
  })

  it('frames nothing else', async () => {
    for (const address of [bench.webAddress, 'app://latchkey/', 'https://example.com/']) {
      await bench.inPage(`void (() => {
        const frame = document.createElement('iframe')
        frame.className = 'foreign'
        frame.src = ${JSON.stringify(address)}
        document.body.append(frame)
      })()`)
    }
    await pause(300)
    const urls = bench.page.frames().map((frame) => frame.url())
    expect(urls.filter((url) => /^https?:/.test(url))).toEqual([])
    expect(urls.filter((url) => url.startsWith('app://latchkey'))).toHaveLength(1)
    expect(bench.visits()).toBe(0)
    await bench.inPage("document.querySelectorAll('.foreign').forEach((frame) => frame.remove())")
  })
})
