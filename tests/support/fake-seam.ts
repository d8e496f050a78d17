import type { Server as HttpServer } from 'node:http'
import net from 'node:net'
import { createFake } from '@seamapi/fake-seam-connect'

export type FakeSeamDevice = {
  readonly deviceId: string
  readonly name?: string
  /** Further device properties in Seam's words, e.g. `{ supported_code_lengths: [4, 6] }`. */
  readonly properties?: Readonly<Record<string, unknown>>
}

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
  for (const { deviceId, name, properties } of options.devices) {
    db.addDevice({
      ...workspace,
      device_id: deviceId,
      name: name ?? deviceId,
      device_type: 'yale_lock',
      can_remotely_unlock: true,
      can_program_online_access_codes: true,
      properties: { locked: true, supported_code_lengths: [4, 5, 6, 7, 8], ...properties },
    })
  }
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
    codes,
    outage(routes) {
      if (routes.length === 0) db.simulateWorkspaceOutageRecovery(workspace.workspace_id)
      else db.simulateWorkspaceOutage(workspace.workspace_id, { routes: [...routes] as never })
    },
    stop: () => closeServer(server.server),
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
