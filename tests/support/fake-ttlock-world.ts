/**
 * The locks and gateways behind the fake Open Platform. A lock's memory and TTLock's record of it are two things here,
 * as they are in the world (facts/locks.md section 1): `opens` reads the memory, `records` the record.
 */
import { createHash } from 'node:crypto'

export type FakeTtlockLock = {
  readonly lockId: string
  readonly alias?: string
  readonly battery?: number
  /** Gateways that hear it, by id, with their signal in dBm. */
  readonly gateways?: Readonly<Record<string, number>>
}

export type FakePasscode = {
  readonly id: number
  name: string
  digits: string
  /** 2 for ever, 3 between its dates. */
  type: number
  startDate: number
  endDate: number
}

export type Gateway = { readonly id: string; online: boolean; busy: boolean; working: number }
export type Lock = {
  readonly id: string
  readonly alias: string
  battery: number
  reach: Map<string, number>
  /** The lock itself answers; a gateway may be online and the lock's battery empty. */
  online: boolean
  canUnlockRemotely: boolean
  /** Milliseconds by which its own clock is ahead. */
  skewMs: number
  capacity: number
  readonly records: Map<number, FakePasscode>
  readonly memory: Map<number, FakePasscode>
  /** Codes it reckons from the time: no memory, no gateway. */
  readonly reckoned: Map<string, FakePasscode>
  readonly usedUp: Set<string>
  unlockings: number
}

export type Form = Readonly<Record<string, string>>
export type Reply = Readonly<Record<string, unknown>> & { readonly errcode?: number }
export const error = (errcode: number): Reply => ({
  errcode,
  errmsg: 'as in the table',
  description: 'as in the table',
})
export const done: Reply = { errcode: 0, errmsg: 'none error message' }

export type World = {
  readonly locks: Map<string, Lock>
  readonly gateways: Map<string, Gateway>
  readonly now: () => number
  /** How long a command through a gateway takes. */
  latencyMs: number
  /** What deleting a passcode that is not there answers. */
  missingDelete: 0 | -2009
  /** A change to the digits the passcode has already is a duplicate. */
  sameDigitsAreDuplicate: boolean
  nextId: number
}

export function newWorld(locks: readonly FakeTtlockLock[], now: () => number): World {
  const world: World = {
    locks: new Map(),
    gateways: new Map(),
    now,
    latencyMs: 1,
    missingDelete: -2009,
    sameDigitsAreDuplicate: false,
    nextId: 7_000_001,
  }
  for (const { lockId, alias, battery, gateways } of locks) {
    const reach = new Map(Object.entries(gateways ?? { [`gw-${lockId}`]: -60 }))
    for (const id of reach.keys()) world.gateways.set(id, { id, online: true, busy: false, working: 0 })
    world.locks.set(lockId, {
      ...{ id: lockId, alias: alias ?? lockId, battery: battery ?? 80, reach },
      ...{ online: true, canUnlockRemotely: true, skewMs: 0, capacity: 250, unlockings: 0 },
      ...{ records: new Map(), memory: new Map(), reckoned: new Map(), usedUp: new Set<string>() },
    })
  }
  return world
}

/** Whether these digits, typed at the lock at that moment, open it. */
export function opens(lock: Lock, digits: string, at: number): boolean {
  const lockTime = at + lock.skewMs
  return [...lock.memory.values(), ...lock.reckoned.values()].some(
    (code) => code.digits === digits && (code.type === 2 || (code.startDate <= lockTime && lockTime < code.endDate)),
  )
}

/** Carries a command to the lock, or says why it does not get there. One command at a time through a gateway. */
async function atLock(world: World, lock: Lock, work: () => Reply): Promise<Reply> {
  const strongest = [...lock.reach].sort(([, left], [, right]) => right - left)[0]?.[0]
  const gateway = strongest === undefined ? undefined : world.gateways.get(strongest)
  if (gateway === undefined) return error(-2012)
  if (!gateway.online) return error(-3002)
  if (gateway.busy || gateway.working > 0) return error(-3003)
  gateway.working += 1
  await new Promise((resolve) => setTimeout(resolve, world.latencyMs))
  gateway.working -= 1
  return lock.online ? work() : error(-3036)
}

const tooSimple = (digits: string): boolean => {
  const steps = [...digits].slice(1).map((digit, index) => Number(digit) - Number(digits[index]))
  return [0, 1, -1].some((step) => steps.every((one) => one === step))
}
const toMinute = (text: string | undefined): number => Math.floor(Number(text ?? 0) / 60_000) * 60_000
const taken = (lock: Lock, digits: string, except?: number): boolean =>
  [...lock.memory.values(), ...lock.records.values()].some((code) => code.digits === digits && code.id !== except)
