import { describe, expect, it } from 'vitest'
import {
  type AccessCode,
  afterCall,
  afterLook,
  began,
  type CodeFacts,
  needsPerson,
  nextDueAt,
  nextStep,
  proofDelayMs,
  replanned,
  retryDelayMs,
  withOtherDigits,
} from '../../electron/domain/access-code.ts'
import type { Window } from '../../electron/domain/access-window.ts'
import type { LockFault, RemoteCode } from '../../electron/domain/lock.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { hours, type Instant, minutes } from '../../electron/domain/time.ts'

const hour = (count: number): Instant => hours(count) as Instant
const window = (from: number, to: number): Window => ({ startsAt: hour(from), endsAt: hour(to) })
/** The stay's window begins 100 h after the tests' zero hour. */
const stay = window(100, 148)
const facts = (at: number, change: Partial<CodeFacts> = {}): CodeFacts => ({
  now: hour(at),
  codesAheadMs: hours(72),
  inHouse: false,
  ...change,
})
const code = (change: Partial<AccessCode> = {}): AccessCode => ({
  desired: 'present',
  state: 'planned',
  windows: [stay],
  providerRef: null,
  sent: null,
  mustLook: false,
  fault: null,
  attempts: 0,
  retryAt: null,
  ...change,
})
const onLock = (change: Partial<AccessCode> = {}) =>
  code({ state: 'on-lock', providerRef: 'r1', sent: stay, ...change })
const remote = (change: Partial<RemoteCode> = {}): RemoteCode => ({
  ref: 'r1',
  label: 'LK-1',
  pin: '042817' as Pin,
  startsAt: stay.startsAt,
  endsAt: stay.endsAt,
  state: 'held',
  fault: null,
  ...change,
})
const absent = { desired: 'absent', windows: [], state: 'removing' } as const

describe('the next step of a code', () => {
  it.each<[string, AccessCode, CodeFacts, ReturnType<typeof nextStep>]>([
    ['waits until it is due ahead', code(), facts(0), { do: 'wait', until: hour(28) }],
    ['is set from 72 h before its start', code(), facts(28), { do: 'set', window: stay }],
    [
      'waits for the check-in where nothing is sent ahead',
      code(),
      facts(99, { codesAheadMs: 0 }),
      { do: 'wait', until: stay.endsAt },
    ],
    [
      'is set at the check-in, whatever its start',
      code(),
      facts(0, { inHouse: true, codesAheadMs: 0 }),
      { do: 'set', window: stay },
    ],
    [
      'is changed, not doubled, where the provider has it already',
      code({ providerRef: 'r1' }),
      facts(90),
      { do: 'update', window: stay },
    ],
    ['waits out its retry', code({ retryAt: hour(91) }), facts(90), { do: 'wait', until: hour(91) }],
    ['looks before it repeats what may have happened', code({ mustLook: true }), facts(90), { do: 'look' }],
    ['looks for the proof of what was accepted', onLock({ state: 'accepted' }), facts(90), { do: 'look' }],
    ['rests on the lock until its end', onLock(), facts(110), { do: 'wait', until: stay.endsAt }],
    [
      'moves to the next window when one has ended',
      onLock({ windows: [stay, window(200, 224)] }),
      facts(148),
      { do: 'update', window: window(200, 224) },
    ],
    [
      'follows a changed window',
      onLock({ windows: [window(100, 172)] }),
      facts(110),
      { do: 'update', window: window(100, 172) },
    ],
    ['is removed at its end', onLock(), facts(148), { do: 'remove' }],
    ['is removed when it is no longer wanted', onLock(absent), facts(110), { do: 'remove' }],
    ['is forgotten where nothing was ever sent', code(absent), facts(110), { do: 'forget' }],
    [
      'is looked for first where something may have been sent',
      code({ ...absent, mustLook: true }),
      facts(110),
      { do: 'look' },
    ],
    [
      'waits for a person where no repetition helps',
      code({ fault: 'full' }),
      facts(110),
      { do: 'wait', until: stay.endsAt },
    ],
    ['still leaves the lock after such a fault', onLock({ ...absent, fault: 'auth' }), facts(110), { do: 'remove' }],
    ['is none once removed', code({ state: 'removed', ...{ windows: [] } }), facts(110), { do: 'wait', until: null }],
  ])('%s', (_name, given, about, step) => {
    expect(nextStep(given, about)).toEqual(step)
    expect(nextDueAt(given, about)).toBe(step.do === 'wait' ? step.until : about.now)
  })
})

