/**
 * Links to guests' pages in texts. At rest a text holds `{{page:LINK_ID}}` where the address belongs; the address, whose
 * token opens the page, stands in it only in the call to Twilio (design.md section 4).
 */
const placeholder = /\{\{page:([0-9a-f-]{1,64})\}\}/g
/** An address as it was sent: `https://desk.example.com/g/TOKEN`. */
const sentAddress = /https?:\/\/[^\s{}]*?\/g\/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g
const shown = '…/g/••••••'
/** Parts a text at its links; every second part is one. */
export const partedAtLinks = (body: string): readonly string[] => body.split(/(\{\{page:[0-9a-f-]{1,64}\}\})/)

export const linkPlaceholder = (linkId: string): string => `{{page:${linkId}}}`

/** The ids of the links that a stored text holds. */
export const linksIn = (body: string): readonly string[] => [...body.matchAll(placeholder)].map((found) => found[1]!)

/** A stored text as screens, search and exports show it. */
export const maskLinks = (body: string): string => body.replace(placeholder, shown)

/** A text whose stored form was lost, without what would open a page. */
export const maskAddresses = (body: string): string => body.replace(sentAddress, shown)

/** A stored text with its addresses. A line whose link leads nowhere is left out: braces say nothing to a guest. */
export const withLinks = (body: string, addressOf: (linkId: string) => string | null): string =>
  linksIn(body).length === 0
    ? body
    : body
        .split('\n')
        .filter((line) => linksIn(line).every((id) => addressOf(id) !== null))
        .join('\n')
        .replace(placeholder, (_, id: string) => addressOf(id) ?? '')

/** A typed text as it is to be stored: an address of ours becomes a placeholder, and nobody types a placeholder. */
export const hideLinks = (typed: string, linkOf: (token: string) => string | null): string =>
  typed.replaceAll('{{page:', '{{ page:').replace(sentAddress, (whole, token: string) => {
    const id = linkOf(token)
    return id === null ? whole : linkPlaceholder(id)
  })
