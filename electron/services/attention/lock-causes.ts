/** Locks, and the ways to them: offline, batteries, clocks, and the calls that a vendor still takes. */
import { z } from 'zod'
import { allDoorHealth, type DoorHealth } from '../../../db/queries/doors.ts'
import { readSetting } from '../../../db/queries/house.ts'
import { batteryLevel, isClockOff, isOfflineForLong, quotaTone } from '../../domain/alert.ts'
import { momentWords, spanWords } from '../../domain/day-words.ts'
import { type LockTrouble, lockTroubles, vendorName } from '../../domain/lock-trouble.ts'
import { clockAhead } from '../access-codes/index.ts'
import { type Cause, cause, doorName, leaveIt, type World } from './cause.ts'

export function lockCauses(world: World): readonly Cause[] {
  const health = allDoorHealth(world.db)
  const locks = world.house.doors.flatMap((door) => {
    const known = health.get(door.id)
    return door.lock === null || known === undefined ? [] : [{ ...known, provider: door.lock.provider }]
  })
  return [
    ...ownClock(world),
    ...lockTroubles(locks)
      .filter((trouble) => isOfflineForLong(trouble.offlineSince, world.now))
      .map((trouble) => offline(world, trouble)),
    ...locks.flatMap((lock) => [...battery(world, lock), ...lockClock(world, lock)]),
    ...quotas(world),
  ]
}

const countDoors = (count: number): string => (count === 1 ? '1 door' : `${count} doors`)

function offline(world: World, trouble: LockTrouble): Cause {
  const { kind, id, name, offlineSince, doorIds } = trouble
  const since = momentWords(offlineSince ?? world.now, world.house.property.timeZone, world.now)
  const doors = `${countDoors(doorIds.length)} cannot be changed from here`
  const names = doorIds.slice(0, 4).map((door) => doorName(world, door))
  const listed = `${names.join(', ')}${doorIds.length > names.length ? ` and ${doorIds.length - names.length} more` : ''}`
  const kept = `Codes already on ${doorIds.length === 1 ? 'it' : 'them'} still open.`
  const words = {
    gateway: {
      title: `Gateway “${name}” is offline since ${since}: ${doors}.`,
      detail: `${kept} Look at its power and its network. (${listed})`,
    },
    provider: {
      title: `${name} cannot be reached since ${since}: ${doors}.`,
      detail: `${kept} Latchkey goes on trying. (${listed})`,
    },
    lock: {
      title: `${names[0]}: the lock is offline since ${since}.`,
      detail: `${kept} New ones wait until it answers. Look at its batteries and its gateway.`,
    },
  }[kind]
  return cause({
    kind: 'lock-offline',
    cause: `offline ${kind} ${id} ${offlineSince ?? ''}`,
    tone: 'bad',
    ...words,
    doorIds,
    actions: [{ key: 'retry', label: 'Try now' }, leaveIt],
  })
}

function battery(world: World, { doorId, batteryPercent }: DoorHealth): readonly Cause[] {
  const level = batteryLevel(batteryPercent)
  if (level === null || level === 'ok') return []
  const critical = level === 'critical'
  return [
    cause({
      kind: 'battery-low',
      cause: `battery ${doorId} ${level}`,
      tone: critical ? 'bad' : 'question',
      title: `${doorName(world, doorId)}: the battery is ${critical ? 'nearly empty' : 'low'} (${batteryPercent} %).`,
      detail: critical
        ? 'An empty lock opens for nobody. Change the batteries today.'
        : 'Change the batteries when the room is free.',
      doorIds: [doorId],
      actions: [leaveIt],
    }),
  ]
}

const offBy = (ms: number): string => `${spanWords(Math.abs(ms))} ${ms > 0 ? 'ahead' : 'behind'}`

function lockClock(world: World, { doorId, clockSkewSeconds }: DoorHealth): readonly Cause[] {
  const ms = (clockSkewSeconds ?? 0) * 1000
  if (!isClockOff(ms)) return []
  return [
    cause({
      kind: 'clock-wrong',
      cause: `lock-clock ${doorId}`,
      tone: 'question',
      title: `${doorName(world, doorId)}: the clock of the lock is ${offBy(ms)}.`,
      detail: "Its codes open and end at the wrong time by as much. Set its clock in the lock's own app.",
      doorIds: [doorId],
      actions: [leaveIt],
    }),
  ]
}

/** The clock of this computer, by the vendors' clocks. */
function ownClock({ db }: World): readonly Cause[] {
  const ahead = clockAhead(db)
  if (ahead === null || !isClockOff(ahead.ms)) return []
  return [
    cause({
      kind: 'clock-wrong',
      cause: 'clock',
      tone: 'bad',
      title: `The clock of this computer is ${offBy(ahead.ms)}.`,
      detail:
        'Codes would open at the wrong time. Set the date and time of this computer; Latchkey looks again by itself.',
    }),
  ]
}

const statusSchema = z
  .record(z.string(), z.object({ callsThisMonth: z.number().nullable(), callsPerMonth: z.number().nullable() }))
  .catch({})

/** Calls made and allowed this month, by vendor, as the worker last wrote them down. */
export const callsByVendor = (world: Pick<World, 'db'>): z.infer<typeof statusSchema> =>
  statusSchema.parse(readSetting(world.db, 'provider-status') ?? {})

const quotas = (world: World): readonly Cause[] =>
  Object.entries(callsByVendor(world)).flatMap(([provider, { callsThisMonth, callsPerMonth }]) => {
    const tone = quotaTone(callsThisMonth, callsPerMonth)
    if (tone === null) return []
    return [
      cause({
        kind: 'quota-low',
        cause: `quota ${provider} ${tone}`,
        tone,
        title:
          tone === 'bad'
            ? `${vendorName(provider)}: the calls of this month are used up.`
            : `${vendorName(provider)}: ${Math.floor(((callsThisMonth ?? 0) * 100) / (callsPerMonth ?? 1))} % of this month’s calls are used.`,
        detail: `${callsThisMonth} of ${callsPerMonth}. ${tone === 'bad' ? 'Only urgent orders are still sent. Codes already on the locks still open.' : 'Locks are looked at less often so that the rest lasts.'}`,
        actions: [leaveIt],
      }),
    ]
  })
