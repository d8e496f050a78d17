import type { TextWords } from './text-words.ts'

export const fr: TextWords = {
  language: 'fr',
  greeting: (guestName) => (guestName === null ? 'Bonjour,' : `Bonjour ${guestName},`),
  and: 'et',
  first: (house) => `voici comment entrer : ${house}.`,
  more: (house) => `la suite pour vos portes : ${house}.`,
  digits: "votre code de porte a changé. N'utilisez plus que celui-ci.",
  times: 'les horaires de votre code de porte ont changé.',
  key: (doors) => `${doors} : la clé vous est remise à la réception.`,
  pending: (doors) =>
    `${doors} : votre code n'est pas encore sur la porte. Nous vous écrivons dès qu'il y est. D'ici là, appelez-nous ou écrivez-nous et nous vous ouvrons.`,
  welcome: (house) => `bienvenue : ${house}.`,
  expected: (units, day, time) => `Nous vous attendons le ${day}, à partir de ${time} (${units}).`,
  codesFollow: 'Nous vous écrivons avant votre arrivée comment entrer.',
  questions: 'Des questions ? Répondez simplement à ce message.',
  cancelled: (house, reference) =>
    `votre réservation${reference === null ? '' : ` ${reference}`} est annulée (${house}).`,
  codesEnd: 'Les codes de porte que vous avez reçus ne fonctionnent plus.',
  wrong: 'Une erreur ? Répondez simplement à ce message.',
  page: 'Votre page avec toutes les chambres et tous les codes :',
  pageOf: (house) => `voici votre page avec toutes les chambres et tous les codes : ${house}.`,
}
