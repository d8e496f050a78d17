import { describe, expect, it } from 'vitest'
import { readHttpDate } from '../../electron/adapters/seam/seam-clock.ts'
import { pinFits } from '../../electron/domain/pin.ts'
import { instant } from '../../electron/domain/time.ts'
import type { FakeUnlocking } from '../support/fake-seam.ts'
import { opened } from './seam-world.ts'

const unlockFront = { opId: 'op', deviceId: 'front' }

describe('unlocking through Seam', () => {
  it.each<[FakeUnlocking, object]>([
    ['confirmed', { state: 'opened' }],
    ['unconfirmed', { state: 'sent' }],
    ['stuck', { state: 'unknown', fault: 'transient' }],
    [{ failed: 'device_disconnected' }, { state: 'rejected', fault: 'offline' }],
    [{ failed: 'account_disconnected' }, { state: 'rejected', fault: 'auth' }],
    [{ failed: 'an_error_of_next_year' }, { state: 'rejected', fault: 'transient' }],
  ])('that is %j answers %j, and is asked for once', async (what, outcome) => {
    const { fake, proxy, provider } = await opened()
    fake.setUnlocking(what)
    expect(await provider.unlock(unlockFront)).toEqual(outcome)
    expect(fake.unlockings()).toBe(1)
    expect(proxy.requests.filter(({ path }) => path === '/locks/unlock_door')).toHaveLength(1)
  })

  it('stops looking when it has given up', async () => {
    const { fake, proxy, provider } = await opened()
    fake.setUnlocking('stuck')
    await provider.unlock(unlockFront)
    const looks = proxy.requests.length
    expect(looks).toBeGreaterThan(3)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(proxy.requests).toHaveLength(looks)
  })

  it('is not repeated when its answer is lost, and nobody claims to know what the door did', async () => {
    const { fake, proxy, provider } = await opened()
    proxy.set({ dropReply: true, only: /unlock_door/ })
    expect(await provider.unlock(unlockFront)).toEqual({ state: 'unknown', fault: 'transient' })
    expect(fake.unlockings()).toBe(1)
  })

  it('is still known to have worked when one look at it fails', async () => {
    const { proxy, provider } = await opened()
    proxy.set({ answer: { status: 503, body: '{}' }, only: /action_attempts/ })
    setTimeout(proxy.reset, 60)
    expect(await provider.unlock(unlockFront)).toEqual({ state: 'opened' })
  })
})

describe('what Seam says of a lock', () => {
  it('is its keypad, its memory and what it can, asked for once in ten minutes', async () => {
    const code_constraints = [
      ...['no_zeros', 'cannot_start_with_12', 'cannot_contain_089', 'cannot_contain_0789'],
      ...['at_least_three_unique_digits', 'no_ascending_or_descending_sequence', 'no_triple_consecutive_ints'],
      ...['unique_first_four_digits', 'start_date_in_future', 'name_length', 'pin_code_matches_existing_set'],
    ].map((constraint_type) => ({ constraint_type }))
    const { provider, proxy } = await opened({
      properties: { supported_code_lengths: [6], code_constraints, max_active_codes_supported: 250 },
      flags: { can_program_offline_access_codes: true },
    })
    await provider.capabilities('front')
    expect(await provider.capabilities('front')).toEqual({
      acknowledges: 'later',
      pinRules: {
        lengths: [6],
        digits: '0123456789',
        rules: code_constraints.slice(0, 7).map((one) => one.constraint_type),
      },
      canUpdate: true,
      canUnlock: true,
      offlineCodes: true,
      maxCodes: 250,
      lane: 'seam:front',
    })
    expect(proxy.requests.filter(({ path }) => path === '/devices/get')).toHaveLength(1)
  })

  it.each([
    ['no_ascending_or_descending_sequence', ['123456', '987654'], ['123457', '890123']],
    ['no_triple_consecutive_ints', ['912388', '932188', '911188'], ['912488', '135790']],
    ['no_all_same_digits', ['777777'], ['777778']],
  ] as const)('is kept by our digits where it is %s', async (rule, refused, taken) => {
    const { provider } = await opened({ properties: { code_constraints: [{ constraint_type: rule }] } })
    const { pinRules } = await provider.capabilities('front')
    expect(refused.filter((digits) => pinFits(digits, pinRules))).toEqual([])
    expect(taken.filter((digits) => pinFits(digits, pinRules))).toEqual(taken)
  })

  it('leaves no length where the lock makes its digits up by itself', async () => {
    const code_constraints = [{ constraint_type: 'cannot_specify_pin_code' }]
    const { provider } = await opened({ properties: { supported_code_lengths: [6], code_constraints } })
    expect((await provider.capabilities('front')).pinRules.lengths).toEqual([])
  })

  it('is that it cannot be unlocked where the flag or the maker forbids it', async () => {
    const { provider } = await opened({ flags: { can_remotely_unlock: false } })
    expect((await provider.capabilities('front')).canUnlock).toBe(false)
    const other = await opened()
    other.fake.setTroubles('front', { warnings: ['ttlock_lock_gateway_unlocking_not_enabled'] })
    expect((await other.provider.capabilities('front')).canUnlock).toBe(false)
    expect((await other.provider.capabilities('room1')).canUnlock).toBe(true)
  })

  it('is the battery in percent and whether it is online, and why it cannot be asked', async () => {
    const { provider, fake, proxy } = await opened()
    fake.setBattery('front', 0.42)
    const well = { online: true, batteryPercent: 42, signal: null, gateway: null, clockSkewSeconds: null, fault: null }
    expect(await provider.health('front')).toEqual(well)
    fake.setOffline('front')
    expect(await provider.health('front')).toEqual({ ...well, online: false, fault: 'offline' })
    await proxy.cut()
    expect(await provider.health('front')).toEqual({ ...well, online: null, batteryPercent: null, fault: 'offline' })
    expect((await provider.capabilities('front')).lane).toBe('seam:front')
  })

  it.each([
    [{ errors: ['subscription_required'] }, { fault: 'unsupported', signal: null }],
    [{ errors: ['ttlock_lock_not_paired_to_gateway'] }, { fault: 'offline', signal: null }],
    [{ errors: ['an_error_of_next_year'] }, { fault: 'transient', signal: null }],
    [{ errors: ['empty_backup_access_code_pool'] }, { fault: null, signal: null }],
    [{ warnings: ['ttlock_weak_gateway_signal'] }, { fault: null, signal: 'weak' }],
    [{ warnings: ['device_has_flaky_connection'] }, { fault: null, signal: 'weak' }],
    [{ warnings: ['salto_ks_office_mode'] }, { fault: 'unsupported', signal: null }],
    [{ warnings: ['lockly_time_zone_not_configured'] }, { fault: 'clock', signal: null }],
    [{ warnings: ['a_warning_of_next_year'] }, { fault: null, signal: null }],
  ])('with %j is %j', async (troubles, health) => {
    const { provider, fake } = await opened()
    fake.setTroubles('front', troubles)
    expect(await provider.health('front')).toMatchObject({ online: true, ...health })
  })

  it('names the bridge where the maker tells it, and says when that is down', async () => {
    const tedee_metadata = { bridge_id: 4711, bridge_name: 'Hallway' }
    const { provider, fake } = await opened({ properties: { tedee_metadata } })
    const gateway = { id: '4711', name: 'Hallway' }
    expect((await provider.health('front')).gateway).toEqual({ ...gateway, online: true })
    fake.setBridgeOffline(['front', 'room1'])
    const down = { online: false, fault: 'offline' }
    expect(await provider.health('front')).toMatchObject({ ...down, gateway: { ...gateway, online: false } })
    expect(await provider.health('room1')).toMatchObject({ ...down, gateway: null })
    fake.setBridgeOffline(['front', 'room1'], false)
    expect(await provider.health('front')).toMatchObject({ online: true, fault: null })
    fake.setOffline('front')
    expect((await provider.health('front')).gateway).toEqual({ ...gateway, online: null })
  })
})

