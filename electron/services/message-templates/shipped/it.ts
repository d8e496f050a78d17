import type { ShippedTemplates } from './shipped-templates.ts'

export const it: ShippedTemplates = {
  arrival: 'Buongiorno {guest}, a che ora arriva a {house} il {arrival}? Il check-in è dalle {checkIn}.',
  early: 'Buongiorno {guest}, {unit} è pronto prima: può venire dalle {?time} del {arrival}.',
  late: 'Buongiorno {guest}, può tenere {unit} fino alle {?time} del {departure}.',
  onTheWay: 'Buongiorno {guest}, grazie del messaggio. {?name} viene verso le {?time} ({unit}).',
  allRight: 'Buongiorno {guest}, va tutto bene in {unit}? Risponda a questo messaggio se Le serve qualcosa.',
  thanks: 'Buongiorno {guest}, grazie del soggiorno a {house}. Buon viaggio e a presto.',
}
