/** Stays of a calendar get their reference, for sure or by a guess, and lose it again (design.md 3.1, 3.4). */
import { describe, expect, it } from 'vitest'
import { claimsOfStays, fieldSourcesOf } from '../../db/queries/claims.ts'
import { parseReference } from '../../electron/domain/booking-reference.ts'
import { ok } from '../../electron/domain/result.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import { arrive, extend, grantAccess, undo } from '../../electron/services/check-in/index.ts'
import { rememberAction, transact } from '../../electron/services/desk/index.ts'
import {
  confirmGroup,
  findReservation,
  type NameStays,
  nameStays,
  releaseStays,
} from '../../electron/services/reservations/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { showReservation, todayView } from '../../electron/services/views/index.ts'
import { dump } from '../support/dump.ts'
import { feedStay, stayNow } from '../support/feed-stays.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { codeOf, dana, doorStates, must, staysOf, type TestDesk } from '../support/test-desk.ts'

const { openTraining: open } = houses()

const name = (house: TestDesk, stays: readonly Stay[], ref = A, more: Partial<NameStays> = {}) =>
  transact(house.desk, dana, (work) =>
    nameStays(work, {
      stays: stays.map((stay) => stayNow(house.desk, stay.id)),
      reference: parseReference(ref)!,
      channel: 'booking.com',
      provisional: false,
      rule: 'desk',
      evidence: {},
      ...more,
    }),
  )
const guess = (house: TestDesk, stays: readonly Stay[], ref = A) =>
  name(house, stays, ref, { provisional: true, rule: 'mail-group' })
const reservationOf = (house: TestDesk, ref: string) => must(findReservation(house.desk.store.read, { ref }))
const partyOf = (house: TestDesk, stay: Stay) => stayNow(house.desk, stay.id).reservationId
const twoRooms = (house: TestDesk) => [feedStay(house.desk, room(1)), feedStay(house.desk, room(2))] as const

describe('a stay that is named for sure', () => {
  it('gets its codes at once, and says by which rule it belongs there', () => {
    const house = open()
    const [first, second] = twoRooms(house)
    must(name(house, [first, second]))
    expect(staysOf(house.desk, A)).toEqual(['R1 expected', 'R2 expected'])
    expect(Object.keys(doorStates(house.desk, A)).sort()).toEqual(['d1', 'd2', 'front'])
    expect(claimsOfStays(house.desk.store.read, [first.id]).map((claim) => claim.rule)).toEqual(['desk'])
  })

  it('said again, changes nothing', () => {
    const house = open()
    const [first] = twoRooms(house)
    must(name(house, [first]))
    const before = dump(house.desk.store)
    must(name(house, [first]))
    expect(dump(house.desk.store)).toBe(before)
  })

  it('is never made a guess again, and never taken from its party by another reference', () => {
    const house = open()
    const [first] = twoRooms(house)
    must(name(house, [first]))
    must(guess(house, [first]))
    expect(stayNow(house.desk, first.id).provisional).toBe(false)
    const before = dump(house.desk.store)
    expect(codeOf(name(house, [first], B))).toBe('changed-since')
    expect(dump(house.desk.store)).toBe(before)
  })
})

