import { describe, expect, it } from 'vitest'
import { type AccessCode, type CodeFacts, nextDueAt, nextStep } from '../../electron/domain/access-code.ts'
import { afterCall, afterLook, began } from '../../electron/domain/access-code-answers.ts'
import { replanned, withOtherDigits } from '../../electron/domain/access-code-orders.ts'
import type { Window } from '../../electron/domain/access-window.ts'
import type { LockFault, RemoteCode } from '../../electron/domain/lock.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { afterDoorAnswer, needsPerson, proofDelayMs, retryDelayMs } from '../../electron/domain/retry.ts'
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
  kind: 'party',
  desired: 'present',
  state: 'planned',
  windows: [stay],
  providerRef: null,
  sent: null,
  mustLook: false,
  fault: null,
  attempts: 0,
  retryAt: null,
  heldSince: null,
  verifiedAt: null,
  openedAt: null,
  notBefore: null,
  ...change,
})
const onLock = (change: Partial<AccessCode> = {}) =>
  code({
    state: 'on-lock',
    providerRef: 'r1',
    sent: stay,
    heldSince: hour(80),
    verifiedAt: hour(99),
    ...change,
  })
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
    ['rests on the lock for a day', onLock(), facts(110), { do: 'wait', until: hour(123) }],
    [
      'rests on the lock until its end',
      onLock({ verifiedAt: hour(140) }),
      facts(141),
      { do: 'wait', until: stay.endsAt },
    ],
    [
      'is looked at two hours before it opens, however lately it was seen',
      onLock({ verifiedAt: hour(97) }),
      facts(98),
      { do: 'look' },
    ],
    [
      'rests until two hours before it opens',
      onLock({ verifiedAt: hour(90) }),
      facts(91),
      { do: 'wait', until: hour(98) },
    ],
    ['is looked at again a day after the last look', onLock({ verifiedAt: hour(101) }), facts(125), { do: 'look' }],
    [
      'is looked at at once where its vendor reported a change',
      onLock({ verifiedAt: null }),
      facts(110),
      { do: 'look' },
    ],
    [
      'leaves the lock when its check-in was taken back and codes are sent only then',
      onLock(),
      facts(101, { codesAheadMs: 0 }),
      { do: 'remove' },
    ],
    ['leaves a full lock for somebody who comes sooner', onLock({ notBefore: hour(97) }), facts(90), { do: 'remove' }],
    ['comes back when its turn has come', code({ notBefore: hour(97) }), facts(97), { do: 'set', window: stay }],
    [
      'of a spare is due at once, whatever the house sends ahead',
      code({ kind: 'spare' }),
      facts(0, { codesAheadMs: 0 }),
      { do: 'set', window: stay },
    ],
    ['made by the lock itself ends without a call', onLock({ kind: 'offline' }), facts(148), { do: 'forget' }],
    [
      'made by the lock itself is tried to be revoked',
      onLock({ kind: 'offline', ...absent }),
      facts(110),
      { do: 'remove' },
    ],
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
      code({ fault: 'full', retryAt: hour(111) }),
      facts(110),
      { do: 'wait', until: hour(111) },
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
    // A lock that was taken out of the vendor's account still opens for what it holds.
    const unknown = afterCall(leaving, remove, { state: 'rejected', fault: 'not-found' }, about, 0)
    expect(unknown).toMatchObject({ state: 'removing', fault: 'not-found', sent: stay })
    expect(afterCall(leaving, remove, { state: 'rejected', fault: 'not-found' }, facts(148), 0)).toMatchObject(gone)
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
    ).toMatchObject({ mustLook: true, retryAt: hour(90), attempts: 1 })
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
  ])('%s', (_name, given, seen, change) =>
    expect(afterLook(given, seen === null ? null : { code: seen, digits: 'same' }, about, 0)).toMatchObject(change),
  )

  const other = (change: Partial<RemoteCode> = {}) => ({ code: remote(change), digits: 'other' as const })
  it('puts our digits back where somebody changed them at the lock', () => {
    const next = afterLook(onLock(), other(), about, 0)
    expect(next).toMatchObject({ state: 'sending', sent: null, providerRef: 'r1', heldSince: hour(80) })
    expect(nextStep(next, about)).toEqual({ do: 'update', window: stay })
  })
  it('gives a lock time to take the digits it was just sent, and then calls it a fault', () => {
    const sent = code({ state: 'accepted', providerRef: 'r1', sent: stay })
    expect(afterLook(sent, other(), about, 0)).toMatchObject({ state: 'accepted', sent: stay, fault: null })
    expect(afterLook({ ...sent, attempts: 6 }, other(), about, 0)).toMatchObject({ fault: 'transient', sent: null })
  })
  it('looks twice before it sets anew what the lock held: listings have been empty before', () => {
    const once = afterLook(onLock(), null, about, 0)
    expect(once).toMatchObject({ state: 'sending', mustLook: true, providerRef: 'r1', retryAt: hour(90) + 5_000 })
    const twice = afterLook(once, null, facts(91), 0)
    expect(twice).toMatchObject({ sent: null, providerRef: null, mustLook: false, heldSince: hour(80) })
    expect(nextStep(twice, facts(91))).toEqual({ do: 'set', window: stay })
  })
  it('takes a mere record for no proof, and orders again so that the lock itself must answer', () => {
    const seen = { code: remote({ state: 'recorded' }), digits: 'same' as const }
    const next = afterLook(looking, seen, about, 0)
    expect(next).toMatchObject({ state: 'sending', sent: null, mustLook: false })
    expect(nextStep(next, about)).toEqual({ do: 'update', window: stay })
    expect(afterLook(onLock(), seen, about, 0)).toMatchObject({ state: 'on-lock', verifiedAt: hour(90) })
  })
  it('leaves a code on the lock as it is while nobody can ask', () => {
    expect(afterLook(onLock(), { listingFailed: 'offline' }, about, 0)).toMatchObject({ state: 'on-lock', fault: null })
  })
  it('takes masked digits for ours only where the lock is known to have taken them', () => {
    const masked = { code: remote(), digits: 'masked' as const }
    expect(afterLook(looking, masked, about, 0)).toMatchObject({ state: 'sending', sent: null })
    expect(afterLook({ ...looking, state: 'accepted' }, masked, about, 0).state).toBe('on-lock')
  })
  it('notes when the lock first held it, once, and when it was last seen there', () => {
    const first = afterLook(looking, { code: remote(), digits: 'same' }, about, 0)
    expect(first).toMatchObject({ heldSince: hour(90), verifiedAt: hour(90) })
    const later = afterLook({ ...first, state: 'accepted' }, { code: remote(), digits: 'same' }, facts(95), 0)
    expect(later).toMatchObject({ heldSince: hour(90), verifiedAt: hour(95) })
  })

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

