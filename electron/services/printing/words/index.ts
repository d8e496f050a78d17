import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import type { SlipWords } from './slip-words.ts'

const catalogue: ReadonlyMap<string, SlipWords> = new Map(Object.entries({ de, en, es, fr, it }))

/** Languages a slip can be written in, beside English. */
export const slipLanguages: readonly string[] = [...catalogue.keys()]

/** The guest's language, where we have it, and English below it; English alone otherwise. */
export function wordsFor(language: string): readonly SlipWords[] {
  const guest = catalogue.get(language.toLowerCase().split(/[-_]/)[0] ?? '')
  return guest === undefined || guest === en ? [en] : [guest, en]
}
