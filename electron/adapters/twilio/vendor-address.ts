/** Where requests to Twilio may go, and where they go instead when another address stands for all of its hosts. */

/** Thrown before anything is sent: the address is nobody's we know. Carries the host alone. */
export class ForeignHost extends Error {
  readonly host: string
  constructor(host: string) {
    super('an address outside Twilio was refused')
    this.name = 'ForeignHost'
    this.host = host
  }
}

const isTwilio = (host: string): boolean => host === 'twilio.com' || host.endsWith('.twilio.com')
/** Files lie there behind the links that Twilio's media answers redirect to. */
const isFileHost = (host: string): boolean => host === 'twiliocdn.com' || host.endsWith('.twiliocdn.com')

export type VendorAddress = {
  /** For requests that carry the account's credentials. */
  readonly withCredentials: (address: string) => string
  /** For short-lived links, asked without credentials. */
  readonly forFile: (address: string) => string
}

/**
 * SECURITY: page and media addresses come out of answers; only Twilio's own hosts over TLS are followed. With
 * `apiBaseUrl` (design.md 5.1) that address takes the place of scheme, host and port, and nothing else is ever asked.
 */
export function vendorAddress(apiBaseUrl: string | null): VendorAddress {
  const base = apiBaseUrl === null ? null : new URL(apiBaseUrl)
  const judge = (address: string, known: (host: string) => boolean): string => {
    if (!URL.canParse(address, base?.href)) throw new ForeignHost('')
    const url = new URL(address, base?.href)
    if (url.username !== '' || url.password !== '') throw new ForeignHost(url.host)
    if (base !== null && url.origin === base.origin) return url.href
    if (url.protocol !== 'https:' || url.port !== '' || !known(url.hostname)) throw new ForeignHost(url.host)
    return base === null ? url.href : base.origin + url.pathname + url.search
  }
  return {
    withCredentials: (address) => judge(address, isTwilio),
    forFile: (address) => judge(address, (host) => isTwilio(host) || isFileHost(host)),
  }
}
