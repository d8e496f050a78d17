import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import type { TextWords } from './text-words.ts'

const catalogue: ReadonlyMap<string, TextWords> = new Map(Object.entries({ de, en, es, fr, it }))

/** The guest's language where we have it, English otherwise. */
export const textWordsFor = (language: string): TextWords =>
  catalogue.get(language.toLowerCase().split(/[-_]/)[0] ?? '') ?? en
