import type { ShippedTemplates } from './shipped-templates.ts'

export const fr: ShippedTemplates = {
  arrival:
    'Bonjour {guest}, vers quelle heure arrivez-vous à {house} le {arrival} ? Les chambres sont prêtes à partir de {checkIn}.',
  early: 'Bonjour {guest}, {unit} est prêt plus tôt : vous pouvez venir dès {?time} le {arrival}.',
  late: "Bonjour {guest}, vous pouvez garder {unit} jusqu'à {?time} le {departure}.",
  onTheWay: 'Bonjour {guest}, merci de votre message. {?name} vient vers {?time} ({unit}).',
  allRight: 'Bonjour {guest}, tout va bien dans {unit} ? Répondez à ce message si vous avez besoin de quelque chose.',
  thanks: 'Bonjour {guest}, merci de votre séjour à {house}. Bon voyage et à bientôt.',
}
