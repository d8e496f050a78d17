import type { SlipWords } from './slip-words.ts'

export const fr: SlipWords = {
  language: 'fr',
  title: 'Code de porte',
  welcome: (guestName) => (guestName === null ? 'Bienvenue' : `Bienvenue, ${guestName}`),
  howToType: (digitCount, confirmKey) =>
    `Touchez le clavier, composez les ${digitCount} chiffres${confirmKey === null ? '' : `, puis appuyez sur ${confirmKey}`}.`,
  day: ({ weekday, day, month, year }) =>
    `${weekday} ${day === '1' ? '1er' : day} ${month}${year === null ? '' : ` ${year}`}`,
  from: (start) => `du ${start}`,
  until: (end) => `au ${end}`,
  askForKey: 'Demandez la clé à la réception.',
  separateCode: 'La réception vous donne un autre code.',
  deskPhone: 'Réception',
  page: 'Sur votre téléphone : scannez, puis saisissez votre numéro de réservation.',
  keepSafe: 'Ne montrez ce papier à personne.',
}
