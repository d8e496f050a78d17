/** Guests are told how they get in (design.md 3.2, end): when, of which doors, in which words, and never twice. */
import { describe, expect, it } from 'vitest'
import { updateGuest } from '../../db/queries/bookings.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { giveSpare } from '../../electron/services/fallback/index.ts'
import { planGuestMessages } from '../../electron/services/guest-messages/index.ts'
import { findReservation } from '../../electron/services/reservations/index.ts'
import { A, room } from '../support/houses.ts'
import { ann, ourTexts, run, saidTo, tellingHouses } from '../support/telling-desk.ts'
import { book, dana, dumpTables, must, pinsByDoor } from '../support/test-desk.ts'

const { open } = tellingHouses()
const two = [room(1), room(2)]
const lines = (text: string | undefined): readonly string[] => (text ?? '').split('\n')
const until12 = 'from Wednesday 10 June, 14:00 until Friday 12 June, 11:00.'

describe('the first text', () => {
  it('goes once all doors are confirmed, days ahead, with the one PIN said once', async () => {
    const house = open()
    book(house.desk, A, two, ann)
    await run(house, minutes(10))
    const pin = pinsByDoor(house.desk, A).front!
    expect(saidTo(house.desk)).toEqual([
      `Hello Ann Example, this is how you get in at Test House.\nFront door, Room 1 and Room 2: ${pin}, ${until12}`,
    ])
  })

  it('is told in the conversation of the first stay, and belongs to its booking', async () => {
    const house = open({ now: '2026-06-09T09:00:00Z' })
    const { reservationId } = book(house.desk, A, [['R2', '2026-06-11', '2026-06-12'], room(1)], ann)
    await run(house, minutes(10))
    const [text] = ourTexts(house.desk)
    const unit = house.desk.store.sqlite
      .prepare('select u.key from conversations c join units u on u.id = c.unit_id where c.id = ?')
      .pluck()
      .get(text?.conversationId)
    expect(unit).toBe('R1')
    expect(text).toMatchObject({ kind: 'codes', author: 'Latchkey', reservationId })
  })

  it('is not said before codes are sent, and nothing is written where nothing is due', async () => {
    const house = open({ now: '2026-06-01T09:00:00Z' })
    book(house.desk, A, two, ann)
    await run(house, minutes(5))
    const before = dumpTables(house.desk)
    await run(house, minutes(5))
    expect(planGuestMessages(house.desk)).toBe(0)
    expect(dumpTables(house.desk)).toEqual(before)
    expect(ourTexts(house.desk)).toEqual([])
  })

  it('matrix row 16: 3 hours before the start it goes without the door that is offline; a second text follows, alone', async () => {
    const house = open({ now: '2026-06-10T06:00:00Z' })
    house.model.setOnline('room2', false)
    book(house.desk, A, two, ann)
    await run(house, hours(4) - minutes(1))
    expect(saidTo(house.desk)).toEqual([])
    house.setNow('2026-06-10T10:00:00Z')
    await run(house, minutes(20))
    const pin = pinsByDoor(house.desk, A).front!
    const first = lines(saidTo(house.desk)[0])
    expect(first).toEqual([
      'Hello Ann Example, this is how you get in at Test House.',
      `Front door and Room 1: ${pin}, ${until12}`,
      'Room 2: your code is not on the door yet. We text you as soon as it is. Until then call or text us and we let you in.',
    ])
    expect(saidTo(house.desk)).toHaveLength(1)
    house.model.setOnline('room2', true)
    house.advance(hours(1))
    await run(house, minutes(20))
    expect(saidTo(house.desk).slice(1)).toEqual([
      `Hello Ann Example, more about your doors at Test House.\nRoom 2: ${pin}, ${until12}`,
    ])
  })

  it('10 minutes after a same-day check-in it goes, whatever is confirmed', async () => {
    const house = open({ now: '2026-06-10T15:00:00Z' })
    house.model.setOnline('room1', false)
    book(house.desk, A, [room(1)], ann)
    must(arrive(house.desk, dana, { ref: A }))
    await run(house, minutes(9))
    expect(saidTo(house.desk)).toEqual([])
    await run(house, minutes(2))
    expect(saidTo(house.desk)).toHaveLength(1)
    expect(saidTo(house.desk)[0]).toContain('Room 1: your code is not on the door yet.')
  })

  it('a door without a lock is a key that is handed over', async () => {
    const house = open({ keyRooms: [2] })
    book(house.desk, A, two, ann)
    await run(house, minutes(10))
    const pin = pinsByDoor(house.desk, A).front!
    expect(lines(saidTo(house.desk)[0]).slice(1)).toEqual([
      `Front door and Room 1: ${pin}, ${until12}`,
      'Room 2: we hand you a key at the desk.',
    ])
  })

  it('a door with digits of its own is told apart', async () => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    house.model.addForeign('front', pinsByDoor(house.desk, A).front!)
    await run(house, minutes(10))
    const { front, d1 } = pinsByDoor(house.desk, A)
    expect(front).not.toBe(d1)
    expect(lines(saidTo(house.desk)[0]).slice(1)).toEqual([
      `Front door: ${front}, ${until12}`,
      `Room 1: ${d1}, ${until12}`,
    ])
  })

  it('with a PIN for each room, the front door is told with each', async () => {
    const house = open({ property: { codePolicy: 'per-unit' } })
    book(house.desk, A, two, ann)
    await run(house, minutes(10))
    const { d1, d2 } = pinsByDoor(house.desk, A)
    expect(lines(saidTo(house.desk)[0]).slice(1).sort()).toEqual(
      [`Front door and Room 1: ${d1}, ${until12}`, `Front door and Room 2: ${d2}, ${until12}`].sort(),
    )
  })

  it('more doors than one text holds are told in several, each once', async () => {
    const house = open({ rooms: 24, property: { codePolicy: 'per-unit' } })
    const rooms = Array.from({ length: 24 }, (_, index) => room(index + 1))
    book(house.desk, A, rooms, ann)
    await run(house, minutes(30))
    const texts = saidTo(house.desk)
    expect(texts.length).toBeGreaterThan(1)
    for (const text of ourTexts(house.desk)) expect(text.body.length).toBeLessThanOrEqual(1500)
    for (const [name] of rooms) {
      const named = texts.filter((text) => new RegExp(`Room ${name.slice(1)}\\b`).test(text))
      expect([name, named.length]).toEqual([name, 1])
    }
  })

  it('a spare they were handed is told for the door that their own code has not reached', async () => {
    const house = open({ now: '2026-06-10T15:00:00Z', property: { spareCodes: 1 } })
    await house.settleFully()
    house.model.moods('room1', ['transient', 'transient', 'transient', 'transient'])
    const { reservationId } = book(house.desk, A, [room(1)], ann)
    must(arrive(house.desk, dana, { ref: A }))
    house.model.setOnline('room1', false)
    const spare = must(giveSpare(house.desk, dana, { door: 'd1', ref: reservationId }))
    await run(house, minutes(12))
    const told = saidTo(house.desk).join('\n')
    const row = house.desk.store.sqlite
      .prepare('select pin_sealed from access_codes where id = ?')
      .pluck()
      .get(spare.codeId) as Buffer
    expect(told).toContain(`Room 1: ${house.desk.store.vault.open('pin', row)}, `)
    expect(told).not.toContain('not on the door yet')
  })

  it('over the night in which the clock goes back, it says the property’s wall time', async () => {
    const house = open({ now: '2026-10-22T09:00:00Z' })
    book(house.desk, A, [['R1', '2026-10-24', '2026-10-26']], ann)
    await run(house, minutes(10))
    expect(saidTo(house.desk)[0]).toContain('from Saturday 24 October, 14:00 until Monday 26 October, 11:00.')
  })

  it.each([
    ['de', 'Guten Tag Ann Example, so kommen Sie herein: Test House.', 'von Mittwoch, 10. Juni, 14:00'],
    ['fr-CA', 'Bonjour Ann Example, voici comment entrer : Test House.', '10 juin'],
    ['es', 'Hola, Ann Example: así se entra en Test House.', '10 de junio'],
    ['it', 'Buongiorno Ann Example, ecco come entrare: Test House.', '10 giugno'],
    ['ja', 'Hello Ann Example, this is how you get in at Test House.', 'from Wednesday 10 June'],
  ])('speaks the guest’s language, English where we have none: %s', async (language, opening, day) => {
    const house = open()
    const { reservationId } = book(house.desk, A, [room(1)], ann)
    const guest = must(findReservation(house.desk.store.read, { ref: reservationId })).guestId!
    house.desk.store.write((db) => updateGuest(db, guest, { language }))
    await run(house, minutes(10))
    const [first, second] = lines(saidTo(house.desk)[0])
    expect(first).toBe(opening)
    expect(second).toContain(day)
  })

  it('a nameless guest is greeted without a name: no field stands empty', async () => {
    const house = open()
    book(house.desk, A, [room(1)], { phone: ann.phone })
    await run(house, minutes(10))
    expect(saidTo(house.desk)[0]).toMatch(/^Hello, this is how/)
    for (const text of saidTo(house.desk)) expect(text).not.toMatch(/null|undefined|: ,|\(\)| {2}|[{}]/)
  })

  it('no PIN lies in clear, in no table', async () => {
    const house = open()
    book(house.desk, A, two, ann)
    await run(house, minutes(10))
    expect(saidTo(house.desk)[0]).toContain(pinsByDoor(house.desk, A).front!)
    expect(JSON.stringify(dumpTables(house.desk))).not.toContain(pinsByDoor(house.desk, A).front!)
  })
})
