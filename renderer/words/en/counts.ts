/** A number and the word that goes with it. */
export const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`
export const rooms = (number: number) => count(number, 'room', 'rooms')
