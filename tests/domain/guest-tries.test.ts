import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heardAgainAt, networkOf } from '../../electron/domain/guest-tries.ts'
import { type Instant, instant, minutes } from '../../electron/domain/time.ts'

describe('the limits on tries', () => {
  const limits = [
    { of: 'reference', within: minutes(15), most: 5 },
    { of: 'reference', within: minutes(24 * 60), most: 15 },
    { of: 'address', within: minutes(15), most: 10 },
    { of: 'address', within: minutes(24 * 60), most: 60 },
  ] as const

  it('let no more than so many through in any span, however tries come, and hear again when they say', () => {
    const attempt = fc.record({
      after: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 0, max: minutes(400) })),
      reference: fc.nat(2),
      address: fc.nat(2),
    })
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 20, maxLength: 150, size: 'max' }), (attempts) => {
        const heard: { at: Instant; reference: number; address: number }[] = []
        const earlier = (key: 'reference' | 'address', value: number) =>
          heard.filter((one) => one[key] === value).map((one) => one.at)
        let now = instant(Date.parse('2026-06-10T12:00:00Z'))
        for (const { after, reference, address } of attempts) {
          now = instant(now + after)
          const facts = {
            ofReference: earlier('reference', reference),
            ofAddress: earlier('address', address),
            ofHouse: 0,
            right: [],
          }
          const againAt = heardAgainAt({ now, ...facts })
          if (againAt === null) heard.push({ at: now, reference, address })
          else {
            expect(againAt).toBeGreaterThan(now)
            expect(heardAgainAt({ now: againAt, ...facts })).toBe(null)
            expect(heardAgainAt({ now: instant(againAt - 1), ...facts })).not.toBe(null)
          }
        }
        for (const { of, within, most } of limits)
          for (const one of heard) {
            const span = heard.filter(
              (other) => other[of] === one[of] && other.at >= one.at && other.at < one.at + within,
            )
            expect(span.length).toBeLessThanOrEqual(most)
          }
      }),
      { numRuns: 150 },
    )
  })

  it('shut the entrance for a quarter of an hour once all the world has tried 300 times in an hour', () => {
    const now = instant(1_000_000)
    const facts = { now, ofReference: [], ofAddress: [], right: [] }
    expect(heardAgainAt({ ...facts, ofHouse: 299 })).toBe(null)
    expect(heardAgainAt({ ...facts, ofHouse: 300 })).toBe(now + minutes(15))
  })
})

describe('whom an address counts as', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::'],
    ['fe80::1%eth0', 'fe80:0:0:0::'],
    ['::1', '0:0:0:0::'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('%s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  it('never throws, and one household is one whatever its last groups are', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (address) => void networkOf(address)))
    fc.assert(
      fc.property(fc.tuple(group, group, group, group), fc.tuple(group, group, group, group), (net, host) => {
        expect(networkOf([...net, ...host].join(':'))).toBe(networkOf([...net, '1', '2', '3', '4'].join(':')))
      }),
    )
  })
})
