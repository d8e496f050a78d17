/** The adapter over an object of the SDK's shape: ngrok itself is never asked. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type NgrokSdk, ngrokTunnel } from '../../electron/adapters/ngrok/ngrok-tunnel.ts'
import type { TunnelFault } from '../../electron/ports/tunnel.ts'

type Config = Parameters<NgrokSdk['forward']>[0]

function fakeSdk(end: { readonly url?: string | null; readonly error?: unknown; readonly hang?: boolean } = {}) {
  const configs: Config[] = []
  let closed = 0
  let release = (): void => {}
  const sdk: NgrokSdk = {
    async forward(config) {
      configs.push(config)
      if (end.hang) await new Promise<void>((resolve) => (release = resolve))
      if (end.error !== undefined) throw end.error
      return {
        url: () => (end.url === undefined ? 'https://a.example.com/' : end.url),
        close: async () => void closed++,
      }
    },
  }
  return { sdk, configs, closed: () => closed, release: () => release() }
}
const open = async (fake: ReturnType<typeof fakeSdk>, times: { mendMs?: number; openMs?: number } = {}) => {
  const lost: TunnelFault[] = []
  const tunnel = ngrokTunnel({ load: async () => fake.sdk, ...times })
  const opened = await tunnel.open({
    port: 4_000,
    authtoken: 'secret-of-ngrok',
    domain: null,
    onLost: (fault) => lost.push(fault),
  })
  return { opened, lost }
}

it('leads https to the port on this computer and answers the address without a slash', async () => {
  const fake = fakeSdk()
  const { opened } = await open(fake)
  expect(fake.configs[0]).toMatchObject({ addr: '127.0.0.1:4000', authtoken: 'secret-of-ngrok', schemes: ['https'] })
  expect(fake.configs[0]).not.toHaveProperty('domain')
  expect(opened.ok && opened.value.url).toBe('https://a.example.com')
  if (opened.ok) await opened.value.close()
  expect(fake.closed()).toBe(1)
})

it('lets the SDK mend a short loss, and tells a long one once', async () => {
  const fake = fakeSdk()
  const { lost } = await open(fake, { mendMs: 40 })
  const status = fake.configs[0]!.onStatusChange
  status('closed')
  await pause(10)
  status('connected')
  await pause(80)
  expect(lost).toEqual([])
  status('closed')
  status('closed')
  await pause(80)
  status('closed')
  await pause(80)
  expect(lost).toEqual([{ kind: 'lost', detail: '' }])
})

it('says nothing of a loss after it was closed', async () => {
  const fake = fakeSdk()
  const { opened, lost } = await open(fake, { mendMs: 20 })
  fake.configs[0]!.onStatusChange('closed')
  if (opened.ok) await opened.value.close()
  fake.configs[0]!.onStatusChange('closed')
  await pause(60)
  expect(lost).toEqual([])
})

it("keeps only the code of a refusal: ngrok's sentences repeat the token", async () => {
  const message = 'authentication failed: The authtoken is not valid. Your authtoken: secret-of-ngrok\n\nERR_NGROK_105'
  const refused = await open(fakeSdk({ error: Object.assign(new Error(message), { errorCode: 'ERR_NGROK_105' }) }))
  expect(refused.opened).toEqual({ ok: false, error: { kind: 'refused', detail: 'ERR_NGROK_105' } })
  const inText = await open(fakeSdk({ error: new Error('failed to start: ERR_NGROK_108') }))
  expect(inText.opened).toEqual({ ok: false, error: { kind: 'refused', detail: 'ERR_NGROK_108' } })
})

it('takes everything else for a connection that was not made', async () => {
  const { opened } = await open(fakeSdk({ error: new Error('failed to connect session secret-of-ngrok') }))
  expect(opened).toEqual({ ok: false, error: { kind: 'unreachable', detail: '' } })
})

it('does not wait for ever, and closes a tunnel that comes too late', async () => {
  const fake = fakeSdk({ hang: true })
  const { opened } = await open(fake, { openMs: 30 })
  expect(opened).toEqual({ ok: false, error: { kind: 'unreachable', detail: 'timeout' } })
  fake.release()
  await pause(20)
  expect(fake.closed()).toBe(1)
})

it('says where the SDK is not there, or gives no address', async () => {
  const missing = ngrokTunnel({
    load: async () => {
      throw Object.assign(new Error('Cannot find native binding'), { code: 'MODULE_NOT_FOUND' })
    },
  })
  const order = { port: 1, authtoken: 't', domain: 'd.example.com', onLost: () => {} }
  expect(await missing.open(order)).toEqual({ ok: false, error: { kind: 'refused', detail: 'not-installed' } })
  const { opened } = await open(fakeSdk({ url: null }))
  expect(opened).toEqual({ ok: false, error: { kind: 'refused', detail: 'no-address' } })
})
