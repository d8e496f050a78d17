import { type BookingReference, parseReference } from '../../domain/booking-reference.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'

type Classifier = {
  readonly reservation: readonly RegExp[]
  readonly block: readonly RegExp[]
}

/**
 * What each channel writes into SUMMARY (facts/feeds-mail-print-time.md section 1). Data: a new language or
 * channel is a line here. What matches nothing is `unknown`, which the desk treats as a stay until told otherwise.
 */
const classifiers: Readonly<Record<string, Classifier>> = {
  airbnb: {
    reservation: [/^reserved\b/i, /\bHM[A-Z0-9]{8}\b/],
    block: [/^airbnb \(not available\)/i, /^not available/i],
  },
  // Booking.com writes "CLOSED - Not available" over guests and closures alike.
  'booking.com': { reservation: [], block: [] },
  vrbo: {
    reservation: [/^reserved\b/i, /^réservée?(?=\s|$)/i],
    block: [/^blocked\b/i, /^indisponible\b/i],
  },
}
/** An unlisted channel: plain English words, and only those that leave no doubt. */
const general: Classifier = {
  reservation: [/^(reserved|reservation|booked|booking)\b/i],
  block: [/^(blocked|unavailable|not available)\b/i],
}

const otherNames: Readonly<Record<string, string>> = {
  booking: 'booking.com',
  'booking-com': 'booking.com',
  homeaway: 'vrbo',
  abritel: 'vrbo',
}

const channelKey = (channel: string): string => {
  const name = channel.trim().toLowerCase()
  return otherNames[name] ?? name
}

/** Tells a reservation from a block by the channel's words. `tentative` and what is not known come out as `unknown`. */
export function classifyEvent(channel: string, summary: string, status: string): CalendarEvent['kind'] {
  const state = status.trim().toUpperCase()
  if (state === 'CANCELLED' || state === 'CANCELED') return 'cancelled'
  if (state === 'TENTATIVE') return 'unknown'
  const key = channelKey(channel)
  const words = Object.hasOwn(classifiers, key) ? classifiers[key]! : general
  const text = summary.trim().normalize('NFC')
  if (words.block.some((pattern) => pattern.test(text))) return 'block'
  if (words.reservation.some((pattern) => pattern.test(text))) return 'reservation'
  return 'unknown'
}

/** The channel's booking reference where the feed carries it: Airbnb's HM code, or Booking.com's ten digits of old. */
export function readReference(channel: string, summary: string, description: string): BookingReference | null {
  const key = channelKey(channel)
  if (key === 'airbnb') {
    const inAddress = /\/reservations\/details\/(HM[A-Z0-9]{4,16})\b/.exec(description)
    const found = inAddress?.[1] ?? /\bHM[A-Z0-9]{8}\b/.exec(`${summary} ${description}`)?.[0]
    return found === undefined ? null : parseReference(found)
  }
  if (key === 'booking.com') {
    const found = /(?<![\d+])\d{10}(?!\d)/.exec(summary)
    return found === null ? null : parseReference(found[0])
  }
  return null
}
