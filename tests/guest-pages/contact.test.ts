import { describe, expect, it } from 'vitest'
import type { CalendarEvent } from '../../electron/domain/calendar-event.ts'
import { setTimes } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { describeGuest, findReservation, type GuestDetails } from '../../electron/services/reservations/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { showing } from '../support/feed-desk.ts'
import { audited, checkIn, doorsOf, guestHouses, pageOf, roomOf, rowsIn, type Served } from '../support/guest-house.ts'
import { A, B, room } from '../support/houses.ts'
import { book, dana, must, staysOf } from '../support/test-desk.ts'

const { open } = guestHouses()
const dates = { arrival: '2026-06-10', departure: '2026-06-12' }
const guestOf = (house: Served, ref = A) => must(showReservation(house.desk, { ref })).guest
const known = async (guest: GuestDetails): Promise<Served> => {
  const house = await open()
  book(house.desk, A, [room(1)], guest)
  return house
}

describe('what a guest says of themselves', () => {
  it('fills what is missing: a name, a phone, an e-mail', async () => {
    const house = await known({ phone: '+447700900111' })
    const phone = house.guests.phone()
    const form = await phone.enter(A, { who: '900 111' })
    expect(pageOf(form, 'check-in').knows).toEqual({ name: false, phone: true })
    await checkIn(phone, form, { name: ' Marta Keller ', email: 'marta@example.org' })
    expect(guestOf(house)).toMatchObject({
      name: 'Marta Keller',
      email: 'marta@example.org',
      phones: ['+447700900111'],
    })
  })

  it('renames nobody, and leaves the e-mail that the desk wrote', async () => {
    const house = await known({ name: 'Marta Keller', email: 'desk@example.org' })
    const phone = house.guests.phone()
    await checkIn(phone, await phone.enter(A, { who: 'Keller' }), { name: 'Ben Okafor', email: 'ben@example.org' })
    expect(guestOf(house)).toMatchObject({ name: 'Marta Keller', email: 'desk@example.org' })
  })

  it('puts a second phone behind the known one, which goes on being written to', async () => {
    const house = await known({ name: 'Marta Keller', phone: '+447700900111' })
    const phone = house.guests.phone()
    await checkIn(phone, await phone.enter(A, { who: 'Keller' }), { phone: '07700 900222' })
    expect(guestOf(house)?.phones).toEqual(['+447700900111', '+447700900222'])
  })

  it('takes the first phone where none is known, another guest’s as well', async () => {
    const house = await known({ name: 'Marta Keller' })
    book(house.desk, B, [room(2)], { name: 'Ben Okafor', phone: '+447700900222' })
    const phone = house.guests.phone()
    await checkIn(phone, await phone.enter(A, { who: 'Keller' }), { phone: '+44 7700 900222' })
    expect(guestOf(house)?.phones).toEqual(['+447700900222'])
    expect(guestOf(house, B)?.phones).toEqual(['+447700900222'])
  })

  it.each([
    [{ phone: '123' }, 'phone'],
    [{ phone: '12345' }, 'phone-needs-country'],
    [{ phone: '+1 202 555 0199' }, 'phone-reserved'],
    [{ email: 'marta@' }, 'email'],
    [{ 'comes-at': '25:00' }, 'time'],
  ] as const)(
    'says beside the field what cannot be used (%j), and keeps what was typed in the form',
    async (typed, fault) => {
      const house = await known({ name: 'Marta Keller' })
      const phone = house.guests.phone()
      const form = await phone.enter(A, { who: 'Keller' })
      const shown = await checkIn(phone, form, { email: 'marta@example.org', ...typed })
      const page = pageOf(shown, 'check-in')
      expect([shown.status, page.faults]).toEqual([422, [fault]])
      expect(page.form).toMatchObject({ consent: true, email: 'email' in typed ? typed.email : 'marta@example.org' })
      expect(rowsIn(house, 'guest_check_ins')).toBe(0)
      expect(guestOf(house)?.email).toBe(null)
      expect((await checkIn(phone, form)).model?.is).toBe('room')
    },
  )

  it('sent twice, or again by the back button, is one check-in', async () => {
    const house = await known({ name: 'Marta Keller' })
    const phone = house.guests.phone()
    const form = await phone.enter(A, { who: 'Keller' })
    const both = await Promise.all([
      checkIn(phone, form, { phone: '+447700900222' }),
      checkIn(phone, form, { phone: '+447700900222' }),
    ])
    const again = await checkIn(phone, form, { phone: '+447700900333' })
    expect([...both, again].map((shown) => shown.model?.is)).toEqual(['room', 'room', 'room'])
    expect([rowsIn(house, 'guest_check_ins'), audited(house, 'guest-page.checked-in')]).toEqual([1, 1])
    expect(guestOf(house)?.phones).toEqual(['+447700900222'])
  })

  it('from two phones at once is one guest with both numbers', async () => {
    const house = await known({ name: 'Marta Keller' })
    const [left, right] = [house.guests.phone('192.0.2.1'), house.guests.phone('192.0.2.2')]
    const forms = [await left.enter(A, { who: 'Keller' }), await right.enter(A, { who: 'Keller' })] as const
    await Promise.all([
      checkIn(left, forms[0], { phone: '+447700900222' }),
      checkIn(right, forms[1], { phone: '+447700900333' }),
    ])
    expect(rowsIn(house, 'guests')).toBe(1)
    // Whoever was second already stood on the room page of a party that had checked in.
    expect(guestOf(house)?.phones).toHaveLength(1)
    expect((await right.open(forms[1].path)).model?.is).toBe('room')
  })

  it('never changes the status of a stay, nor when a code opens', async () => {
    const house = await known({ name: 'Marta Keller' })
    const phone = house.guests.phone()
    const shown = await checkIn(phone, await phone.enter(A, { who: 'Keller' }), { 'comes-at': '09:00' })
    expect(staysOf(house.desk, A)).toEqual(['R1 expected'])
    expect(roomOf(shown).doors[0]?.startsAt).toBe(Date.parse('2026-06-10T13:00:00Z'))
    expect(roomOf(shown).comesAt).toBe('09:00')
    const later = await phone.send(shown.path, { do: 'comes-at', 'comes-at': '23:30' })
    expect(roomOf(later)).toMatchObject({ comesAt: '23:30', said: { is: 'time-kept', time: '23:30' } })
  })
})

