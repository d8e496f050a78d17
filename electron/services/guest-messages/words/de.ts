import type { TextWords } from './text-words.ts'

export const de: TextWords = {
  language: 'de',
  greeting: (guestName) => (guestName === null ? 'Guten Tag,' : `Guten Tag ${guestName},`),
  and: 'und',
  first: (house) => `so kommen Sie herein: ${house}.`,
  more: (house) => `mehr zu Ihren Türen: ${house}.`,
  digits: 'Ihr Türcode hat sich geändert. Bitte nur noch diesen verwenden.',
  times: 'die Zeiten Ihres Türcodes haben sich geändert.',
  key: (doors) => `${doors}: Den Schlüssel erhalten Sie am Empfang.`,
  pending: (doors) =>
    `${doors}: Ihr Code ist noch nicht an der Tür. Wir schreiben Ihnen, sobald er es ist. Bis dahin rufen Sie uns an oder schreiben Sie uns, wir lassen Sie herein.`,
  welcome: (house) => `willkommen: ${house}.`,
  expected: (units, day, time) => `Wir erwarten Sie am ${day}, ab ${time} (${units}).`,
  codesFollow: 'Wie Sie hereinkommen, schreiben wir Ihnen vor der Anreise.',
  questions: 'Fragen? Antworten Sie einfach auf diese Nachricht.',
  cancelled: (house, reference) => `Ihre Buchung${reference === null ? '' : ` ${reference}`} ist storniert (${house}).`,
  codesEnd: 'Die Türcodes, die Sie von uns haben, gelten nicht mehr.',
  wrong: 'Stimmt das nicht? Antworten Sie einfach auf diese Nachricht.',
  page: 'Ihre Seite mit allen Zimmern und PINs:',
  pageOf: (house) => `hier ist Ihre Seite mit allen Zimmern und PINs: ${house}.`,
}
