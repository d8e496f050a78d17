/** Markup that escapes by default: a value becomes text unless it was made as markup here. */
import { escapeHtml } from '../../printing/index.ts'

export type Html = { readonly markup: string }
type Part = string | number | null | Html | readonly Html[]

// SECURITY: names, notes and references are other people's words; only what `html` itself made is taken as markup.
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings.map((text, index) => text + (index < parts.length ? written(parts[index]!) : '')).join(''),
})

function written(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'markup' in part ? part.markup : part.map((one) => one.markup).join('')
}

/** Text that is markup already: our own style and script, which hold nothing of anybody else. */
export const verbatim = (markup: string): Html => ({ markup })

/** A name in its own direction. */
export const named = (name: string): Html => html`<bdi>${name}</bdi>`

/** A sentence with its `{}` filled in. */
export function filled(sentence: string, part: string | Html): Html {
  const [before = '', after = ''] = sentence.split('{}', 2)
  return html`${before}${part}${after}`
}
