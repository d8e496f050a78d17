import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { done, john, openTwilioAccount, type TwilioAccount } from '../support/fake-twilio-account.ts'

let account: TwilioAccount
beforeAll(async () => {
  account = await openTwilioAccount()
})
afterEach(async () => {
  expect(await account.twilio.violations()).toEqual([])
})
afterAll(() => account.twilio.stop())

const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 13, 10])
const sendPicture = () =>
  account.twilio.guestTexts({
    ...{ from: john, to: '+12025550150', body: '' },
    media: [{ contentType: 'image/png', base64: picture.toString('base64'), filename: 'leak.png' }],
  })
const listed = async (conversationSid: string) => {
  const { items } = done(await account.gateway.listMessages({ conversationSid, page: null }))
  return items[0]!.media[0]!
}

describe('files of texts', () => {
  it('case 54: a picture without words is named by its text and fetched byte by byte', async () => {
    const { conversationSid } = await sendPicture()
    const media = await listed(conversationSid!)
    expect(media).toMatchObject({ contentType: 'image/png', filename: 'leak.png', size: 8, url: null })
    // The listing does not name the service: the account's default one is looked up.
    const fetched = done(await account.gateway.fetchMedia({ serviceSid: null, ...media, maxBytes: 8 }))
    expect({ ...fetched, bytes: Buffer.from(fetched.bytes) }).toEqual({ bytes: picture, contentType: 'image/png' })
  })

  it('are fetched from the text log over its redirect', async () => {
    const { smsSid } = await sendPicture()
    const [media] = done(await account.gateway.textMedia(smsSid))
    expect(media).toMatchObject({ sid: null, contentType: 'image/png' })
    expect(media?.url).toMatch(/^https:\/\/api\.twilio\.com\/2010-04-01\/.+\/Media\/ME[0-9a-f]{32}$/)
    const fetched = done(await account.gateway.fetchMedia({ serviceSid: null, ...media!, maxBytes: 100 }))
    expect(Buffer.from(fetched.bytes)).toEqual(picture)
  })

  it('are not read further than asked', async () => {
    const { conversationSid } = await sendPicture()
    const media = await listed(conversationSid!)
    const answer = await account.gateway.fetchMedia({ serviceSid: null, ...media, maxBytes: 7 })
    expect(answer).toEqual({ ok: false, error: { kind: 'refused', code: 0 } })
  })

  it('of a service or text that is gone are missing', async () => {
    const sid = `ME${'f'.repeat(32)}`
    const ref = { serviceSid: account.twilio.serviceSid, sid, url: null, maxBytes: 100 }
    expect(await account.gateway.fetchMedia(ref)).toEqual({ ok: false, error: { kind: 'missing' } })
  })

  it('are put up and go out with a text', async () => {
    const file = { bytes: picture, contentType: 'image/png', filename: 'map.png' }
    const { sid } = done(await account.gateway.uploadMedia({ serviceSid: account.twilio.serviceSid, ...file }))
    const order = { uniqueName: 'media', friendlyName: 'x', phone: john, number: account.numbers[0]! }
    const line = done(await account.gateway.openLine(order))
    const text = { conversationSid: line.sid, author: 'desk:Dana', body: '' }
    const attributes = { clientMsgId: 'p', unit: null, kind: 'text' as const }
    done(await account.gateway.send({ ...text, attributes, mediaSids: [sid] }))
    const media = await listed(line.sid)
    const fetched = done(await account.gateway.fetchMedia({ serviceSid: null, ...media, maxBytes: 100 }))
    expect(Buffer.from(fetched.bytes)).toEqual(picture)
  })

  it('are never asked of a host that is not the vendor’s', async () => {
    let asked = 0
    const stranger = createServer((_, response) => {
      asked++
      response.end('secret')
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/file`
    for (const address of [url, 'https://twilio.com.example/file', 'https://u:p@api.twilio.com/file'])
      expect(await account.gateway.fetchMedia({ serviceSid: null, sid: null, url: address, maxBytes: 100 })).toEqual({
        ok: false,
        error: { kind: 'refused', code: 0 },
      })
    await new Promise((resolve) => stranger.close(resolve))
    expect(asked).toBe(0)
    expect(account.logged.at(-1)).toContain('twilio-foreign-host-refused')
  })

  it('say when Twilio is busy, refuses the account, or cannot be asked', async () => {
    const ref = { serviceSid: account.twilio.serviceSid, sid: `ME${'f'.repeat(32)}`, url: null, maxBytes: 100 }
    await account.twilio.fault({ method: 'GET', path: '/Media/', status: 429, retryAfter: 7 })
    expect(await account.gateway.fetchMedia(ref)).toEqual({ ok: false, error: { kind: 'busy', retryAfterMs: 7_000 } })
    await account.twilio.fault({ method: 'GET', path: '/Media/', status: 503 })
    expect(await account.gateway.fetchMedia(ref)).toEqual({ ok: false, error: { kind: 'outcome-unknown' } })
    const stranger = account.gatewayWith({ authToken: 'wrong' })
    expect(await stranger.fetchMedia(ref)).toEqual({ ok: false, error: { kind: 'credentials' } })
    const nowhere = account.gatewayWith({ apiBaseUrl: 'http://127.0.0.1:2' })
    expect(await nowhere.fetchMedia(ref)).toEqual({ ok: false, error: { kind: 'unreachable' } })
  })
})
