import type { SlipWords } from './slip-words.ts'

export const de: SlipWords = {
  language: 'de',
  title: 'Türcode',
  welcome: (guestName) => (guestName === null ? 'Willkommen' : `Willkommen, ${guestName}`),
  howToType: (digitCount, confirmKey) =>
    `Tastenfeld berühren, die ${digitCount} Ziffern eingeben${confirmKey === null ? '' : `, dann ${confirmKey} drücken`}.`,
  day: ({ weekday, day, month, year }) => `${weekday}, ${day}. ${month}${year === null ? '' : ` ${year}`}`,
  from: (start) => `von ${start}`,
  until: (end) => `bis ${end}`,
  askForKey: 'Den Schlüssel erhalten Sie am Empfang.',
  separateCode: 'Sie erhalten am Empfang einen eigenen Code.',
  deskPhone: 'Empfang',
  page: 'Auf dem Handy: scannen, dann Buchungsnummer eingeben.',
  keepSafe: 'Bitte zeigen Sie diesen Zettel niemandem.',
}
