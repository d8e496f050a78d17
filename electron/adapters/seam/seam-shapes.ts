/** The parts of Seam's answers that Latchkey reads, checked: the SDK's own types are not installed (56 MB). */
import { z } from 'zod'
import type { LockCapabilities, LockFault, LockHealth, RemoteCode } from '../../domain/lock.ts'
import { defaultPinRules, type Pin, type PinRule, type PinRules } from '../../domain/pin.ts'
import { type Instant, parseInstant } from '../../domain/time.ts'
import { faultOfErrorCode } from './seam-faults.ts'

const seamError = z.object({
  error_code: z.string().catch(''),
  is_access_code_error: z.boolean().optional().catch(undefined),
  is_device_error: z.boolean().optional().catch(undefined),
  is_connected_account_error: z.boolean().optional().catch(undefined),
})

export const seamAccessCode = z.object({
  access_code_id: z.string(),
  device_id: z.string(),
  name: z.string().nullish(),
  code: z.string().nullish(),
  status: z.string().catch('unknown'),
  starts_at: z.string().nullish(),
  ends_at: z.string().nullish(),
  is_scheduled_on_device: z.boolean().nullish().catch(null),
  errors: z.array(seamError).nullish().catch([]),
})
export const seamPage = z.array(z.unknown())
export type SeamAccessCode = z.infer<typeof seamAccessCode>

export const seamDevice = z.object({
  device_id: z.string(),
  properties: z
    .object({
      online: z.boolean().nullish().catch(null),
      battery_level: z.number().nullish().catch(null),
      battery: z.object({ level: z.number() }).nullish().catch(null),
      supported_code_lengths: z.array(z.number().int()).nullish().catch(null),
      code_constraints: z
        .array(z.object({ constraint_type: z.string() }))
        .nullish()
        .catch(null),
    })
    .nullish(),
})
export type SeamDevice = z.infer<typeof seamDevice>

/**
 * A code as Latchkey knows it. A time-bound code that the lock keeps scheduled stays `unset` until it starts; the
 * proof is `is_scheduled_on_device`. Warnings are no failures. Errors of the device or the account do not undo what
 * the lock holds, they only say why a pending code is late.
 */
export function toRemoteCode(code: SeamAccessCode): RemoteCode {
  const errors = code.errors ?? []
  const own = errors.find(
    (error) => error.is_access_code_error ?? !(error.is_device_error || error.is_connected_account_error),
  )
  const state = own === undefined ? stateOf(code) : 'failed'
  return {
    ref: code.access_code_id,
    label: code.name ?? null,
    pin: code.code && /^\d+$/.test(code.code) ? (code.code as Pin) : null,
    startsAt: readInstant(code.starts_at),
    endsAt: readInstant(code.ends_at),
    state,
    fault: faultOf(state, own?.error_code, errors[0]?.error_code),
  }
}

function stateOf(code: SeamAccessCode): RemoteCode['state'] {
  if (code.status === 'removing') return 'removing'
  if (code.status === 'set' || code.is_scheduled_on_device === true) return 'held'
  return 'pending'
}

function faultOf(state: RemoteCode['state'], own: string | undefined, first: string | undefined): LockFault | null {
  if (own !== undefined) return faultOfErrorCode(own)
  return state === 'held' || first === undefined ? null : faultOfErrorCode(first)
}

const readInstant = (text: string | null | undefined): Instant | null => (text ? parseInstant(text) : null)

const knownRules: ReadonlySet<string> = new Set<PinRule>([
  'no_zeros',
  'cannot_start_with_12',
  'cannot_contain_089',
  'cannot_contain_0789',
  'at_least_three_unique_digits',
])

/** What a lock's keypad takes. Constraints that our own PIN policy keeps anyway (runs, repeats) are left out. */
function pinRulesOf(device: SeamDevice): PinRules {
  const lengths = device.properties?.supported_code_lengths ?? []
  const constraints = device.properties?.code_constraints ?? []
  return {
    lengths: lengths.length > 0 ? lengths : defaultPinRules.lengths,
    digits: defaultPinRules.digits,
    rules: constraints
      .map((constraint) => constraint.constraint_type)
      .filter((type) => knownRules.has(type)) as PinRule[],
  }
}

export const toCapabilities = (deviceId: string, device: SeamDevice | null): LockCapabilities => ({
  acknowledges: 'later',
  pinRules: device === null ? defaultPinRules : pinRulesOf(device),
  canUpdate: true,
  // Seam limits calls by the device and minds its gateways' order itself.
  lane: `seam:${deviceId}`,
})

export function toHealth(device: SeamDevice | null): LockHealth {
  const level = device?.properties?.battery_level ?? device?.properties?.battery?.level ?? null
  return {
    online: device?.properties?.online ?? null,
    batteryPercent: level === null ? null : Math.round(Math.min(1, Math.max(0, level)) * 100),
  }
}
