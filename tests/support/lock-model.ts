/**
 * Locks as they really are, in memory: what the device holds stands apart from what its vendor says, calls fail, answers
 * get lost, and people change codes at the lock. Written without a line of the program's own simulator.
 */
import type { LockFault, LockOutcome, RemoteCode } from '../../electron/domain/lock.ts'
import { unknownHealth } from '../../electron/domain/lock.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { defaultPinRules } from '../../electron/domain/pin.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { CodeOrder, LockProvider } from '../../electron/ports/lock-provider.ts'

export type ModelCode = {
  readonly ref: string
  label: string
  pin: string
  startsAt: number | null
  endsAt: number | null
  /** Milliseconds UTC at which the device does what was ordered; 0: done. */
  dueAt: number
  leaving: boolean
}
/** How the next call at a device goes. `lost`: done, but no answer. `crash`: done, and the program dies. */
export type Mood = 'offline' | 'busy' | 'transient' | 'lost' | 'crash' | 'empty-listing'
export class ProgramDied extends Error {}

export type LockModel = {
  readonly provider: LockProvider
  readonly codes: (device: string) => readonly ModelCode[]
  /** What the keypad says to these digits at a moment. */
  readonly opens: (device: string, digits: string, at: number) => boolean
  readonly setOnline: (device: string, online: boolean) => void
  readonly moods: (device: string, moods: readonly Mood[]) => void
  readonly calm: () => void
  readonly addForeign: (device: string, digits: string) => boolean
  /** Somebody at the lock deletes or changes a code of ours. */
  readonly meddle: (device: string, which: number, how: 'delete' | 'digits' | 'end') => boolean
  readonly calls: () => number
}

