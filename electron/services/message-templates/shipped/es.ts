import type { ShippedTemplates } from './shipped-templates.ts'

export const es: ShippedTemplates = {
  arrival: 'Hola {guest}, ¿a qué hora llega a {house} el {arrival}? La entrada es desde las {checkIn}.',
  early: 'Hola {guest}, {unit} está listo antes: puede venir desde las {?time} el {arrival}.',
  late: 'Hola {guest}, puede quedarse en {unit} hasta las {?time} el {departure}.',
  onTheWay: 'Hola {guest}, gracias por avisar. {?name} va a {unit} hacia las {?time}.',
  allRight: 'Hola {guest}, ¿está todo bien en {unit}? Responda a este mensaje si necesita algo.',
  thanks: 'Hola {guest}, gracias por su estancia en {house}. Buen viaje y hasta pronto.',
}