describe('a code that was wanted again while it was being removed', () => {
  it('is planned again when the removal is confirmed, and not lost', () => {
    const revived = replanned(began(onLock({ ...absent }), 'remove'), 'present', [stay], hour(90))
    const next = afterCall(revived, { do: 'remove' }, { state: 'confirmed', ref: 'r1' }, facts(90), 0)
    expect(next).toMatchObject({ state: 'planned', sent: null, desired: 'present' })
    expect(nextStep(next, facts(90))).toEqual({ do: 'set', window: stay })
  })
})

describe('a door that does not answer', () => {
  const shut = { failures: 0, restUntil: null }
  it('rests at once when it says it is offline, and ever longer', () => {
    const first = afterDoorAnswer(shut, 'offline', hour(90), 0)
    expect(first).toEqual({ failures: 1, restUntil: hour(90) + 5_000 })
    expect(afterDoorAnswer({ ...first, failures: 9 }, 'offline', hour(90), 0).restUntil).toBe(hour(90) + minutes(30))
  })
  it('rests after the third unclear answer, and is awake again with the first clear one', () => {
    const twice = afterDoorAnswer(afterDoorAnswer(shut, 'transient', hour(90), 0), 'transient', hour(90), 0)
    expect(twice.restUntil).toBeNull()
    const thrice = afterDoorAnswer(twice, 'transient', hour(90), 0)
    expect(thrice.restUntil).toBe(hour(90) + 5_000)
    expect(afterDoorAnswer(thrice, 'duplicate', hour(90), 0)).toEqual(shut)
    expect(afterDoorAnswer(thrice, null, hour(90), 0)).toEqual(shut)
  })
})

describe('a fault', () => {
  it('that no repetition cures is tried again at the slowest pace, since a person may have cured it', () => {
    const next = afterCall(
      began(code(), 'set'),
      { do: 'set', window: stay },
      { state: 'rejected', fault: 'auth' },
      facts(90),
      0,
    )
    expect(next).toMatchObject({ state: 'needs-attention', retryAt: hour(90) + minutes(30) })
  })
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
      withOtherDigits(code({ state: 'sending', mustLook: true, fault: 'duplicate', providerRef: 'r1' }), 'refused'),
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
