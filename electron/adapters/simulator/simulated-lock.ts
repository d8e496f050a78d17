/** What one training lock does by itself: works off what it acknowledged, opens for digits, is reached or not. */
import { createHmac, randomBytes } from 'node:crypto'
import type { LockHealth, RemoteCode } from '../../domain/lock.ts'
import { unknownHealth } from '../../domain/lock.ts'
import type { Pin } from '../../domain/pin.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { OfflineCodeResult } from '../../ports/lock-provider.ts'
import {
  type HeldDigits,
  keptEvents,
  newDevice,
  type SimulatedCode,
  type SimulatedDevice,
  type SimulatedEvent,
  type SimulatorState,
  tell,
} from './simulator-shapes.ts'

/** The lock of this name; it comes to be when anybody asks for it. */
export function deviceIn(state: SimulatorState, deviceId: string): SimulatedDevice {
  const known = Object.hasOwn(state.devices, deviceId) ? state.devices[deviceId] : undefined
  const device = known ?? newDevice()
  state.devices[deviceId] = device
  return device
}

export const gatewayOnline = (state: SimulatorState, name: string): boolean =>
  !Object.hasOwn(state.gateways, name) || state.gateways[name]!.online

/** True where the Internet gets through to the lock: it is online, and so is the gateway it hangs on. */
export const isReachable = (state: SimulatorState, device: SimulatedDevice): boolean =>
  device.online && (device.gateway === null || gatewayOnline(state, device.gateway))

/** Does what has become due, and tells what happened meanwhile. A lock that is not reached does nothing. */
export function settle(state: SimulatorState, deviceId: string, device: SimulatedDevice, now: number): void {
  if (!isReachable(state, device)) return
  const done = device.codes.filter((code) => code.pending !== null && code.dueAt <= now)
  device.codes = device.codes.filter((code) => code.pending !== 'remove' || code.dueAt > now)
  for (const code of done) if (code.pending === 'set') hold(code)
  const changes = done.map(({ ref, dueAt }): SimulatedEvent => ({ deviceId, ref, kind: 'code', at: dueAt }))
  if (device.untold.length + changes.length > 0) tell(state, [...device.untold, ...changes])
  device.untold = []
}

/** From now on the lock opens for what the code says. */
export function hold(code: SimulatedCode): void {
  code.pending = null
  code.onLock = { pin: code.pin, startsAt: code.startsAt, endsAt: code.endsAt }
}

/** What the lock itself keeps of a code: nothing of one that is still on its way, the old digits of a changed one. */
const keptBy = (code: SimulatedCode): HeldDigits | null =>
  code.onLock === undefined ? (code.pending === 'set' ? null : code) : code.onLock

const opens = (held: HeldDigits, digits: string, now: number): boolean =>
  held.pin === digits && (held.endsAt === 0 || (held.startsAt <= now && now < held.endsAt))

/**
 * Somebody types digits at the door; answers by whose code it opened, null where it stays shut. The lock needs nobody
 * for it: it opens while offline too, and tells of it later.
 */
export function typeDigits(deviceId: string, device: SimulatedDevice, digits: string, now: number): string | null {
  if (device.missing) return null
  const kept = device.codes.find((code) => {
    const held = keptBy(code)
    return held !== null && opens(held, digits, now)
  })
  const made = device.madeOffline.find(
    (code) => opens(code, digits, now) && (code.used || now < code.startsAt + hours(24)),
  )
  if (made !== undefined) made.used = true
  const ref = kept?.ref ?? made?.ref ?? null
  if (ref !== null)
    device.untold = [...device.untold, { deviceId, ref, kind: 'opened' as const, at: now }].slice(-keptEvents)
  return ref
}

/**
 * A code out of the time alone, by whole hours around the window. As with real locks there is one for one window:
 * asked again it is the same.
 */
export function makeOfflineCode(
  state: SimulatorState,
  order: { readonly deviceId: string; readonly startsAt: Instant; readonly endsAt: Instant },
): OfflineCodeResult {
  const startsAt = instant(Math.floor(order.startsAt / hours(1)) * hours(1))
  const endsAt = instant(Math.ceil(order.endsAt / hours(1)) * hours(1))
  state.offlineKey ??= randomBytes(16).toString('hex')
  const hash = createHmac('sha256', state.offlineKey).update(`${order.deviceId} ${startsAt} ${endsAt}`).digest()
  const pin = String(hash.readUInt32BE(0) % 100_000_000).padStart(8, '0') as Pin
  const ref = `sim-offline-${hash.toString('hex', 4, 12)}`
  const device = deviceIn(state, order.deviceId)
  if (!device.madeOffline.some((code) => code.ref === ref))
    device.madeOffline.push({ ref, pin, startsAt, endsAt, used: false })
  return { ok: true, ref, pin, startsAt, endsAt }
}

export const toRemoteCode = (code: SimulatedCode): RemoteCode => ({
  ref: code.ref,
  label: code.label,
  // Sealed digits that nobody opened are masked digits.
  pin: /^\d+$/.test(code.pin) ? (code.pin as Pin) : null,
  // A code typed in at the lock has no window.
  startsAt: code.endsAt === 0 ? null : instant(code.startsAt),
  endsAt: code.endsAt === 0 ? null : instant(code.endsAt),
  state: code.pending === null ? 'held' : code.pending === 'set' ? 'pending' : 'removing',
  fault: null,
})

export function healthOf(state: SimulatorState, device: SimulatedDevice): LockHealth {
  if (device.missing) return unknownHealth('not-found')
  const { gateway: name, batteryPercent } = device
  const online = isReachable(state, device)
  return {
    online,
    batteryPercent,
    signal: online ? device.signal : null,
    gateway: name === null ? null : { id: name, name, online: gatewayOnline(state, name) },
    clockSkewSeconds: null,
    fault: online ? null : 'offline',
  }
}