describe('what an answer makes of a code', () => {
  const set = { do: 'set', window: stay } as const
  const update = { do: 'update', window: stay } as const
  const remove = { do: 'remove' } as const
  const about = facts(90)

  it('stores the intent before the call, so that a crash is looked up', () => {
    expect(began(code(), 'set')).toMatchObject({ state: 'sending', mustLook: true })
    expect(began(code({ state: 'needs-attention' }), 'update').state).toBe('needs-attention')
    expect(began(onLock(), 'remove').state).toBe('removing')
  })
  it('never takes accepted for on the lock', () => {
    expect(afterCall(code(), set, { state: 'accepted', ref: 'r1' }, about, 0)).toMatchObject({
      state: 'accepted',
      providerRef: 'r1',
      sent: stay,
      mustLook: false,
      retryAt: hour(90) + 1_000,
    })
    expect(afterCall(code(), set, { state: 'confirmed', ref: 'r1' }, about, 0)).toMatchObject({
      state: 'on-lock',
      retryAt: null,
    })
  })
  it('looks after an unknown outcome, and may repeat after a refusal', () => {
    expect(afterCall(began(code(), 'set'), set, { state: 'unknown', fault: 'transient' }, about, 0)).toMatchObject({
      mustLook: true,
      fault: 'transient',
      attempts: 1,
      retryAt: hour(90) + 5_000,
    })
    expect(
      afterCall(began(code(), 'set'), set, { state: 'rejected', fault: 'busy', retryAfterMs: 77 }, about, 0),
    ).toMatchObject({
      mustLook: false,
      fault: 'busy',
      retryAt: hour(90) + 77,
    })
  })
  it('ends a removal when it is confirmed or nothing is there, and looks after one that was accepted', () => {
    const leaving = began(onLock(absent), 'remove')
    const gone = { state: 'removed', sent: null, providerRef: null, mustLook: false, fault: null }
    expect(afterCall(leaving, remove, { state: 'confirmed', ref: 'r1' }, about, 0)).toMatchObject(gone)
    expect(afterCall(leaving, remove, { state: 'rejected', fault: 'not-found' }, about, 0)).toMatchObject(gone)
    expect(afterCall(leaving, remove, { state: 'accepted', ref: 'r1' }, about, 0)).toMatchObject({
      state: 'removing',
      sent: stay,
      mustLook: true,
    })
    expect(afterCall(leaving, remove, { state: 'rejected', fault: 'offline' }, about, 0)).toMatchObject({
      state: 'removing',
      sent: stay,
      fault: 'offline',
    })
  })
  it('looks anew where the provider no longer knows what was to be changed', () => {
    expect(
      afterCall(began(onLock(), 'update'), update, { state: 'rejected', fault: 'not-found' }, about, 0),
    ).toMatchObject({ mustLook: true, retryAt: null })
  })
})

describe('what a look at the lock makes of a code', () => {
  const about = facts(90)
  const looking = code({ state: 'sending', mustLook: true })

  it.each<[string, AccessCode, RemoteCode | null, Partial<AccessCode>]>([
    [
      'held as meant is on the lock',
      looking,
      remote(),
      { state: 'on-lock', sent: stay, providerRef: 'r1', mustLook: false },
    ],
    [
      'held, cut to the minute by the lock, is on the lock',
      looking,
      remote({ endsAt: (stay.endsAt - 59_000) as Instant }),
      { state: 'on-lock', sent: stay },
    ],
    [
      'held with another end is to be changed',
      looking,
      remote({ endsAt: hour(120) }),
      { state: 'sending', sent: window(100, 120), retryAt: null },
    ],
    [
      'still pending is accepted',
      looking,
      remote({ state: 'pending' }),
      { state: 'accepted', sent: stay, retryAt: (hour(90) + 1_000) as Instant },
    ],
    [
      'failed is a fault, and looked at again',
      looking,
      remote({ state: 'failed', fault: 'full' }),
      { fault: 'full', mustLook: true },
    ],
    [
      'on its way out though wanted is waited for',
      looking,
      remote({ state: 'removing' }),
      { state: 'sending', mustLook: true },
    ],
    ['not there is to be set anew', looking, null, { providerRef: null, sent: null, mustLook: false, retryAt: null }],
    [
      'there though not wanted is to be removed',
      code({ ...absent, mustLook: true }),
      remote(),
      { state: 'removing', sent: stay, mustLook: false, retryAt: null },
    ],
    [
      'on its way out as wanted is looked at again',
      code({ ...absent, mustLook: true }),
      remote({ state: 'removing' }),
      { state: 'removing', mustLook: true },
    ],
    [
      'gone as wanted is removed',
      onLock({ ...absent, mustLook: true }),
      null,
      { state: 'removed', sent: null, providerRef: null },
    ],
    [
      'there after its last window is to be removed',
      onLock({ windows: [window(0, 80)], mustLook: true }),
      remote(),
      { state: 'removing', mustLook: false },
    ],
  ])('%s', (_name, given, seen, change) => expect(afterLook(given, seen, about, 0)).toMatchObject(change))

  it('that was not answered proves nothing: what was known stays known', () => {
    expect(afterLook(onLock({ ...absent, mustLook: true }), { listingFailed: 'offline' }, about, 0)).toMatchObject({
      state: 'removing',
      sent: stay,
      providerRef: 'r1',
      mustLook: true,
      fault: 'offline',
    })
  })
  it('asks less often the longer the proof is awaited', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(proofDelayMs)).toEqual([1_000, 2_000, 5_000, 15_000, 30_000, 60_000, 60_000])
  })
})

