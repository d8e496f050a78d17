/** How a page leaves the desk: in no cache, in no frame, with nothing from anywhere else. */
import { createHash } from 'node:crypto'
import type { WebAnswer } from '../../ports/listener.ts'

/** Styles and the one script stand in the page itself and are named by what they are. */
export type PageParts = { readonly html: string; readonly style: string; readonly script: string | null }

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

// SECURITY: no third party, no frame, no form to elsewhere; the address holds a token and is told to nobody.
const headersOf = ({ style, script }: Pick<PageParts, 'style' | 'script'>): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script === null ? [] : [`script-src ${hashOf(script)}`, "connect-src 'self'"]),
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  ...plainHeaders,
})
const plainHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/** Every answer of ours carries this, so that a test from outside knows our page from a warning page of the tunnel. */
export const ourMark = 'x-latchkey-page'

export const pageAnswer = (status: number, page: PageParts): WebAnswer => ({
  status,
  contentType: 'text/html; charset=utf-8',
  headers: { ...headersOf(page), [ourMark]: '1' },
  body: page.html,
})

/** After a form the browser is sent on, so that going back or reloading sends nothing twice. */
export const seeOther = (location: string): WebAnswer => ({
  status: 303,
  headers: { ...plainHeaders, location, [ourMark]: '1' },
})

export const stateAnswer = (state: unknown): WebAnswer => ({
  status: 200,
  contentType: 'application/json; charset=utf-8',
  headers: { ...plainHeaders, [ourMark]: '1' },
  body: JSON.stringify(state),
})
export const bareNotFound: WebAnswer = { status: 404 }
