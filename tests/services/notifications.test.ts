/** Desktop alerts: what is told, once, in words that may stand on a locked screen. */
import { afterEach, describe, expect, it } from 'vitest'
import { staysOfReservation, updateStay } from '../../db/queries/bookings.ts'
import { writeDoorHealth } from '../../db/queries/doors.ts'
import { minutes, parseDate } from '../../electron/domain/time.ts'
import { cause } from '../../electron/services/attention/cause.ts'
import type { CauseKind, Item } from '../../electron/services/attention/index.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { createAnnouncer, createCounter, type Notice } from '../../electron/services/notifications/index.ts'
import { intakeNotices } from '../../electron/services/notifications/intake-notices.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { type FallbackDesk, openFallbackDesk } from '../support/fallback-desk.ts'
import { feedStay, stayNow } from '../support/feed-stays.ts'
import { at, book, dana, must, type StayWords } from '../support/test-desk.ts'

const A = '1000000001'
const B = '1000000002'
const ends: (() => unknown)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
const open = (): FallbackDesk => {
  const house = openFallbackDesk({ now: '2026-06-10T08:00:00Z' })
  ends.push(house.close)
  return house
}
const watching = (house: FallbackDesk) => {
  const told: Notice[] = []
  const announcer = createAnnouncer((notice) => told.push(notice))
  const look = (desk: Desk = house.desk): readonly Notice[] => {
    told.length = 0
    announcer.look(desk)
    return [...told]
  }
  return look
}
const room = (number: number, from = '2026-06-10', to = '2026-06-12'): StayWords => [`R${number}`, from, to]
const guest = { name: 'Adaeze Okonkwo', phone: null, email: null, language: 'en' }

/** As the command line or a channel's tool adds it: not at this desk. */
const bookElsewhere = (house: FallbackDesk, reference: string, stays: readonly StayWords[]): void => {
  must(
    addReservation(
      house.desk,
      { actor: 'Channel', source: 'command' },
      {
        ...{ reference, channel: 'booking.com', guest },
        stays: stays.map(([unit, arrivalDate, departureDate]) => ({ unit, arrivalDate, departureDate })),
      },
    ),
  )
}

describe('a desktop alert', () => {
  it('tells a code that needs a person, once, and opens its door', async () => {
    const house = open()
    const look = watching(house)
    expect(look()).toEqual([])
    house.simulator.setDevice('room1', { capacity: 0 })
    book(house.desk, A, [room(1)], guest)
    await house.settleFully()
    const [notice, ...others] = look()
    expect(others).toEqual([])
    expect(notice).toEqual({
      title: 'Room 1: a code is not on the lock',
      body: 'Open the door here to see why, and what else lets the guest in.',
      open: { screen: 'doors', reservationId: null, doorId: house.doorId('d1') },
    })
    expect(look()).toEqual([])
    house.advance(minutes(10))
    expect(look()).toEqual([])
  })

  it('tells nothing of what was open when the program started, nor after another house was opened', async () => {
    const house = open()
    house.simulator.setDevice('room1', { capacity: 0 })
    book(house.desk, A, [room(1)])
    await house.settleFully()
    const look = watching(house)
    expect(look()).toEqual([])
    expect(look()).toEqual([])
    const other = open()
    other.simulator.setDevice('room1', { capacity: 0 })
    book(other.desk, A, [room(1)])
    await other.settleFully()
    expect(look(other.desk)).toEqual([])
  })

  it('tells a late code when it is red, not when it is amber', async () => {
    const house = open()
    house.simulator.setDevice('room1', { latencyMs: minutes(60 * 24) })
    book(house.desk, A, [room(1)], guest)
    await house.settleFully()
    const look = watching(house)
    look()
    house.setNow('2026-06-10T12:10:00Z')
    expect(look()).toEqual([])
    house.setNow('2026-06-10T12:31:00Z')
    expect(look().map((notice) => notice.title)).toEqual(['Room 1: a code is still not confirmed'])
  })

  it('tells a gateway that is offline, but no battery and no question', () => {
    const house = open()
    const look = watching(house)
    look()
    const gateway = { id: 'g1', name: 'East stairs', online: false }
    house.desk.store.write((db) => {
      writeDoorHealth(db, house.doorId('front'), { online: true, batteryPercent: 3 })
      writeDoorHealth(db, house.doorId('d1'), { online: false, gateway, offlineSince: at('2026-06-10T07:50:00Z') })
    })
    expect(look()).toEqual([
      {
        title: 'Gateway “East stairs” is offline since 08:50: 1 door cannot be changed from here.',
        body: 'Codes already on the locks still open.',
        open: { screen: 'doors', reservationId: null, doorId: house.doorId('d1') },
      },
    ])
  })

  it('tells a former code that its lock does not let go of', async () => {
    const house = open()
    book(house.desk, A, [room(1)], guest)
    await house.settleFully()
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const look = watching(house)
    look()
    house.simulator.setDevice('room1', { online: false })
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(look().map((notice) => notice.title)).toEqual(['Room 1: not safe to hand over'])
  })
})

