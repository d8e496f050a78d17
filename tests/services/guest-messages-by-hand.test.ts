/** The welcome and the doors at the desk's word, and who cannot be told by text. */
import { describe, expect, it } from 'vitest'
import { updateLine } from '../../db/queries/lines.ts'
import { updateMessage } from '../../db/queries/messages.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, cancel, extend } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { planGuestMessages } from '../../electron/services/guest-messages/index.ts'
import { retryText } from '../../electron/services/outbox/index.ts'
import { addReservation, findReservation, writeNote } from '../../electron/services/reservations/index.ts'
import { A, B, type ModelDesk, room } from '../support/houses.ts'
import { ann, idOf, kinds, leave, ourTexts, run, saidTo, tell, tellingHouses } from '../support/telling-desk.ts'
import { book, codeOf, dana, must } from '../support/test-desk.ts'

const { open, openModel } = tellingHouses()
const add = (house: ModelDesk, guest: { name?: string; phone?: string } | null = ann) =>
  addReservation(house.desk, dana, {
    ...{ reference: A, channel: 'direct', welcome: true, guest },
    stays: [{ unit: 'R1', arrivalDate: '2026-06-20', departureDate: '2026-06-22' }],
  })

describe('the welcome', () => {
  it('is sent with the new booking where the desk ticks it, and says when they are expected', () => {
    const house = open()
    expect(must(add(house)).warnings).toEqual([])
    expect(saidTo(house.desk)).toEqual([
      [
        'Hello Ann Example, welcome to Test House.',
        'We expect you on Saturday 20 June, from 14:00 (Room 1).',
        'How you get in comes by text before you arrive.',
        'Questions? Just answer this text.',
      ].join('\n'),
    ])
    expect(ourTexts(house.desk)[0]).toMatchObject({ kind: 'welcome', status: 'waiting' })
  })

  it('case 70: edited thrice with the tick set, it is sent once; again only when that is said', () => {
    const house = open()
    must(add(house))
    for (let edit = 0; edit < 3; edit++) {
      must(extend(house.desk, dana, { ref: A, untilDate: `2026-06-2${3 + edit}` }))
      must(
        transact(house.desk, dana, (work) => {
          const reservation = findReservation(work.db, { ref: A })
          if (reservation.ok) writeNote(work, reservation.value, `note ${edit}`)
          return reservation
        }),
      )
    }
    const added = must(
      addReservation(house.desk, dana, {
        ...{ reference: A, channel: 'direct', welcome: true, guest: ann },
        stays: [{ unit: 'R2', arrivalDate: '2026-06-20', departureDate: '2026-06-22' }],
      }),
    )
    expect(added.warnings).toEqual([expect.stringContaining('had the welcome before')])
    expect(codeOf(tell(house, 'welcome'))).toBe('already-sent')
    expect(kinds(house)).toEqual(['welcome'])
    house.advance(minutes(5))
    must(tell(house, 'welcome', true))
    expect(kinds(house)).toEqual(['welcome', 'welcome'])
  })

  it('a double click on "send it again" is one text', () => {
    const house = open()
    must(add(house))
    house.advance(minutes(5))
    const first = must(tell(house, 'welcome', true))
    expect(must(tell(house, 'welcome', true)).id).toBe(first.id)
    expect(kinds(house)).toEqual(['welcome', 'welcome'])
  })

  it('case 71: of two bookings to come, the welcome belongs to the one it was sent for', () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-20', '2026-06-22']], ann)
    book(house.desk, B, [['R1', '2026-07-20', '2026-07-22']], ann)
    must(tell(house, 'welcome', false, B))
    expect(ourTexts(house.desk)[0]?.reservationId).toBe(idOf(house, B))
    must(tell(house, 'welcome', false, A))
    expect(ourTexts(house.desk).map((text) => text.reservationId)).toEqual([idOf(house, B), idOf(house, A)])
    expect(saidTo(house.desk)[1]).toContain('Saturday 20 June')
  })

  it('without a phone the booking is kept and the desk is told', () => {
    const house = open()
    expect(must(add(house, { name: 'Ann Example' })).warnings).toEqual([expect.stringContaining('no phone number')])
    expect(ourTexts(house.desk)).toEqual([])
    expect(codeOf(tell(house, 'welcome'))).toBe('no-phone')
  })

  it('in a house that does not text, nothing is stored for later', () => {
    const house = openModel({ now: '2026-06-08T09:00:00Z' })
    expect(must(add(house)).warnings).toEqual([expect.stringContaining('Texting is not set up')])
    expect(codeOf(tell(house, 'welcome'))).toBe('texting-off')
    expect(planGuestMessages(house.desk)).toBe(0)
    expect(ourTexts(house.desk)).toEqual([])
  })

  it('a cancelled booking is not welcomed', () => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    must(cancel(house.desk, dana, { ref: A }))
    expect(codeOf(tell(house, 'welcome'))).toBe('not-expected')
  })
})

it('the welcome says for the day of the first arrival only the units of that day', () => {
  const house = open({ now: '2026-06-01T09:00:00Z' })
  book(house.desk, A, [room(1), room(2), ['R3', '2026-06-12', '2026-06-14']], ann)
  must(tell(house, 'welcome'))
  expect(saidTo(house.desk)[0]).toContain('We expect you on Wednesday 10 June, from 14:00 (Room 1 and Room 2).')
})

