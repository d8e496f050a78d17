/** What to do with a webhook address found at Twilio. Pure. */

/** Twilio gives every new number this address of its own, which only says hello. */
const vendorSample = 'https://demo.twilio.com/'

export type AddressFacts = {
  readonly found: string | null
  /** Null where the desk has no public address: then nothing is changed. */
  readonly wanted: string | null
  /** Addresses this folder set before. */
  readonly ours: readonly string[]
  /** The address that a person allowed to replace. */
  readonly allowed: string | null
}
export type AddressJudgement = {
  readonly state: 'ours' | 'foreign' | 'unset'
  readonly set: boolean
}

/** An address that is neither empty nor ours is never replaced unless a person said yes to that very one. */
export function judgeAddress({ found, wanted, ours, allowed }: AddressFacts): AddressJudgement {
  const set = wanted !== null
  if (found === null || found === '' || found.startsWith(vendorSample)) return { state: 'unset', set }
  if (found === wanted) return { state: 'ours', set: false }
  if (ours.includes(found)) return { state: 'ours', set }
  return { state: 'foreign', set: set && found === allowed }
}
