import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../electron/adapters/training-twilio/index.ts'
import { isSigned } from '../../electron/adapters/twilio/signature.ts'
import { describeWithData } from '../support/test-data.ts'

type Params = Readonly<Record<string, string | readonly string[]>>
const formType = 'application/x-www-form-urlencoded; charset=UTF-8'
const token = 'a-token-of-nobody'
const url = 'https://desk.example/twilio/conversations?house=1&part=2'
const params = {
  Body: ' Hello \u{1F511} ',
  Author: '+12025550101',
  Media: '',
  'MessagingBinding.Address': ['+12025550102', '+12025550101'],
}
const signature = signatureOf(token, url, params)

const formOf = (given: Params): Buffer => {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(given)) for (const one of [value].flat()) form.append(key, one)
  return Buffer.from(form.toString())
}
const judged = (over: Partial<Parameters<typeof isSigned>[0]> = {}) =>
  isSigned({ authToken: token, url, signature, rawBody: formOf(params), contentType: formType, ...over })

describeWithData("Twilio's own signature vectors", (dataDir) => {
  it('are judged as Twilio judges them, all of them', () => {
    const file = join(dataDir, 'contracts', 'twilio', 'signature-vectors.json')
    const { authToken, vectors } = JSON.parse(readFileSync(file, 'utf8')) as {
      authToken: string
      vectors: { name: string; url: string; params?: Params; body?: string; signature: string; valid: boolean }[]
    }
    const wrong = vectors.filter((one) => {
      const contentType = one.body === undefined ? formType : 'application/json'
      const rawBody = one.body === undefined ? formOf(one.params ?? {}) : Buffer.from(one.body)
      return isSigned({ authToken, url: one.url, signature: one.signature, rawBody, contentType }) !== one.valid
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
    expect(vectors).toHaveLength(17)
    expect(vectors.filter(({ valid }) => valid)).toHaveLength(15)
  })
})

describe('a signature', () => {
  it('of the address given to Twilio and the form as it came counts', () => {
    expect(judged()).toBe(true)
  })

  it.each([
    ['http for https', url.replace('https:', 'http:')],
    ['another order of the query', 'https://desk.example/twilio/conversations?part=2&house=1'],
    ['a slash at the end', url.replace('conversations?', 'conversations/?')],
    ['another path', url.replace('conversations', 'messages')],
    ['another host', url.replace('desk.example', 'desk.example.org')],
    ['a fragment', `${url}#rc=5`],
  ])('does not count for %s', (_, other) => {
    expect(judged({ url: other })).toBe(false)
  })

  it.each<[string, Params]>([
    ['without its empty parameter', { ...params, Media: [] }],
    ['with one more', { ...params, Extra: '' }],
    ['with a trimmed body', { ...params, Body: params.Body.trim() }],
    ['with the last of a repeated key only', { ...params, 'MessagingBinding.Address': '+12025550101' }],
    ['with a key of another case', { ...params, Author: [], author: '+12025550101' }],
  ])('does not count for the form %s', (_, other) => {
    expect(judged({ rawBody: formOf(other) })).toBe(false)
  })

  it('counts for repeated values in any order, and a parameter nobody has heard of', () => {
    const other = { ...params, 'MessagingBinding.Address': ['+12025550101', '+12025550102', '+12025550101'] }
    expect(judged({ rawBody: formOf(other) })).toBe(true)
    const news = { ...params, SomethingNew: 'yes', __proto__x: '1' }
    expect(judged({ rawBody: formOf(news), signature: signatureOf(token, url, news) })).toBe(true)
  })

  it('does not count with another token, none at all, or an empty one of either', () => {
    expect(judged({ authToken: 'another' })).toBe(false)
    expect(judged({ signature: null })).toBe(false)
    expect(judged({ signature: '' })).toBe(false)
    expect(judged({ authToken: '', signature: signatureOf('', url, params) })).toBe(false)
  })

  it('never throws: a relative address or bytes that are no text are not signed', () => {
    expect(judged({ url: '/twilio/conversations' })).toBe(false)
    expect(judged({ url: `${url}&bodySHA256=00`, rawBody: Buffer.from([0xff, 0xfe, 0xff]) })).toBe(false)
  })

  it('does not cover a body that is no form without its digest in the address', () => {
    const bare = signatureOf(token, url, {})
    expect(judged({ contentType: 'application/json', rawBody: Buffer.from('{"a":1}'), signature: bare })).toBe(false)
  })

  it('covers a body by its digest, and no other body', () => {
    const body = '{"Body":"Hello"}'
    const digested = `${url}&bodySHA256=${createHash('sha256').update(body).digest('hex')}`
    const given = { url: digested, contentType: 'application/json', signature: signatureOf(token, digested, {}) }
    expect(judged({ ...given, rawBody: Buffer.from(body) })).toBe(true)
    expect(judged({ ...given, rawBody: Buffer.from(`${body} `) })).toBe(false)
    // A form does not slip past its fields by carrying a digest.
    expect(judged({ ...given, rawBody: formOf(params), contentType: formType })).toBe(false)
  })
})
