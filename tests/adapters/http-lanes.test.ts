/** Parts of the address space with limits of their own: what is done in one keeps nobody out of another. */
import { type ClientRequest, request } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { type Listener, startListener } from '../../electron/adapters/http/listener.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import type { Lane } from '../../electron/ports/listener.ts'

const opened: Listener[] = []
const asking: ClientRequest[] = []
afterEach(async () => {
  for (const one of asking.splice(0)) one.destroy()
  for (const listener of opened.splice(0)) await listener.close()
})

const kilobyte = 1024
const wide: Lane = {
  serves: (target) => target.startsWith('/g'),
  perSecond: 1_000,
  burst: 1_000,
  maxBodyBytes: () => 200 * kilobyte,
  patienceMs: 5_000,
  mostAtOnce: 100,
  mostBytesAtOnce: 1_000 * kilobyte,
}

async function listening(lane: Partial<Lane> = {}) {
  const heard: number[] = []
  const listener = await startListener({
    port: 0,
    receive: async ({ body }) => {
      heard.push(body.length)
      return { status: 200 }
    },
    reject: () => {},
    logger: silentLogger,
    lanes: [{ ...wide, ...lane }],
  })
  opened.push(listener)
  /** Announces so many bytes and sends the first `sent`; answers the status, or what became of the line. */
  const post = (path: string, bytes: number | 'chunked', sent: number) => {
    const headers: Record<string, string | number> =
      bytes === 'chunked' ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes }
    const one = request({ host: '127.0.0.1', port: listener.port, path, method: 'POST', headers })
    asking.push(one)
    const answered = new Promise<number | string>((resolve) => {
      one.once('response', (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      one.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
    })
    one.write(Buffer.alloc(Math.max(1, sent)))
    return { answered, end: (rest: number) => void one.end(Buffer.alloc(rest)) }
  }
  const whole = (path: string, bytes: number) => {
    const one = post(path, bytes, bytes)
    one.end(0)
    return one.answered
  }
  return { listener, heard, post, whole }
}
const moment = (ms = 50): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

it('a flood in one lane turns nobody away in another', async () => {
  const { whole } = await listening({ perSecond: 1, burst: 3 })
  const flood = await Promise.all(Array.from({ length: 30 }, () => whole('/g', 10)))
  expect(flood.filter((status) => status === 429).length).toBeGreaterThanOrEqual(25)
  expect(await Promise.all(Array.from({ length: 30 }, () => whole('/twilio/messages', 10)))).toEqual(
    Array(30).fill(200),
  )
})

it('so many bodies come in at a time as the lane says; the next is told to come again, other lanes go on', async () => {
  const { post, whole } = await listening({ mostAtOnce: 3 })
  const slow = Array.from({ length: 3 }, () => post('/g', 100, 1))
  await moment()
  expect(await whole('/g', 100)).toBe(503)
  expect(await whole('/twilio/messages', 100)).toBe(200)
  for (const one of slow) one.end(99)
  expect(await Promise.all(slow.map((one) => one.answered))).toEqual([200, 200, 200])
  expect(await whole('/g', 100)).toBe(200)
})

it('so many bytes are held at a time, by what bodies say of themselves or by the limit where they say nothing', async () => {
  const { post, whole } = await listening({ mostBytesAtOnce: 300 * kilobyte })
  const chunked = post('/g', 'chunked', 1)
  await moment()
  expect(await whole('/g', 150 * kilobyte)).toBe(503)
  expect(await whole('/g', 90 * kilobyte)).toBe(200)
  chunked.end(1)
  expect(await chunked.answered).toBe(200)
  expect(await whole('/g', 150 * kilobyte)).toBe(200)
})

it('a large body that comes in too slowly is cut off, and its place is free again', async () => {
  const { post, whole, heard } = await listening({ patienceMs: 150, mostAtOnce: 1 })
  const slow = post('/g', 100 * kilobyte, 1)
  expect(await slow.answered).toBe('ECONNRESET')
  expect(await whole('/g', 100 * kilobyte)).toBe(200)
  expect(heard).toEqual([100 * kilobyte])
})

it('one whose answer takes long is not cut off: it has come in', async () => {
  const listener = await startListener({
    port: 0,
    receive: async () => {
      await moment(400)
      return { status: 200 }
    },
    reject: () => {},
    logger: silentLogger,
    lanes: [{ ...wide, patienceMs: 150, mostAtOnce: 1 }],
  })
  opened.push(listener)
  const ask = async (): Promise<number> =>
    (await fetch(`http://127.0.0.1:${listener.port}/g`, { method: 'POST', body: 'x' })).status
  const first = ask()
  await moment()
  expect(await Promise.all([first, ask()])).toEqual([200, 200])
})

it('what is too large is answered in words where the lane has some, once it has run out, and nothing of it is heard', async () => {
  const said = { status: 303, headers: { location: '/g' } }
  const { post, whole, heard } = await listening({ tooLarge: (_, target) => (target === '/g' ? said : null) })
  expect(await whole('/g', 900 * kilobyte)).toBe(303)
  expect(await post('/g/else', 900 * kilobyte, 1).answered).toBe(413)
  expect(await post('/g', 65 * kilobyte * kilobyte, 1).answered).toBe(413)
  expect(heard).toEqual([])
})
