import type { TextWords } from './text-words.ts'

export const es: TextWords = {
  language: 'es',
  greeting: (guestName) => (guestName === null ? 'Hola:' : `Hola, ${guestName}:`),
  and: 'y',
  first: (house) => `así se entra en ${house}.`,
  more: (house) => `más sobre sus puertas en ${house}.`,
  digits: 'el código de su puerta ha cambiado. Use solo este.',
  times: 'el horario del código de su puerta ha cambiado.',
  key: (doors) => `${doors}: le damos una llave en recepción.`,
  pending: (doors) =>
    `${doors}: su código todavía no está en la puerta. Le escribimos en cuanto lo esté. Hasta entonces, llámenos o escríbanos y le abrimos.`,
  welcome: (house) => `le damos la bienvenida a ${house}.`,
  expected: (units, day, time) => `Le esperamos el ${day}, desde las ${time} (${units}).`,
  codesFollow: 'Antes de su llegada le escribimos cómo entrar.',
  questions: '¿Preguntas? Responda a este mensaje.',
  cancelled: (house, reference) => `su reserva${reference === null ? '' : ` ${reference}`} en ${house} está cancelada.`,
  codesEnd: 'Los códigos que le enviamos ya no funcionan.',
  wrong: '¿Es un error? Responda a este mensaje.',
  page: 'Su web con todas las habitaciones y los PIN:',
  pageOf: (house) => `esta es su web en ${house}, con todas las habitaciones y los PIN:`,
}
