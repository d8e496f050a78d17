import type { SlipWords } from './slip-words.ts'

export const en: SlipWords = {
  language: 'en-GB',
  title: 'Door code',
  welcome: (guestName) => (guestName === null ? 'Welcome' : `Welcome, ${guestName}`),
  howToType: (digitCount, confirmKey) =>
    `Touch the keypad, type the ${digitCount} digits${confirmKey === null ? '' : `, then press ${confirmKey}`}.`,
  day: ({ weekday, day, month, year }) => `${weekday} ${day} ${month}${year === null ? '' : ` ${year}`}`,
  from: (start) => `from ${start}`,
  until: (end) => `until ${end}`,
  askForKey: 'Ask the desk for the key.',
  separateCode: 'We give you a separate code at the desk.',
  deskPhone: 'Desk',
  page: 'On your phone: scan, then type your booking reference.',
  keepSafe: 'Please keep this slip to yourself.',
}
