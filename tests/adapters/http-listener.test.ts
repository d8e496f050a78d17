import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { authToken, conversations, counts, formOf, listening, messageAdded, sign } from '../support/listening-desk.ts'

describe('the way to the desk', () => {
  it('answers a bare 404 to everything else', async () => {
    const desk = await listening()
    const ask = async (path: string, method: string) => {
      const answer = await fetch(`http://127.0.0.1:${desk.port}${path}`, { method })
      return `${answer.status} ${await answer.text()}`
    }
    expect(await ask('/', 'GET')).toBe('404 ')
    expect(await ask('/twilio/conversations', 'GET')).toBe('404 ')
    expect(await ask('/twilio/conversations/', 'POST')).toBe('404 ')
    expect(await ask('/twilio/Conversations', 'POST')).toBe('404 ')
    expect(await ask('/__proto__', 'POST')).toBe('404 ')
    expect((await fetch(`http://127.0.0.1:${desk.port}/`)).headers.get('x-powered-by')).toBe(null)
  })

  it('listens on this computer alone', async () => {
    const desk = await listening()
    const refused = await new Promise<boolean>((resolve) => {
      const asking = request({ host: '127.0.0.2', port: desk.port, path: '/' }, () => resolve(false))
      asking.once('error', () => resolve(true))
      asking.end()
    })
    expect(refused).toBe(true)
  })

  it('never believes the Host that a request says of itself', async () => {
    const desk = await listening()
    const fields = messageAdded()
    const signature = sign(authToken, `https://evil.example.com${conversations}`, fields)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asking = request(
        {
          host: '127.0.0.1',
          port: desk.port,
          path: conversations,
          method: 'POST',
          headers: {
            host: 'evil.example.com',
            'x-forwarded-host': 'evil.example.com',
            'x-forwarded-proto': 'https',
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': signature,
          },
        },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        },
      )
      asking.once('error', reject)
      asking.end(formOf(fields))
    })
    expect(status).toBe(403)
  })

  it('refuses a body over 64 KB with 413, whether its length is said or not', async () => {
    const desk = await listening()
    const large = messageAdded({ Body: 'y'.repeat(70_000) })
    expect((await desk.post(conversations, large)).status).toBe(413)
    const streamed = await new Promise<number | undefined>((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port: desk.port, path: conversations, method: 'POST' }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asking.once('error', reject)
      for (let sent = 0; sent < 10; sent++) asking.write('z'.repeat(8_000))
      asking.end()
    })
    expect(streamed).toBe(413)
    const fits = messageAdded({ Body: 'y'.repeat(60_000) })
    expect((await desk.post(conversations, fits)).status).toBe(200)
    expect(counts(desk).size).toBe(2)
    expect(desk.rows()).toHaveLength(1)
  })

  it('answers 429 to a flood and takes texts again afterwards', async () => {
    const desk = await listening({ perSecond: 5, burst: 10 })
    const flood = await Promise.all(
      Array.from({ length: 30 }, () => desk.post(conversations, messageAdded(), { signature: null })),
    )
    const turnedAway = flood.filter((answer) => answer.status === 429).length
    expect(turnedAway).toBeGreaterThan(10)
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect((await desk.post(conversations, messageAdded())).status).toBe(200)
    expect(counts(desk).rate).toBe(turnedAway)
  })
})
