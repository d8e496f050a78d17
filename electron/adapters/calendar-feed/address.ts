import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Networks that are not the public Internet (IANA special-purpose registries). */
const notPublic = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv4')

/** The only IPv6 space handed out for the public Internet; loopback, link-local, private and mapped lie outside. */
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4 and NAT64 would carry a private IPv4 address past the check.
  ['2002::', 16],
] as const)
  notPublic.addSubnet(network, prefix, 'ipv6')

/** True for loopback, link-local, private and other addresses that no calendar of a channel lives at. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return notPublic.check(address, 'ipv4')
  return family !== 6 || !globalUnicast.check(address, 'ipv6') || notPublic.check(address, 'ipv6')
}

export type ResolvedAddress = { readonly address: string; readonly family: 4 | 6 }
export type ResolveHost = (hostname: string) => Promise<readonly ResolvedAddress[]>

/** Asks the system's resolver for every address of a host; an address literal answers itself. */
export const resolveHost: ResolveHost = async (hostname) => {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(literal)
  if (family !== 0) return [{ address: literal, family: family as 4 | 6 }]
  const found = await lookup(hostname, { all: true })
  return found.map(({ address, family }) => ({ address, family: family as 4 | 6 }))
}
