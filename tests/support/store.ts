/** A store in a folder of its own, for tests of the store itself. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../db/store.ts'
import { migrationsFolder } from '../../electron/composition.ts'

export const testKey = Uint8Array.from({ length: 32 }, (_, index) => (index * 7 + 3) % 256)
export const otherKey = Uint8Array.from({ length: 32 }, (_, index) => (index * 11 + 5) % 256)

export type TestStore = { readonly folder: string; readonly store: Store; readonly close: () => void }

export function openTestStore(migrations = migrationsFolder()): TestStore {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
  const store = openStore({ folder, dataKey: testKey, migrationsFolder: migrations, backupName: 'before.db' })
  return {
    folder,
    store,
    close() {
      if (store.sqlite.open) store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every file below a folder whose bytes hold the text. */
export function filesHolding(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile() && readFileSync(join(folder, name)).includes(text))
    .sort()
}

/** Rows by hand: the least that each table asks for. */
export function rowWriter(store: Store) {
  let count = 0
  const { sqlite } = store
  const put = (table: string, row: Readonly<Record<string, unknown>>): void => {
    const names = Object.keys(row)
    sqlite
      .prepare(`insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(row))
  }
  const id = (): string => `id-${++count}`
  return {
    put,
    unit(): string {
      const unit = id()
      put('units', { id: unit, key: unit, name: unit, position: 1 })
      return unit
    },
    door(): string {
      const door = id()
      put('doors', { id: door, key: door, name: door, shared: 0, provider: 'simulator', device_id: door, position: 1 })
      return door
    },
    reservation(change: Readonly<Record<string, unknown>> = {}): string {
      const reservation = id()
      put('reservations', {
        id: reservation,
        channel: 'direct',
        reference: reservation.toUpperCase(),
        source: 'desk',
        created_at: 0,
        ...change,
      })
      return reservation
    },
    stay(unit: string, change: Readonly<Record<string, unknown>> = {}): string {
      const stay = id()
      put('stays', {
        id: stay,
        unit_id: unit,
        arrival_date: '2026-06-10',
        departure_date: '2026-06-12',
        status: 'expected',
        placed: 1,
        provisional: 0,
        kind: 'reservation',
        source: 'desk',
        channel: 'direct',
        created_at: 0,
        ...change,
      })
      return stay
    },
    code(reservation: string, door: string, change: Readonly<Record<string, unknown>> = {}): string {
      const code = id()
      put('access_codes', {
        id: code,
        reservation_id: reservation,
        door_id: door,
        pin_sealed: Buffer.from(code),
        pin_mac: code,
        label: code,
        desired: 'present',
        state: 'planned',
        state_since: 0,
        must_look: 0,
        attempts: 0,
        generation: 1,
        created_at: 0,
        ...change,
      })
      return code
    },
  }
}
