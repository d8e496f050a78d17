/** Every field of a booking says whose word it is, and no source that speaks by itself overwrites a person. */
import { describe, expect, it } from 'vitest'
import { parseReference } from '../../electron/domain/booking-reference.ts'
import { extend } from '../../electron/services/check-in/index.ts'
import { type Caller, transact } from '../../electron/services/desk/index.ts'
import {
  describeGuest,
  findReservation,
  type GuestDetails,
  nameStays,
} from '../../electron/services/reservations/index.ts'
import { sheetView } from '../../electron/services/views/index.ts'
import { feedStay } from '../support/feed-stays.ts'
import { A, houses } from '../support/houses.ts'
import { book, dana, must, type TestDesk, yusuf } from '../support/test-desk.ts'

const { openTraining } = houses()
const open = (): TestDesk => openTraining({ now: '2026-06-10T08:00:00Z' })
const spreadsheet: Caller = { actor: 'Yusuf', source: 'import' }
const mail: Caller = { actor: 'Latchkey', source: 'mail' }

const describeAs = ({ desk }: TestDesk, caller: Caller, details: GuestDetails) =>
  must(transact(desk, caller, (work) => describeGuest(work, must(findReservation(work.db, { ref: A })), details))).guest
const sheetOf = ({ desk }: TestDesk) => {
  const { id } = must(findReservation(desk.store.read, { ref: A }))
  return must(sheetView(desk, { reservationId: id }))
}
const originOf = (test: TestDesk, field: string) => sheetOf(test).origins.find((one) => one.field === field)

describe('a field of the guest', () => {
  it('names who wrote it and when; a form that sends it unchanged does not make it its own', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-12', '2026-06-14']], { name: 'Ada Okoye', phone: '+12025550117' })
    test.setNow('2026-06-11T09:00:00Z')
    describeAs(test, yusuf, { name: 'Ada Okoye', phone: '+12025550118', email: null })
    expect(originOf(test, 'name')?.first).toEqual({ source: 'desk', by: 'Dana', at: '2026-06-10T08:00:00.000Z' })
    expect(originOf(test, 'phone')?.first).toEqual({ source: 'desk', by: 'Yusuf', at: '2026-06-11T09:00:00.000Z' })
    expect(originOf(test, 'email')).toBeUndefined()
  })

  it('that a person wrote, or emptied, is left alone by spreadsheet and mail; what is blank is filled', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-12', '2026-06-14']], { name: 'Ada Okoye', email: 'ada@example.com' })
    describeAs(test, dana, { email: null })
    const guest = describeAs(test, spreadsheet, {
      name: 'A. OKOYE',
      email: 'wrong@example.com',
      phone: '+12025550117',
    })
    expect(guest).toMatchObject({ name: 'Ada Okoye', email: null, phones: ['+12025550117'] })
    expect(originOf(test, 'phone')?.first?.source).toBe('import')
    expect(describeAs(test, mail, { phone: '+12025550119' }).phones).toEqual(['+12025550117'])
    expect(describeAs(test, dana, { phone: '+12025550120' }).phones[0]).toBe('+12025550120')
  })

  it('is not emptied by a source that does not know it', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-12', '2026-06-14']])
    describeAs(test, spreadsheet, { name: 'Ada Okoye' })
    expect(describeAs(test, spreadsheet, { name: '  ' }).name).toBe('Ada Okoye')
  })
})

describe('a stay', () => {
  it('says that it came from the calendar, who changed its days since, and why it belongs to its booking', () => {
    const test = open()
    const stay = feedStay(test.desk, ['R1', '2026-06-12', '2026-06-14'])
    must(
      transact(test.desk, mail, (work) =>
        nameStays(work, {
          stays: [stay],
          reference: parseReference(A)!,
          channel: 'booking.com',
          provisional: false,
          rule: 'mail-match',
          evidence: { gapMinutes: 12 },
        }),
      ),
    )
    test.setNow('2026-06-10T11:00:00Z')
    must(extend(test.desk, yusuf, { ref: A, untilDate: '2026-06-15' }))
    expect(originOf(test, 'dates')).toMatchObject({
      first: { source: 'feed', at: '2026-06-10T08:00:00.000Z' },
      changed: { source: 'desk', by: 'Yusuf', at: '2026-06-10T11:00:00.000Z' },
    })
    expect(originOf(test, 'unit')?.changed).toBeNull()
    expect(originOf(test, 'reference')?.first?.source).toBe('mail')
    expect(sheetOf(test).stays[0]?.why).toBe(
      'A booking mail fits it alone: it came 12 min from when the calendar had it.',
    )
    // Nobody is told what a mail said.
    expect(JSON.stringify(sheetOf(test).origins)).not.toContain('evidence')
  })
})
