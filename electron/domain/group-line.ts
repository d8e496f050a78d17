/** Who is in a group of guest and managers, and why there can be none (facts/twilio.md section 1). Pure. */

/** With our own number; Twilio counts it too. */
const mostInGroup = 10

const isNorthAmerican = (phone: string): boolean => phone.startsWith('+1')

export type GroupPlan = { readonly phones: readonly string[] } | { readonly refused: string }

/** The phones of a group beside our number, the guest's first; or in plain words why texts go one to one. */
export function planGroup(guest: string, ours: string, managers: readonly string[]): GroupPlan {
  if (!isNorthAmerican(guest)) return { refused: 'groups work only between +1 numbers, and the guest has another' }
  if (!isNorthAmerican(ours)) return { refused: 'groups work only between +1 numbers, and ours is another' }
  const others = [...new Set(managers.filter((phone) => isNorthAmerican(phone) && phone !== guest))]
  if (others.length === 0) return { refused: 'no manager has a +1 number' }
  if (others.length + 2 > mostInGroup) return { refused: `a group has at most ${mostInGroup} phones` }
  return { phones: [guest, ...others] }
}

const refusals: Readonly<Record<number, string>> = {
  50434: 'Twilio has no number of ours for the group',
  50435: 'Twilio could not set the group up',
  50436: 'Twilio says that the group has too many phones',
  50437: 'Twilio says that one of the phones is in it already',
  50452: 'this Twilio account may not use group texts',
}

/** Why Twilio makes no group, in plain words with its code. */
export const groupRefusal = (code: number): string => `${refusals[code] ?? 'Twilio refused the group'} (${code})`

/**
 * Whom to bring in and whom to leave out, so that the guest and the managers of today are in the group. Only `former`
 * managers are put out: whom the guest or somebody at Twilio brought in stays.
 */
export const groupChange = (
  wanted: readonly string[],
  members: readonly { readonly address: string; readonly participantSid: string | null }[],
  former: ReadonlySet<string>,
): { readonly join: readonly string[]; readonly leave: readonly { address: string; participantSid: string }[] } => ({
  join: wanted.filter((phone) => !members.some((member) => member.address === phone)),
  leave: members.flatMap(({ address, participantSid }) =>
    wanted.includes(address) || participantSid === null || !former.has(address) ? [] : [{ address, participantSid }],
  ),
})
