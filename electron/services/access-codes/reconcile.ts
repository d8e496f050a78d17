/**
 * The reconciler: takes up every code that is due and does its next step at its lock, one lane per gateway, lanes side
 * by side; a slow lane holds up nobody else. What is urgent is asked anew before each call: revocations first, then
 * what opens soonest, then looks.
 */
import { dueDoors, type StoredCode } from '../../../db/queries/codes.ts'
import { writeDoorHealth } from '../../../db/queries/doors.ts'
import { readHouse, writePinRules } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId } from '../../domain/ids.ts'
import { defaultPinRules } from '../../domain/pin.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { LockProvider } from '../../ports/lock-provider.ts'
import { type Desk, program, type Work } from '../desk/index.ts'
import { nobodyToAsk, noteDoorAnswer, putToSleep, restingUntil } from './door-rest.ts'
import { createLanes, type LaneTask } from './lanes.ts'
import { digitsRefused, lookAt, makeRoom } from './look.ts'
import { answered, callFor, faultOf, type LockedDoor } from './one-call.ts'
import { noteClock } from './trusted-clock.ts'
import { type Chooser, createChooser, isLook } from './urgency.ts'
import { type LockProviders, watched } from './watched-provider.ts'

export type Reconciler = {
  /** Sets every lane to work that has something due, and does not wait. */
  readonly begin: () => void
  /** Does what is due and waits for it. Answers how many steps were taken; 0 means that nothing was due. */
  readonly work: () => Promise<number>
  /** Waits until nothing is under way. */
  readonly idle: () => Promise<void>
  /** Ends after the calls under way; what is due stays due. */
  readonly halt: () => Promise<void>
  /** Runs something at a door before all else that waits in its lane. */
  readonly atDoor: AtDoor
  /** Runs something at a door when nothing else waits in its lane. */
  readonly later: (door: LockedDoor, use: (provider: LockProvider) => Promise<void>) => Promise<void>
  readonly lockedDoor: (id: DoorId) => Result<LockedDoor, Failure>
}
export type AtDoor = <Value>(
  doorId: DoorId,
  use: (provider: LockProvider, deviceId: string) => Promise<Value>,
) => Promise<Result<Value, Failure>>

/** Capabilities are asked anew after this long: a lock may have been put behind another gateway. */
const laneAgeMs = 30 * 60_000

