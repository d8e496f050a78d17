/** Who said what a field holds, and who may say otherwise (design.md 3.4: sources propose, people decide). Pure. */

/** Sources behind which a person stands: the desk, its commands and texts, and the guest. */
const people: ReadonlySet<string> = new Set(['desk', 'command', 'sms', 'guest'])
/** Those that speak by themselves, who knows least of a party first: a calendar has no names, a spreadsheet has them whole. */
const byThemselves: readonly string[] = ['program', 'demo', 'feed', 'mail', 'import']

export const isPerson = (source: string): boolean => people.has(source)

/**
 * What nobody has said, anybody may say. A person may change everything; what a person said, only a person; and of the
 * sources that speak by themselves none overwrites one that knows more.
 *
 * @param before - who said what the field holds now; null where nobody did
 */
export const mayOverwrite = (before: { readonly source: string } | null, by: string): boolean =>
  before === null ||
  isPerson(by) ||
  (!isPerson(before.source) && byThemselves.indexOf(by) >= byThemselves.indexOf(before.source))