export function lockModel(now: () => number, style: 'seam' | 'ttlock', capacity: number): LockModel {
  const devices = new Map<string, { online: boolean; moods: Mood[]; codes: ModelCode[] }>()
  let refs = 0
  let calls = 0
  const at = (id: string) => {
    const device = devices.get(id) ?? { online: true, moods: [], codes: [] }
    devices.set(id, device)
    if (device.online) {
      device.codes = device.codes.filter((code) => !(code.leaving && code.dueAt <= now()))
      for (const code of device.codes) if (!code.leaving && code.dueAt <= now()) code.dueAt = 0
    }
    return device
  }
  const later = (): number => (style === 'seam' ? now() + 900 : 0)
  const rejected = (fault: LockFault): LockOutcome => ({ state: 'rejected', fault })

  /** What stands in the way first, then the work, then what becomes of the answer. */
  async function write(id: string, work: (device: ReturnType<typeof at>) => LockOutcome): Promise<LockOutcome> {
    calls += 1
    await Promise.resolve()
    const device = at(id)
    const mood = device.moods.shift()
    if (!device.online || mood === 'offline') return rejected('offline')
    if (mood === 'busy' || mood === 'transient') return rejected(mood)
    const outcome = work(device)
    if (mood === 'crash') throw new ProgramDied('the program died after the lock had done it')
    if (mood === 'lost' && outcome.state !== 'rejected') return { state: 'unknown', fault: 'transient' }
    return outcome
  }
  const done = (ref: string): LockOutcome => ({ state: style === 'seam' ? 'accepted' : 'confirmed', ref })
  const clash = (codes: readonly ModelCode[], order: CodeOrder, ref: string | null): boolean =>
    codes.some((code) => code.ref !== ref && code.pin === order.pin)

  const provider: LockProvider = {
    name: 'simulator',
    rhythm: { healthMs: 900_000, eventsMs: null, verifyMs: 86_400_000 },
    capabilities: async (deviceId) => ({
      acknowledges: style === 'seam' ? 'later' : 'with-answer',
      pinRules: defaultPinRules,
      canUpdate: true,
      canUnlock: false,
      offlineCodes: false,
      maxCodes: capacity,
      // Two rooms share a gateway.
      lane: style === 'ttlock' && deviceId.startsWith('room') ? 'gateway' : deviceId,
    }),
    setCode: (order) =>
      write(order.deviceId, (device) => {
        if (clash(device.codes, order, null)) return rejected('duplicate')
        if (device.codes.length >= capacity) return rejected('full')
        refs += 1
        const { label, pin, startsAt, endsAt } = order
        device.codes.push({ ref: `c${refs}`, label, pin, startsAt, endsAt, dueAt: later(), leaving: false })
        return done(`c${refs}`)
      }),
    updateCode: (order) =>
      write(order.deviceId, (device) => {
        const code = device.codes.find((one) => one.ref === order.ref && !one.leaving)
        if (code === undefined) return rejected('not-found')
        if (clash(device.codes, order, order.ref)) return rejected('duplicate')
        const { label, pin, startsAt, endsAt } = order
        Object.assign(code, { label, pin, startsAt, endsAt, dueAt: later() })
        return done(order.ref)
      }),
    removeCode: (order) =>
      write(order.deviceId, (device) => {
        const code = device.codes.find((one) => one.ref === order.ref)
        if (code === undefined) return { state: 'confirmed', ref: order.ref }
        if (style === 'seam') Object.assign(code, { leaving: true, dueAt: later() })
        else device.codes = device.codes.filter((one) => one !== code)
        return done(order.ref)
      }),
    async listCodes(deviceId) {
      calls += 1
      await Promise.resolve()
      const device = at(deviceId)
      const mood = device.moods.shift()
      if (!device.online || mood === 'offline') return { ok: false, fault: 'offline' }
      if (mood === 'busy' || mood === 'transient') return { ok: false, fault: mood }
      if (mood === 'empty-listing') return { ok: true, source: 'cloud', codes: [] }
      return { ok: true, source: 'cloud', codes: device.codes.map(seen) }
    },
    health: async (deviceId) => ({ ...unknownHealth(null), online: at(deviceId).online }),
    unlock: async () => ({ state: 'rejected', fault: 'unsupported' }),
    poll: async () => ({ ok: true, events: [], cursor: 'none' }),
    offlineCode: async () => ({ ok: false, fault: 'unsupported' }),
    status: () => ({ clockAheadMs: null, callsThisMonth: null, callsPerMonth: null }),
  }
  const seen = (code: ModelCode): RemoteCode => ({
    ref: code.ref,
    label: code.label,
    pin: code.pin as Pin,
    startsAt: code.startsAt as Instant | null,
    endsAt: code.endsAt as Instant | null,
    state: code.leaving ? 'removing' : code.dueAt > 0 ? 'pending' : style === 'seam' ? 'held' : 'recorded',
    fault: null,
  })

  return {
    provider,
    codes: (id) => at(id).codes,
    opens: (id, digits, moment) =>
      at(id).codes.some(
        (code) =>
          code.pin === digits && (code.startsAt ?? 0) <= moment && moment < (code.endsAt ?? Number.POSITIVE_INFINITY),
      ),
    setOnline: (id, online) => {
      at(id).online = online
    },
    moods: (id, moods) => {
      at(id).moods = [...moods]
    },
    calm() {
      for (const device of devices.values()) Object.assign(device, { online: true, moods: [] })
    },
    addForeign(id, digits) {
      const device = at(id)
      if (device.codes.some((code) => code.pin === digits) || device.codes.length >= capacity) return false
      refs += 1
      const times = { startsAt: null, endsAt: null, dueAt: 0, leaving: false }
      device.codes.push({ ref: `c${refs}`, label: 'Cleaner', pin: digits, ...times })
      return true
    },
    meddle(id, which, how) {
      const device = at(id)
      const ours = device.codes.filter((code) => code.label.startsWith('LK-') && code.dueAt === 0)
      const code = ours[which % Math.max(1, ours.length)]
      if (code === undefined) return false
      if (how === 'delete') device.codes = device.codes.filter((one) => one !== code)
      if (how === 'end') code.endsAt = (code.endsAt ?? 0) - 3_600_000
      if (how === 'digits') {
        const digits = String((Number(code.pin) + 7) % 1_000_000).padStart(6, '0')
        if (device.codes.some((one) => one.pin === digits)) return false
        code.pin = digits
      }
      return true
    },
    calls: () => calls,
  }
}
