import { describe, expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'

/** Reads a feed of one stay, so that folding and escaping are part of what is tested. */
function one(line: string, channel: string) {
  const lines = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTART:20270501',
    line,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
  const reading = readFeed(Buffer.from(lines.join('\r\n')), channel)
  return reading.verdict === 'failed' ? undefined : reading.events[0]
}

describe('the kind and the reference of an event', () => {
  it.each([
    ['airbnb', 'Reserved', 'reservation'],
    ['Airbnb', 'Airbnb (Not available)', 'block'],
    ['airbnb', 'something new', 'unknown'],
    ['booking.com', 'CLOSED - Not available', 'unknown'],
    ['booking.com', 'Reserved', 'unknown'],
    ['vrbo', 'Reserved - Ada', 'reservation'],
    ['vrbo', 'Blocked', 'block'],
    ['abritel', 'Réservée - Ada', 'reservation'],
    ['vrbo', 'Réservée - Ada', 'reservation'],
    ['homeaway', 'Indisponible', 'block'],
    ['vrbo', 'Provisoire - Ada', 'unknown'],
    ['own-website', 'Booking 12', 'reservation'],
    ['own-website', 'Blocked by owner', 'block'],
    ['own-website', 'Ada', 'unknown'],
    ['constructor', 'Reserved', 'reservation'],
  ])('on %s "%s" is %s', (channel, summary, kind) => {
    expect(one(`SUMMARY:${summary}`, channel)?.kind).toBe(kind)
  })

  it('is cancelled on every channel when STATUS says so, and unknown while tentative', () => {
    expect(one('SUMMARY:Reserved\r\nSTATUS:CANCELLED', 'airbnb')?.kind).toBe('cancelled')
    expect(one('SUMMARY:Reserved\r\nSTATUS:TENTATIVE', 'airbnb')?.kind).toBe('unknown')
  })

  const reservationUrl = (fold: string) =>
    `DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/details/HMTB${fold}6AQ49G\\nPhone Number (Last 4 Digits): 2099`

  it.each([
    ["Airbnb's address", 'airbnb', reservationUrl(''), 'HMTB6AQ49G'],
    ["Airbnb's address folded in the middle", 'airbnb', reservationUrl('\r\n '), 'HMTB6AQ49G'],
    ["Airbnb's summary of old", 'airbnb', 'SUMMARY:Ada Lovelace (HMTB6AQ49G)', 'HMTB6AQ49G'],
    ["Airbnb's summary alone", 'airbnb', 'SUMMARY:Reserved', null],
    ["Booking.com's summary of old", 'booking.com', 'SUMMARY:CLOSED - 1234567890', '1234567890'],
    ['a phone number on Booking.com', 'booking.com', 'SUMMARY:CLOSED - +1234567890', null],
    ['eleven digits on Booking.com', 'booking.com', 'SUMMARY:CLOSED - 12345678901', null],
    ['ten digits on another channel', 'vrbo', 'SUMMARY:Reserved - 1234567890', null],
  ])('has the reference of %s', (_, channel, line, reference) => {
    expect(one(line, channel)?.reference).toBe(reference)
  })
})