describe('a desktop alert of bookings', () => {
  it('tells one that came in from elsewhere for today, once a party, and opens it', () => {
    const house = open()
    const look = watching(house)
    look()
    house.advance(minutes(1))
    bookElsewhere(house, A, [room(1), room(2)])
    expect(look()).toEqual([
      {
        title: 'A booking for today has come in',
        body: 'Room 1, Room 2 from 14:00, by booking.com.',
        open: { screen: 'bookings', reservationId: house.reservationId(A) },
      },
    ])
    expect(look()).toEqual([])
  })

  it('is silent on one made at this desk, one for another day, and one of before that begins today', () => {
    const house = open()
    const look = watching(house)
    look()
    house.advance(minutes(1))
    book(house.desk, A, [room(1)])
    bookElsewhere(house, B, [room(2, '2026-06-11', '2026-06-13')])
    expect(look()).toEqual([])
    house.setNow('2026-06-11T08:00:00Z')
    expect(look().filter((notice) => notice.title.startsWith('A booking'))).toEqual([])
  })

  it('tells a room that is booked twice for today, and not one booked twice for later', () => {
    const house = open()
    book(house.desk, A, [room(1), room(2, '2026-07-01', '2026-07-03')])
    const look = watching(house)
    look()
    house.advance(minutes(1))
    bookElsewhere(house, B, [room(1, '2026-08-01', '2026-08-03'), room(2, '2026-09-01', '2026-09-03')])
    const [today, later] = staysOfReservation(house.desk.store.read, house.reservationId(B))
    const date = (raw: string) => parseDate(raw)!
    house.desk.store.write((db) => {
      // As a feed leaves it that says a taken unit is booked again.
      const moved = (from: string, to: string) => ({ placed: false, arrivalDate: date(from), departureDate: date(to) })
      updateStay(db, today!.id, moved('2026-06-10', '2026-06-12'))
      updateStay(db, later!.id, moved('2026-07-01', '2026-07-03'))
    })
    const notices = look()
    expect(notices.map((notice) => notice.title)).toEqual(['Room 1 is booked twice for today'])
    expect(notices[0]?.open).toEqual({
      screen: 'today',
      itemId: expect.stringMatching(/^A\d+$/),
      reservationId: house.reservationId(B),
    })
  })
})

describe('the words of every alert', () => {
  it('hold no digits of a code, no guest’s name and no reference', async () => {
    const house = open()
    const look = watching(house)
    look()
    house.advance(minutes(1))
    house.simulator.setDevice('room1', { capacity: 0 })
    bookElsewhere(house, A, [room(1)])
    bookElsewhere(house, B, [room(2)])
    await house.settleFully()
    const said = look()
      .map((notice) => `${notice.title} ${notice.body}`)
      .join('\n')
    expect(said).toContain('Room 1: a code is not on the lock')
    expect(said).toContain('A booking for today has come in')
    for (const secret of [...house.allDigits(), 'Adaeze', 'Okonkwo', A, B]) expect(said).not.toContain(secret)
  })

  it('counts what waits for a decision, and says so only when that has changed', () => {
    const house = open()
    const counts: number[] = []
    const counter = createCounter(({ waiting }) => counts.push(waiting))
    counter.look(house.desk)
    book(house.desk, A, [room(1)])
    counter.look(house.desk)
    counter.look(house.desk)
    must(depart(house.desk, dana, { ref: must(arrive(house.desk, dana, { ref: A })).reservationId }))
    counter.look(house.desk)
    expect(counts).toEqual([0, 1, 0])
  })

  it('counts no more what is put aside, and nothing at all once no desk is open', () => {
    const house = open()
    const counts: number[] = []
    const counter = createCounter(({ waiting }) => counts.push(waiting))
    for (const ref of [A, B]) book(house.desk, ref, [room(ref === A ? 1 : 2)])
    counter.look(house.desk)
    must(resolveItem(house.desk, dana, attentionItems(house.desk)[0]!.id, 'snooze'))
    counter.look(house.desk)
    house.setNow('2026-06-10T10:30:00Z')
    counter.look(house.desk)
    counter.look(null)
    expect(counts).toEqual([2, 1, 2, 0])
  })

  it('tells again what was put aside and is back', () => {
    const house = open()
    const look = watching(house)
    look()
    const { id } = feedStay(house.desk, ['R1', '2026-06-10', '2026-06-12'])
    feedStay(house.desk, ['R1', '2026-06-10', '2026-06-12'], { placed: false })
    const [told] = look()
    expect(told?.title).toBe('Room 1 is booked twice for today')
    const itemId = told?.open.itemId as string
    expect(look()).toEqual([])
    must(resolveItem(house.desk, dana, itemId, 'snooze'))
    expect(look()).toEqual([])
    house.setNow('2026-06-10T09:00:00Z')
    expect(look().map((notice) => notice.open.itemId)).toEqual([itemId])
    expect(stayNow(house.desk, id).placed).toBe(true)
  })
})

describe('alerts of intake', () => {
  const item = (id: string, kind: CauseKind): Item => ({
    ...cause({ kind, cause: id, tone: 'question', title: 'Room 7 of 4161207735', detail: 'Adaeze Okonkwo' }),
    id,
    openedAt: at('2026-06-10T08:00:00Z'),
    doorId: null,
    snoozedUntil: null,
    snoozes: [],
  })

  it('are one for each kind, open the first of them, and hold no name, no reference and no unit', () => {
    const notices = intakeNotices([
      item('A1', 'mail-collision'),
      item('A2', 'stay-gone'),
      item('A3', 'mail-collision'),
      item('A4', 'mail-unmatched'),
    ])
    expect(notices.map((notice) => [notice.title, notice.open.itemId])).toEqual([
      ['Booking mails of 2 days need you', 'A1'],
      ['A calendar lists a stay no more', 'A2'],
    ])
    expect(JSON.stringify(notices)).not.toMatch(/Room 7|4161207735|Okonkwo/)
  })
})
