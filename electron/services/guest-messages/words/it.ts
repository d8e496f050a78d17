import type { TextWords } from './text-words.ts'

export const it: TextWords = {
  language: 'it',
  greeting: (guestName) => (guestName === null ? 'Buongiorno,' : `Buongiorno ${guestName},`),
  and: 'e',
  first: (house) => `ecco come entrare: ${house}.`,
  more: (house) => `altro sulle sue porte: ${house}.`,
  digits: 'il codice della porta è cambiato. Usi solo questo.',
  times: 'gli orari del codice della porta sono cambiati.',
  key: (doors) => `${doors}: Le diamo una chiave alla reception.`,
  pending: (doors) =>
    `${doors}: il Suo codice non è ancora sulla porta. Le scriviamo appena c'è. Fino ad allora ci chiami o ci scriva e Le apriamo.`,
  welcome: (house) => `benvenuti: ${house}.`,
  expected: (units, day, time) => `La aspettiamo ${day}, dalle ${time} (${units}).`,
  codesFollow: "Prima dell'arrivo Le scriviamo come entrare.",
  questions: 'Domande? Risponda a questo messaggio.',
  cancelled: (house, reference) =>
    `la Sua prenotazione${reference === null ? '' : ` ${reference}`} è annullata (${house}).`,
  codesEnd: 'I codici che Le abbiamo inviato non funzionano più.',
  wrong: 'È un errore? Risponda a questo messaggio.',
  page: 'La Sua pagina con tutte le camere e i PIN:',
  pageOf: (house) => `ecco la Sua pagina con tutte le camere e i PIN: ${house}.`,
}