describe("Seam's clock", () => {
  it('shows by how much ours is ahead, once Seam has answered and we have one to compare', async () => {
    const ahead = { now: () => instant(Date.now() + 3_600_000) }
    const { provider } = await opened({ clock: ahead })
    expect(provider.status()).toEqual({ clockAheadMs: null, callsThisMonth: null, callsPerMonth: null })
    await provider.health('front')
    expect(Math.abs(provider.status().clockAheadMs! - 3_600_000)).toBeLessThan(2_000)
    const without = await opened()
    await without.provider.health('front')
    expect(without.provider.status().clockAheadMs).toBeNull()
  })

  it('is read from the header as RFC 9110 writes it, and from nothing else', () => {
    expect(readHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
    for (const other of [
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun, 31 Feb 2027 08:49:37 GMT',
      'Sun, 06 Xyz 1994 08:49:37 GMT',
      '',
      undefined,
    ])
      expect(readHttpDate(other)).toBeNull()
  })
})

describe('offline codes through Seam', () => {
  const wanted = {
    deviceId: 'front',
    startsAt: instant(Date.UTC(2027, 4, 1, 13, 20)),
    endsAt: instant(Date.UTC(2027, 4, 3, 9, 1)),
  }
  const flags = { can_program_offline_access_codes: true }

  it('are asked for by whole hours and come with the digits Seam made', async () => {
    const { provider, fake } = await opened({ flags })
    const made = await provider.offlineCode(wanted)
    const [code] = fake.codes('front')
    expect(made).toEqual({
      ok: true,
      ref: code!.id,
      pin: code!.code,
      startsAt: Date.UTC(2027, 4, 1, 13),
      endsAt: Date.UTC(2027, 4, 3, 10),
    })
  })

  it('without digits yet are waited for, and looked at again instead of made twice', async () => {
    const { provider, fake, proxy } = await opened({ flags })
    proxy.set({ answer: { status: 503, body: '{}' }, only: /access_codes\/get/ })
    expect(await provider.offlineCode(wanted)).toEqual({ ok: false, fault: 'transient' })
    const [code] = fake.codes('front')
    fake.patchCode(code!.id, { code: null })
    proxy.reset()
    setTimeout(() => fake.giveDigits(code!.id, '40178263'), 50)
    expect(await provider.offlineCode(wanted)).toMatchObject({ ok: true, ref: code!.id, pin: '40178263' })
    expect(fake.codes('front')).toHaveLength(1)
  })

  it('are made anew for the next party, for digits are never handed out twice', async () => {
    const { provider, fake } = await opened({ flags })
    const first = await provider.offlineCode(wanted)
    const second = await provider.offlineCode(wanted)
    if (!first.ok || !second.ok) throw new Error('no codes')
    expect(second.ref).not.toBe(first.ref)
    expect(fake.codes('front')).toHaveLength(2)
  })

  it('are not asked of a lock that cannot make any, nor of one that is not there', async () => {
    const { provider, fake } = await opened()
    expect(await provider.offlineCode(wanted)).toEqual({ ok: false, fault: 'unsupported' })
    expect(await provider.offlineCode({ ...wanted, deviceId: 'gone' })).toEqual({ ok: false, fault: 'not-found' })
    expect(fake.codes()).toEqual([])
  })
})
