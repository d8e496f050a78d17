/** A store of the program before this one, with codes in every state, brought up with nothing lost. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appliedMigrations, readJournal } from '../../db/migrate.ts'
import { allCodes, dueDoors, type StoredCode } from '../../db/queries/codes.ts'
import { checkAuditChain, insertAudit } from '../../db/queries/desk.ts'
import { readHouse } from '../../db/queries/house.ts'
import { openStore, type Store } from '../../db/store.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import { instant } from '../../electron/domain/time.ts'
import { openTestStore, rowWriter, type TestStore, testKey } from '../support/store.ts'

const start = Date.parse('2026-06-10T13:00:00Z')
const end = Date.parse('2026-06-12T10:00:00Z')
const hour = 3_600_000
let folder: string
let old: TestStore
let store: Store
let written: Written

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-before-'))
  old = openTestStore(migrationsBefore())
  written = writeOldHouse(old.store)
  old.store.close()
  store = openStore({
    folder: old.folder,
    dataKey: testKey,
    migrationsFolder: migrationsFolder(),
    backupName: 'before.db',
  })
})
afterEach(() => {
  store.close()
  old.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The migrations as they were before codes were made true: the first two. */
function migrationsBefore(): string {
  const path = join(folder, 'migrations')
  mkdirSync(join(path, 'meta'), { recursive: true })
  const { entries, ...journal } = JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8'))
  const first = entries.slice(0, 2) as { tag: string }[]
  writeFileSync(join(path, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries: first }))
  for (const { tag } of first)
    writeFileSync(join(path, `${tag}.sql`), readFileSync(join(migrationsFolder(), `${tag}.sql`)))
  return path
}

type Written = {
  readonly codes: readonly Readonly<Record<string, unknown>>[]
  readonly windows: unknown
  readonly attempts: unknown
  readonly audit: unknown
  readonly ids: Readonly<Record<'onLock' | 'planned' | 'faulty' | 'removing' | 'removed' | 'perUnit', string>>
  readonly reservation: string
  readonly door: string
}

const rowsOf = (from: Store, sql: string): Record<string, unknown>[] =>
  from.sqlite.prepare(sql).all() as Record<string, unknown>[]
const columns =
  'id, reservation_id, stay_id, door_id, hex(pin_sealed) pin, pin_mac, label, desired, state, state_since, provider_ref, sent_starts_at, sent_ends_at, must_look, fault, fault_since, attempts, next_due_at, generation, created_at'
const codesSql = `select ${columns} from access_codes order by id`
const windowsSql = 'select * from code_windows order by code_id, starts_at'
const attemptsSql = 'select * from code_attempts order by id'
const auditSql = 'select id, at, actor, source, action, reservation_id, stay_id, details from audit_entries order by id'

