import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { addDays, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { benchCaller, openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median } from './bench-result.ts'

const RUNS = 40
const tables = ['guests', 'access_codes', 'code_windows', 'audit_entries', 'reversible_actions'] as const

type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>

/** The transaction that checks in a reservation of ten stays, against bare inserts and updates of the very same rows. */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), 10)
  const { sqlite } = desk.store
  try {
    const values: number[] = []
    const floors: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const reference = `BENCH${run}`
      reserve(desk, reference)
      const before = newest(sqlite)
      const started = performance.now()
      const arrived = arrive(desk, benchCaller, { ref: reference })
      values.push(performance.now() - started)
      if (!arrived.ok) throw new Error(arrived.error.message)
      const rows = rowsSince(sqlite, before)
      takeBack(sqlite, rows)
      floors.push(bareWrite(sqlite, rows, arrived.value.arrived))
      takeBack(sqlite, rows)
      clear(sqlite)
    }
    const [value, floor] = [median(values), median(floors)]
    return [{ name: `check-in of 10 stays (median of ${RUNS})`, value, unit: 'ms', floor, ratio: value / floor }]
  } finally {
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function reserve(desk: Parameters<typeof addReservation>[0], reference: string): void {
  const today = dateOf(desk.clock.now(), 'Europe/London' as TimeZoneId)
  // Ahead codes would be planned here already; the check-in under test is to plan them itself.
  desk.store.sqlite.exec('pragma foreign_keys = off')
  const stays = Array.from({ length: 10 }, (_, index) => ({
    unit: `${index + 1}`,
    arrivalDate: today,
    departureDate: addDays(today, 2),
  }))
  const added = addReservation(desk, benchCaller, { reference, channel: 'direct', stays })
  if (!added.ok) throw new Error(added.error.message)
  desk.store.sqlite.exec('delete from code_windows; delete from access_codes; pragma foreign_keys = on')
}

const newest = (sqlite: Database.Database): ReadonlyMap<string, number> =>
  new Map(
    tables.map((table) => [
      table,
      Number(sqlite.prepare(`select coalesce(max(rowid), 0) from ${table}`).pluck().get()),
    ]),
  )

const rowsSince = (sqlite: Database.Database, before: ReadonlyMap<string, number>): Rows =>
  new Map(
    tables.map((table) => [
      table,
      sqlite.prepare(`select * from ${table} where rowid > ?`).all(before.get(table)) as Record<string, unknown>[],
    ]),
  )

function takeBack(sqlite: Database.Database, rows: Rows): void {
  sqlite.exec('pragma foreign_keys = off')
  for (const [table, list] of rows)
    if (list.length > 0)
      sqlite.exec(`delete from ${table} where rowid > (select max(rowid) from ${table}) - ${list.length}`)
  sqlite.exec('pragma foreign_keys = on')
}

/** One transaction with the same durability that does nothing but write: what the disk and SQLite alone cost. */
function bareWrite(sqlite: Database.Database, rows: Rows, stayIds: readonly string[]): number {
  const inserts = [...rows].flatMap(([table, list]) => {
    const columns = Object.keys(list[0] ?? {})
    return list.length === 0
      ? []
      : [
          {
            list,
            statement: sqlite.prepare(
              `insert into ${table} (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`,
            ),
          },
        ]
  })
  const update = sqlite.prepare(
    "update stays set status = 'in-house', arrived_at = 1, arrived_by = 'Bench', access_from_at = 1 where id = ?",
  )
  const write = sqlite.transaction(() => {
    for (const id of stayIds) update.run(id)
    for (const { list, statement } of inserts) for (const row of list) statement.run(row)
  })
  sqlite.exec("update stays set status = 'expected'")
  const started = performance.now()
  write.immediate()
  return performance.now() - started
}

function clear(sqlite: Database.Database): void {
  sqlite.exec(
    'pragma foreign_keys = off; delete from code_windows; delete from access_codes; delete from stays; delete from reservations; delete from guests; pragma foreign_keys = on',
  )
}
