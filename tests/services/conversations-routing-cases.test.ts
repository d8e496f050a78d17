/**
 * Cases 27 to 40 of the chat Latchkey replaces (facts/old-chat-system.md section 5), in the light of
 * design.md 3.3. R1 is its apartment 101, R2 its 201; A is on R1, B on R2.
 */
import { describe, expect, it } from 'vitest'
import { readGuest, readReservation } from '../../db/queries/bookings.ts'
import { auditOfReservation } from '../../db/queries/desk.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { cancel } from '../../electron/services/check-in/index.ts'
import {
  conversationOfReservation,
  followPhases,
  moveMessages,
  pin,
} from '../../electron/services/conversations/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { numbered } from '../support/houses.ts'
import { day, type InboxDesk, inboxes, john, movedOn, noon, placesOf, pool } from '../support/inbox-desk.ts'
import { dana, must, yusuf } from '../support/test-desk.ts'

const { prove: proves, proven } = numbered('case')
const open = inboxes()

describe('the router', () => {
  proves(27, 'B is changed while A is current: the conversation stays A’s', async () => {
    const house = open()
    house.stay('A100', 'R1', -5, 20)
    const b = house.stay('B200', 'R2', 30, 40)
    house.text({ body: 'hi' })
    must(cancel(house.desk, dana, { ref: b }))
    expect([house.shows(), house.link('R1')]).toEqual([['R1: hi'], 'A100'])
  })
  proves(28, 'an extension as a second booking: linked to A through its last day, then to C', async () => {
    const house = open()
    house.stay('A100', 'R1', -5, 2)
    house.text({ body: 'hi' })
    house.stay('C300', 'R1', 2, 9)
    const seen = [0, 1, 2, 3].map((offset) => {
      house.setNow(noon(offset))
      followPhases(house.desk)
      return house.link('R1')
    })
    expect(seen).toEqual(['A100', 'A100', 'A100', 'C300'])
  })
  proves(29, 'A ends on the day B begins: B, to be reviewed', async () => {
    const house = open()
    house.stay('A100', 'R1', -9, 0)
    house.stay('B200', 'R2', 0, 9)
    house.text({ sid: 'IM29' })
    expect(house.filed('IM29')).toBe('R2 latest-booking review')
  })
  const twoCurrent = (house: InboxDesk): void => {
    house.stay('A100', 'R1', -9, 9)
    house.work((work) => {
      const id = work.db.all<{ id: ReservationId }>('select id from reservations' as never)[0]!.id
      must(conversationOfReservation(work, readReservation(work.db, id)!, null))
    })
    house.stay('B200', 'R2', -1, 9)
  }
  proves(30, 'both current, the desk wrote in R1 yesterday: R1', async () => {
    const house = open()
    twoCurrent(house)
    house.wrote('R1', noon(-1))
    house.text({ sid: 'IM30' })
    expect(house.filed('IM30')).toBe('R1 last-wrote')
  })
  proves(31, 'the same four days ago: B, to be reviewed', async () => {
    const house = open()
    twoCurrent(house)
    house.wrote('R1', noon(-4))
    house.text({ sid: 'IM31' })
    expect(house.filed('IM31')).toBe('R2 latest-booking review')
  })
  proves(32, 'pinned to R1: an ambiguous text goes there', async () => {
    const house = open()
    twoCurrent(house)
    must(pin(house.desk, dana, { conversationId: house.conversation('R1'), on: true }))
    house.text({ sid: 'IM32' })
    expect(house.filed('IM32')).toBe('R1 pin')
  })
  const reserved = (house: InboxDesk): void => {
    movedOn(house)
    house.text({ body: 'new' })
    house.text({ sid: 'IM33', body: 'leak in R2' })
  }
  proves(33, 'each has its number, a text about R2 on R1’s number: filed in R1, R2 is offered', async () => {
    const house = open(pool)
    reserved(house)
    expect(house.filed('IM33')).toBe('R1 reserved-line guess')
    expect(placesOf(house, 'IM33')).toEqual(['R2'])
  })
  proves(34, 'and moved by a person: in R2, the trail says who and when', async () => {
    const house = open(pool)
    reserved(house)
    const { id } = house.message('IM33')
    must(moveMessages(house.desk, yusuf, { messageIds: [id], unitId: house.unit('R2') }))
    expect(house.filed('IM33')).toBe('R2 moved')
    const reservation = house.message('IM33').reservationId!
    const trail = auditOfReservation(house.desk.store.read, reservation, 50)
    expect(trail.find((entry) => entry.action === 'messages.moved')).toMatchObject({
      actor: 'Yusuf',
      at: house.desk.clock.now(),
      details: { texts: 1, from: 'Room 1', to: 'Room 2' },
    })
  })
  proves(35, 'left seven days ago: its apartment; eight: general', async () => {
    for (const [end, place] of [
      [-7, 'R1 near-stay'],
      [-8, '- general'],
    ] as const) {
      const house = open()
      house.stay('A100', 'R1', -20, end)
      house.text({ sid: 'IM35' })
      expect(house.filed('IM35')).toBe(place)
    }
  })
  proves(36, 'arrives in 30 days: its apartment; 31: general', async () => {
    for (const [start, place] of [
      [30, 'R2 near-stay'],
      [31, '- general'],
    ] as const) {
      const house = open()
      house.stay('B200', 'R2', start, 50)
      house.text({ sid: 'IM36' })
      expect(house.filed('IM36')).toBe(place)
    }
  })
  proves(37, 'only a cancelled booking: general', async () => {
    const house = open()
    must(cancel(house.desk, dana, { ref: house.stay('A100', 'R1', 0, 9) }))
    house.text({ sid: 'IM37' })
    expect(house.filed('IM37')).toBe('- general')
  })
  proves(38, 'a stay whose guest has no phone: general, nobody’s name shows', async () => {
    const house = open()
    must(
      addReservation(house.desk, dana, {
        reference: 'P100',
        channel: 'direct',
        stays: [{ unit: 'R1', arrivalDate: day(0), departureDate: day(5) }],
        guest: { name: 'Pat Placeholder' },
      }),
    )
    house.text({ sid: 'IM38' })
    expect(house.filed('IM38')).toBe('- general')
    expect(house.message('IM38')).toMatchObject({ stayId: null, reservationId: null, alternatives: '[]' })
  })
  proves(39, 'two people share a phone and one has booked: that apartment, both are found by the phone', async () => {
    const house = open()
    const a = house.stay('A100', 'R1', -60, -50)
    const b = house.stay('B200', 'R2', -1, 5)
    house.text({ sid: 'IM39' })
    expect(house.filed('IM39')).toBe('R2 current-stay')
    const guest = (id: string) => {
      const reservation = readReservation(house.desk.store.read, id as ReservationId)!
      return readGuest(house.desk.store.read, reservation.guestId!)!
    }
    expect(guest(a).id).not.toBe(guest(b).id)
    expect([guest(a).phones, guest(b).phones]).toEqual([[john], [john]])
  })
  proves(40, 'both have booked: to be reviewed', async () => {
    const house = open()
    house.stay('A100', 'R1', -1, 5)
    house.stay('B200', 'R2', -1, 5)
    house.text({ sid: 'IM40' })
    expect(house.message('IM40').needsReview).toBe(true)
  })
  it('[cases] those of this file each have a test', () => {
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
    expect(range(27, 40).filter((number) => !proven.has(number))).toEqual([])
  })
})
