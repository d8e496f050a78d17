/** A guest's browser gets our page first: asked over real HTTP, of our own listener and of what may stand before it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import { browserCall } from '../../electron/adapters/http/outside-call.ts'
import type { OpenDesk } from '../../electron/composition.ts'
import { doctorPages } from '../../electron/desk/doctor-pages.ts'
import { seeFromOutside } from '../../electron/services/guest-pages/index.ts'
import { guestPageSettings, writeGuestPageSettings } from '../../electron/services/house/index.ts'
import { selfTest } from '../../electron/services/texting-setup/index.ts'
import { serveGuests } from '../support/guest-phone.ts'
import { houses } from '../support/houses.ts'
import { dumpTables, type TestDesk } from '../support/test-desk.ts'

const { openTraining } = houses()
const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const leadTo = (house: TestDesk, url: string): string => {
  house.desk.store.write((db) => writeSetting(db, 'tunnel', { kind: 'url', url }))
  return url
}
/** Something else than this desk at the public address. */
async function inFront(house: TestDesk, answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  return leadTo(house, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}
async function served(house: TestDesk): Promise<string> {
  const guests = await serveGuests(house)
  ends.push(guests.close)
  return `http://127.0.0.1:${guests.port}`
}
const seen = (house: TestDesk) => seeFromOutside(house.desk, browserCall)
const isBrowser = (request: IncomingMessage): boolean =>
  /Mozilla/.test(request.headers['user-agent'] ?? '') && /text\/html/.test(request.headers.accept ?? '')

describe('from outside', () => {
  it('our page is known as ours, and asking for it leaves nothing behind', async () => {
    const house = openTraining()
    const base = leadTo(house, await served(house))
    const was = dumpTables(house.desk)
    expect(await seen(house)).toEqual({ ok: true, detail: `A browser gets our page at ${base}/g.` })
    expect(dumpTables(house.desk)).toEqual(was)
  })

  it('the name of the house is found in the page whatever signs it holds', async () => {
    const house = openTraining({ property: { name: `Ann's "Quay" & <Co>` } })
    const known = async (name: string) => {
      await inFront(house, (_request, response) => {
        response.writeHead(200, { 'x-latchkey-page': '1', 'content-type': 'text/html; charset=utf-8' })
        response.end(`<h1>${name}</h1>`)
      })
      return (await seen(house))?.ok
    }
    expect(await known('Ann&#39;s &quot;Quay&quot; &amp; &lt;Co&gt;')).toBe(true)
    expect(await known('Ann&#x27;s &#34;Quay&#34; &amp; &lt;Co&gt;')).toBe(true)
    expect(await known('Ann&#39;s Quay &amp; Co')).toBe(false)
  })

  it('the warning page of a free tunnel, shown to browsers only, is named', async () => {
    const house = openTraining()
    const desk = await served(house)
    const base = await inFront(house, (request, response) => {
      if (!isBrowser(request)) return void response.writeHead(307, { location: desk }).end()
      response.writeHead(200, { 'content-type': 'text/html', 'ngrok-error-code': 'ERR_NGROK_6024' })
      response.end('<!doctype html><title>You are about to visit</title>')
    })
    expect(await seen(house)).toMatchObject({ ok: false, detail: expect.stringContaining('warning page of ngrok') })
    expect((await fetch(base, { redirect: 'manual' })).status).toBe(307)
  })

  it.each([
    [
      'the warning page told by its words alone',
      { status: 200, headers: {}, body: '<p>ERR_NGROK_6024</p>' },
      /warning page of ngrok/,
    ],
    [
      'a tunnel that is shut',
      { status: 404, headers: { 'ngrok-error-code': 'ERR_NGROK_3200' }, body: 'offline' },
      /^ngrok answers at .*\/g itself \(ERR_NGROK_3200\): the tunnel is shut there\.$/,
    ],
    [
      'a login page elsewhere',
      { status: 302, headers: { location: 'https://login.example.com/?next=/g' }, body: '' },
      /^Browsers are sent on from .*\/g to login\.example\.com, not to our page\.$/,
    ],
    ['a login by the browser', { status: 401, headers: {}, body: '' }, /^A page that asks for a login answers/],
    [
      'a login on the page',
      { status: 200, headers: {}, body: '<form><input name=p type="password"></form>' },
      /^A page that asks for a login answers/,
    ],
    [
      'another server',
      { status: 200, headers: {}, body: 'It works!' },
      /^Something else answers at .* \(200\), not our/,
    ],
    ['a desk without pages', { status: 404, headers: {}, body: '' }, /^Something else answers at .* \(404\), not our/],
    [
      'a desk of another house',
      { status: 200, headers: { 'x-latchkey-page': '1', 'content-type': 'text/html' }, body: '<p>Other House</p>' },
      /^A desk answers at .* \(200\), but not with the page of this house\.$/,
    ],
  ])('%s is told apart, in words', async (_, { status, headers, body }, detail) => {
    const house = openTraining()
    await inFront(house, (_request, response) => void response.writeHead(status, headers).end(body))
    const answer = await seen(house)
    expect(answer?.ok).toBe(false)
    expect(answer?.detail).toMatch(detail)
  })

  it('nothing at the address is said as such', async () => {
    const house = openTraining()
    const base = await inFront(house, (request) => void request.socket.destroy())
    expect(await seen(house)).toEqual({ ok: false, detail: `Nothing answers at ${base}/g.` })
  })

  it('is not asked where pages are off, or no address is there', async () => {
    const house = openTraining()
    expect(await seen(house)).toBe(null)
    leadTo(house, await served(house))
    house.desk.store.write((db) => writeGuestPageSettings(db, { ...guestPageSettings(db), on: false }))
    expect(await seen(house)).toBe(null)
  })
})

describe('where it is said', () => {
  const doctor = (house: TestDesk) =>
    doctorPages({ desk: house.desk, seePages: () => seen(house) } as Partial<OpenDesk> as OpenDesk)

  it('doctor tells where links lead and what a browser gets there', async () => {
    const house = openTraining()
    expect(await doctor(house)).toMatchObject({
      ...{ state: 'on', linksLeadTo: null, noLinksBecause: expect.stringContaining('no public address') },
      browser: { ok: false, detail: expect.stringContaining('no guest can reach the pages') },
    })
    const base = leadTo(house, await served(house))
    expect(await doctor(house)).toEqual({
      ...{ state: 'on', linksLeadTo: base, linkInTexts: true },
      browser: { ok: true, detail: `A browser gets our page at ${base}/g.` },
    })
    house.desk.store.write((db) => writeGuestPageSettings(db, { ...guestPageSettings(db), on: false }))
    expect(await doctor(house)).toEqual({ state: 'off' })
  })

  it('the test of texting has it as a step of its own', async () => {
    const house = openTraining()
    const parts = { desk: house.desk, gateways: { current: () => null }, account: null, call: async () => null }
    const stepsNow = async () => (await selfTest({ ...parts, seePages: () => seen(house) })).steps
    expect((await stepsNow()).map((step) => step.name)).toEqual(['tunnel', 'account'])
    leadTo(house, await served(house))
    expect((await stepsNow()).map((step) => [step.name, step.ok])).toEqual([
      ['tunnel', true],
      ['page', true],
      ['account', false],
    ])
  })
})
