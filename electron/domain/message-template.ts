/**
 * Texts that the desk has ready. `{field}` is filled from the booking, `{?word}` is left for a person to type; a text in
 * which one of them stands empty is not sent.
 */
export const templateFields = [
  'guest',
  'unit',
  'units',
  'arrival',
  'departure',
  'checkIn',
  'checkOut',
  'reference',
  'house',
  'address',
  /** The doors and their PINs, as placeholders. */
  'doors',
] as const
export type TemplateField = (typeof templateFields)[number]

/** A piece of a template: text, a field of the booking, or one that a person types. */
export type TemplatePart = { readonly text: string } | { readonly field: TemplateField } | { readonly free: string }

const isField = (name: string): name is TemplateField => (templateFields as readonly string[]).includes(name)
/** Braces that hold neither a PIN's placeholder nor anything with a line break. */
const slot = /\{([^{}\n]*)\}/g

/** Cuts a template into its parts; `unknown` names what stands in braces and is no field. */
export function readTemplate(body: string): {
  readonly parts: readonly TemplatePart[]
  readonly unknown: readonly string[]
} {
  const parts: TemplatePart[] = []
  const unknown: string[] = []
  let from = 0
  for (const found of body.matchAll(slot)) {
    const name = found[1]!.trim()
    if (found.index > from) parts.push({ text: body.slice(from, found.index) })
    from = found.index + found[0].length
    const free = name.startsWith('?') ? name.slice(1).trim() : null
    if (free !== null && free !== '') parts.push({ free })
    else if (isField(name)) parts.push({ field: name })
    else {
      unknown.push(name)
      parts.push({ text: found[0] })
    }
  }
  if (from < body.length) parts.push({ text: body.slice(from) })
  return { parts, unknown }
}

/** The fields, ours or free, that still stand empty in a text that is about to be sent. */
export const emptyFields = (text: string): readonly string[] =>
  readTemplate(text).parts.flatMap((part) => ('field' in part ? [part.field] : 'free' in part ? [part.free] : []))
