/** The words of the guest pages by language. A new language is a new file of the same shape, entered here. */
import { type SlipWords, wordsFor } from '../../printing/index.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import type { PageWords } from './page-words.ts'

/** In the order in which they are offered. */
export const catalogue: ReadonlyMap<string, PageWords> = new Map(Object.entries({ en, de, fr, es, it }))

export type Words = {
  /** Two letters, as in `?lang=de`. */
  readonly code: string
  readonly page: PageWords
  /** Days and times are told as on the slip. */
  readonly slip: SlipWords
}

/** English where there are no words in that language. */
export function pageWords(language: string): Words {
  const page = catalogue.get(language)
  const code = page === undefined ? 'en' : language
  return { code, page: page ?? en, slip: wordsFor(code)[0]! }
}

/** The language that was chosen, else the first of the browser's that there are words in (RFC 9110, 12.5.4), else English. */
export function languageFor(chosen: string | null, accepted: string | null): string {
  const known = (tag: string): string | null => {
    const primary = tag.trim().toLowerCase().split(/[-_]/)[0] ?? ''
    return catalogue.has(primary) ? primary : null
  }
  const wanted = (accepted ?? '')
    .slice(0, 1_000)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';')
      const weight = parameters.map((one) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/i.exec(one)?.[1]).find(Boolean)
      return { language: known(tag), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    // Of the same weight the first one written comes first: the sort is stable.
    .toSorted((left, right) => right.weight - left.weight)
  return known(chosen ?? '') ?? wanted.find(({ language }) => language !== null)?.language ?? 'en'
}
