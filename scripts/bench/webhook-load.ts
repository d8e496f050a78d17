/** Signed texts of guests as Twilio posts them, at a steady rate or as fast as they are answered. */
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { signatureOf } from '../../electron/adapters/training-twilio/index.ts'

export const account = {
  accountSid: `AC${'0a'.repeat(16)}`,
  authToken: 'token-of-the-bench',
  base: 'https://desk.example.com',
}
const webhookPath = '/twilio/conversations'
const guests = 200
const connections = 32

type Post = { readonly body: string; readonly signature: string }
const sid = (prefix: string, number: number): string => `${prefix}${number.toString(16).padStart(32, '0')}`
let made = 0

/** Texts that were never posted before, signed. */
function signedTexts(count: number): readonly Post[] {
  return Array.from({ length: count }, () => {
    const number = made++
    const guest = number % guests
    const params = {
      AccountSid: account.accountSid,
      EventType: 'onMessageAdded',
      Source: 'SMS',
      RetryCount: '0',
      ConversationSid: sid('CH', guest),
      MessageSid: sid('IM', number),
      Index: String(Math.floor(number / guests)),
      DateCreated: new Date().toISOString(),
      Body: `Is there a hair dryer in the bathroom? (${number})`,
      Author: `+1202555${String(1000 + guest)}`,
      ParticipantSid: sid('MB', guest),
      Attributes: '{}',
    }
    const signature = signatureOf(account.authToken, account.base + webhookPath, params)
    return { body: new URLSearchParams(params).toString(), signature }
  })
}

/** Answers when the 200 is here; rejects on any other answer. */
function post(agent: Agent, url: string, { body, signature }: Post): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': signature,
    }
    const sending = request(url + webhookPath, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
      )
    })
    sending.once('error', reject)
    sending.end(body)
  })
}
const newAgent = (): Agent => new Agent({ keepAlive: true, maxSockets: connections })

/** Milliseconds from the planned moment of each post to its 200: what waits behind a slow one counts as slow too. */
export async function steady(url: string, perSecond: number, seconds: number): Promise<readonly number[]> {
  const agent = newAgent()
  const texts = signedTexts(perSecond * seconds)
  const begun = performance.now() + 100
  try {
    return await Promise.all(
      texts.map(async (text, index) => {
        const planned = begun + (index * 1_000) / perSecond
        await new Promise((resolve) => setTimeout(resolve, planned - performance.now()))
        // Timers are late by themselves: that is nobody's answer time.
        const from = performance.now()
        await post(agent, url, text)
        return performance.now() - from
      }),
    )
  } finally {
    agent.destroy()
  }
}

/** Texts a second over so many, each connection posting its next as soon as the last was answered. */
export async function most(url: string, count: number): Promise<number> {
  const agent = newAgent()
  const left = [...signedTexts(count)]
  const begun = performance.now()
  try {
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (let next = left.pop(); next !== undefined; next = left.pop()) await post(agent, url, next)
      }),
    )
    return (count * 1_000) / (performance.now() - begun)
  } finally {
    agent.destroy()
  }
}