function writeOldHouse(from: Store): Written {
  const rows = rowWriter(from)
  const [unit, door, other, third] = [rows.unit(), rows.door(), rows.door(), rows.door()]
  rows.put('properties', {
    ...{ id: 1, name: 'Old House', time_zone: 'Europe/London', country: 'GB', check_in_time: '14:00' },
    ...{ check_out_time: '11:00', code_policy: 'per-reservation', codes_ahead_hours: 72 },
    ...{ grace_before_minutes: 0, grace_after_minutes: 0, rollover_time: '04:00' },
  })
  rows.put('unit_doors', { unit_id: unit, door_id: door, position: 0 })
  const reservation = rows.reservation()
  const [former, next] = [rows.reservation(), rows.reservation()]
  const stay = rows.stay(unit, { reservation_id: reservation })
  const sealed = (digits: string) => ({
    pin_sealed: from.vault.seal('pin', digits),
    pin_mac: from.vault.mac('pin', digits),
  })
  const sent = { provider_ref: 'ref-1', sent_starts_at: start, sent_ends_at: end }
  const fault = { fault: 'offline', fault_since: start - hour, attempts: 4, next_due_at: start + hour }
  const ids = {
    onLock: rows.code(reservation, door, {
      ...sealed('482915'),
      ...sent,
      state: 'on-lock',
      state_since: start - 9 * hour,
      next_due_at: end,
    }),
    planned: rows.code(next, door, { ...sealed('771203'), state: 'planned', next_due_at: start + 48 * hour }),
    faulty: rows.code(reservation, other, { ...sealed('482915'), ...fault, state: 'needs-attention', must_look: 1 }),
    removing: rows.code(former, other, { ...sealed('306184'), ...sent, state: 'removing', desired: 'absent' }),
    removed: rows.code(former, door, { ...sealed('306184'), state: 'removed', desired: 'absent', generation: 2 }),
    perUnit: rows.code(next, third, { ...sealed('590317'), stay_id: stay, state: 'accepted', provider_ref: 'ref-2' }),
  }
  for (const id of [ids.onLock, ids.planned, ids.faulty]) {
    rows.put('code_windows', { code_id: id, starts_at: start, ends_at: end })
    rows.put('code_windows', { code_id: id, starts_at: end + 48 * hour, ends_at: end + 72 * hour })
  }
  for (const [index, outcome] of ['rejected', 'unknown', 'confirmed', null].entries())
    rows.put('code_attempts', {
      ...{ code_id: ids.onLock, op_id: `op-${index}`, verb: index < 2 ? 'set' : 'update', started_at: start + index },
      ...{ ended_at: outcome === null ? null : start + index + 1, outcome, fault: index < 2 ? 'busy' : null },
    })
  for (const action of ['house.made', 'pin.revealed', 'stay.arrived'])
    rows.put('audit_entries', {
      ...{ at: start, actor: 'Dana', source: 'desk', action, reservation_id: reservation },
      ...{ stay_id: action === 'stay.arrived' ? stay : null, details: '{"codes":1}' },
    })
  return {
    codes: rowsOf(from, codesSql),
    windows: rowsOf(from, windowsSql),
    attempts: rowsOf(from, attemptsSql),
    audit: rowsOf(from, auditSql),
    ids,
    reservation,
    door,
  }
}

const code = (name: keyof Written['ids']): StoredCode =>
  allCodes(store.read).find((one) => one.id === written.ids[name])!
const hash = (text: string): string => store.vault.mac('audit', text)
const note = (action: string): void =>
  store.write((db) =>
    insertAudit(db, hash, {
      ...{ at: instant(end), actor: 'Dana', source: 'desk', action, details: {} },
      ...{ reservationId: null, stayId: null, doorId: null },
    }),
  )

describe('a store of the program before', () => {
  it('keeps every code, window, attempt and entry, byte by byte', () => {
    expect(appliedMigrations(store.sqlite)).toEqual(readJournal(migrationsFolder()).map((entry) => entry.when))
    expect(written.codes).toHaveLength(6)
    expect(rowsOf(store, codesSql)).toEqual(written.codes)
    expect(rowsOf(store, windowsSql)).toEqual(written.windows)
    expect(rowsOf(store, attemptsSql)).toEqual(written.attempts)
    expect(rowsOf(store, auditSql)).toEqual(written.audit)
    expect(store.vault.open('pin', code('onLock').pinSealed)).toBe('482915')
  })

  it('takes each code as a party’s, and knows of those on a lock since when they are there', () => {
    expect(allCodes(store.read).map((one) => one.kind)).toEqual(Array(6).fill('party'))
    expect(code('onLock').heldSince).toBe(start - 9 * hour)
    // Nobody has looked since: the first look is due, and until then nothing is said that was not known.
    expect(code('onLock')).toMatchObject({ verifiedAt: null, openedAt: null, notBefore: null, givenAt: null })
    for (const name of ['planned', 'faulty', 'removing', 'removed', 'perUnit'] as const)
      expect(code(name).heldSince).toBeNull()
  })

  it('takes up again what was due then, at its time', () => {
    expect(dueDoors(store.read, instant(start))).toEqual([])
    expect(dueDoors(store.read, instant(start + hour))).toEqual([code('faulty').doorId])
    expect(code('faulty')).toMatchObject({ fault: 'offline', attempts: 4, mustLook: true, retryAt: start + hour })
  })

  it('gets a house without spares, and doors without an envelope', () => {
    const house = readHouse(store.read)!
    expect(house.property).toMatchObject({ name: 'Old House', spareCodes: 0, codesAheadHours: 72 })
    expect(house.doors.map((door) => door.envelope)).toEqual([null, null, null])
  })
})

