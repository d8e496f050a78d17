import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unknownHealth } from '../../electron/domain/lock.ts'
import { defaultPinRules } from '../../electron/domain/pin.ts'
import { addDays, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import { createReconciler, type LockProviders, planCodes } from '../../electron/services/access-codes/index.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { type Desk, transact } from '../../electron/services/desk/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { benchCaller, fillBenchDesk, openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median } from './bench-result.ts'

const timeZone = 'Europe/London' as TimeZoneId
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A vendor in memory that answers after `latencyMs`; counts its calls and how long each lane was at work. */
function slowVendor(latencyMs: number, laneOf: (deviceId: string) => string) {
  const busy = new Map<string, number>()
  let calls = 0
  const call = async <Value>(deviceId: string, value: Value): Promise<Value> => {
    calls += 1
    if (latencyMs > 0) await pause(latencyMs)
    busy.set(laneOf(deviceId), (busy.get(laneOf(deviceId)) ?? 0) + latencyMs)
    return value
  }
  let refs = 0
  const provider: LockProvider = {
    name: 'simulator',
    rhythm: { healthMs: 900_000, eventsMs: null, verifyMs: 86_400_000 },
    capabilities: async (deviceId) => ({
      acknowledges: 'with-answer',
      pinRules: defaultPinRules,
      canUpdate: true,
      canUnlock: false,
      offlineCodes: false,
      maxCodes: null,
      lane: laneOf(deviceId),
    }),
    setCode: (order) => call(order.deviceId, { state: 'confirmed', ref: `r${++refs}` }),
    updateCode: (order) => call(order.deviceId, { state: 'confirmed', ref: order.ref }),
    removeCode: (order) => call(order.deviceId, { state: 'confirmed', ref: order.ref }),
    listCodes: (deviceId) => call(deviceId, { ok: true, source: 'device', codes: [] }),
    health: async () => unknownHealth(null),
    unlock: async () => ({ state: 'rejected', fault: 'unsupported' }),
    poll: async () => ({ ok: true, events: [], cursor: '' }),
    offlineCode: async () => ({ ok: false, fault: 'unsupported' }),
    status: () => ({ clockAheadMs: null, callsThisMonth: null, callsPerMonth: null }),
  }
  const locks: LockProviders = { named: () => provider }
  return { locks, calls: () => calls, longestLaneMs: () => Math.max(...busy.values()) }
}

async function inFolder<Value>(units: number, use: (desk: Desk) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), units)
  try {
    return await use(desk)
  } finally {
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** 500 locks, 5,000 live codes, all as they should be: what one pass costs, against the one question it must ask. */
const nothingToDo = (): Promise<BenchResult[]> =>
  inFolder(500, async (desk) => {
    fillBenchDesk(desk, 2_500)
    const { sqlite } = desk.store
    const ids = sqlite.prepare('select id from reservations').pluck().all() as never[]
    // Each unit has its stays one after another from today on; moved while departed, since live ones may not cross.
    sqlite.exec(`
      update stays set status = 'departed';
      update stays set arrival_date = date('now', '+' || ((rowid - 1) / 500 * 2) || ' days'),
        departure_date = date('now', '+' || ((rowid - 1) / 500 * 2 + 2) || ' days');
      update stays set status = 'expected';
    `)
    for (const id of ids) {
      const planned = transact(desk, benchCaller, (work) => planCodes(work, id, { skipConflicts: true }))
      if (!planned.ok) throw new Error(planned.error.message)
    }
    // As if every lock had taken what is meant for it.
    sqlite.exec(`
      update access_codes set state = 'on-lock', must_look = 0, fault = null, provider_ref = label,
        held_since = strftime('%s', 'now') * 1000, verified_at = strftime('%s', 'now') * 1000,
        next_due_at = (strftime('%s', 'now') + 86400) * 1000,
        sent_starts_at = (select min(starts_at) from code_windows where code_id = access_codes.id),
        sent_ends_at = (select min(ends_at) from code_windows where code_id = access_codes.id)
      where state <> 'removed'`)
    const vendor = slowVendor(0, (deviceId) => deviceId)
    const reconciler = createReconciler(desk, vendor.locks)
    const live = sqlite.prepare("select count(*) from access_codes where state <> 'removed'").pluck().get() as number
    const before = vendor.calls()
    const passes: number[] = []
    const floors: number[] = []
    const floor = sqlite.prepare('select count(*) from access_codes where next_due_at <= ?').pluck()
    for (let run = 0; run < 200; run++) {
      let started = performance.now()
      await reconciler.work()
      passes.push(performance.now() - started)
      started = performance.now()
      floor.get(desk.clock.now())
      floors.push(performance.now() - started)
    }
    const calls = vendor.calls() - before
    const [value, least] = [median(passes), median(floors)]
    return [
      {
        name: `reconcile pass, 500 locks, ${live} live codes, nothing to do, ${calls} vendor calls in 200 passes`,
        ...{ value, unit: 'ms', floor: least, ratio: value / least },
      },
    ]
  })

/** A group of forty rooms arrives, calls take 2 s: wall time against the lane that has the most to do. */
const groupArrival = (): Promise<BenchResult[]> =>
  inFolder(39, async (desk) => {
    // Four gateways for the rooms, one for the front door.
    const vendor = slowVendor(2_000, (deviceId) => (deviceId === 'front' ? 'front' : `gateway ${Number(deviceId) % 4}`))
    const today = dateOf(desk.clock.now(), timeZone)
    const stays = Array.from({ length: 39 }, (_, index) => ({
      unit: `${index + 1}`,
      arrivalDate: today,
      departureDate: addDays(today, 2),
    }))
    const added = addReservation(desk, benchCaller, { reference: 'GROUP40', channel: 'direct', stays })
    const arrived = added.ok ? arrive(desk, benchCaller, { ref: 'GROUP40' }) : added
    if (!arrived.ok) throw new Error(arrived.error.message)
    const reconciler = createReconciler(desk, vendor.locks)
    const started = performance.now()
    while ((await reconciler.work()) > 0);
    const value = performance.now() - started
    const floor = vendor.longestLaneMs()
    const name = `40 codes of one group, 2 s a call, 5 lanes, ${vendor.calls()} calls (floor: the busiest lane)`
    return [{ name, value, unit: 'ms', floor, ratio: value / floor }]
  })

/** What the reconciler costs when nothing is to do, and how near it comes to the best its lanes allow. */
export const run = async (): Promise<BenchResult[]> => [...(await nothingToDo()), ...(await groupArrival())]
