import type { SlipWords } from './slip-words.ts'

export const es: SlipWords = {
  language: 'es',
  title: 'Código de la puerta',
  welcome: (guestName) => (guestName === null ? 'Le damos la bienvenida' : `Le damos la bienvenida, ${guestName}`),
  howToType: (digitCount, confirmKey) =>
    `Toque el teclado, marque las ${digitCount} cifras${confirmKey === null ? '' : ` y pulse ${confirmKey}`}.`,
  day: ({ weekday, day, month, year }) => `${weekday} ${day} de ${month}${year === null ? '' : ` de ${year}`}`,
  from: (start) => `desde el ${start}`,
  until: (end) => `hasta el ${end}`,
  askForKey: 'Pida la llave en recepción.',
  separateCode: 'En recepción le damos otro código.',
  deskPhone: 'Recepción',
  page: 'En su móvil: escanee e introduzca su número de reserva.',
  keepSafe: 'No enseñe este papel a nadie.',
}