describe('the rules of the tables afterwards', () => {
  const again = (change: Readonly<Record<string, unknown>>) => () =>
    rowWriter(store).put('access_codes', {
      ...{ id: 'new', reservation_id: written.reservation, door_id: written.door, pin_sealed: Buffer.of(1) },
      ...{ pin_mac: 'new', label: 'new', desired: 'present', state: 'planned', state_since: 0, must_look: 0 },
      ...{ attempts: 0, generation: 1, created_at: 0 },
      ...change,
    })

  it('refuse a second live code for the same party and door, the same digits on a lock, and the same name', () => {
    expect(again({})).toThrow(/UNIQUE.*reservation_id/)
    expect(again({ reservation_id: null, kind: 'spare', pin_mac: code('onLock').pinMac })).toThrow(/UNIQUE.*pin_mac/)
    expect(again({ reservation_id: null, kind: 'spare', label: code('onLock').label })).toThrow(/UNIQUE.*label/)
    expect(again({ stay_id: code('perUnit').stayId, door_id: code('perUnit').doorId })).toThrow(/UNIQUE.*stay_id/)
  })

  it('ask for a party, but let a spare stand alone, and a removed code make room', () => {
    expect(again({ reservation_id: null })).toThrow(/party_has_a_reservation/)
    expect(again({ state: 'away' })).toThrow(/code_state/)
    expect(again({ reservation_id: null, kind: 'spare' })).not.toThrow()
    expect(again({ id: 'newer', label: 'newer', pin_mac: 'newer', state: 'removed' })).not.toThrow()
  })

  it('hold every key: nothing hangs on what is not there, and a code takes its windows and attempts along', () => {
    expect(store.sqlite.pragma('foreign_key_check')).toEqual([])
    expect(store.sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(again({ reservation_id: 'nobody' })).toThrow(/FOREIGN KEY/)
    expect(() => store.sqlite.prepare('delete from doors where id = ?').run(written.door)).toThrow(/FOREIGN KEY/)
    store.sqlite.prepare('delete from access_codes where id = ?').run(written.ids.onLock)
    const left = (table: string) =>
      store.sqlite.prepare(`select count(*) from ${table} where code_id = ?`).pluck().get(written.ids.onLock)
    expect([left('code_windows'), left('code_attempts')]).toEqual([0, 0])
  })

  it('are searched by their indexes, not by reading every code', () => {
    const plan = (sql: string) => JSON.stringify(store.sqlite.prepare(`explain query plan ${sql}`).all())
    expect(plan('select door_id from access_codes where next_due_at is not null and next_due_at <= 1')).toContain(
      'code_due',
    )
    expect(plan("select id from access_codes where door_id = 'x'")).toMatch(/code_door|digits_unique/)
    expect(plan("select id from access_codes where reservation_id = 'x'")).toContain('reservation')
  })
})

describe('the trail', () => {
  it('counts what was written before as unchained, and its chain starts after it', () => {
    expect(checkAuditChain(store.read, hash)).toEqual({ entries: 3, unchained: 3, brokenAt: null })
    note('pin.revealed')
    note('door.unlocked')
    expect(checkAuditChain(store.read, hash)).toEqual({ entries: 5, unchained: 3, brokenAt: null })
    store.sqlite.prepare("update audit_entries set actor = 'Somebody' where id = 4").run()
    expect(checkAuditChain(store.read, hash).brokenAt).toBe(4)
  })

  it('does not take an entry without a hash for an old one once there is a chain', () => {
    note('pin.revealed')
    note('door.unlocked')
    store.sqlite.prepare('update audit_entries set hash = null where id = 5').run()
    note('pin.revealed')
    expect(checkAuditChain(store.read, hash)).toEqual({ entries: 6, unchained: 3, brokenAt: 5 })
  })
})
