/** The templates a new house begins with. After that they are the house's own. */
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import type { ShippedTemplates } from './shipped-templates.ts'

export { shippedNames } from './shipped-templates.ts'

export const shippedTemplates: Readonly<Record<string, ShippedTemplates>> = { en, de, fr, es, it }
