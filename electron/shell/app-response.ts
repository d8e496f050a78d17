import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import type { Paper } from '../ports/printer.ts'
import { appScheme, deskOrigin } from './addresses.ts'

export type AppFiles = {
  /** The built page; nothing outside this folder is ever served. */
  readonly rendererDir: string
  readonly slipHtml: (reservationId: string, paper: Paper) => Promise<string | null>
  readonly guestPageHtml: (reservationId: string) => Promise<string | null>
}

// SECURITY: no inline script, no inline style, no other origin, nothing to post to; frames for slips and guests' pages only.
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  'frame-src app://slip app://guest-page',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

// SECURITY: a slip is paper: it runs no script, loads nothing, and is shown inside the desk's page alone.
const slipPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
const slipFramePolicy = `${slipPolicy}; sandbox; frame-ancestors ${deskOrigin}`

// SECURITY: a guest's page is only looked at: no script, nothing loaded, no form is sent, shown inside the desk's page alone.
const guestPagePolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  'sandbox',
  `frame-ancestors ${deskOrigin}`,
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Answers one request to app://. Anything unknown is a bare 404. */
export async function appResponse(request: Request, files: AppFiles): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return bare(405)
  const { protocol, host, pathname } = new URL(request.url)
  if (protocol !== `${appScheme}:`) return bare(404)
  if (host === 'latchkey') return pageFile(pathname, files.rendererDir)
  if (host === 'slip') return slipPage(pathname, files)
  if (host === 'guest-page') return guestPage(pathname, files)
  return bare(404)
}

async function pageFile(pathname: string, rendererDir: string): Promise<Response> {
  const file = fileWithin(rendererDir, pathname === '/' ? '/index.html' : pathname)
  const contentType = file === null ? undefined : contentTypes[extname(file)]
  if (file === null || contentType === undefined) return bare(404)
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: headers(contentType, pagePolicy) })
  } catch {
    return bare(404)
  }
}

/** The file a path means, or null where it means none of ours. */
export function fileWithin(folder: string, pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  // SECURITY: plain names only. Backslash, colon, NUL and a second round of percent signs mean something to some
  // file system, and no file of ours has them.
  if (!/^\/[\w@./-]+$/.test(path)) return null
  const root = resolve(folder)
  const file = resolve(root, `.${path}`)
  // SECURITY: compared with the separator, or `renderer-old` would pass for `renderer`.
  return file.startsWith(root + sep) ? file : null
}

async function slipPage(pathname: string, { slipHtml }: AppFiles): Promise<Response> {
  const [, reservationId, paper] = /^\/([\w-]{1,64})\/(a6|a4|roll-80)$/.exec(pathname) ?? []
  if (reservationId === undefined || paper === undefined) return bare(404)
  const html = await slipHtml(reservationId, paper as Paper)
  if (html === null) return bare(404)
  return new Response(html, { headers: headers('text/html; charset=utf-8', slipFramePolicy) })
}

async function guestPage(pathname: string, { guestPageHtml }: AppFiles): Promise<Response> {
  const [, reservationId] = /^\/of\/([\w-]{1,64})$/.exec(pathname) ?? []
  const html = reservationId === undefined ? null : await guestPageHtml(reservationId)
  if (html === null) return bare(404)
  return new Response(html, { headers: headers('text/html; charset=utf-8', guestPagePolicy) })
}

const headers = (contentType: string, policy: string): Record<string, string> => ({
  'Content-Type': contentType,
  'Content-Security-Policy': policy,
  // SECURITY: types are not guessed, nothing is kept, no address is passed on, no device is offered.
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
})

const bare = (status: number): Response => new Response(null, { status })
