/** When a guest is told: the pure decision, on a story of locks that confirm and clocks that move. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DoorWay,
  decideTelling,
  patienceMs,
  settleMs,
  stillSo,
  type TellingFacts,
  type ToldDoor,
  tellBeforeMs,
  tellingOf,
  wasLeft,
} from '../../electron/domain/guest-message.ts'
import { hours, type Instant, instant, minutes } from '../../electron/domain/time.ts'

const start = instant(1_000 * hours(24))
const end = instant(start + hours(48))
const ahead = (ms: number): Instant => instant(start - ms)

type Lock = { readonly mac?: string; readonly works?: boolean; readonly endsAt?: Instant; readonly startsAt?: Instant }
const lock = (slot: string, { mac = 'm1', works = true, endsAt = end, startsAt = start }: Lock = {}): DoorWay => {
  const pin = { codeId: `code ${slot}`, mac, endsAt }
  const at = { slot, doorId: slot, startsAt, endsAt, plannedAt: ahead(hours(200)) }
  return { ...at, kind: 'lock', own: pin, working: works ? [pin] : [] }
}
const key = (slot: string): DoorWay => ({
  ...{ slot, doorId: slot, startsAt: start, endsAt: end, plannedAt: ahead(hours(200)) },
  kind: 'key',
})
const decide = (facts: Partial<TellingFacts> & Pick<TellingFacts, 'ways'>) =>
  decideTelling({ now: ahead(hours(10)), told: [], sendableAt: ahead(hours(72)), noted: null, ...facts })
const toldOf = (...ways: readonly DoorWay[]): readonly ToldDoor[] => ways.map(tellingOf)
/** `front pin, d1 pending` */
const inWords = (facts: Partial<TellingFacts> & Pick<TellingFacts, 'ways'>): string => {
  const decision = decide(facts)
  if (decision.do !== 'tell') return decision.do
  return `${decision.news}: ${decision.doors.map((door) => `${door.slot} ${door.how}`).join(', ')}`
}
/** Decides as the pass does: what is noted stands since `sinceMs` before. */
const afterNote = (facts: Partial<TellingFacts> & Pick<TellingFacts, 'ways'>, sinceMs: number): string => {
  const now = facts.now ?? ahead(hours(10))
  const noted = decide({ ...facts, now })
  if (noted.do !== 'note') return `not noted: ${noted.do}`
  return inWords({ ...facts, now, noted: { target: noted.target, since: instant(now - sinceMs) } })
}

describe('the first text', () => {
  it('goes when all doors are confirmed, long before the start', () =>
    expect(inWords({ ways: [lock('front'), lock('d1')] })).toBe('first: front pin, d1 pin'))

  it('waits while one is not, and goes 3 hours before the start all the same, naming both', () => {
    const ways = [lock('front'), lock('d1', { works: false })]
    expect(decide({ ways })).toMatchObject({ do: 'wait', until: ahead(tellBeforeMs) })
    expect(inWords({ ways, now: ahead(tellBeforeMs + 1) })).toBe('wait')
    expect(inWords({ ways, now: ahead(tellBeforeMs) })).toBe('first: front pin, d1 pending')
  })

  it('after a check-in that hands the room over at once, it waits 10 minutes for a lock, not longer', () => {
    const arrived = ahead(hours(1))
    const way = { ...lock('d1', { works: false }), plannedAt: arrived, startsAt: arrived }
    const at = (ms: number) => inWords({ ways: [way], now: instant(arrived + ms) })
    expect(at(patienceMs - 1)).toBe('wait')
    expect(at(patienceMs)).toBe('first: d1 pending')
  })

  it('what the desk types at one go is one text: it waits 2 minutes', () => {
    const way = { ...lock('d1'), plannedAt: ahead(hours(10)) }
    expect(inWords({ ways: [way], now: ahead(hours(10) - settleMs + 1) })).toBe('wait')
    expect(inWords({ ways: [way], now: ahead(hours(10) - settleMs) })).toBe('first: d1 pin')
  })

  it('a door without a lock is a key, and holds up nothing', () =>
    expect(inWords({ ways: [lock('front'), key('d2')] })).toBe('first: front pin, d2 key'))

  it('a spare in their hands is their way in where their own code is not there', () => {
    const way = { ...lock('d1', { works: false }), kind: 'lock' as const }
    const spare = { codeId: 'spare', mac: 'm9', endsAt: end }
    const decision = decide({ ways: [{ ...way, own: { codeId: 'own', mac: 'm1', endsAt: end }, working: [spare] }] })
    expect(decision).toMatchObject({ do: 'tell', doors: [{ how: 'pin', codeId: 'spare' }] })
  })

  it('nobody is told of nothing', () => expect(inWords({ ways: [] })).toBe('nothing'))
})