const badDigits = (digits: string): number | null =>
  /^\d{4,9}$/.test(digits) ? (tooSimple(digits) ? -2032 : null) : -3006

/** Default type 3; default addType 1: TTLock's record only, for an app that has set it over Bluetooth. */
export async function addPasscode(world: World, lock: Lock, form: Form): Promise<Reply> {
  const digits = form.keyboardPwd ?? ''
  const bad = badDigits(digits)
  if (bad !== null) return error(bad)
  const code: FakePasscode = {
    ...{ id: world.nextId++, name: form.keyboardPwdName ?? '', digits, type: Number(form.keyboardPwdType ?? 3) },
    ...{ startDate: toMinute(form.startDate), endDate: toMinute(form.endDate) },
  }
  const record = (): Reply => {
    lock.records.set(code.id, code)
    return { keyboardPwdId: code.id }
  }
  if (form.addType !== '2') return taken(lock, digits) ? error(-3007) : record()
  return atLock(world, lock, () => {
    if (taken(lock, digits)) return error(-3007)
    if (lock.memory.size >= lock.capacity) return error(-3009)
    lock.memory.set(code.id, { ...code })
    return record()
  })
}

/** Without `startDate` it reports success and changes nothing; without `changeType=2` only the record. */
export async function changePasscode(world: World, lock: Lock, form: Form): Promise<Reply> {
  const id = Number(form.keyboardPwdId)
  const record = lock.records.get(id)
  if (record === undefined) return error(-2009)
  const digits = form.newKeyboardPwd ?? record.digits
  const bad = badDigits(digits)
  if (bad !== null) return error(bad)
  const own = form.newKeyboardPwd === record.digits && world.sameDigitsAreDuplicate
  if (own || taken(lock, digits, id)) return error(-3007)
  const write = (code: FakePasscode): void => {
    if (form.startDate === undefined) return
    Object.assign(code, { digits, startDate: toMinute(form.startDate), endDate: toMinute(form.endDate) })
    if (form.keyboardPwdName !== undefined) code.name = form.keyboardPwdName
  }
  if (form.changeType !== '2') {
    write(record)
    return done
  }
  return atLock(world, lock, () => {
    const held = lock.memory.get(id)
    if (held === undefined) return error(-3008)
    write(held)
    write(record)
    return done
  })
}

/** Default deleteType 1: the record goes, and the lock still opens. */
export async function deletePasscode(world: World, lock: Lock, form: Form): Promise<Reply> {
  const id = Number(form.keyboardPwdId)
  if (!lock.records.has(id)) return world.missingDelete === 0 ? done : error(world.missingDelete)
  if (form.deleteType !== '2') {
    lock.records.delete(id)
    return done
  }
  return atLock(world, lock, () => {
    lock.memory.delete(id)
    lock.records.delete(id)
    return done
  })
}

/** An offline code: whole hours, one for each window, none again for a window whose code was deleted. */
export function offlineCode(world: World, lock: Lock, form: Form): Reply {
  const type = Number(form.keyboardPwdType)
  if (type === 4) {
    // The "delete" type: whoever asks for it empties the lock.
    for (const codes of [lock.memory, lock.records, lock.reckoned]) codes.clear()
    return { keyboardPwdId: world.nextId++, keyboardPwd: '99999999' }
  }
  const hour = 3_600_000
  const [startDate, endDate] = [Number(form.startDate), Number(form.endDate)].map((at) => Math.floor(at / hour) * hour)
  if (endDate! - startDate! > 366 * 24 * hour || endDate! <= startDate!) return error(-3)
  const window = `${startDate} ${endDate}`
  if (lock.usedUp.has(window)) return error(-1026)
  const known = lock.reckoned.get(window)
  const hash = createHash('sha256').update(`${lock.id} ${window}`).digest()
  const digits = String(10_000_000 + (hash.readUInt32BE(0) % 89_999_999))
  const code = known ?? {
    ...{ id: world.nextId++, name: form.keyboardPwdName ?? '', digits, type: 3 },
    ...{ startDate: startDate!, endDate: endDate! },
  }
  lock.reckoned.set(window, code)
  return { keyboardPwdId: code.id, keyboardPwd: code.digits }
}

export const unlock = (world: World, lock: Lock): Promise<Reply> | Reply =>
  lock.canUnlockRemotely
    ? atLock(world, lock, () => {
        lock.unlockings += 1
        return done
      })
    : error(-4043)

export const queryDate = (world: World, lock: Lock): Promise<Reply> =>
  atLock(world, lock, () => ({ date: world.now() + lock.skewMs }))

export const updateDate = (world: World, lock: Lock): Promise<Reply> =>
  atLock(world, lock, () => {
    lock.skewMs = 0
    return { date: world.now() }
  })
