import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'

const calendar = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`
const stay = (uid: string) => `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART;VALUE=DATE:20270501\r\nEND:VEVENT\r\n`
const read = (text: string, channel = 'other') => readFeed(Buffer.from(text), channel)

describe('whatever a server sends', () => {
  const piece = fc.oneof(
    fc.constantFrom('BEGIN:', 'END:', 'VEVENT', 'VCALENDAR', 'VALARM', '\r\n', '\n', ' ', ';', ':', '"', '\\', 'UID:x'),
    fc.constantFrom(
      'DTSTART;VALUE=DATE:20270501',
      'DTEND:2027',
      'DURATION:P',
      'DTSTART;TZID=',
      'SEQUENCE:-1',
      'RRULE:',
    ),
    fc.constantFrom(stay('a'), calendar(stay('b')), 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n'),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )

  it('is read without an exception, and every day that comes out is real and in order', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom('airbnb', 'booking.com', 'x'),
        (pieces, channel) => {
          const reading = read(pieces.join(''), channel)
          if (reading.verdict === 'failed') return
          for (const event of reading.events) {
            expect(event.arrivalDate).toMatch(/^\d{4}-\d\d-\d\d$/)
            expect(event.arrivalDate < event.departureDate).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is never taken for complete when any part of its end is missing', () => {
    const whole = calendar(stay('a'), stay('b'), stay('c')).trimEnd()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(read(whole.slice(0, length)).verdict).not.toBe('complete')
      }),
    )
  })

  it.each(['\r', '\r\n ', ' ', '"', ';', 'BEGIN:A\n', 'END:A\n', 'BEGIN:VEVENT\n', 'DTSTART;"', 'SUMMARY;a=b;'])(
    'takes no longer for megabytes of %j than for a calendar',
    (text) => {
      const half = text.repeat(1_000_000 / text.length)
      const started = performance.now()
      readFeed(
        Buffer.from(`BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY;a=${half}${half}\n${'END:B\n'.repeat(200_000)}`),
        'airbnb',
      )
      readFeed(Buffer.from(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${half}${half}${'END:B\n'.repeat(200_000)}`), 'airbnb')
      expect(performance.now() - started).toBeLessThan(5_000)
    },
  )

  it('is read as bytes, too, without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const head = Buffer.from('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:')
        readFeed(Buffer.concat([head, bytes]), 'airbnb')
      }),
    )
  })
})
