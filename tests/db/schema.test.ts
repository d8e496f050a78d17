import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readJournal } from '../../db/migrate.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import { openTestStore, rowWriter, type TestStore } from '../support/store.ts'

let opened: TestStore
let rows: ReturnType<typeof rowWriter>
beforeEach(() => {
  opened = openTestStore()
  rows = rowWriter(opened.store)
})
afterEach(() => opened.close())

const run = (sql: string, ...values: unknown[]) => opened.store.sqlite.prepare(sql).run(...values)
const list = (sql: string) => opened.store.sqlite.prepare(sql).all() as Record<string, unknown>[]

describe('the tables', () => {
  it('of our own are all STRICT', () => {
    const tables = list(
      "select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' and name <> '__drizzle_migrations'",
    )
    expect(tables.length).toBeGreaterThan(15)
    expect(tables.filter((table) => table.strict !== 1)).toEqual([])
  })

  it('hold no text where a number belongs', () => {
    const unit = rows.unit()
    expect(() => rows.stay(unit, { created_at: 'yesterday' })).toThrow(/INTEGER/)
  })

  it('hold their foreign keys: a stay of an unknown unit is refused, a unit with stays cannot go', () => {
    expect(opened.store.sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(() => rows.stay('nowhere')).toThrow(/FOREIGN KEY/)
    const unit = rows.unit()
    rows.stay(unit)
    expect(() => run('delete from units where id = ?', unit)).toThrow(/FOREIGN KEY/)
  })

  it('are written with a full sync into a write-ahead log', () => {
    expect(opened.store.sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(opened.store.sqlite.pragma('synchronous', { simple: true })).toBe(2)
  })
})

describe('the journal of migrations', () => {
  it('only rises in time, so that none is silently skipped', () => {
    const times = readJournal(migrationsFolder()).map((entry) => entry.when)
    expect(times.length).toBeGreaterThan(1)
    expect(times).toEqual([...new Set(times)].sort((left, right) => left - right))
  })
})

describe('two placed live stays of one unit', () => {
  const overlap = /placed-stays-overlap/
  const night = { arrival_date: '2026-06-11', departure_date: '2026-06-13' }
  let unit: string
  beforeEach(() => {
    unit = rows.unit()
    rows.stay(unit)
  })
  const set = (stay: string, sql: string) => run(`update stays set ${sql} where id = ?`, stay)

  it.each([
    ['the same nights', {}],
    ['one shared night', night],
    ['nights within the other', { arrival_date: '2026-06-11', departure_date: '2026-06-12' }],
    ['nights around the other', { arrival_date: '2026-06-01', departure_date: '2026-06-30' }],
    ['one of them in house', { ...night, status: 'in-house' }],
  ])('are refused with %s', (_name, change) => {
    expect(() => rows.stay(unit, change)).toThrow(overlap)
    expect(list('select * from stays')).toHaveLength(1)
  })

  it.each([
    ['in another unit', () => rows.stay(rows.unit())],
    [
      'from the day the other leaves',
      () => rows.stay(unit, { arrival_date: '2026-06-12', departure_date: '2026-06-14' }),
    ],
    [
      'until the day the other comes',
      () => rows.stay(unit, { arrival_date: '2026-06-08', departure_date: '2026-06-10' }),
    ],
    ['not placed', () => rows.stay(unit, { ...night, placed: 0 })],
    ['cancelled', () => rows.stay(unit, { ...night, status: 'cancelled' })],
    ['departed', () => rows.stay(unit, { ...night, status: 'departed' })],
    ['a no-show', () => rows.stay(unit, { ...night, status: 'no-show' })],
  ])('are taken where the second is %s', (_name, add) => {
    add()
    expect(list('select * from stays')).toHaveLength(2)
  })

  it('are refused when the dates, the unit, the status or the place of one change into it', () => {
    const later = rows.stay(unit, { arrival_date: '2026-06-12', departure_date: '2026-06-14' })
    expect(() => set(later, "arrival_date = '2026-06-11'")).toThrow(overlap)
    const earlier = rows.stay(unit, { arrival_date: '2026-06-08', departure_date: '2026-06-10' })
    expect(() => set(earlier, "departure_date = '2026-06-11'")).toThrow(overlap)
    const elsewhere = rows.stay(rows.unit())
    expect(() => set(elsewhere, `unit_id = '${unit}'`)).toThrow(overlap)
    const cancelled = rows.stay(unit, { ...night, status: 'cancelled' })
    expect(() => set(cancelled, "status = 'expected'")).toThrow(overlap)
    expect(() => set(cancelled, "status = 'in-house'")).toThrow(overlap)
    const unplaced = rows.stay(unit, { ...night, placed: 0 })
    expect(() => set(unplaced, 'placed = 1')).toThrow(overlap)
  })

  it('do not stand in their own way', () => {
    const alone = rows.stay(rows.unit())
    set(alone, "departure_date = '2026-06-20'")
    set(alone, "status = 'in-house'")
    expect(list(`select departure_date as until, status from stays where id = '${alone}'`)).toEqual([
      { until: '2026-06-20', status: 'in-house' },
    ])
  })
})

describe('a booking reference', () => {
  it('stands once on a channel, and may stand on another', () => {
    rows.reservation({ reference: 'A1', channel: 'airbnb' })
    rows.reservation({ reference: 'A1', channel: 'direct' })
    expect(() => rows.reservation({ reference: 'A1', channel: 'airbnb' })).toThrow(/UNIQUE/)
  })
  it('that is not known never clashes, and a blank one is no reference', () => {
    rows.reservation({ reference: null })
    rows.reservation({ reference: null })
    expect(list('select id from reservations')).toHaveLength(2)
    expect(() => rows.reservation({ reference: '' })).toThrow(/reference_not_blank/)
  })
})

describe('access codes', () => {
  it('are one live one for a reservation on a lock; removed ones remain beside it', () => {
    const [reservation, door] = [rows.reservation(), rows.door()]
    rows.code(reservation, door, { state: 'removed' })
    rows.code(reservation, door)
    rows.code(reservation, rows.door())
    expect(() => rows.code(reservation, door)).toThrow(/UNIQUE/)
  })
  it('are one live one for a stay on a lock where each stay has its own', () => {
    const [reservation, door, unit] = [rows.reservation(), rows.door(), rows.unit()]
    const stay = rows.stay(unit, { reservation_id: reservation })
    const other = rows.stay(rows.unit(), { reservation_id: reservation })
    rows.code(reservation, door, { stay_id: stay })
    rows.code(reservation, door, { stay_id: other })
    rows.code(reservation, door, { stay_id: stay, state: 'removed' })
    expect(() => rows.code(reservation, door, { stay_id: stay })).toThrow(/UNIQUE/)
  })
  it('of two parties never share their digits on a lock, on two locks they may', () => {
    const door = rows.door()
    rows.code(rows.reservation(), door, { pin_mac: 'same' })
    rows.code(rows.reservation(), rows.door(), { pin_mac: 'same' })
    rows.code(rows.reservation(), door, { pin_mac: 'same', state: 'removed' })
    expect(() => rows.code(rows.reservation(), door, { pin_mac: 'same' })).toThrow(/UNIQUE/)
  })
  it('keep a label of their own for good', () => {
    const door = rows.door()
    rows.code(rows.reservation(), door, { label: 'LK-1', state: 'removed' })
    expect(() => rows.code(rows.reservation(), door, { label: 'LK-1' })).toThrow(/UNIQUE/)
  })
})

describe('what cannot be true', () => {
  const unit = () => rows.unit()
  it.each<[string, RegExp, () => unknown]>([
    ['a stay without a night', /stay_has_a_night/, () => rows.stay(unit(), { departure_date: '2026-06-10' })],
    ['a departure before the arrival', /stay_has_a_night/, () => rows.stay(unit(), { departure_date: '2026-06-09' })],
    ['an arrival that is no day', /arrival_is_a_day/, () => rows.stay(unit(), { arrival_date: '10.06.2026' })],
    ['a departure that is no day', /departure_is_a_day/, () => rows.stay(unit(), { departure_date: '2026-6-12' })],
    ['a status nobody knows', /stay_status/, () => rows.stay(unit(), { status: 'archived' })],
    ['a guess that belongs to nobody', /provisional_has_reservation/, () => rows.stay(unit(), { provisional: 1 })],
    [
      'a code in a state nobody knows',
      /code_state/,
      () => rows.code(rows.reservation(), rows.door(), { state: 'lost' }),
    ],
    [
      'half a window at the provider',
      /sent_window_is_whole/,
      () => rows.code(rows.reservation(), rows.door(), { sent_starts_at: 1 }),
    ],
    [
      'a window without length',
      /window_has_length/,
      () =>
        rows.put('code_windows', {
          code_id: rows.code(rows.reservation(), rows.door()),
          starts_at: 5,
          ends_at: 5,
        }),
    ],
    [
      'half a lock on a door',
      /lock_is_whole/,
      () => rows.put('doors', { id: 'd', key: 'd', name: 'd', shared: 0, provider: 'seam', position: 1 }),
    ],
    [
      'one lock on two doors',
      /UNIQUE/,
      () => {
        for (const id of ['d1', 'd2'])
          rows.put('doors', { id, key: id, name: id, shared: 0, provider: 'seam', device_id: 'x', position: 1 })
      },
    ],
    [
      'a second property',
      /one_property/,
      () =>
        rows.put('properties', {
          id: 2,
          name: 'Second',
          time_zone: 'UTC',
          country: 'GB',
          check_in_time: '14:00',
          check_out_time: '11:00',
          code_policy: 'per-reservation',
          codes_ahead_hours: 72,
          grace_before_minutes: 0,
          grace_after_minutes: 0,
          rollover_time: '04:00',
        }),
    ],
  ])('is refused: %s', (_name, reason, write) => {
    expect(write).toThrow(reason)
  })
})