describe('a code whose plan changed', () => {
  const now = hour(90)
  const longer = [window(100, 172)]

  it.each<[string, AccessCode, 'present' | 'absent', readonly Window[], Partial<AccessCode>]>([
    [
      'before anything was sent stays planned',
      code(),
      'present',
      longer,
      { state: 'planned', windows: longer, mustLook: false },
    ],
    ['before anything was sent is gone at once when revoked', code(), 'absent', [], { state: 'removed' }],
    [
      'on the lock with the same running window is not touched',
      onLock(),
      'present',
      [stay, window(200, 224)],
      { state: 'on-lock', sent: stay },
    ],
    [
      'on the lock with another window is on its way',
      onLock(),
      'present',
      longer,
      { state: 'sending', sent: stay, mustLook: false },
    ],
    ['on the lock is removed when revoked', onLock(), 'absent', [], { state: 'removing', sent: stay }],
    [
      'in the middle of a call is looked up first when revoked',
      code({ state: 'sending', mustLook: true }),
      'absent',
      [],
      { state: 'removing', mustLook: true },
    ],
    [
      'wanted again while it is being removed is looked up first',
      onLock({ ...absent }),
      'present',
      [stay],
      { state: 'sending', mustLook: true, desired: 'present' },
    ],
    [
      'forgets the fault of the order before',
      code({ state: 'needs-attention', fault: 'full', attempts: 4, retryAt: hour(99) }),
      'present',
      longer,
      { state: 'planned', fault: null, attempts: 0, retryAt: null },
    ],
  ])('%s', (_name, given, desired, windows, change) =>
    expect(replanned(given, desired, windows, now)).toMatchObject(change),
  )
})

describe('a fault', () => {
  it.each<[LockFault, number, number, boolean, boolean]>([
    ['full', 1, 0, false, true],
    ['auth', 1, 0, false, true],
    ['offline', 1, 0, false, false],
    ['offline', 1, 99, false, true],
    ['busy', 1, 99, false, false],
    ['busy', 3, 99, false, true],
    ['busy', 9, 0, false, false],
    ['transient', 3, 0, true, true],
  ])('%s at try %i, at hour %i, in house %s: a person is needed %s', (fault, attempts, at, inHouse, needed) => {
    expect(needsPerson(fault, attempts, stay, facts(at, { inHouse }))).toBe(needed)
  })
  it('is tried again ever later, never all doors in the same moment, and at the latest after half an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((attempts) => retryDelayMs(attempts, 0))).toEqual([
      5_000,
      15_000,
      minutes(1),
      minutes(5),
      minutes(15),
      minutes(30),
      minutes(30),
    ])
    expect(retryDelayMs(1, 1)).toBe(6_000)
  })
  it('of the digits is met with others under the same name at the provider', () => {
    expect(
      withOtherDigits(code({ state: 'sending', mustLook: true, fault: 'duplicate', providerRef: 'r1' })),
    ).toMatchObject({
      state: 'sending',
      providerRef: 'r1',
      sent: null,
      mustLook: false,
      fault: null,
      retryAt: null,
    })
  })
})
