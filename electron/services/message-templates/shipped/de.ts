import type { ShippedTemplates } from './shipped-templates.ts'

export const de: ShippedTemplates = {
  arrival:
    'Guten Tag {guest}, wann kommen Sie am {arrival} ungefähr an? Sie können ab {checkIn} einchecken. Ihr {house}',
  early: 'Guten Tag {guest}, {unit} ist früher fertig: Sie können am {arrival} schon ab {?time} kommen.',
  late: 'Guten Tag {guest}, Sie können {unit} am {departure} bis {?time} behalten. Danach gehen Sie einfach wie üblich.',
  onTheWay: 'Guten Tag {guest}, danke für Ihre Nachricht. {?name} kommt gegen {?time}: {unit}.',
  allRight: 'Guten Tag {guest}, ist alles in Ordnung? {unit}: Antworten Sie einfach, wenn Sie etwas brauchen.',
  thanks: 'Guten Tag {guest}, danke für Ihren Aufenthalt. Gute Reise und bis bald. Ihr {house}',
}
