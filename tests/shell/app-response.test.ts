import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { appResponse, fileWithin } from '../../electron/shell/app-response.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-app-'))
const rendererDir = join(folder, 'renderer')
mkdirSync(join(rendererDir, 'assets'), { recursive: true })
mkdirSync(join(folder, 'renderer-old'))
writeFileSync(join(rendererDir, 'index.html'), '<main>desk</main>')
writeFileSync(join(rendererDir, 'assets', 'index-a_B1.js'), '1')
writeFileSync(join(rendererDir, 'assets', 'inter.woff2'), 'font')
writeFileSync(join(rendererDir, 'notes.secret'), 'x')
writeFileSync(join(folder, 'renderer-old', 'index.html'), 'old')
writeFileSync(join(folder, 'package.json'), '{}')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const get = (address: string, method = 'GET') =>
  appResponse(new Request(address, { method }), {
    rendererDir,
    slipHtml: async (reservationId, paper) => (reservationId === 'r-1' ? `<main>${paper}</main>` : null),
    guestPageHtml: async (reservationId) => (reservationId === 'r-1' ? '<main>room</main>' : null),
  })

describe('app://latchkey', () => {
  it.each([
    ['app://latchkey/', 'text/html; charset=utf-8'],
    ['app://latchkey/index.html?x=1', 'text/html; charset=utf-8'],
    ['app://latchkey/assets/index-a_B1.js', 'text/javascript; charset=utf-8'],
    ['app://latchkey/assets/inter.woff2', 'font/woff2'],
  ])('serves %s as %s', async (address, contentType) => {
    const response = await get(address)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(contentType)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('sends the whole policy with every file', async () => {
    const response = await get('app://latchkey/assets/index-a_B1.js')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src app://slip app://guest-page; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  })

  it.each([
    'app://latchkey/../../package.json',
    'app://latchkey/../package.json',
    'app://latchkey/%2e%2e/package.json',
    'app://latchkey/%2e%2e%2fpackage.json',
    'app://latchkey/..%2f..%2fpackage.json',
    'app://latchkey/assets/..%2f..%2fpackage.json',
    'app://latchkey/..%5cpackage.json',
    'app://latchkey/%252e%252e/package.json',
    'app://latchkey/..%2frenderer-old%2findex.html',
    'app://latchkey/index.html%00.js',
    'app://latchkey/%',
    'app://latchkey/c:%5cwindows%5cwin.ini',
    'app://latchkey//etc/passwd',
    'app://latchkey/notes.secret',
    'app://latchkey/assets',
    'app://latchkey/missing.js',
    'app://elsewhere/index.html',
    'app://latchkey.example/index.html',
  ])('does not answer %s', async (address) => {
    const response = await get(address)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('compares with the folder itself, not with how its name begins', () => {
    expect(fileWithin('/out/renderer', '/../renderer-old/index.html')).toBeNull()
    expect(fileWithin('/out/renderer', '/index.html')).toBe('/out/renderer/index.html')
  })

  it('only reads', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('app://latchkey/', method)).status).toBe(405)
  })
})

describe('app://slip', () => {
  it('shows the slip of a reservation, without script and inside the desk alone', async () => {
    const response = await get('app://slip/r-1/roll-80')
    expect(await response.text()).toBe('<main>roll-80</main>')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:")
    expect(policy).toContain('sandbox')
    expect(policy).toContain('frame-ancestors app://latchkey')
    expect(policy).not.toContain('script')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each([
    'app://slip/',
    'app://slip/r-2/a6',
    'app://slip/r-1/a5',
    'app://slip/r-1',
    'app://slip/r-1/a6/more',
    'app://slip/index.html',
  ])('does not answer %s', async (address) => {
    expect((await get(address)).status).toBe(404)
  })
})

describe('app://guest-page', () => {
  it('shows the page of a party, without script or forms and inside the desk alone', async () => {
    const response = await get('app://guest-page/of/r-1')
    expect(await response.text()).toBe('<main>room</main>')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox; frame-ancestors app://latchkey",
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['app://guest-page/', 'app://guest-page/of/r-2', 'app://guest-page/of/r-1/more', 'app://guest-page/r-1'])(
    'does not answer %s',
    async (address) => {
      expect((await get(address)).status).toBe(404)
    },
  )
})
