import { describe, expect, it } from 'vitest'
import { type LadderFacts, ladderFor, unlockRung } from '../../electron/domain/ladder.ts'
import type { LockFault } from '../../electron/domain/lock.ts'
import { hours, type Instant, instant, minutes } from '../../electron/domain/time.ts'

const now = 1_781_000_000_000 as Instant
const offlineDoor: LadderFacts = {
  now,
  doorName: '102',
  hasLock: true,
  state: 'needs-attention',
  fault: 'offline',
  startsAt: now,
  hasKeptDigits: false,
  online: false,
  gatewayName: 'East stairs',
  gatewayOnline: false,
  canUnlock: true,
  offlineCodes: false,
  sparesReady: 2,
  envelope: 'Envelope 3 in the safe',
  keyOut: null,
}
const ladder = (change: Partial<LadderFacts> = {}) => {
  const found = ladderFor({ ...offlineDoor, ...change })
  if (found === null) throw new Error('expected a ladder')
  return found
}

describe('the ladder at a door', () => {
  it('says of an offline door what helps, what does not, and why', () => {
    expect(ladder()).toEqual({
      newDigits: { possible: false, detail: 'Would not help: nothing is wrong with the digits.' },
      spare: { possible: true, detail: 'Already on this lock.' },
      offlineCode: { possible: false, detail: 'This lock makes no codes by itself.' },
      unlock: { possible: false, detail: 'Not possible: East stairs gateway is offline.' },
      envelope: {
        possible: true,
        detail: 'Metal key to 102. Write down who took it.',
        name: 'Envelope 3 in the safe',
      },
    })
  })

  it.each(['duplicate', 'bad-pin'] as const)('offers new digits where the lock refuses these (%s)', (fault) => {
    expect(ladder({ fault, online: true, gatewayOnline: true }).newDigits.possible).toBe(true)
  })

  it.each([
    'offline',
    'busy',
    'full',
    'auth',
    'quota',
    'clock',
    'not-found',
    'unsupported',
    'transient',
  ] as const satisfies readonly LockFault[])('offers no new digits for %s, which they would not cure', (fault) => {
    expect(ladder({ fault }).newDigits.possible).toBe(false)
  })

  it('warns that digits the guest has used before would stop working', () => {
    expect(ladder({ fault: 'duplicate', hasKeptDigits: true }).newDigits.detail).toContain('the old ones stop working')
    expect(ladder({ fault: 'duplicate' }).newDigits.detail).not.toContain('stop working')
  })

  it('says that no spare is on the lock', () => {
    expect(ladder({ sparesReady: 0 }).spare).toEqual({ possible: false, detail: 'No spare code is on this lock.' })
  })

  it('offers a code that the lock makes itself where it can, and says until when it must be used', () => {
    expect(ladder({ offlineCodes: true }).offlineCode.possible).toBe(true)
    expect(ladder({ offlineCodes: true }).offlineCode.detail).toContain('within 24 hours')
  })

  it('names who has the metal key, or says that none is kept', () => {
    expect(ladder({ keyOut: { takenBy: 'Adaeze Okonkwo' } }).envelope).toEqual({
      possible: false,
      detail: 'Adaeze Okonkwo has the metal key to 102.',
      name: 'Envelope 3 in the safe',
    })
    expect(ladder({ envelope: null }).envelope).toEqual({
      possible: false,
      detail: 'No metal key to 102 is kept.',
      name: null,
    })
  })

  it('is not there where the code is on its lock, on its way out, or a key is handed over', () => {
    for (const state of ['on-lock', 'removing', 'removed'] as const)
      expect(ladderFor({ ...offlineDoor, state, fault: null })).toBeNull()
    expect(ladderFor({ ...offlineDoor, hasLock: false })).toBeNull()
  })

  it('is not there while nothing is wrong and the start is more than an hour away, and is from then on', () => {
    const waiting = { ...offlineDoor, state: 'planned', fault: null } as const
    expect(ladderFor({ ...waiting, startsAt: instant(now + hours(1) + minutes(1)) })).toBeNull()
    expect(ladderFor({ ...waiting, startsAt: instant(now + hours(1)) })).not.toBeNull()
    expect(ladderFor({ ...waiting, state: 'sending', startsAt: instant(now - minutes(5)) })).not.toBeNull()
    expect(ladderFor({ ...waiting, startsAt: null })).toBeNull()
  })

  it('is there for a fault however far away the start is', () => {
    expect(ladder({ fault: 'full', state: 'needs-attention', startsAt: instant(now + hours(50)) })).not.toBeNull()
  })

  it('is there for a party whose code was never planned once its time is near', () => {
    expect(ladder({ state: null, fault: null }).newDigits.detail).toBe('No code is planned here yet.')
  })
})

describe('unlocking from afar', () => {
  const reach = { ...offlineDoor, online: true, gatewayOnline: true }

  it('is offered where the lock can and nothing is known to stand in the way', () => {
    expect(unlockRung(reach).possible).toBe(true)
    expect(unlockRung({ ...reach, online: null, gatewayName: null, gatewayOnline: null }).possible).toBe(true)
  })

  it('names what stands in the way', () => {
    expect(unlockRung({ ...reach, online: false }).detail).toBe('Not possible: 102 is offline.')
    expect(unlockRung({ ...reach, gatewayOnline: false, gatewayName: 'West bridge' }).detail).toBe(
      'Not possible: West bridge is offline.',
    )
    expect(unlockRung({ ...reach, canUnlock: false })).toEqual({
      possible: false,
      detail: 'This lock cannot be opened from here.',
    })
    expect(unlockRung({ ...reach, hasLock: false }).possible).toBe(false)
  })
})
