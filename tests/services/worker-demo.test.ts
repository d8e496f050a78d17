/** The demo house on a composed desk: training locks that show what a desk must know, and whose memory tells no digits. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allCodes } from '../../db/queries/codes.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { createDesk, headlessSecretStore, type OpenDesk } from '../../electron/composition.ts'
import type { DoorId } from '../../electron/domain/ids.ts'
import { layOutDemoLocks, makeDemoHouse } from '../../electron/services/demo/index.ts'
import { doorPanel, doorsView } from '../../electron/services/views/index.ts'
import { at, must } from '../support/test-desk.ts'

let folder: string
let open: OpenDesk
const openAnew = (): void => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-demo-'))
  const dataDir = join(folder, 'data')
  const clock = { kind: 'from', at: at('2026-11-21T15:14:00Z') } as const
  const parts = { logger: silentLogger, sqliteBinding: null, environment: {} }
  open = must(createDesk({ ...parts, dataDir, clock, secretStore: headlessSecretStore(dataDir) }, 'disk'))
}
const end = async (): Promise<void> => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
}

/** `Apartment 102: East stairs, offline, 64 %` */
const linesOf = (desk: OpenDesk['desk']) =>
  must(doorsView(desk, () => true)).doors.map(
    ({ name, gateway, online, batteryPercent }) =>
      `${name}: ${gateway?.name ?? 'no gateway'}, ${online === null ? 'key' : online ? 'online' : 'offline'}, ${batteryPercent} %`,
  )
const digitsOf = (desk: OpenDesk['desk']) =>
  allCodes(desk.store.read).map((code) => desk.store.vault.open('pin', code.pinSealed))

describe('the demo house', () => {
  beforeAll(async () => {
    openAnew()
    expect(must(makeDemoHouse(open.desk)).reservations).toBe(41)
    await layOutDemoLocks(open)
  })
  afterAll(end)

  it('has a silent gateway with three doors, a weak battery and a stranger’s code, all known to the desk', () => {
    expect(linesOf(open.desk)).toEqual([
      'Front door: no gateway, online, 100 %',
      'Apartment 101: no gateway, online, 92 %',
      'Apartment 102: East stairs, offline, 64 %',
      'Apartment 103: no gateway, online, 90 %',
      'Apartment 201: West stairs, online, 83 %',
      'Apartment 202: East stairs, offline, 71 %',
      'Apartment 203: West stairs, online, 14 %',
      'Loft: East stairs, offline, 58 %',
      'Garden flat: no gateway, key, null %',
    ])
    const { doors, troubles } = must(doorsView(open.desk, () => true))
    expect(troubles.map(({ gateway, doorIds }) => [gateway.name, doorIds.length])).toEqual([['East stairs', 3]])
    const named = (name: string) => doors.find((door) => door.name === name)!
    const panel = must(doorPanel(open.desk, named('Apartment 102').id as DoorId, null, () => true))
    expect(panel.codeLines.map((line) => `${line.kind} ${line.who}`)).toEqual(
      expect.arrayContaining(['party Adaeze Okonkwo', 'spare Spare 1', 'spare Spare 2', 'foreign Cleaner']),
    )
    expect(panel.envelope).toBe('Envelope 3 in the safe')
    expect(named('Apartment 202').codes.worst).toBe('needs-attention')
  })

  it('has two spares on every lock, and every code that is due where the lock can be reached', () => {
    const rows = open.desk.store.sqlite
      .prepare("select kind, state, fault from access_codes where kind = 'spare' or fault is not null")
      .all() as { kind: string; state: string; fault: string | null }[]
    expect(rows.filter((row) => row.kind === 'spare').map((row) => row.state)).toEqual(Array(16).fill('on-lock'))
    expect(rows.filter((row) => row.fault !== null).map((row) => row.fault)).not.toContain('full')
    const due = open.desk.store.sqlite
      .prepare("select count(*) from access_codes where kind = 'party' and state = 'on-lock'")
      .pluck()
      .get()
    expect(due).toBeGreaterThan(10)
  })

  it('keeps no digits in the memory of its training locks, and they still know them', async () => {
    const dataDir = open.desk.store.folder
    const kept = readFileSync(join(dataDir, 'simulated-locks.json'), 'utf8')
    const pins = [...kept.matchAll(/"pin": "([^"]*)"/g)].map(([, pin]) => pin!)
    expect(pins.length).toBeGreaterThan(30)
    expect(pins.filter((pin) => !pin.startsWith('sealed:'))).toEqual([])
    // Times, ids and seals stand there too, and any six digits may be a part of one: a PIN would stand by itself.
    const runs = new Set(kept.match(/(?<![\w+/=-])\d+(?![\w+/=-])/g))
    for (const digits of ['482915', ...digitsOf(open.desk)]) expect(runs.has(digits)).toBe(false)
    const listed = await open.locks.named('simulator')!.listCodes('training-101')
    const spares = listed.ok ? listed.codes.map((code) => code.pin) : []
    expect(spares.length).toBeGreaterThan(2)
    for (const pin of spares) expect(digitsOf(open.desk)).toContain(pin)
  })
})

describe('the demo house before its locks are laid out', () => {
  beforeEach(openAnew)
  afterEach(end)

  it('lays out its spares by the worker alone, as any house does', async () => {
    must(makeDemoHouse(open.desk))
    open.worker.start()
    const spares = () =>
      open.desk.store.sqlite.prepare("select count(*) from access_codes where kind = 'spare'").pluck().get()
    await expect.poll(spares, { timeout: 5_000 }).toBe(16)
  })
})