export function createReconciler(desk: Desk, locks: LockProviders): Reconciler {
  const lanes = createLanes()
  const choosers = new Map<string, Chooser>()
  const known = new Map<DoorId, { readonly lane: string; readonly at: number; readonly mark: string }>()
  /** Doors that take part in a lane's work just now. */
  const members = new Map<string, Map<DoorId, { door: LockedDoor; provider: LockProvider }>>()
  const joining = new Set<Promise<void>>()
  const claimed = new Set<DoorId>()
  let broken: unknown = null
  let halted = false
  let steps = 0

  const lockedDoor = (id: DoorId): Result<LockedDoor, Failure> => {
    const door = readHouse(desk.store.read)?.doors.find((one) => one.id === id)
    if (door === undefined) return fail(failure('door-unknown', 'That door is not part of this house.'))
    if (door.lock === null) return fail(failure('door-without-lock', `${door.name} has no lock: hand over its key.`))
    return ok({ ...door, lock: door.lock })
  }
  const providerOf = (door: LockedDoor): LockProvider | null => {
    const provider = locks.named(door.lock.provider)
    return provider === null ? null : watched(provider, locks)
  }

  async function laneOf(provider: LockProvider, door: LockedDoor): Promise<string> {
    const mark = `${door.lock.provider} ${door.lock.deviceId}`
    const before = known.get(door.id)
    const now = desk.clock.now()
    if (before !== undefined && before.mark === mark && Math.abs(now - before.at) < laneAgeMs) return before.lane
    const can = await provider.capabilities(door.lock.deviceId)
    keepRules(door, can)
    known.set(door.id, { lane: can.lane, at: now, mark })
    return can.lane
  }

  /** What a lock says of its keypad is kept, so that digits can be drawn offline. */
  function keepRules(door: LockedDoor, can: Awaited<ReturnType<LockProvider['capabilities']>>): void {
    const told = JSON.stringify(can.pinRules)
    // A lock that cannot be asked tells what keypads take in general; what this one said before is better.
    const unasked = door.pinRules !== null && told === JSON.stringify(defaultPinRules)
    const { canUnlock, offlineCodes, maxCodes } = can
    desk.store.write((db) => {
      if (told !== JSON.stringify(door.pinRules) && !unasked) writePinRules(db, door.id, can.pinRules)
      writeDoorHealth(db, door.id, { canUnlock, offlineCodes, maxCodes })
    })
  }

  /** Brings a door into its lane's work. */
  async function join(door: LockedDoor, provider: LockProvider): Promise<void> {
    try {
      const lane = await laneOf(provider, door)
      const group = members.get(lane) ?? new Map<DoorId, { door: LockedDoor; provider: LockProvider }>()
      members.set(lane, group)
      group.set(door.id, { door, provider })
      lanes.begin(lane, () => {
        try {
          return mostUrgent(lane)
        } catch (error) {
          leave(lane)
          throw error
        }
      })
    } catch (error) {
      broken ??= error
      claimed.delete(door.id)
    }
  }

  const leave = (lane: string): null => {
    for (const id of members.get(lane)?.keys() ?? []) claimed.delete(id)
    members.delete(lane)
    return null
  }
  /** A bug in one lane must not keep its doors shut for ever: they may join again. */
  async function guarded<Value>(lane: string, work: () => Promise<Value> | Value): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      leave(lane)
      throw error
    }
  }

  /** The most urgent step at the doors of a lane; null when nothing is due there, and the doors leave the lane. */
  function mostUrgent(lane: string): LaneTask | null {
    const group = members.get(lane)
    if (group === undefined || halted) return leave(lane)
    for (const id of group.keys()) {
      const until = restingUntil(desk, id)
      if (until !== null) inWork((work) => putToSleep(work, id, until))
    }
    const choose = choosers.get(lane) ?? createChooser(desk)
    choosers.set(lane, choose)
    const chosen = choose([...group.keys()])
    if (chosen === null) return leave(lane)
    const { door, provider } = group.get(chosen.doorId)!
    const now = lockedDoor(chosen.doorId)
    if (!now.ok || now.value.lock.provider !== door.lock.provider || now.value.lock.deviceId !== door.lock.deviceId) {
      // The lock was exchanged while its lane was at work: the door joins again with the new one.
      group.delete(chosen.doorId)
      claimed.delete(chosen.doorId)
      known.delete(chosen.doorId)
      return mostUrgent(lane)
    }
    return () =>
      guarded(lane, async () => {
        steps += 1
        if (isLook(desk, chosen)) await lookAt(desk, provider, door)
        else await step(provider, door, chosen)
        noteClock(desk, provider)
      })
  }

  const inWork = (change: (work: Work) => void): void => {
    desk.store.write((db) => {
      const house = readHouse(db)
      if (house !== null) change({ db, house, now: desk.clock.now(), desk, caller: program })
    })
  }

  async function step(provider: LockProvider, door: LockedDoor, code: StoredCode): Promise<void> {
    const done = await callFor(desk, provider, door, code.id)
    if (done === null) return
    const { call, outcome } = done
    const fault = faultOf(outcome)
    noteDoorAnswer(desk, door.id, fault)
    const refused = outcome.state === 'rejected' && (fault === 'duplicate' || fault === 'bad-pin')
    if (refused && call.step.do !== 'remove') return digitsRefused(desk, provider, door, call, outcome)
    answered(desk, call, outcome)
    if (outcome.state === 'rejected' && fault === 'full') makeRoom(desk, door, call)
  }

  function surface(): void {
    const error = broken ?? lanes.takeFailure()
    broken = null
    if (error !== null) throw error
  }

  function begin(): void {
    halted = false
    surface()
    const now = desk.clock.now()
    for (const id of dueDoors(desk.store.read, now)) {
      if (claimed.has(id)) continue
      const door = lockedDoor(id)
      const provider = door.ok ? providerOf(door.value) : null
      if (!door.ok || provider === null) {
        steps += 1
        inWork((work) => nobodyToAsk(work, id))
        continue
      }
      claimed.add(id)
      const joined: Promise<void> = join(door.value, provider).finally(() => joining.delete(joined))
      joining.add(joined)
    }
  }

  async function idle(): Promise<void> {
    while (joining.size > 0 || lanes.running() > 0) {
      await Promise.all(joining)
      await lanes.idle()
    }
    surface()
  }

  return {
    begin,
    idle,
    async halt() {
      halted = true
      await idle()
    },
    lockedDoor,
    async work() {
      const before = steps
      begin()
      await idle()
      return steps - before
    },
    async atDoor(doorId, use) {
      const door = lockedDoor(doorId)
      if (!door.ok) return door
      const provider = providerOf(door.value)
      if (provider === null)
        return fail(
          failure('provider-missing', `${door.value.name}: its lock has no key or account here. See Settings.`),
        )
      const lane = await laneOf(provider, door.value)
      return ok(await lanes.first(lane, () => use(provider, door.value.lock.deviceId)))
    },
    async later(door, use) {
      const provider = providerOf(door)
      if (provider === null) return
      await lanes.last(await laneOf(provider, door), () => use(provider))
    },
  }
}

/** One pass over what is due, for callers that want to wait for it. Answers how many steps were taken. */
export const reconcile = (desk: Desk, locks: LockProviders): Promise<number> => createReconciler(desk, locks).work()
