/** The origins of the app, and where each may appear. */
export const appScheme = 'app'
/** The desk's page. */
export const deskOrigin = 'app://latchkey'
export const deskAddress = `${deskOrigin}/`
/** Previews of slips: an origin of its own, so that the page with the bridge and the page with the PIN never mix. */
const slipOrigin = 'app://slip'
/** Previews of guests' pages: an origin of its own for the same reason. */
const guestPageOrigin = 'app://guest-page'

/** Scheme and host; null for what is no address. `URL.origin` is no help: outside the browser it is "null" for app:. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

/**
 * SECURITY: the desk's window shows the desk's page and nothing else; frames in it show slips and previews of guests'
 * pages, whose own links lead nowhere.
 */
export function mayNavigate(address: string, isMainFrame: boolean): boolean {
  if (!isMainFrame && originOf(address) === guestPageOrigin) return new URL(address).pathname.startsWith('/of/')
  if (!isMainFrame) return originOf(address) === slipOrigin
  return originOf(address) === deskOrigin && ['/', '/index.html'].includes(new URL(address).pathname)
}

/**
 * SECURITY: the web addresses that a click may open in the system's browser. Each has its reason; anything else is
 * dropped.
 */
export const externalOrigins: Readonly<Record<string, string>> = {
  'https://console.seam.co': 'where a house makes its Seam key',
  'https://docs.seam.co': 'help with locks, linked from settings',
}

export function mayOpenOutside(address: string): boolean {
  const origin = originOf(address)
  if (origin === null || !Object.hasOwn(externalOrigins, origin)) return false
  const { username, password } = new URL(address)
  return username === '' && password === ''
}