describe('a door that another party’s code still opens', () => {
  it('holds up nobody’s check-in, is said at the door, and is opened from no page', async () => {
    const url = 'https://feeds.example.com/r1.ics'
    const booking = {
      uid: 'one',
      arrivalDate: '2026-06-10',
      departureDate: '2026-06-12',
      kind: 'reservation',
      reference: 'HMAAAA0001',
    }
    const calendarFeed = showing(() => [booking as CalendarEvent])
    const house = await open({ now: '2026-06-09T12:00:00Z', feeds: { R1: [{ channel: 'airbnb', url }] }, calendarFeed })
    book(house.desk, B, [['R1', '2026-06-08', '2026-06-10']], { name: 'Ben Okafor' })
    must(setTimes(house.desk, dana, { ref: B, units: [], arrivalTime: null, departureTime: '20:00' }))
    await pollFeeds(house.desk, calendarFeed)
    must(
      transact(house.desk, dana, (work) => {
        const reservation = findReservation(work.db, { ref: 'HMAAAA0001' })
        return reservation.ok ? describeGuest(work, reservation.value, { name: 'Marta Keller' }) : reservation
      }),
    )
    house.setNow('2026-06-10T14:00:00Z')
    await house.settleFully()
    const phone = house.guests.phone()
    const shown = await checkIn(phone, await phone.enter('HMAAAA0001', { who: 'Keller' }), { email: 'm@example.org' })
    expect(doorsOf(shown)).toEqual(['Front door works', 'Room 1 desk'])
    expect(guestOf(house, 'HMAAAA0001')?.email).toBe('m@example.org')
    const own = roomOf(shown).doors[1]!
    expect(own.unlocks).toBe(false)
    const tried = await phone.send(shown.path, { do: 'unlock-now', door: own.doorId })
    expect(roomOf(tried).said).toEqual({ is: 'not-now', door: 'Room 1' })
    expect(audited(house, 'door.unlock-asked')).toBe(0)
  })
})

describe('whoever showed only the dates', () => {
  it('is told nothing of the booking and gets no name, room or PIN before the desk has said yes', async () => {
    const house = await open()
    book(house.desk, A, [room(1)])
    const phone = house.guests.phone()
    const form = await phone.enter(A, dates)
    expect(pageOf(form, 'check-in').units).toEqual([])
    const waiting = await checkIn(phone, form, { name: 'Marta Keller', phone: '+447700900222' })
    expect(pageOf(waiting, 'waiting')).toEqual({ is: 'waiting' })
    expect(guestOf(house)?.name ?? null).toBe(null)
    for (const shown of [form, waiting, await phone.open(waiting.path)]) expect(shown.html).not.toMatch(/Room 1|Keller/)
    expect((await phone.open(`${waiting.path}/state`)).html).toBe('{"page":"waiting","doors":[]}')
  })

  it('proves nothing by them where a name or a phone is known', async () => {
    const house = await open()
    book(house.desk, A, [room(1)], { name: 'Marta Keller' })
    book(house.desk, B, [room(2)], { phone: '+447700900222' })
    const phone = house.guests.phone()
    for (const reference of [A, B]) expect((await phone.enter(reference, dates)).status).toBe(403)
  })
})
