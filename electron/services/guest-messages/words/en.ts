import type { TextWords } from './text-words.ts'

export const en: TextWords = {
  language: 'en',
  greeting: (guestName) => (guestName === null ? 'Hello,' : `Hello ${guestName},`),
  and: 'and',
  first: (house) => `this is how you get in at ${house}.`,
  more: (house) => `more about your doors at ${house}.`,
  digits: 'your door code has changed. Please use only this one.',
  times: 'the times of your door code have changed.',
  key: (doors) => `${doors}: we hand you a key at the desk.`,
  pending: (doors) =>
    `${doors}: your code is not on the door yet. We text you as soon as it is. Until then call or text us and we let you in.`,
  welcome: (house) => `welcome to ${house}.`,
  expected: (units, day, time) => `We expect you on ${day}, from ${time} (${units}).`,
  codesFollow: 'How you get in comes by text before you arrive.',
  questions: 'Questions? Just answer this text.',
  cancelled: (house, reference) => `your booking${reference === null ? '' : ` ${reference}`} at ${house} is cancelled.`,
  codesEnd: 'The door codes we sent you do not work any more.',
  wrong: 'Is that wrong? Just answer this text.',
  page: 'Your page with all rooms and PINs:',
  pageOf: (house) => `this is your page at ${house}, with all rooms and PINs:`,
}
