import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Pin } from '../../electron/domain/pin.ts'
import { type Instant, instant } from '../../electron/domain/time.ts'
import type { CodeOrder } from '../../electron/ports/lock-provider.ts'
import { describeDoor } from './lock-provider-door-spec.ts'
import type { ProviderWorld } from './provider-world.ts'

export type { ProviderWorld } from './provider-world.ts'

const day = 24 * 3_600_000
const startsAt = instant(Date.UTC(2027, 4, 1, 13))
const pin = (digits: string) => digits as Pin

function order(over: Partial<CodeOrder> = {}): CodeOrder {
  const endsAt = instant(startsAt + 3 * day)
  return { opId: 'op-1', deviceId: 'front', pin: pin('482915'), startsAt, endsAt, label: 'LK-abc-1', ...over }
}

/** One spec for every vendor of locks; `open` is called before each test. */
export function describeLockProvider(name: string, open: () => Promise<ProviderWorld>): void {
  describe(`${name} as a lock provider`, () => {
    let world: ProviderWorld
    beforeEach(async () => {
      world = await open()
    })
    afterEach(() => world.stop())

    const listed = async (deviceId = 'front') => {
      const answer = await world.provider.listCodes(deviceId)
      if (!answer.ok) throw new Error(`listing failed: ${answer.fault}`)
      return answer.codes
    }
    const held = () => (world.listingProves === false ? 'recorded' : 'held')
    const setOne = async (over: Partial<CodeOrder> = {}) => {
      const outcome = await world.provider.setCode(order(over))
      if (outcome.state !== 'accepted' && outcome.state !== 'confirmed') throw new Error(`not set: ${outcome.state}`)
      return outcome.ref
    }

    it('lists a new code with its label, digits and window, and holds it once the lock has it', async () => {
      const ref = await setOne()
      await world.finish()
      expect(await listed()).toEqual([
        {
          ref,
          label: 'LK-abc-1',
          pin: '482915',
          startsAt,
          endsAt: instant(startsAt + 3 * day),
          state: held(),
          fault: null,
        },
      ])
    })

    it('does not claim that the lock holds a code it has only accepted', async () => {
      const outcome = await world.provider.setCode(order())
      const [code] = await listed()
      expect(code?.state).toBe(outcome.state === 'confirmed' || world.listingProves === false ? held() : 'pending')
    })

    it('keeps the ref, the label and the other codes when a window moves', async () => {
      const other = await setOne({ label: 'LK-other-1', pin: pin('730164') })
      const ref = await setOne()
      await world.finish()
      const endsAt = instant(startsAt + 5 * day)
      const outcome = await world.provider.updateCode({ ...order({ endsAt }), ref })
      expect(['accepted', 'confirmed']).toContain(outcome.state)
      expect(outcome).toMatchObject({ ref })
      await world.finish()
      const codes = await listed()
      expect(codes.find((code) => code.ref === ref)).toMatchObject({
        label: 'LK-abc-1',
        pin: '482915',
        startsAt,
        endsAt,
      })
      expect(codes.find((code) => code.ref === other)).toMatchObject({ endsAt: instant(startsAt + 3 * day) })
    })

    it('changes digits under the same ref, and both dates stay', async () => {
      const ref = await setOne()
      await world.finish()
      await world.provider.updateCode({ ...order({ pin: pin('615028') }), ref })
      await world.finish()
      const endsAt = instant(startsAt + 3 * day)
      expect(await listed()).toMatchObject([{ ref, pin: '615028', startsAt, endsAt, state: held() }])
    })

    it('moves the start alone, and the digits and the end stay', async () => {
      const ref = await setOne()
      await world.finish()
      const earlier = instant(startsAt - 2 * 3_600_000)
      const endsAt = instant(startsAt + 3 * day)
      await world.provider.updateCode({ ...order({ startsAt: earlier, endsAt }), ref })
      await world.finish()
      expect(await listed()).toMatchObject([{ ref, pin: '482915', startsAt: earlier, endsAt, state: held() }])
    })

    it('no longer lists a removed code, and leaves the others', async () => {
      const kept = await setOne({ label: 'LK-kept-1', pin: pin('730164') })
      const ref = await setOne()
      await world.finish()
      const outcome = await world.provider.removeCode({ opId: 'op-2', deviceId: 'front', ref })
      expect(['accepted', 'confirmed']).toContain(outcome.state)
      await world.finish()
      expect((await listed()).map((code) => code.ref)).toEqual([kept])
    })

    it('confirms the removal of a code that is gone already', async () => {
      const ref = await setOne()
      await world.finish()
      await world.provider.removeCode({ opId: 'op-2', deviceId: 'front', ref })
      await world.finish()
      expect(await world.provider.removeCode({ opId: 'op-3', deviceId: 'front', ref })).toEqual({
        state: 'confirmed',
        ref,
      })
    })

    it('confirms the removal of a code it never had, and leaves the others', async () => {
      const kept = await setOne()
      await world.finish()
      const ref = world.unknownRef ?? 'never-was'
      expect(await world.provider.removeCode({ opId: 'op-2', deviceId: 'front', ref })).toEqual({
        state: 'confirmed',
        ref,
      })
      expect((await listed()).map((code) => code.ref)).toEqual([kept])
    })

    it('refuses to update a code that is gone', async () => {
      const ref = await setOne()
      await setOne({ label: 'LK-other-1', pin: pin('730164') })
      await world.provider.removeCode({ opId: 'op-2', deviceId: 'front', ref })
      await world.finish()
      const outcome = await world.provider.updateCode({ ...order({ pin: pin('615028') }), ref })
      expect(outcome).toEqual({ state: 'rejected', fault: 'not-found' })
      expect(await listed()).toMatchObject([{ label: 'LK-other-1', pin: '730164' }])
    })

    it('rejects digits that are on the lock already, even for another window', async () => {
      await setOne()
      const later = instant(startsAt + 30 * day)
      const again = order({ label: 'LK-new-1', startsAt: later, endsAt: instant(later + day) as Instant })
      expect(await world.provider.setCode(again)).toEqual({ state: 'rejected', fault: 'duplicate' })
      expect(await listed()).toHaveLength(1)
    })

    it('takes the same digits on another lock, and lists each lock apart', async () => {
      const front = await setOne()
      const room = await setOne({ deviceId: 'room1', label: 'LK-room-1' })
      expect((await listed('front')).map((code) => code.ref)).toEqual([front])
      expect((await listed('room1')).map((code) => code.ref)).toEqual([room])
    })

    it('lists codes that others made, with their names', async () => {
      const foreign = world.addForeignCode('front', 'Cleaner', pin('904417'))
      expect(await listed()).toMatchObject([{ ref: foreign, label: 'Cleaner', pin: '904417', startsAt: null }])
    })

    it('answers unknown when the answer is lost, and the code is found by its label', async () => {
      await world.loseNextAnswer()
      const outcome = await world.provider.setCode(order())
      expect(outcome.state).toBe('unknown')
      const found = (await listed()).filter((code) => code.label === 'LK-abc-1')
      expect(found).toHaveLength(1)
      expect(found[0]?.ref).not.toBe('')
    })

    it('changes nothing while offline, says so, and works again afterwards', async () => {
      await world.goOffline()
      expect(await world.provider.setCode(order())).toEqual({ state: 'rejected', fault: 'offline' })
      const listing = await world.provider.listCodes('front')
      // A record can be read while the gateway is off; it then holds nothing of what was refused.
      if (listing.ok && world.listingProves === false) expect(listing.codes).toEqual([])
      else expect(listing).toEqual({ ok: false, fault: 'offline' })
      await world.comeBack()
      expect(await listed()).toEqual([])
      await setOne()
      expect(await listed()).toHaveLength(1)
    })

    it('calls a refused key auth, so that a person looks at it', async () => {
      await world.refuseOurKey()
      expect(await world.provider.setCode(order())).toEqual({ state: 'rejected', fault: 'auth' })
    })

    it('calls a lock it does not have not-found', async () => {
      const outcome = await world.provider.setCode(order({ deviceId: world.unknownDevice }))
      expect(outcome).toEqual({ state: 'rejected', fault: 'not-found' })
    })

    describeDoor(() => world, setOne)
  })
}
