/** Vrbo and its sisters: `Instant Booking from NAME`. Neither reference nor days are known to stand in a fixed place. */
import { type BookingMail, type MailText, unreadMail } from './booking-mail-content.ts'

export function readVrboMail(mail: MailText): BookingMail {
  const [, name] =
    /^instant booking from ([\p{L}\p{M}][\p{L}\p{M} .'\u2019-]{0,98})$/iu.exec(mail.subject.normalize('NFKC').trim()) ??
    []
  return name === undefined ? unreadMail : { ...unreadMail, kind: 'new', guestName: name.trim() }
}
