import { describe, expect, it } from 'vitest'
import type { LogFields, Logger } from '../../electron/ports/logger.ts'
import { describeLockProvider } from './lock-provider-spec.ts'
import { firstCode, opened, openSeam, order } from './seam-world.ts'

describeLockProvider('Seam', async () => {
  const { fake, proxy, provider, stop } = await openSeam()
  return {
    provider,
    finish: () => void fake.confirmAll(),
    loseNextAnswer: () => proxy.set({ dropReply: true, only: /access_codes\/create/ }),
    goOffline: proxy.cut,
    comeBack: proxy.mend,
    refuseOurKey: () =>
      proxy.set({ answer: { status: 401, headers: { 'content-type': 'application/json' }, body: '{}' } }),
    unknownDevice: 'no-such-device',
    takeLockOffline: (deviceId) => fake.setOffline(deviceId),
    openWith: (deviceId, ref) => void fake.addEvent('lock.unlocked', { deviceId, ref }),
    breakListing: () => proxy.set({ answer: { status: 500, body: '{}' }, only: /unmanaged/ }),
    addForeignCode: fake.addForeignCode,
    stop,
  }
})

describe('Seam', () => {
  it('sends a create once only, even when the connection breaks after it arrived', async () => {
    const { fake, proxy, provider } = await opened()
    proxy.set({ dropReply: true, only: /create/ })
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    expect(proxy.requests.filter(({ path }) => path === '/access_codes/create')).toHaveLength(1)
    expect(fake.codes('front')).toHaveLength(1)
  })

  it('gives up after its time limit and does not know what became of the code', async () => {
    const { fake, proxy, provider } = await opened({ timeoutMs: 300 })
    proxy.set({ latencyMs: 900, only: /create/ })
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    await expect.poll(() => fake.codes('front').length).toBe(1)
  })

  it('does not know what became of a code when Seam answers 503', async () => {
    const { fake, provider } = await opened()
    fake.outage(['/access_codes/create'])
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    fake.outage([])
    expect(await provider.setCode(order())).toMatchObject({ state: 'accepted' })
  })

  it.each([
    ['the time Seam names', { 'retry-after': '7' }, 7_000],
    ['a minute where it names none', undefined, 60_000],
  ])('waits %s when it is told to slow down', async (_, headers, retryAfterMs) => {
    const { proxy, provider } = await opened()
    const json = { 'content-type': 'application/json', ...headers }
    const body = '{"error":{"type":"rate_limit_exceeded","message":"slow down"}}'
    proxy.set({ answer: { status: 429, headers: json, body } })
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'quota', retryAfterMs })
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'quota' })
  })

  it('follows no redirect to another host', async () => {
    const { proxy, provider } = await opened()
    const elsewhere = await opened()
    proxy.set({ answer: { status: 307, headers: { location: `${elsewhere.proxy.url}/access_codes/create` } } })
    expect((await provider.setCode(order())).state).toBe('unknown')
    expect(elsewhere.proxy.requests).toEqual([])
  })

  it('does not take the 404 of a wrong address for a code that is gone', async () => {
    const { proxy, provider } = await opened()
    proxy.set({ answer: { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' } })
    expect(await provider.removeCode({ opId: 'op', deviceId: 'front', ref: 'x' })).toEqual({
      state: 'rejected',
      fault: 'transient',
    })
  })

  it('answers accepted to a removal, for Seam takes it off the lock afterwards', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const ref = fake.codes('front')[0]!.id
    expect(await provider.removeCode({ opId: 'op', deviceId: 'front', ref })).toEqual({ state: 'accepted', ref })
  })

  it.each([
    [{ status: 'setting' }, 'pending', null],
    [{ status: 'unset', is_scheduled_on_device: true }, 'held', null],
    [{ status: 'set', warnings: [{ warning_code: 'delay_in_setting_on_device', message: '' }] }, 'held', null],
    [{ status: 'removing' }, 'removing', null],
    [{ status: 'unknown' }, 'pending', null],
    [{ status: 'setting', warnings: [{ warning_code: 'delay_in_setting_on_device' }] }, 'pending', 'transient'],
    [{ status: 'setting', warnings: [{ warning_code: 'schlage_detected_duplicate' }] }, 'pending', 'duplicate'],
    [{ status: 'setting', warnings: [{ warning_code: 'third_party_integration_detected' }] }, 'pending', null],
    [{ status: 'setting', warnings: [{ warning_code: 'a_warning_of_next_year' }] }, 'pending', 'transient'],
    [{ status: 'set', warnings: [{ warning_code: 'ultraloq_access_code_disabled' }] }, 'failed', 'unsupported'],
  ])('reads a code with %j as %s', async (patch, state, fault) => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    fake.patchCode(fake.codes('front')[0]!.id, patch)
    expect(await firstCode(provider)).toMatchObject({ state, fault })
  })

  it.each([
    ['no_space_for_access_code_on_device', 'full'],
    ['duplicate_code_on_device', 'duplicate'],
    ['failed_to_set_on_device', 'transient'],
    ['code_modified_external_to_seam', 'transient'],
    ['august_lock_invalid_code_length', 'bad-pin'],
    ['kwikset_insufficient_permissions', 'auth'],
    ['a_code_seam_adds_next_year', 'transient'],
    // The name of something every object has is no error code of Seam's.
    ['constructor', 'transient'],
  ])('reads the error %s of a code as failed, %s', async (errorCode, fault) => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    fake.failCode(fake.codes('front')[0]!.id, errorCode)
    expect(await firstCode(provider)).toMatchObject({ state: 'failed', fault })
  })

  it.each([
    ['igloohome_bridge_offline', 'offline'],
    ['igloohome_bridge_too_many_pending_jobs', 'busy'],
    ['august_device_programming_delay', 'transient'],
  ])('reads the error %s as a code that is late, not failed, and keeps one that is set', async (errorCode, fault) => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const { id } = fake.codes('front')[0]!
    fake.failCode(id, errorCode)
    expect(await firstCode(provider)).toMatchObject({ state: 'pending', fault })
    fake.patchCode(id, { status: 'set' })
    expect(await firstCode(provider)).toMatchObject({ state: 'held', fault: null })
  })

  it.each(['failed_to_remove_from_device', 'kwikset_unable_to_confirm_deletion'])(
    'still counts a code as on its way out after %s, whatever its status',
    async (errorCode) => {
      const { provider, fake } = await opened()
      await provider.setCode(order())
      const { id } = fake.codes('front')[0]!
      for (const status of ['removing', 'set']) {
        fake.patchCode(id, { status })
        fake.failCode(id, errorCode)
        expect(await firstCode(provider)).toMatchObject({ state: 'removing', fault: 'transient' })
      }
    },
  )

  it('shows a code that was changed behind our back as held, with the digits the lock has now', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const { id } = fake.codes('front')[0]!
    fake.confirm(id)
    fake.changeDigits(id, '730164')
    expect(await firstCode(provider)).toMatchObject({ ref: id, state: 'held', pin: '730164', fault: null })
  })

  it('no longer lists a code that was deleted behind our back, and refuses to change it', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const { id } = fake.codes('front')[0]!
    fake.deleteCode(id)
    expect(await firstCode(provider)).toBeUndefined()
    expect(await provider.updateCode({ ...order(), ref: id })).toEqual({ state: 'rejected', fault: 'not-found' })
  })

  it('calls a lock that was taken away at the vendor not-found, for every order', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    fake.removeDevice('front')
    expect(await provider.setCode(order({ label: 'LK-b-1' }))).toEqual({ state: 'rejected', fault: 'not-found' })
    expect(await provider.unlock({ opId: 'op', deviceId: 'front' })).toEqual({ state: 'rejected', fault: 'not-found' })
    expect(await provider.health('front')).toMatchObject({ online: null, fault: 'not-found' })
  })

  it('keeps a code held while its lock is offline, and says why a pending one is late', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const { id } = fake.codes('front')[0]!
    fake.failCode(id, 'device_offline', 'device')
    expect(await firstCode(provider)).toMatchObject({ state: 'pending', fault: 'offline' })
    fake.patchCode(id, { status: 'set' })
    expect(await firstCode(provider)).toMatchObject({ state: 'held', fault: null })
  })

  it('writes neither digits nor key into its log', async () => {
    const lines: string[] = []
    const note = (event: string, fields?: LogFields) => void lines.push(JSON.stringify({ event, fields }))
    const logger: Logger = { info: note, warn: note, error: () => lines.push('error') }
    const { provider, proxy, fake } = await opened({ logger })
    await provider.setCode(order())
    await provider.setCode(order({ label: 'LK-b-1' }))
    await proxy.cut()
    await provider.setCode(order({ label: 'LK-c-1' }))
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain('482915')
    expect(lines.join()).not.toContain(fake.apiKey)
  })
})
