import { randomUUID } from 'node:crypto'
import { BrowserWindow, type Session, session, type WebContents } from 'electron'
import type { Paper } from '../../ports/printer.ts'
import { type Millimetres, pixelsToMillimetres, sheetSize } from './paper-size.ts'

const loadMs = 15_000
const fontsMs = 10_000
/** A world of our own in the job's page: its policy lets no script of its own run. */
const ownWorld = 1_001

const jobs = new Map<string, string>()

/**
 * SECURITY: a session in memory that can load nothing but the pages of running jobs, each by an address that holds no
 * secret. No file, no network, no permission; the page's policy allows style and built-in fonts alone.
 */
function printSession(): Session {
  const own = session.fromPartition('latchkey-print', { cache: false })
  if (own.protocol.isProtocolHandled('app')) return own
  own.protocol.handle('app', ({ url }) => {
    const html = jobs.get(url)
    if (html === undefined) return new Response(null, { status: 404 })
    const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
    return new Response(html, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
        'Cache-Control': 'no-store',
      },
    })
  })
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  const elsewhere = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']
  own.webRequest.onBeforeRequest({ urls: elsewhere }, (_details, answer) => answer({ cancel: true }))
  return own
}

/** A hidden window for one job; destroyed when the work is done, failed or late. */
export async function withHiddenWindow<Value>(work: (contents: WebContents) => Promise<Value>): Promise<Value> {
  const window = new BrowserWindow({
    show: false,
    width: 800,
    height: 1_100,
    webPreferences: {
      session: printSession(),
      // SECURITY: no preload, no Node, its own world, the sandbox.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
    },
  })
  try {
    return await work(window.webContents)
  } finally {
    window.destroy()
  }
}

/** Shows a page from memory, ready to be printed, together with the size of its sheet. */
export function withPage<Value>(
  job: { readonly html: string; readonly paper: Paper },
  work: (contents: WebContents, size: Millimetres) => Promise<Value>,
): Promise<Value> {
  const address = `app://print/${randomUUID()}`
  return withHiddenWindow(async (contents) => {
    jobs.set(address, job.html)
    try {
      await within(loadMs, 'the page did not load', contents.loadURL(address))
    } finally {
      jobs.delete(address)
    }
    const code =
      'document.fonts.ready.then(() => (document.querySelector("main") ?? document.body).getBoundingClientRect().bottom)'
    const measured: unknown = await within(
      fontsMs,
      'the fonts did not load',
      contents.executeJavaScriptInIsolatedWorld(ownWorld, [{ code }]),
    )
    const size = sheetSize(job.paper, pixelsToMillimetres(Number(measured)))
    // A roll's length is known only now; the sheet in the page's style must agree with the one the printer is told.
    await contents.insertCSS(`@page { size: ${size.width}mm ${size.height}mm; margin: 0; }`)
    return work(contents, size)
  })
}

/** Fails a wait that has no end of its own. */
export function within<Value>(milliseconds: number, reason: string, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${reason} within ${milliseconds / 1000} s`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
