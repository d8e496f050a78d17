import type { ShippedTemplates } from './shipped-templates.ts'

export const en: ShippedTemplates = {
  arrival: 'Hello {guest}, at what time do you expect to arrive at {house} on {arrival}? Check-in begins at {checkIn}.',
  early: 'Hello {guest}, {unit} is ready for you earlier: you can come from {?time} on {arrival}.',
  late: 'Hello {guest}, you may stay in {unit} until {?time} on {departure}. Just leave as usual then.',
  onTheWay: 'Hello {guest}, thank you for telling us. {?name} comes to {unit} at about {?time}.',
  allRight: 'Hello {guest}, is everything all right in {unit}? Just answer this text if you need anything.',
  thanks: 'Hello {guest}, thank you for staying at {house}. Have a good journey, and come back soon.',
}
