import type { DoorRow, GatewayTrouble } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'

export const providerName = (provider: string) => words.doors.providers[provider] ?? provider

/** `TTLock, East stairs`: who speaks to the lock, through what, and who passes. */
export function doorDetail(door: DoorRow): string {
  if (door.provider === null) return words.doors.key
  const parts = [providerName(door.provider)]
  if (door.gateway?.name) parts.push(door.gateway.name)
  if (door.shared) parts.push(words.doors.shared)
  return parts.join(', ')
}

/** A trouble is a gateway's, or, where its name is a provider's, of the way to all its locks. */
export const troubleTitle = ({ gateway }: GatewayTrouble): string =>
  words.doors.providers[gateway.id]
    ? words.doors.noAnswer(providerName(gateway.id))
    : words.doors.gatewayOffline(gateway.name)
