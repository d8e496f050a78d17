/** The attention centre: items are put aside and come back, close by themselves, and say afterwards who answered them. */
import { describe, expect, it } from 'vitest'
import { readStay, updateStay } from '../../db/queries/bookings.ts'
import { checkAuditChain } from '../../db/queries/desk.ts'
import type { ReservationId, StayId } from '../../electron/domain/ids.ts'
import {
  attentionItems,
  everyItem,
  needsDecision,
  resolveItem,
  settledItems,
} from '../../electron/services/attention/index.ts'
import { cancel } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { describeGuest, findReservation } from '../../electron/services/reservations/index.ts'
import { A, houses } from '../support/houses.ts'
import { at, book, codeOf, dana, must, type TestDesk, yusuf } from '../support/test-desk.ts'

const { openTraining } = houses()
/** At nine in the morning of 10 June, London time. */
const open = (): TestDesk => openTraining({ now: '2026-06-10T08:00:00Z' })
/** What is about no door: locks take no orders here. */
const standing = ({ desk }: TestDesk) => attentionItems(desk).filter((item) => item.doorId === null)
const kinds = (test: TestDesk) => standing(test).map((item) => item.kind)
const only = (test: TestDesk) => {
  const [item, ...others] = standing(test)
  expect(others).toEqual([])
  return item!
}
/** A phone of the guest, written at the desk. */
const reach = ({ desk }: TestDesk, ref: string): void => {
  must(
    transact(desk, dana, (work) =>
      describeGuest(work, must(findReservation(work.db, { ref })), { phone: '+12025550117' }),
    ),
  )
}

describe('an item that is put aside', () => {
  it('for an hour is back after the hour, under the id it had', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const { id } = only(test)
    must(resolveItem(test.desk, dana, id, 'snooze'))
    expect(kinds(test)).toEqual([])
    test.setNow('2026-06-10T08:59:59Z')
    expect(kinds(test)).toEqual([])
    expect(everyItem(test.desk).map((item) => item.snoozedUntil)).toEqual([at('2026-06-10T09:00:00Z')])
    test.setNow('2026-06-10T09:00:00Z')
    expect(only(test)).toMatchObject({ id, snoozedUntil: null })
  })

  it('until tomorrow is back when the list of tomorrow is made, at the rollover hour of the house', () => {
    const test = open()
    test.setNow('2026-06-10T22:00:00Z')
    book(test.desk, A, [['R1', '2026-06-11', '2026-06-12']])
    must(resolveItem(test.desk, dana, only(test).id, 'snooze-tomorrow'))
    test.setNow('2026-06-11T02:59:00Z')
    expect(kinds(test)).toEqual([])
    test.setNow('2026-06-11T03:00:00Z')
    expect(kinds(test)).toEqual(['missing-contact'])
  })

  it('until they arrive is offered only where that is later than tomorrow, and is back on the arrival day', () => {
    const test = open()
    const { stayIds } = book(test.desk, A, [['R1', '2026-06-14', '2026-06-16']], { email: 'guest@example.com' })
    test.desk.store.write((db) => updateStay(db, stayIds[0] as StayId, { placed: false }))
    expect(only(test).snoozes.map((snooze) => snooze.key)).toEqual(['snooze', 'snooze-tomorrow', 'snooze-arrival'])
    must(resolveItem(test.desk, dana, only(test).id, 'snooze-arrival'))
    test.setNow('2026-06-14T02:59:00Z')
    expect(kinds(test)).toEqual([])
    test.setNow('2026-06-14T03:00:00Z')
    expect(only(test).snoozes.map((snooze) => snooze.key)).toEqual(['snooze', 'snooze-tomorrow'])
  })

  it('closes by itself where its cause goes meanwhile, and another cause is another item', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const { id } = only(test)
    must(resolveItem(test.desk, dana, id, 'snooze-tomorrow'))
    reach(test, A)
    expect(everyItem(test.desk)).toEqual([])
    expect(codeOf(resolveItem(test.desk, dana, id, 'snooze'))).toBe('item-unknown')
    book(test.desk, '1000000002', [['R2', '2026-06-10', '2026-06-12']])
    expect(only(test).id).not.toBe(id)
  })

  it('can still be answered by its id', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const { id } = only(test)
    must(resolveItem(test.desk, dana, id, 'snooze'))
    must(resolveItem(test.desk, dana, id.toLowerCase(), 'dismiss'))
    test.setNow('2026-06-10T09:30:00Z')
    expect(everyItem(test.desk)).toEqual([])
  })
})

describe('what became of items', () => {
  it('names who answered and what, and what closed by itself', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const first = only(test).id
    expect(must(resolveItem(test.desk, yusuf, first, 'dismiss')).actionId).toBeNull()
    book(test.desk, '1000000002', [['R2', '2026-06-10', '2026-06-12']])
    const second = only(test).id
    must(resolveItem(test.desk, dana, second, 'snooze'))
    test.setNow('2026-06-10T10:00:00Z')
    must(cancel(test.desk, dana, { ref: '1000000002' }))
    expect(kinds(test)).toEqual([])
    expect(settledItems(test.desk)).toMatchObject([
      { id: second, kind: 'missing-contact', closedAt: at('2026-06-10T10:00:00Z'), answer: null },
      { id: first, closedAt: null, answer: { by: 'Yusuf', action: 'dismiss', at: at('2026-06-10T08:00:00Z') } },
    ])
  })

  it('keeps no answer where what was chosen is refused', () => {
    const test = open()
    const { stayIds } = book(test.desk, A, [['R1', '2026-06-10', '2026-06-12']], { email: 'guest@example.com' })
    test.desk.store.write((db) => updateStay(db, stayIds[0] as StayId, { placed: false }))
    const { id } = only(test)
    expect(codeOf(resolveItem(test.desk, dana, id, 'merge'))).toBe('bad-input')
    // Somebody cancels it between the look and the answer.
    const act = only(test).act!
    must(cancel(test.desk, yusuf, { ref: A }))
    expect(codeOf(act(test.desk, dana, 'place'))).toBe('changed-since')
    expect(readStay(test.desk.store.read, stayIds[0] as StayId)).toMatchObject({ placed: false, status: 'cancelled' })
    expect(kinds(test)).toEqual([])
    expect(settledItems(test.desk)).toMatchObject([{ id, answer: null }])
    expect(
      checkAuditChain(test.desk.store.read, (text) => test.desk.store.vault.mac('audit', text)).brokenAt,
    ).toBeNull()
  })
})

describe('a guest whom nobody can reach', () => {
  it('is an item today and tomorrow, one for the party, until a phone or an e-mail is written down', () => {
    const test = open()
    const { reservationId } = book(test.desk, A, [
      ['R1', '2026-06-11', '2026-06-13'],
      ['R2', '2026-06-11', '2026-06-13'],
    ])
    book(test.desk, '1000000003', [['R3', '2026-06-12', '2026-06-13']])
    const item = only(test)
    expect(item).toMatchObject({
      kind: 'missing-contact',
      tone: 'question',
      title: `No phone and no e-mail is known of ${A}, who arrives tomorrow.`,
      reservationId: reservationId as ReservationId,
    })
    expect(needsDecision(item)).toBe(true)
    reach(test, A)
    expect(kinds(test)).toEqual([])
    test.setNow('2026-06-12T08:00:00Z')
    expect(only(test).title).toContain('1000000003, who arrives today')
  })
})
