/** Reads booking mail, each channel's in its own way (facts/feeds-mail-print-time.md section 2). Pure. */
import { readAirbnbMail } from './booking-mail-airbnb.ts'
import { readBookingComMail } from './booking-mail-booking-com.ts'
import { type BookingMail, type MailText, unreadMail } from './booking-mail-content.ts'
import { readVrboMail } from './booking-mail-vrbo.ts'

/** No sample of Expedia's mail is known: what it sends is left to a person. */
const readers: ReadonlyMap<string, (mail: MailText) => BookingMail> = new Map([
  ['booking.com', readBookingComMail],
  ['airbnb', readAirbnbMail],
  ['vrbo', readVrboMail],
])

/** Reads a mail of this channel. Never throws, whatever the mail holds. */
export const readBookingMail = (channel: string, mail: MailText): BookingMail =>
  readers.get(channel)?.({
    ...mail,
    subject: mail.subject.slice(0, 1000),
    links: mail.links.slice(0, 2000).map((link) => link.slice(0, 2000)),
  }) ?? unreadMail
