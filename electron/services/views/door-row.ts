/** One door as the Doors screen has it, from its health and its codes. Pure. */
import type { CodeCount } from '../../../db/queries/code-counts.ts'
import type { StoredCode } from '../../../db/queries/codes.ts'
import type { DoorHealth } from '../../../db/queries/doors.ts'
import type { Door } from '../../../db/queries/house.ts'
import type { DoorRow } from '../../contract/views.ts'
import { batteryLevel } from '../../domain/alert.ts'
import type { ReachFacts } from '../../domain/ladder.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import { worst } from './door-states.ts'

export const isoOf = (at: Instant | null | undefined): string | null =>
  at === null || at === undefined ? null : toIso(at)

/** What decides whether the door can be opened from here. */
export const reachOf = (door: Door, health: DoorHealth | null): ReachFacts => ({
  doorName: door.name,
  hasLock: door.hasLock,
  canUnlock: health?.canUnlock ?? false,
  online: health?.online ?? null,
  gatewayName: health?.gateway?.name ?? null,
  gatewayOnline: health?.gateway?.online ?? null,
})

/** `codes`: the live ones of this door, counted. */
export function doorRow(
  door: Door,
  health: DoorHealth | null,
  codes: readonly CodeCount[],
  configured: (provider: string) => boolean,
): DoorRow {
  return {
    id: door.id,
    key: door.key,
    name: door.name,
    shared: door.shared,
    provider: door.lock?.provider ?? null,
    configured: door.lock === null || configured(door.lock.provider),
    gateway: health?.gateway ?? null,
    online: health?.online ?? null,
    offlineSince: isoOf(health?.offlineSince),
    seenAt: isoOf(health?.seenAt),
    batteryPercent: health?.batteryPercent ?? null,
    battery: batteryLevel(health?.batteryPercent ?? null),
    signal: health?.signal ?? null,
    codes: codeCounts(door, codes),
  }
}

/** A spare that nobody was given waits on the lock for whoever needs it: it counts apart. */
export const isFreeSpare = (code: StoredCode): boolean => code.kind === 'spare' && code.reservationId === null

export const countsOf = (codes: readonly StoredCode[]): readonly CodeCount[] =>
  codes.map((code) => ({ ...code, freeSpare: isFreeSpare(code), count: 1 }))

const sum = (counts: readonly CodeCount[]): number => counts.reduce((total, { count }) => total + count, 0)

function codeCounts(door: Door, live: readonly CodeCount[]): DoorRow['codes'] {
  const all = live.filter((one) => !one.freeSpare)
  // What is scheduled for other days says nothing of today: it is counted where there is nothing else.
  const current = all.filter((one) => one.state !== 'planned')
  const parties = current.length > 0 ? current : all
  const state = door.hasLock ? worst(parties.map((one) => one.state)) : 'key'
  const wanted = parties.filter((one) => one.desired === 'present')
  const isOn = (one: CodeCount): boolean => one.desired === 'present' && one.state === 'on-lock'
  return {
    worst: state,
    inWorst: sum(parties.filter((one) => one.state === state)),
    onLock: sum(wanted.filter(isOn)),
    wanted: sum(wanted),
    spares: sum(live.filter((one) => one.freeSpare && isOn(one))),
  }
}
