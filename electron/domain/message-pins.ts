/**
 * PINs in texts. At rest a text holds a placeholder for each PIN, `{{pin:CODE_ID}}`; the digits stand in it only in the
 * call to Twilio, and everywhere else it is shown as dots (design.md section 4).
 */
import { maskLinks, partedAtLinks } from './message-links.ts'

const placeholder = /\{\{pin:([0-9a-f-]{1,64})\}\}/g
const dots = '••••••'

export const pinPlaceholder = (codeId: string): string => `{{pin:${codeId}}}`

/** The ids of the codes whose PINs a stored text names. */
export const pinsIn = (body: string): readonly string[] => [...body.matchAll(placeholder)].map((found) => found[1]!)

/** A stored text as screens, search and exports show it: without digits, and without the address of a guest's page. */
export const maskPins = (body: string): string => maskLinks(body.replace(placeholder, dots))

/** A stored text with its PINs. What `digitsOf` does not know stays as it is. */
export const withPins = (body: string, digitsOf: (codeId: string) => string | null): string =>
  body.replace(placeholder, (whole, codeId: string) => digitsOf(codeId) ?? whole)

/** Digits in a row, also parted by single blanks or dashes as people write them: `482 913`. */
const digitRuns = /\d(?:[ -]?\d)*/g

/**
 * A typed text with placeholders in place of live PINs. `codeOf` answers the code that has exactly these digits, or
 * null. A placeholder in it, as a template brings it, is kept where `mayName` says that the code is this guest's, and
 * loses its form otherwise: nobody can ask for a PIN by its code's id.
 */
export function hidePins(
  typed: string,
  codeOf: (digits: string) => string | null,
  mayName: (codeId: string) => boolean,
): string {
  return typed
    .split(placeholder)
    .map((part, at) => {
      // Every second part is the id of a placeholder.
      if (at % 2 === 1) return mayName(part) ? pinPlaceholder(part) : `{{ pin:${part}}}`
      return partedAtLinks(part.replaceAll('{{pin:', '{{ pin:'))
        .map((piece, link) => (link % 2 === 1 ? piece : piece.replace(digitRuns, (run) => hideInRun(run, codeOf))))
        .join('')
    })
    .join('')
}

/** Looks for PINs among the groups of a run, the longest stretch first, so that `482 913` beside other numbers is found. */
function hideInRun(run: string, codeOf: (digits: string) => string | null): string {
  const groups = run.split(/([ -])/)
  for (let length = groups.length; length > 0; length -= 2) {
    for (let from = 0; from + length <= groups.length; from += 2) {
      if (groups[from] === '' || groups[from + length - 1] === '') continue
      const digits = groups
        .slice(from, from + length)
        .join('')
        .replaceAll(/[ -]/g, '')
      if (digits.length < 4 || digits.length > 9) continue
      const codeId = codeOf(digits)
      if (codeId === null) continue
      const before = hideInRun(groups.slice(0, from).join(''), codeOf)
      return `${before}${pinPlaceholder(codeId)}${hideInRun(groups.slice(from + length).join(''), codeOf)}`
    }
  }
  return run
}
