/** Staff choose by these names, so they are the same in every language. */
export const shippedNames = {
  arrival: 'When do you arrive?',
  early: 'Early check-in',
  late: 'Late check-out',
  onTheWay: 'Someone is on the way',
  allRight: 'Is everything all right?',
  thanks: 'Thank you',
} as const
export type ShippedTemplates = Readonly<Record<keyof typeof shippedNames, string>>