describe('what was told', () => {
  const both = [lock('front'), lock('d1')]

  it('is not told again, whatever the locks do meanwhile', () => {
    const told = toldOf(...both)
    expect(inWords({ ways: both, told })).toBe('nothing')
    expect(inWords({ ways: [lock('front', { works: false }), lock('d1')], told })).toBe('nothing')
  })

  it('the door that was missing is told when it is there, alone', () => {
    const told = toldOf(lock('front'), lock('d1', { works: false }))
    expect(inWords({ ways: [lock('front'), lock('d1', { works: false })], told })).toBe('nothing')
    expect(afterNote({ ways: both, told }, settleMs)).toBe('more: d1 pin')
    expect(afterNote({ ways: both, told }, settleMs - 1)).toBe('wait')
  })

  it('new digits are told when the locks have them, not before: the old ones open until then', () => {
    const told = toldOf(...both)
    const waiting = [lock('front', { mac: 'm2', works: false }), lock('d1', { mac: 'm2', works: false })]
    expect(inWords({ ways: waiting, told, now: ahead(0) })).toBe('nothing')
    const ready = [lock('front', { mac: 'm2' }), lock('d1', { mac: 'm2' })]
    expect(afterNote({ ways: ready, told }, settleMs)).toBe('digits: front pin, d1 pin')
  })

  it('with one lock still on the old digits, the others are told after 10 minutes', () => {
    const told = toldOf(...both)
    const ways = [lock('front', { mac: 'm2' }), lock('d1', { mac: 'm2', works: false })]
    const now = instant(start + hours(1))
    expect(afterNote({ ways, told, now }, patienceMs - 1)).toBe('wait')
    expect(afterNote({ ways, told, now }, patienceMs)).toBe('digits: front pin')
  })

  it('another end is told, an earlier start is not, a later one that has not come is', () => {
    const told = toldOf(lock('d1'))
    expect(afterNote({ ways: [lock('d1', { endsAt: instant(end + hours(24)) })], told }, settleMs)).toBe(
      'times: d1 pin',
    )
    expect(inWords({ ways: [lock('d1', { startsAt: ahead(hours(5)) })], told })).toBe('nothing')
    expect(afterNote({ ways: [lock('d1', { startsAt: instant(start + hours(24)) })], told }, settleMs)).toBe(
      'times: d1 pin',
    )
  })

  it('a change of the change begins to settle anew', () => {
    const told = toldOf(lock('d1'))
    const other = decide({ ways: [lock('d1', { mac: 'm2' })], told })
    if (other.do !== 'note') throw new Error('a change is noted')
    const noted = { target: other.target, since: ahead(hours(11)) }
    expect(inWords({ ways: [lock('d1', { mac: 'm3' })], told, noted })).toBe('note')
  })

  it('a text that waited is still so, or is left', () => {
    const [told] = toldOf(lock('d1'))
    expect(stillSo(told!, [lock('d1', { startsAt: ahead(hours(2)) })])).toBe(true)
    expect(stillSo(told!, [lock('d1', { mac: 'm2' })])).toBe(false)
    expect(stillSo(told!, [lock('d1', { endsAt: instant(end + 1) })])).toBe(false)
    expect(stillSo(told!, [lock('d2')])).toBe(false)
    const [pending] = toldOf(lock('d1', { works: false }))
    expect(stillSo(pending!, [lock('d1')])).toBe(false)
    expect(stillSo(pending!, [lock('d1', { works: false })])).toBe(true)
    expect(wasLeft({ status: 'not-sent', statusReason: 'the stay is over' })).toBe(true)
    expect(wasLeft({ status: 'not-sent', statusReason: 'the guest texted STOP' })).toBe(false)
    expect(wasLeft({ status: 'sent', statusReason: 'the stay is over' })).toBe(false)
  })
})

/** One thing that happens: a lock takes or loses its code, digits change, the clock goes on. */
type Happening =
  | { readonly kind: 'works'; readonly door: number; readonly works: boolean }
  | { readonly kind: 'digits' }
  | { readonly kind: 'later'; readonly ms: number }
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('works' as const), door: fc.nat(2), works: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('digits' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('later' as const), ms: fc.integer({ min: 0, max: hours(14) }) }),
  },
)

describe('in any order of locks and clocks', () => {
  it('each door is told 3 hours before the start or at the next pass, and never the same twice', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (story, doors) => {
        let now = ahead(hours(72))
        let mac = 0
        const works = Array.from({ length: doors }, () => false)
        const macs = Array.from({ length: doors }, () => 0)
        let told: readonly ToldDoor[] = []
        let noted: TellingFacts['noted'] = null
        const said = new Set<string>()
        const pass = () => {
          const ways = works.map((open, door) => lock(`d${door}`, { mac: `m${macs[door]}`, works: open }))
          const decision = decideTelling({ now, ways, told, sendableAt: ahead(hours(72)), noted })
          if (decision.do === 'note') noted = { target: decision.target, since: now }
          if (decision.do !== 'tell') return
          expect(decision.doors.length).toBeGreaterThan(0)
          for (const door of decision.doors) {
            const words = `${door.slot} ${door.how} ${door.mac}`
            expect(said.has(words)).toBe(false)
            said.add(words)
          }
          const fresh = new Set(decision.doors.map((door) => door.slot))
          told = [...told.filter((door) => !fresh.has(door.slot)), ...decision.doors]
          noted = null
        }
        const passes = (ms: number) => {
          const until = instant(now + ms)
          for (; now < until; now = instant(Math.min(until, now + minutes(7)))) pass()
          pass()
        }
        for (const step of story) {
          if (step.kind === 'later') passes(Math.min(step.ms, end - now - 1))
          else if (step.kind === 'digits') {
            mac += 1
            macs.fill(mac)
            works.fill(false)
          } else if (step.door < doors) works[step.door] = step.works
          pass()
          if (now >= ahead(tellBeforeMs)) expect(told).toHaveLength(doors)
        }
        // At rest, with every lock confirmed, the guest knows the digits that open each door.
        works.fill(true)
        passes(minutes(30))
        const open = told.filter((door) => door.how === 'pin' && door.mac === `m${macs[Number(door.slot.slice(1))]}`)
        if (now >= ahead(hours(71))) expect(open).toHaveLength(doors)
      }),
      { numRuns: 300 },
    )
  })
})
