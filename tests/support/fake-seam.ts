import type { Server as HttpServer } from 'node:http'
import net from 'node:net'
import { createFake } from '@seamapi/fake-seam-connect'

export type FakeSeamDevice = {
  readonly deviceId: string
  readonly name?: string
  /** Further device properties in Seam's words, e.g. `{ supported_code_lengths: [4, 6] }`. */
  readonly properties?: Readonly<Record<string, unknown>>
  /** Seam's flags, e.g. `{ can_program_offline_access_codes: true }`. */
  readonly flags?: Readonly<Record<string, boolean>>
}

/**
 * What becomes of unlockings: the device confirms them, Seam only says it was done, they fail with Seam's error type,
 * or nothing is heard of them.
 */
export type FakeUnlocking = 'confirmed' | 'unconfirmed' | 'stuck' | { readonly failed: string }

/** A code as the fake keeps it; digits in clear, for tests only. */
export type FakeSeamCode = {
  readonly id: string
  readonly deviceId: string
  readonly name: string
  readonly code: string
  readonly status: string
  readonly startsAt: string | null
  readonly endsAt: string | null
}

export type FakeSeam = {
  readonly endpoint: string
  readonly apiKey: string
  /** The code is on the lock now. The fake never gets there by itself. */
  readonly confirm: (id: string) => void
  /** Every code that is not set yet, of one device or of all; answers how many. */
  readonly confirmAll: (deviceId?: string) => number
  /** The lock keeps the code scheduled: still `unset`, as real locks answer before the window starts. */
  readonly confirmScheduled: (id: string) => void
  /** Gives the code an error of its own (or, with `kind`, one of its device). */
  readonly failCode: (id: string, errorCode: string, kind?: 'access-code' | 'device') => void
  /** Any field of a code in Seam's words, e.g. `{ status: 'removing' }` or `{ code: null }`. */
  readonly patchCode: (id: string, patch: Readonly<Record<string, unknown>>) => void
  /** A code that somebody set with the lock's own app; answers its id. */
  readonly addForeignCode: (deviceId: string, name: string, code: string) => string
  readonly setOffline: (deviceId: string, offline?: boolean) => void
  readonly setBattery: (deviceId: string, level: number) => void
  /** Errors and warnings of a device in Seam's words, in place of those it had. */
  readonly setTroubles: (deviceId: string, codes: { errors?: readonly string[]; warnings?: readonly string[] }) => void
  /** The bridge of these locks goes down: each is offline, with the error of a hub. */
  readonly setBridgeOffline: (deviceIds: readonly string[], offline?: boolean) => void
  /** An event, as it happened at the vendor; answers its id. `at` is ISO time, now where it is left out. */
  readonly addEvent: (
    type: string,
    fields: { readonly deviceId?: string; readonly ref?: string; readonly at?: string },
  ) => string
  readonly setUnlocking: (what: FakeUnlocking) => void
  /** How often a door was opened. */
  readonly unlockings: () => number
  /** Takes a lock away at the vendor, with its codes. */
  readonly removeDevice: (deviceId: string) => void
  /** Somebody gives the code other digits in the lock's own app: Seam notices, and shows them. */
  readonly changeDigits: (id: string, digits: string) => void
  /** Somebody deletes the code in the lock's own app, and Seam forgets it. */
  readonly deleteCode: (id: string) => void
  /** Offline codes get their digits only when `giveDigits` is called. */
  readonly giveDigits: (id: string, digits: string) => void
  readonly codes: (deviceId?: string) => readonly FakeSeamCode[]
  /** Answers 503 on these routes, e.g. `/access_codes/create`; none ends the outage. */
  readonly outage: (routes: readonly string[]) => void
  readonly stop: () => Promise<void>
}

/**
 * Seam's own fake server on loopback, at a free port. How it differs from Seam: facts/locks.md section 2; above all it
 * checks nothing about the device and never advances a code's state, which is what the methods here are for.
 */
