/** Wordings by which Booking.com's subjects say what happened. Exact, whole wordings: anything else is unread. */
import type { MailKind } from './booking-mail-content.ts'

/** Seen in public samples: English, Dutch, French, Italian. The rest is what the same mail says in other languages. */
const wordings: Readonly<Record<Exclude<MailKind, 'unread' | 'request'>, readonly string[]>> = {
  new: [
    ...['new booking', 'new last minute booking', 'new reservation'],
    ...['nieuwe boeking', 'nieuwe last minute boeking', 'nieuwe lastminuteboeking'],
    ...['nouvelle réservation', 'nouvelle réservation de dernière minute'],
    ...['hai una nuova prenotazione', 'nuova prenotazione', 'nuova prenotazione last minute'],
    ...['neue buchung', 'neue last minute buchung', 'nueva reserva', 'nueva reserva de última hora'],
    ...['nova reserva', 'nova reserva de última hora', 'nowa rezerwacja', 'ny bokning', 'ny reservation', 'ny booking'],
  ],
  modified: [
    ...['modified booking', 'booking modified', 'changed booking', 'modified reservation'],
    ...['gewijzigde boeking', 'boeking gewijzigd', 'réservation modifiée', 'prenotazione modificata'],
    ...['geänderte buchung', 'buchung geändert', 'reserva modificada', 'reserva alterada', 'zmieniona rezerwacja'],
  ],
  cancelled: [
    ...['cancelled booking', 'canceled booking', 'booking cancelled', 'booking canceled', 'cancelled reservation'],
    ...['geannuleerde boeking', 'boeking geannuleerd', 'réservation annulée', 'prenotazione cancellata'],
    ...['stornierte buchung', 'buchung storniert', 'reserva cancelada', 'anulowana rezerwacja'],
  ],
}
const requests = ['new booking request', 'booking request', 'new reservation request']

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim()

const kinds: ReadonlyMap<string, MailKind> = new Map(
  (['new', 'modified', 'cancelled'] as const).flatMap((kind) => wordings[kind].map((words) => [plain(words), kind])),
)

/** What a subject's words before the bracket say: `Booking.com - New booking!`. */
export function kindOfWords(words: string): MailKind {
  const said = plain(words).replace(/^booking com /, '')
  if (requests.some((request) => said === request || said.startsWith(`${request} `))) return 'request'
  return kinds.get(said) ?? 'unread'
}
