/** A booking reference, normalised once (design.md section 1). Never a key, and a blank one never matches anything. */
declare const brand: unique symbol
export type BookingReference = string & { readonly [brand]: 'BookingReference' }

const meansUnknown = new Set(['0', 'NA', 'N/A', 'UNKNOWN'])

/** Trims, upper-cases and strips blanks, dots, dashes and invisible characters; null where nothing is left. */
export function parseReference(raw: string): BookingReference | null {
  const reference = raw
    .normalize('NFKC')
    .replace(/[\s.\p{Pd}\u2212\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toUpperCase()
  return reference === '' || meansUnknown.has(reference) ? null : (reference as BookingReference)
}

/** Letters and digits, 2 to 40 of them, with `_`, `/`, `#` allowed: the references channels are known to use. */
export const looksLikeReference = (reference: BookingReference): boolean => /^[\p{L}\p{N}_/#]{2,40}$/u.test(reference)