export async function startFakeSeam(options: { readonly devices: readonly FakeSeamDevice[] }): Promise<FakeSeam> {
  const fake = await createFake()
  const seed = await fake.seed()
  const db = fake.database
  const workspace = { workspace_id: seed.seed_workspace_1, connected_account_id: seed.john_connected_account_id }
  for (const { deviceId, name, properties, flags } of options.devices) {
    db.addDevice({
      ...workspace,
      device_id: deviceId,
      name: name ?? deviceId,
      device_type: 'yale_lock',
      can_remotely_unlock: true,
      can_program_online_access_codes: true,
      properties: { locked: true, online: true, supported_code_lengths: [4, 5, 6, 7, 8], ...properties },
    })
    // Flags it does not know are taken by a change only.
    if (flags !== undefined) db.updateDevice({ device_id: deviceId, ...flags } as never)
  }
  const opened = decideUnlockings(db)
  const server = await onLoopback(() => fake.startServer())

  const find = (id: string) => {
    const code = db.access_codes.find((one) => one.access_code_id === id)
    if (code === undefined) throw new Error(`the fake Seam has no code ${id}`)
    return code
  }
  const patch = (id: string, fields: Readonly<Record<string, unknown>>, event?: string) => {
    const { device_id } = find(id)
    db.updateAccessCode({ access_code_id: id, ...fields })
    if (event) db.addEvent({ ...workspace, event_type: event as never, device_id, access_code_id: id })
  }
  const confirm = (id: string) => patch(id, { status: 'set', errors: [] }, 'access_code.set_on_device')
  const codes = (deviceId?: string): FakeSeamCode[] =>
    db.access_codes
      .filter((code) => deviceId === undefined || code.device_id === deviceId)
      .map((code) => ({
        id: code.access_code_id,
        deviceId: code.device_id,
        name: code.name ?? '',
        code: code.code ?? '',
        status: code.status,
        startsAt: ('starts_at' in code ? code.starts_at : null) ?? null,
        endsAt: ('ends_at' in code ? code.ends_at : null) ?? null,
      }))

  const addEvent: FakeSeam['addEvent'] = (type, { deviceId, ref, at }) =>
    db.addEvent({
      ...workspace,
      event_type: type,
      ...(deviceId === undefined ? {} : { device_id: deviceId }),
      ...(ref === undefined ? {} : { access_code_id: ref }),
      ...(at === undefined ? {} : { created_at: at, occurred_at: at }),
    } as never).event_id
  const setTroubles: FakeSeam['setTroubles'] = (deviceId, { errors, warnings }) => {
    const errorOf = (error_code: string) => ({ error_code, message: error_code, is_device_error: true })
    const warningOf = (warning_code: string) => ({ warning_code, message: warning_code })
    db.updateDevice({
      device_id: deviceId,
      ...(errors === undefined ? {} : { errors: errors.map(errorOf) }),
      ...(warnings === undefined ? {} : { warnings: warnings.map(warningOf) }),
    } as never)
  }

  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    apiKey: seed.seam_apikey1_token,
    confirm,
    confirmAll(deviceId) {
      const waiting = codes(deviceId).filter((code) => code.status === 'unset' || code.status === 'setting')
      for (const code of waiting) confirm(code.id)
      return waiting.length
    },
    confirmScheduled: (id) => patch(id, { is_scheduled_on_device: true }, 'access_code.scheduled_on_device'),
    failCode(id, errorCode, kind = 'access-code') {
      const flag = kind === 'access-code' ? { is_access_code_error: true } : { is_device_error: true }
      patch(id, { errors: [{ error_code: errorCode, message: errorCode, ...flag }] })
    },
    patchCode: (id, fields) => patch(id, fields),
    addForeignCode: (deviceId, name, code) =>
      db.addAccessCode({
        ...{ workspace_id: workspace.workspace_id, device_id: deviceId, name, code },
        ...{ type: 'ongoing', status: 'set', is_managed: false },
      } as never).access_code_id,
    setOffline: (deviceId, offline = true) => {
      db.updateDevice({ device_id: deviceId, properties: { online: !offline } } as never)
    },
    setBattery: (deviceId, level) => {
      db.updateDevice({ device_id: deviceId, properties: { battery_level: level, battery: { level } } } as never)
    },
    setTroubles: (deviceId, troubles) => setTroubles(deviceId, troubles),
    setBridgeOffline(deviceIds, offline = true) {
      for (const deviceId of deviceIds) {
        db.updateDevice({ device_id: deviceId, properties: { online: !offline } } as never)
        setTroubles(deviceId, { errors: offline ? ['hub_disconnected'] : [] })
        addEvent(offline ? 'device.disconnected' : 'device.connected', { deviceId })
      }
    },
    addEvent,
    setUnlocking: opened.set,
    unlockings: opened.count,
    removeDevice(deviceId) {
      for (const code of codes(deviceId)) db.deleteAccessCode(code.id)
      db.deleteDevice(deviceId)
      addEvent('device.removed', { deviceId })
    },
    changeDigits(id, digits) {
      const errors = [{ error_code: 'code_modified_external_to_seam', message: 'changed', is_access_code_error: true }]
      patch(id, { code: digits, errors }, 'access_code.modified_external_to_seam')
    },
    deleteCode(id) {
      const { device_id: deviceId } = find(id)
      db.deleteAccessCode(id)
      addEvent('access_code.deleted_external_to_seam', { deviceId, ref: id })
    },
    giveDigits: (id, digits) => patch(id, { code: digits }),
    codes,
    outage(routes) {
      if (routes.length === 0) db.simulateWorkspaceOutageRecovery(workspace.workspace_id)
      else db.simulateWorkspaceOutage(workspace.workspace_id, { routes: [...routes] as never })
    },
    stop: () => closeServer(server.server),
  }
}

