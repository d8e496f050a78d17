import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBookingMail } from '../../electron/domain/booking-mail.ts'
import { readMailDate, readNearestDate } from '../../electron/domain/booking-mail-date.ts'
import { channelOfSender, isVouchedFor } from '../../electron/domain/booking-mail-sender.ts'
import { type CalendarDate, parseDate } from '../../electron/domain/time.ts'

const pieces = fc.constantFrom(
  ...[
    '(',
    ')',
    ',',
    '!',
    '1000000001',
    'HMABCDEF12',
    'Saturday',
    '20',
    'December',
    '2025',
    'New booking',
    'Cancelled booking',
  ],
  ...[
    'Reservation confirmed - ',
    ' arrives ',
    'Feb',
    '23',
    '\u202e',
    '\u0000',
    '<script>',
    '(',
    '(((',
    '١٠',
    '20 listopada',
  ],
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(pieces, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.array(pieces, { maxLength: 40 }).map((words) => words.join('')),
)
const channels = fc.constantFrom('booking.com', 'airbnb', 'vrbo', 'expedia', 'constructor', '__proto__')

describe('mail of any content', () => {
  it('is read without ever throwing, and what is read is whole', () => {
    fc.assert(
      fc.property(channels, anyText, fc.array(anyText, { maxLength: 5 }), (channel, subject, links) => {
        const read = readBookingMail(channel, { subject, links, receivedOn: '2026-02-20' as CalendarDate })
        expect(['new', 'modified', 'cancelled', 'request', 'unread']).toContain(read.kind)
        expect(read.reference).not.toBe('')
        if (read.arrivalDate !== null) expect(parseDate(read.arrivalDate)).toBe(read.arrivalDate)
        expect(read.guestName ?? '').not.toMatch(/[<>\p{Cc}\p{Cf}]/u)
      }),
      { numRuns: 500 },
    )
  })

  it('has its days read without ever throwing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        readMailDate(text)
        readNearestDate(text, '2026-02-20' as CalendarDate)
      }),
      { numRuns: 300 },
    )
  })

  it('has its sender judged without ever throwing, and is never vouched for without the word of a server', () => {
    const name = fc.constantFrom('Received', 'Authentication-Results', 'Subject')
    fc.assert(
      fc.property(fc.array(fc.record({ name, value: anyText }), { maxLength: 6 }), anyText, (headers, address) => {
        expect(isVouchedFor('booking.com', headers, 'imap.example.com')).toBe(false)
        channelOfSender([address])
      }),
      { numRuns: 300 },
    )
  })

  it('of great length and depth is read in a moment', () => {
    const began = performance.now()
    const deep = '('.repeat(100_000)
    readBookingMail('booking.com', {
      subject: deep,
      links: [deep],
      receivedOn: '2026-02-20' as CalendarDate,
    })
    readBookingMail('airbnb', {
      subject: `Reservation confirmed - ${'a '.repeat(50_000)} arrives ${'x'.repeat(50_000)}`,
      links: Array.from({ length: 5_000 }, () => '/reservations/details/HM'.repeat(500)),
      receivedOn: '2026-02-20' as CalendarDate,
    })
    isVouchedFor('booking.com', [{ name: 'Authentication-Results', value: deep }], 'imap.example.com')
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
