/**
 * The demo house: invented, with 8 units, a front door and some forty reservations around today. Made through the same
 * use cases as a real house, on training locks. No name or number is a real person's.
 */

import { writeSetting } from '../../../db/queries/house.ts'
import type { Failure } from '../../domain/failure.ts'
import { ok, type Result } from '../../domain/result.ts'
import { addDays, type CalendarDate, deskDateOf, type TimeZoneId, toInstant, type WallTime } from '../../domain/time.ts'
import { arrive, depart, setTimes } from '../check-in/index.ts'
import type { Desk } from '../desk/index.ts'
import { houseFileSchema, setUpHouse, writeWifiPassword } from '../house/index.ts'
import { addReservation } from '../reservations/index.ts'
import type { DemoBooking } from './demo-booking.ts'
import { demoBookings } from './demo-bookings.ts'
import { program as caller, deskAt } from './demo-clock.ts'
import { demoHouse, demoWifiPassword } from './demo-data.ts'
import { layOutDemoGuest } from './demo-guest.ts'

/** Fills an empty data folder with the demo house. Every booking stands relative to the day it is made on. */
export function makeDemoHouse(desk: Desk): Result<{ readonly reservations: number }, Failure> {
  const file = houseFileSchema.parse(demoHouse)
  const house = setUpHouse(desk, caller, file, { keepOtherFeeds: false })
  if (!house.ok) return house
  desk.store.write((db) => {
    writeSetting(db, 'demo', true)
    writeWifiPassword(desk, db, demoWifiPassword)
  })
  const today = deskDateOf(desk.clock.now(), file.property.timeZone as TimeZoneId, file.property.rolloverTime)
  const oldestFirst = [...demoBookings].sort(
    (left, right) => Math.min(...left.stays.map(([, from]) => from)) - Math.min(...right.stays.map(([, from]) => from)),
  )
  for (const booking of oldestFirst) {
    const made = book(desk, today, booking)
    if (!made.ok) return made
  }
  layOutDemoGuest(desk)
  return ok({ reservations: demoBookings.length })
}

/** The desk at another moment: what was booked and done before today is done on its own day. */
const at = (desk: Desk, date: CalendarDate, time: string): Desk => {
  const moment = toInstant(date, time as WallTime, demoHouse.property.timeZone as TimeZoneId, 'earlier')
  return moment < desk.clock.now() ? deskAt(desk, moment) : desk
}

function book(desk: Desk, today: CalendarDate, booking: DemoBooking): Result<unknown, Failure> {
  const arrival = addDays(today, Math.min(...booking.stays.map(([, from]) => from)))
  const departure = addDays(today, Math.max(...booking.stays.map(([, from, nights]) => from + nights)))
  const added = addReservation(at(desk, addDays(arrival, -3), '10:00'), caller, {
    reference: booking.reference,
    channel: booking.channel,
    stays: booking.stays.map(([unit, from, nights]) => ({
      unit,
      arrivalDate: addDays(today, from),
      departureDate: addDays(today, from + nights),
    })),
    guest:
      booking.guest === null
        ? null
        : {
            name: booking.guest,
            phone: booking.phone ?? null,
            email: booking.email ?? null,
            language: booking.language ?? 'en',
          },
  })
  if (!added.ok) return added
  const ref = added.value.reservationId
  if (booking.arrivalTime !== undefined || booking.departureTime !== undefined) {
    const timed = setTimes(desk, caller, {
      ref,
      arrivalTime: booking.arrivalTime ?? null,
      departureTime: booking.departureTime ?? null,
    })
    if (!timed.ok) return timed
  }
  const over = departure < today || booking.status === 'departed'
  if (over || booking.status === 'in-house') {
    const arrived = arrive(at(desk, arrival, '15:00'), caller, { ref, despiteFormerCode: true })
    if (!arrived.ok) return arrived
  }
  return over ? depart(at(desk, departure, '10:40'), caller, { ref }) : ok(null)
}
