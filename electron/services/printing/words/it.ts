import type { SlipWords } from './slip-words.ts'

export const it: SlipWords = {
  language: 'it',
  title: 'Codice della porta',
  welcome: (guestName) => (guestName === null ? 'Le diamo il benvenuto' : `Le diamo il benvenuto, ${guestName}`),
  howToType: (digitCount, confirmKey) =>
    `Tocchi la tastiera, digiti le ${digitCount} cifre${confirmKey === null ? '' : ` e prema ${confirmKey}`}.`,
  day: ({ weekday, day, month, year }) =>
    `${weekday} ${day === '1' ? '1º' : day} ${month}${year === null ? '' : ` ${year}`}`,
  from: (start) => `da ${start}`,
  until: (end) => `a ${end}`,
  askForKey: 'Chieda la chiave alla reception.',
  separateCode: 'Alla reception Le diamo un altro codice.',
  deskPhone: 'Reception',
  page: 'Sul telefono: scansioni e inserisca il numero di prenotazione.',
  keepSafe: 'Non mostri questo foglio a nessuno.',
}