describe('the doors, at the desk’s word', () => {
  it('are told at once, as they stand, and not twice', async () => {
    const house = open()
    house.model.setOnline('room1', false)
    book(house.desk, A, [room(1)], ann)
    await house.settleFully()
    must(tell(house, 'codes'))
    expect(saidTo(house.desk)[0]).toContain('Room 1: your code is not on the door yet.')
    expect(codeOf(tell(house, 'codes'))).toBe('already-sent')
    house.advance(minutes(1))
    must(tell(house, 'codes', true))
    expect(kinds(house)).toEqual(['codes', 'codes'])
    expect(planGuestMessages(house.desk)).toBe(0)
  })

  it('long before their codes are sent there is nothing to tell', () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-08-20', '2026-08-22']], ann)
    expect(codeOf(tell(house, 'codes'))).toBe('no-access')
  })

  it('where codes are sent at check-in, the guest is told after it and not before', async () => {
    const house = open({ property: { codesAheadHours: 0 } })
    book(house.desk, A, [room(1)], ann)
    house.setNow('2026-06-10T12:30:00Z')
    await run(house, minutes(20))
    expect(saidTo(house.desk)).toEqual([])
    must(arrive(house.desk, dana, { ref: A }))
    await run(house, minutes(5))
    expect(saidTo(house.desk)).toHaveLength(1)
  })
})

describe('whom no text reaches', () => {
  const items = (house: ModelDesk) => attentionItems(house.desk).filter((item) => item.kind === 'tell-in-person')

  it('matrix row 17 and case 14 of the old system: without a phone the desk is told to tell, and which doors', async () => {
    const house = open({ now: '2026-06-10T13:30:00Z', keyRooms: [2] })
    book(house.desk, A, [room(1), room(2)], { name: 'Ann Example' })
    must(arrive(house.desk, dana, { ref: A }))
    await run(house, minutes(1))
    expect(items(house)).toEqual([])
    await run(house, minutes(15))
    expect(items(house)).toHaveLength(1)
    expect(items(house)[0]).toMatchObject({
      title: `Tell the guest of ${A} in person how to get in.`,
      detail:
        'No phone number is known. Code on the lock: Front door, Room 1. Hand over a key: Room 2. Print the slip, or show the code here.',
      reservationId: idOf(house, A),
    })
    must(resolveItem(house.desk, dana, items(house)[0]!.id, 'dismiss'))
    expect(items(house)).toEqual([])
  })

  it('a phone that comes later is told, and the item closes', async () => {
    const house = open()
    book(house.desk, A, [room(1)], { name: 'Ann Example' })
    await run(house, minutes(10))
    expect(items(house)).toHaveLength(1)
    book(house.desk, A, [room(1)], ann)
    await run(house, minutes(10))
    expect(items(house)).toEqual([])
    expect(saidTo(house.desk)).toHaveLength(1)
  })

  it('a guest who texted STOP gets nothing and is told in person', async () => {
    const house = open({ now: '2026-06-05T09:00:00Z' })
    book(house.desk, A, [room(1)], ann)
    must(tell(house, 'welcome'))
    const [line] = house.desk.store.sqlite.prepare('select id from lines').pluck().all() as string[]
    house.desk.store.write((db) => updateLine(db, line as never, { optedOutAt: house.desk.clock.now() }))
    house.setNow('2026-06-08T09:00:00Z')
    const before = saidTo(house.desk).length
    await run(house, minutes(10))
    expect(saidTo(house.desk)).toHaveLength(before)
    expect(items(house)[0]?.detail).toMatch(/^This guest texted STOP\./)
    expect(codeOf(tell(house, 'codes'))).toBe('contact-opted-out')
  })

  it('a text that failed is not repeated by itself: the desk is told', async () => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    await run(house, minutes(10))
    house.desk.store.write((db) => updateMessage(db, ourTexts(house.desk)[0]!.id, { status: 'undelivered' }))
    await run(house, minutes(20))
    expect(ourTexts(house.desk)).toHaveLength(1)
    expect(items(house)[0]?.detail).toMatch(/^The text did not get through\. Code on the lock: Front door, Room 1\./)
    must(tell(house, 'codes', true))
    expect(items(house)).toEqual([])
  })

  it('sent again by a person, it counts as told once more', async () => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    await run(house, minutes(10))
    const [first] = ourTexts(house.desk)
    house.desk.store.write((db) => updateMessage(db, first!.id, { status: 'undelivered', errorCode: 30003 }))
    const again = must(retryText(house.desk, dana, { messageId: first!.id }))
    expect(items(house)).toEqual([])
    expect(leave(house.desk)).toEqual([])
    expect(ourTexts(house.desk).find((text) => text.id === again.id)?.status).toBe('sent')
    await run(house, minutes(20))
    expect(ourTexts(house.desk)).toHaveLength(2)
  })

  it('in a house without texting there is no item for each guest', async () => {
    const house = openModel({ now: '2026-06-10T13:30:00Z' })
    book(house.desk, A, [room(1)], { name: 'Ann Example' })
    must(arrive(house.desk, dana, { ref: A }))
    await run(house, hours(1))
    expect(items(house)).toEqual([])
  })
})