type FakeDatabase = Awaited<ReturnType<typeof createFake>>['database']
type FakeAttempt = { readonly action_attempt_id: string; readonly action_type: string; readonly status: string }

/**
 * The fake lets every unlocking succeed, and says nothing of the device. As soon as it has written that into its
 * record, the record is changed to what was asked for; the route itself answers "pending" in any case.
 */
function decideUnlockings(db: FakeDatabase) {
  let what: FakeUnlocking = 'confirmed'
  const decided = new Set<string>()
  const outcome = () => {
    if (what === 'stuck') return { status: 'pending' }
    if (what === 'confirmed' || what === 'unconfirmed')
      return { status: 'success', result: { was_confirmed_by_device: what === 'confirmed' } }
    return { status: 'error', error: { type: what.failed, message: what.failed } }
  }
  const store = db as unknown as { readonly subscribe: (changed: () => void) => unknown }
  store.subscribe(() => {
    for (const { action_attempt_id, action_type, status } of db.action_attempts as readonly FakeAttempt[]) {
      if (action_type !== 'UNLOCK_DOOR' || status !== 'success' || decided.has(action_attempt_id)) continue
      decided.add(action_attempt_id)
      db.updateActionAttempt({ action_attempt_id, ...outcome() } as never)
    }
  })
  return {
    set(next: FakeUnlocking) {
      what = next
    },
    count: () => decided.size,
  }
}

/** The fake listens on every interface by itself; for the time of its start, `listen` is bound to loopback. */
async function onLoopback<Answer>(start: () => Promise<Answer>): Promise<Answer> {
  const prototype = net.Server.prototype as unknown as { listen: (...args: unknown[]) => unknown }
  const listen = prototype.listen
  prototype.listen = function (this: unknown, first: unknown, ...rest: unknown[]) {
    return listen.call(this, typeof first === 'number' ? { port: first, host: '127.0.0.1' } : first, ...rest)
  }
  try {
    return await start()
  } finally {
    prototype.listen = listen
  }
}

const closeServer = (server: HttpServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
