import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import { claimsOfStays, fieldSourcesOf } from '../../db/queries/claims.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { lineMark } from '../../electron/domain/import-line.ts'
import { arrive, cancel, extend } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { applyImport } from '../../electron/services/import/index.ts'
import { nameStays } from '../../electron/services/reservations/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { book, codeOf, dana, doorStates, dumpTables, must, type TestDesk } from '../support/test-desk.ts'
import {
  bookingsFile,
  calendarStay,
  csv,
  describeAtDesk,
  fileOf,
  plan,
  standing,
  take,
  verdicts,
} from './import-desk.ts'

const house = houses()
const unitIds = ({ desk }: TestDesk) => readHouse(desk.store.read)!.units.map((unit) => unit.id)

describe('taking a file in', () => {
  it('writes new bookings with their guests, plans their codes, and says where each field came from', async () => {
    const { desk } = house.openTraining()
    const applied = take(
      desk,
      await bookingsFile({ ref: A, guest: 'Ana Bell', types: 'Room 1, Room 2', rooms: 2, phone: 447700900111 }),
    )
    expect(applied).toMatchObject({ applied: 2, counts: { new: 2 }, newest: '2026-05-01 10:00' })
    const shown = must(showReservation(desk, { ref: A }))
    expect(shown.guest).toMatchObject({ name: 'Ana Bell', phones: ['+447700900111'] })
    expect(doorStates(desk, A)).toEqual({ front: 'planned', d1: 'planned', d2: 'planned' })
    const stay = shown.stays[0]!.id as StayId
    expect(claimsOfStays(desk.store.read, [stay])).toMatchObject([{ rule: 'import', actor: 'Dana' }])
    expect(
      fieldSourcesOf(desk.store.read, [stay])
        .map((row) => `${row.field} ${row.source}`)
        .sort(),
    ).toEqual(['dates import', 'reference import', 'unit import'])
  })

  it('makes a backup before, and none where nothing is written', async () => {
    const { desk, folder } = house.openTraining()
    const backups = () => readdirSync(join(folder, 'backups')).filter((name) => name.startsWith('before-import'))
    const file = await bookingsFile({ ref: A })
    take(desk, file)
    expect(backups()).toHaveLength(1)
    take(desk, file)
    expect(backups()).toHaveLength(1)
  })

  it('fills what is blank of a guest and overwrites nothing the desk wrote or emptied', async () => {
    const open = house.openTraining()
    book(open.desk, A, [room(1)], { name: 'Ana at the desk' })
    book(open.desk, B, [room(2)], { name: 'Bo Cole', phone: '+44 7700 900122' })
    describeAtDesk(open.desk, B, { phone: '' })
    const file = await bookingsFile(
      { ref: A, guest: 'Ana Bell', phone: '+44 7700 900111' },
      { ref: B, guest: 'Bo Kohl', types: 'Room 2', phone: '+44 7700 900133' },
    )
    take(open.desk, file)
    const shown = (ref: string) => must(showReservation(open.desk, { ref })).guest
    expect(shown(A)).toMatchObject({ name: 'Ana at the desk', phones: ['+447700900111'] })
    expect(shown(B)).toMatchObject({ name: 'Bo Cole' })
  })

  it('keeps a phone that is the house’s own away from the guest, and says so', async () => {
    const { desk } = house.openTraining()
    const file = await bookingsFile({ ref: A, guest: 'Ana Bell', phone: '+1 202 555 0199' })
    expect(plan(desk, file).lines[0]!.warnings).toEqual(['phone-reserved'])
    take(desk, file)
    expect(must(showReservation(desk, { ref: A })).guest).toMatchObject({ name: 'Ana Bell', phones: [] })
  })

  it('changes nothing at the second time, and says that it was here before', async () => {
    const { desk } = house.openTraining()
    const file = await bookingsFile({ ref: A, guest: 'Ana Bell' }, { ref: B, types: 'Room 2' })
    take(desk, file)
    const before = standing(desk)
    expect(plan(desk, file)).toMatchObject({ repeated: { actor: 'Dana' }, counts: { same: 2 } })
    expect(take(desk, file)).toMatchObject({ applied: 0, actionId: null })
    expect(standing(desk)).toEqual(before)
  })

  it('refuses with the rows named where bookings were changed since the preview, and writes nothing', async () => {
    const { desk } = house.openTraining()
    const file = await bookingsFile({ ref: A }, { ref: B, types: 'Room 2' })
    const seen = new Map(plan(desk, file).lines.map((line) => [line.key, lineMark(line)]))
    book(desk, '3000000000', [room(2)])
    const before = dumpTables(desk)
    const refused = applyImport(desk, dana, { file, seen })
    expect(codeOf(refused)).toBe('changed-since')
    expect(!refused.ok && refused.error.message).toContain('Row 3 means')
    expect(dumpTables(desk)).toEqual(before)
    expect(must(applyImport(desk, dana, { file, seen, choices: new Map([['3.0', 'leave']]) })).applied).toBe(1)
  })

  it('joins a room to a known booking, and confirms or corrects what was only a guess', async () => {
    const { desk } = house.openTraining()
    book(desk, A, [room(1)])
    const guess = (unit: string, reference: string) => {
      const id = calendarStay(desk, unit, '2026-06-10', '2026-06-12')
      must(
        transact(desk, { actor: 'Latchkey', source: 'mail' }, (work) =>
          nameStays(work, {
            stays: [readStay(work.db, id)!],
            reference: reference as never,
            channel: 'booking.com',
            provisional: true,
            rule: 'mail-group',
            evidence: {},
          }),
        ),
      )
    }
    const file = await bookingsFile(
      { ref: A, types: 'Room 1, Room 2', rooms: 2 },
      { ref: B, types: 'Room 3, Room 4', rooms: 2 },
    )
    guess('R3', B)
    guess('R4', A)
    expect(verdicts(plan(desk, file))).toEqual(['same', 'joins', 'adopts: guess-confirmed', 'adopts: guess-corrected'])
    const { actionId } = take(desk, file)
    expect(must(showReservation(desk, { ref: B })).stays.map((stay) => `${stay.unit} ${stay.provisional}`)).toEqual([
      'R3 false',
      'R4 false',
    ])
    must(takeBack(desk, dana, actionId))
    expect(
      must(showReservation(desk, { ref: A })).stays.map((stay) => `${stay.unit} ${stay.status} ${stay.provisional}`),
    ).toEqual(['R1 expected false', 'R4 expected true', 'R2 cancelled false'])
  })

  it('cancels only what a person chose to cancel, and never who is in house', async () => {
    const { desk } = house.openTraining()
    book(desk, A, [room(1)])
    book(desk, B, [room(2)], { name: 'Bo Cole' })
    must(arrive(desk, dana, { ref: B }))
    const status = 'cancelled_by_guest'
    const file = await bookingsFile({ ref: A, status }, { ref: B, types: 'Room 2', status })
    expect(plan(desk, file).lines.map((line) => line.acts)).toEqual([['leave', 'cancel'], []])
    expect(take(desk, file)).toMatchObject({ applied: 0 })
    const { actionId } = take(desk, file, { '2.0': 'cancel', '3.0': 'cancel' })
    expect(standing(desk)).toEqual([`R2 2026-06-10..2026-06-12 ${B} in-house`])
    must(takeBack(desk, dana, actionId))
    expect(standing(desk)).toHaveLength(2)
  })

  it('leaves a stay that the desk cancelled, extended or moved as the desk has it', async () => {
    const { desk } = house.openTraining()
    book(desk, A, [room(1)])
    book(desk, B, [room(2)])
    must(cancel(desk, dana, { ref: A }))
    must(extend(desk, dana, { ref: B, untilDate: '2026-06-14' }))
    const file = await bookingsFile({ ref: A }, { ref: B, types: 'Room 2' })
    expect(verdicts(plan(desk, file))).toEqual(['differs: cancelled-here', 'differs: desk-dates'])
    expect(take(desk, file)).toMatchObject({ applied: 0 })
  })

  it('asks for the units of a type once, and keeps the answer', async () => {
    const open = house.openTraining()
    const file = await bookingsFile(
      { ref: A, types: 'Deluxe Studio, Sea View' },
      { ref: B, types: 'Suite, Suite', rooms: 2 },
    )
    expect(plan(open.desk, file)).toMatchObject({
      unmapped: [
        { type: 'Deluxe Studio, Sea View', rows: 1 },
        { type: 'Suite', rows: 1 },
      ],
      counts: { refused: 2 },
    })
    const [first, second, third] = unitIds(open)
    const unitTypes = { 'Deluxe Studio, Sea View': [first!], Suite: [second!, third!] }
    expect(take(open.desk, file, {}, { unitTypes })).toMatchObject({ applied: 3 })
    expect(verdicts(plan(open.desk, file))).toEqual(['same', 'same', 'same'])
  })

  it('asks for the room where more calendar stays fit a type than it has rooms', async () => {
    const open = house.openTraining()
    calendarStay(open.desk, 'R1', '2026-06-10', '2026-06-12')
    calendarStay(open.desk, 'R2', '2026-06-10', '2026-06-12')
    const types = { studio: unitIds(open).slice(0, 3) }
    expect(verdicts(plan(open.desk, await bookingsFile({ ref: A, types: 'Studio' }), types))).toEqual([
      'refused: several-units-fit',
    ])
    expect(verdicts(plan(open.desk, await bookingsFile({ ref: A, types: 'Studio', rooms: 2 }), types))).toEqual([
      'adopts',
      'adopts',
    ])
  })

  it('reads a plain list with one row a room as one booking of several rooms', async () => {
    const { desk } = house.openTraining()
    const file = await fileOf(
      csv(
        'hm-2kx5zq3a,Airbnb,R1,2026-06-10,2026-06-12,Ana Bell,+44 7700 900111,ana@example.com',
        'HM2KX5ZQ3A,airbnb,Room 2,2026-06-10,2026-06-12,,,',
      ),
    )
    take(desk, file)
    expect(must(showReservation(desk, { ref: 'HM2KX5ZQ3A' }))).toMatchObject({
      channel: 'airbnb',
      guest: { name: 'Ana Bell', email: 'ana@example.com' },
      stays: [{ unit: 'R1' }, { unit: 'R2' }],
    })
  })

  it('leaves out what is over, and says rows twice in a file only once', async () => {
    const { desk } = house.openTraining()
    const file = await bookingsFile({ ref: A, from: '2026-06-01', to: '2026-06-05' }, { ref: B }, { ref: B })
    expect(verdicts(plan(desk, file))).toEqual(['past', 'new', 'same: said-twice'])
    take(desk, file)
    expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${B}`])
  })

  it('knows each stay of one booking again, whatever the order of its rows', async () => {
    const open = house.openTraining()
    calendarStay(open.desk, 'R2', '2026-06-14', '2026-06-15')
    const unitTypes = { studio: unitIds(open).slice(0, 2) }
    const file = await bookingsFile(
      { ref: A, types: 'Studio', from: '2026-06-13', to: '2026-06-15' },
      { ref: A, types: 'Studio', from: '2026-06-11', to: '2026-06-14' },
    )
    take(open.desk, file, {}, { unitTypes })
    const before = standing(open.desk)
    expect(verdicts(plan(open.desk, file))).toEqual(['differs: other-dates', 'same'])
    take(open.desk, file)
    expect(standing(open.desk)).toEqual(before)
  })

  it('refuses a row that contradicts an earlier one of the same booking and room', async () => {
    const { desk } = house.openTraining()
    const file = await bookingsFile({ ref: A }, { ref: A, to: '2026-06-14' })
    expect(verdicts(plan(desk, file))).toEqual(['new', 'refused: said-otherwise'])
  })

  it('keeps two rows of one room and night in one file, the second beside the first', async () => {
    const { desk } = house.openTraining()
    const file = await bookingsFile({ ref: A }, { ref: B, from: '2026-06-11', to: '2026-06-13' })
    expect(verdicts(plan(desk, file))).toEqual(['new', 'conflict: unit-taken'])
    take(desk, file)
    expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`, `R1 2026-06-11..2026-06-13 ${B} (beside)`])
  })
})
