/**
 * Whose mail it is, and whether the user's own server vouches for that. The sender's name can be forged; what the own
 * server wrote after checking the signature cannot, where it is told apart from what the sender wrote. Pure.
 */

/** Domains that channels send booking mail from; addresses below them count too. */
const domains: Readonly<Record<string, readonly string[]>> = {
  'booking.com': ['booking.com'],
  airbnb: ['airbnb.com'],
  vrbo: ['messages.homeaway.com', 'homeaway.com', 'vrbo.com'],
  expedia: ['expediapartnercentral.com', 'expediagroup.com', 'expedia.com'],
}

/** Where channels pass on what guests and hosts write to each other: signed by the channel, worded by anybody. */
const relays = [
  'guest.booking.com',
  'property.booking.com',
  'mchat.booking.com',
  'reply.airbnb.com',
  'guest.airbnb.com',
]

const isBelow = (domain: string, parent: string): boolean => domain === parent || domain.endsWith(`.${parent}`)

const isRelay = (domain: string): boolean => relays.some((relay) => isBelow(domain, relay))

/** The channel that this address claims to be; null for every other sender, and where there is not exactly one. */
export function channelOfSender(from: readonly string[]): string | null {
  const [address] = from
  if (from.length !== 1 || address === undefined) return null
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  if (!address.includes('@')) return null
  if (isRelay(domain)) return null
  return Object.keys(domains).find((channel) => domains[channel]!.some((parent) => isBelow(domain, parent))) ?? null
}

/** One line at the head of a mail, as it stands there, topmost first. */
export type HeaderLine = { readonly name: string; readonly value: string }

/** Where Microsoft keeps mail; its servers sign what they checked with no name. */
const namelessServers = ['office365.com', 'outlook.com']

/** Comments may hold anything the sender likes, so they go first, inner ones before outer ones. */
function withoutComments(value: string): string {
  let text = value.replace(/"(?:[^"\\]|\\.)*"/g, '""')
  for (let depth = 0; depth < 10; depth++) {
    const less = text.replace(/\([^()]*\)/g, ' ')
    if (less === text) break
    text = less
  }
  return text
}

/** `example.com`, `example.co.uk`: the part of a host's name that somebody owns. */
function ownedPart(host: string): string {
  const labels = host.toLowerCase().split('.')
  const isShared = /^[a-z]{2}$/.test(labels.at(-1) ?? '') && /^(ac|co|com|gov|net|org)$/.test(labels.at(-2) ?? '')
  return labels.slice(isShared ? -3 : -2).join('.')
}

/** Names that mean something only inside a mail service. */
const isInside = (host: string): boolean => /\.(internal|local|lan|localdomain)$/i.test(host)

/** The user's own server: the first on the way, from the top, that has a public name. What is below was written by others. */
const ownServer = (headers: readonly HeaderLine[]): string | null =>
  headers
    .filter(({ name }) => name.toLowerCase() === 'received')
    .flatMap(({ value }) => /\bby\s+([a-z0-9.-]+\.[a-z]{2,})/i.exec(withoutComments(value))?.[1] ?? [])
    .find((host) => !isInside(host)) ?? null

/**
 * True where the topmost Authentication-Results was written by the user's own server, and says that the channel's own
 * signature is good. A line further down may be the sender's and proves nothing. A mail without any way behind it was laid
 * there by the server itself, since whatever comes from outside is given one. A server that writes no such line at all
 * could be spoken for by a forger; that is why a mail may name a stay and can never open a door.
 */
export function isVouchedFor(channel: string, headers: readonly HeaderLine[], mailboxHost: string): boolean {
  const results = headers.find(({ name }) => name.toLowerCase() === 'authentication-results')
  if (results === undefined) return false
  const [head = '', ...clauses] = withoutComments(results.value.slice(0, 20_000)).split(';')
  const server = head.trim().split(/\s+/)[0] ?? ''
  const isNameless = server.includes('=') || server === ''
  const own = ownServer(headers)
  const known = isNameless
    ? namelessServers.some((domain) => isBelow(mailboxHost.toLowerCase(), domain))
    : !headers.some(({ name }) => name.toLowerCase() === 'received') ||
      (own !== null && ownedPart(own) === ownedPart(server))
  if (!known) return false
  return (isNameless ? [head, ...clauses] : clauses).some((clause) => isGoodSignature(clause, domains[channel] ?? []))
}

function isGoodSignature(clause: string, allowed: readonly string[]): boolean {
  if (!/^\s*dkim\s*=\s*pass(?=\s|$)/i.test(clause)) return false
  const signer = /\sheader\.[di]\s*=\s*(?:[^\s@;]*@)?([a-z0-9.-]+)(?=\s|$)/i.exec(clause)?.[1]?.toLowerCase()
  return signer !== undefined && !isRelay(signer) && allowed.some((parent) => isBelow(signer, parent))
}
