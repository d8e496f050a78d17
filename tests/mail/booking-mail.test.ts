import { describe, expect, it } from 'vitest'
import { readBookingMail } from '../../electron/domain/booking-mail.ts'
import type { MailText } from '../../electron/domain/booking-mail-content.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'

const mail = (subject: string, change: Partial<MailText> = {}): MailText => ({
  subject,
  links: [],
  receivedOn: '2026-02-20' as CalendarDate,
  ...change,
})
const fromBooking = (subject: string, change: Partial<MailText> = {}) =>
  readBookingMail('booking.com', mail(subject, change))
const fromAirbnb = (subject: string, change: Partial<MailText> = {}) => readBookingMail('airbnb', mail(subject, change))
const nothing = { kind: 'unread', reference: null, arrivalDate: null, departureDate: null, guestName: null }

describe('mail of Booking.com', () => {
  it.each([
    ['Booking.com - New booking! (1000000001, Saturday, 20 December 2025)', 'new', '2025-12-20'],
    ['Booking.com - New last-minute booking (1000000001, Monday, December 21, 2026)', 'new', '2026-12-21'],
    ['Booking.com - Modified booking! (1000000001, Saturday, 20 December 2025)', 'modified', '2025-12-20'],
    ['Booking.com - Cancelled booking! (1000000001, Saturday, 20 December 2025)', 'cancelled', '2025-12-20'],
    ['Booking.com - Nieuwe boeking! (1000000001, zaterdag 20 december 2025)', 'new', '2025-12-20'],
    ['Booking.com - Nouvelle réservation ! (1000000001, samedi 20 décembre 2025)', 'new', '2025-12-20'],
    ['Booking.com - Hai una nuova prenotazione! (1000000001, sabato 20 dicembre 2025)', 'new', '2025-12-20'],
    [
      'Booking.com - New booking request – accept or decline (1000000001, Saturday, 20 December 2025)',
      'request',
      '2025-12-20',
    ],
  ])('reads "%s"', (subject, kind, arrivalDate) => {
    expect(fromBooking(subject)).toEqual({ ...nothing, kind, reference: '1000000001', arrivalDate })
  })

  it('never takes a wording it does not know for a new booking', () => {
    expect(fromBooking('Booking.com - Uusi varaus! (1000000001, lauantai 20. joulukuuta 2025)')).toEqual({
      ...nothing,
      reference: '1000000001',
      arrivalDate: '2025-12-20',
    })
    expect(fromBooking('Re: Booking.com - New booking! (1000000001, Saturday, 20 December 2025)').kind).toBe('unread')
    expect(fromBooking('Not a New booking! (1000000001, Saturday, 20 December 2025)').kind).toBe('unread')
  })

  it('finds the reference in the link of the body where the subject has none', () => {
    const links = ['https://admin.example.com/booking.html?hotel_id=1&res_id=1000000001&lang=en']
    expect(fromBooking('Booking.com - New booking!', { links })).toEqual({
      ...nothing,
      kind: 'new',
      reference: '1000000001',
    })
  })

  it('takes no reference from a mail that names two hundred', () => {
    const links = Array.from({ length: 200 }, (_, index) => `https://example.com/?res_id=${1000000001 + index}`)
    expect(fromBooking('Booking.com - New booking!', { links })).toEqual(nothing)
    const brackets = links.map((_, index) => `(${1000000001 + index}, Saturday, 20 December 2025)`).join(' ')
    expect(fromBooking(`Booking.com - New booking! ${brackets}`)).toEqual(nothing)
  })

  it('takes digits that are glued together for no reference', () => {
    expect(fromBooking('Booking.com - New booking! (10000000011000000002, Saturday, 20 December 2025)')).toEqual(
      nothing,
    )
    expect(
      fromBooking('Booking.com - New booking!', { links: ['https://x.example/?res_id=10000000011000000002'] }),
    ).toEqual(nothing)
  })

  it('keeps the reference where no day is given, and gives no day that the weekday denies', () => {
    expect(fromBooking('Booking.com - New booking! (1000000001)')).toEqual({
      ...nothing,
      kind: 'new',
      reference: '1000000001',
    })
    expect(fromBooking('Booking.com - New booking! (1000000001, Sunday, 20 December 2025)').arrivalDate).toBeNull()
  })

  it('reads full-width digits and brackets as what they stand for', () => {
    expect(fromBooking('Booking.com - New booking!（１０００００００01，Saturday, 20 December 2025）')).toEqual({
      ...nothing,
      kind: 'new',
      reference: '1000000001',
      arrivalDate: '2025-12-20',
    })
  })
})

describe('mail of Airbnb', () => {
  const links = ['https://www.airbnb.com/hosting/reservations/details/HMABCDEF12?c=.pi80']
  it('reads code, name and the nearest arrival to come', () => {
    expect(fromAirbnb('Reservation confirmed - Alex Example arrives Feb 23', { links })).toEqual({
      kind: 'new',
      reference: 'HMABCDEF12',
      arrivalDate: '2026-02-23',
      departureDate: null,
      guestName: 'Alex Example',
    })
    expect(fromAirbnb('Reservation confirmed - Alex Example arrives Feb 18', { links }).arrivalDate).toBe('2027-02-18')
    expect(fromAirbnb('Reservation confirmed - Alex Example arrives Feb 19', { links }).arrivalDate).toBe('2026-02-19')
  })

  it('takes no code where the links name two, and no name that is none', () => {
    const two = [...links, 'https://www.airbnb.com/hosting/reservations/details/HMABCDEF34']
    expect(fromAirbnb('Reservation confirmed - Alex arrives Feb 23', { links: two }).reference).toBeNull()
    expect(fromAirbnb('Reservation confirmed - <b>Alex</b> arrives Feb 23', { links }).guestName).toBeNull()
  })

  it('reads a cancellation, and a request as no booking', () => {
    expect(fromAirbnb('Canceled: Reservation HMABCDEF12 for Feb 23 – 26, 2026')).toMatchObject({
      kind: 'cancelled',
      reference: 'HMABCDEF12',
    })
    expect(fromAirbnb('Pending: Reservation Request - Alex Example', { links }).kind).toBe('request')
    expect(fromAirbnb('Your payout is on its way', { links }).kind).toBe('unread')
  })
})

describe('mail of other channels', () => {
  it('reads who booked through Vrbo, and leaves the rest of it and Expedia to people', () => {
    expect(readBookingMail('vrbo', mail('Instant Booking from Alex Example'))).toEqual({
      ...nothing,
      kind: 'new',
      guestName: 'Alex Example',
    })
    expect(readBookingMail('vrbo', mail('Your listing is doing well'))).toEqual(nothing)
    expect(readBookingMail('expedia', mail('New booking! (1000000001, Saturday, 20 December 2025)'))).toEqual(nothing)
  })
})