describe('a stay that is named by a guess', () => {
  it('has no code until somebody says yes; then the party has one guest and codes for all doors', () => {
    const house = open()
    const stays = twoRooms(house)
    must(guess(house, stays))
    expect(doorStates(house.desk, A)).toEqual({})
    must(
      transact(house.desk, dana, (work) => {
        expect(confirmGroup(work, reservationOf(house, A)).map((stay) => stay.id)).toEqual(stays.map((stay) => stay.id))
        return grantAccess(work, reservationOf(house, A))
      }),
    )
    expect(Object.keys(doorStates(house.desk, A)).sort()).toEqual(['d1', 'd2', 'front'])
    const shown = must(showReservation(house.desk, { ref: A }))
    expect(new Set(shown.stays.map((stay) => stay.guestId))).toEqual(new Set([shown.guest!.id]))
  })

  it('is seen on Today without a name, with what it may be', () => {
    const house = open()
    must(guess(house, twoRooms(house)))
    expect(
      must(todayView(house.desk)).arrivals.map((row) => [row.reference, row.guessedReference, row.units.length]),
    ).toEqual([[null, A, 2]])
  })

  it('is theirs for sure once it is checked in by name, with its code, and a guess again once that is taken back', () => {
    const house = open()
    const [first, second] = twoRooms(house)
    must(guess(house, [first, second]))
    const { actionId } = must(arrive(house.desk, dana, { ref: A, units: ['R1'] }))
    expect(stayNow(house.desk, first.id)).toMatchObject({ status: 'in-house', provisional: false })
    expect(stayNow(house.desk, second.id).provisional).toBe(true)
    expect(Object.keys(doorStates(house.desk, A)).sort()).toEqual(['d1', 'front'])
    expect(claimsOfStays(house.desk.store.read, [first.id])).toMatchObject([
      { rule: 'desk', actor: 'Dana', evidence: { guessedBy: 'mail-group' } },
    ])
    must(undo(house.desk, dana, { actionId }))
    expect(stayNow(house.desk, first.id)).toMatchObject({ status: 'expected', provisional: true })
  })

  it('is given to another party by a second word, and leaves nothing with the first', () => {
    const house = open()
    const [first, second] = twoRooms(house)
    must(guess(house, [first, second]))
    must(name(house, [second], B))
    expect(staysOf(house.desk, A)).toEqual(['R1 expected'])
    expect(staysOf(house.desk, B)).toEqual(['R2 expected'])
    expect(stayNow(house.desk, second.id).provisional).toBe(false)
    expect(stayNow(house.desk, first.id).provisional).toBe(true)
  })
})

describe('a group that is dissolved', () => {
  it('takes back at once what was issued for the stay that leaves, and keeps the rest', async () => {
    const house = open()
    const [first, second] = twoRooms(house)
    must(name(house, [first, second]))
    await house.settleFully()
    must(transact(house.desk, dana, (work) => releaseStays(work, [stayNow(house.desk, second.id)])))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'removed' })
    expect(stayNow(house.desk, second.id)).toMatchObject({ reservationId: null, provisional: false, kind: 'unknown' })
  })
})

describe('undo', () => {
  it('puts stays back to the party they had, and the codes of both parties follow', async () => {
    const house = open()
    const [first, second] = twoRooms(house)
    must(name(house, [first, second]))
    const before = stayNow(house.desk, second.id)
    const actionId = must(
      transact(house.desk, dana, (work) => {
        must(releaseStays(work, [before]))
        const reservation = reservationOf(house, A)
        return ok(rememberAction(work, 'name', reservation.id, [before], [stayNow(house.desk, second.id)]))
      }),
    )
    expect(partyOf(house, second)).toBeNull()
    must(undo(house.desk, dana, { actionId }))
    expect(partyOf(house, second)).toBe(partyOf(house, first))
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
  })
})

describe('the last thing that somebody did', () => {
  it('is never what the program did by itself since', () => {
    const house = open()
    const [first, second] = twoRooms(house)
    must(name(house, [first]))
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-14', untilTime: null, shorten: false }))
    house.advance(60_000)
    must(
      transact(house.desk, { actor: 'Latchkey', source: 'mail' }, (work) => {
        rememberAction(work, 'name', reservationOf(house, A).id, [second], [second])
        return ok(null)
      }),
    )
    expect(must(takeBack(house.desk, dana, null)).kind).toBe('extend')
    expect(stayNow(house.desk, first.id).departureDate).toBe('2026-06-12')
  })
})

describe('a field', () => {
  it('knows that the desk said it last', () => {
    const house = open()
    const [first] = twoRooms(house)
    must(name(house, [first]))
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-14', untilTime: null, shorten: false }))
    expect(
      fieldSourcesOf(house.desk.store.read, [first.id]).map(
        ({ field, source, actor }) => `${field} ${source} ${actor}`,
      ),
    ).toEqual(['dates desk Dana', 'reference desk Dana'])
  })
})
