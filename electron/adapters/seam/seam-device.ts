/** A device in Seam's answers: what its keypad takes, what it can, and how it is. */
import { z } from 'zod'
import {
  type Gateway,
  type LockCapabilities,
  type LockFault,
  type LockHealth,
  unknownHealth,
} from '../../domain/lock.ts'
import { defaultPinRules, type PinRule, type PinRules } from '../../domain/pin.ts'
import { seamError, seamWarning } from './seam-shapes.ts'
import {
  bridgeErrors,
  faultOfDeviceWarning,
  faultOfErrorCode,
  harmlessErrors,
  noUnlockWarnings,
  weakSignalWarnings,
} from './seam-words.ts'

const flag = z.boolean().nullish().catch(null)

export const seamDevice = z.object({
  device_id: z.string(),
  can_remotely_unlock: flag,
  can_program_offline_access_codes: flag,
  errors: z.array(seamError).nullish().catch([]),
  warnings: z.array(seamWarning).nullish().catch([]),
  properties: z
    .looseObject({
      online: flag,
      battery_level: z.number().nullish().catch(null),
      battery: z.object({ level: z.number() }).nullish().catch(null),
      supported_code_lengths: z.array(z.number().int()).nullish().catch(null),
      max_active_codes_supported: z.number().int().nonnegative().nullish().catch(null),
      code_constraints: z
        .array(z.object({ constraint_type: z.string() }))
        .nullish()
        .catch(null),
    })
    .nullish(),
})
export type SeamDevice = z.infer<typeof seamDevice>

const knownRules: ReadonlySet<string> = new Set<PinRule>([
  'no_zeros',
  'cannot_start_with_12',
  'cannot_contain_089',
  'cannot_contain_0789',
  'at_least_three_unique_digits',
  'no_ascending_or_descending_sequence',
  'no_triple_consecutive_ints',
  'no_all_same_digits',
])

/**
 * What a lock's keypad takes. Constraints on other things than one code's digits are left out: the name (Seam
 * shortens it for the maker's app by itself), the start, and `unique_first_four_digits`, which is about its neighbours.
 */
function pinRulesOf(device: SeamDevice): PinRules {
  const lengths = device.properties?.supported_code_lengths ?? []
  const constraints = (device.properties?.code_constraints ?? []).map((constraint) => constraint.constraint_type)
  // A lock that makes its digits up by itself takes none of any length.
  const choosable = !constraints.includes('cannot_specify_pin_code')
  return {
    lengths: !choosable ? [] : lengths.length > 0 ? lengths : defaultPinRules.lengths,
    digits: defaultPinRules.digits,
    rules: constraints.filter((type) => knownRules.has(type)) as PinRule[],
  }
}

/** What the lock can; of a device that could not be read yet, nothing but the usual keypad is assumed. */
export function toCapabilities(deviceId: string, device: SeamDevice | null): LockCapabilities {
  return {
    acknowledges: 'later',
    pinRules: device === null ? defaultPinRules : pinRulesOf(device),
    canUpdate: true,
    canUnlock: device?.can_remotely_unlock === true && !warned(device, noUnlockWarnings),
    offlineCodes: device?.can_program_offline_access_codes === true,
    maxCodes: device?.properties?.max_active_codes_supported ?? null,
    // Seam limits calls by the device and minds its gateways' order itself.
    lane: `seam:${deviceId}`,
  }
}

export function toHealth(device: SeamDevice): LockHealth {
  const level = device.properties?.battery_level ?? device.properties?.battery?.level ?? null
  const online = device.properties?.online ?? null
  return {
    ...unknownHealth(faultOf(device, online)),
    online,
    batteryPercent: level === null ? null : Math.round(Math.min(1, Math.max(0, level)) * 100),
    signal: warned(device, weakSignalWarnings) ? 'weak' : null,
    gateway: gatewayOf(device, online),
  }
}

const warned = (device: SeamDevice, codes: ReadonlySet<string>): boolean =>
  (device.warnings ?? []).some((warning) => codes.has(warning.warning_code))

/** Errors come first, for a warning may stand beside a lock that works. */
function faultOf(device: SeamDevice, online: boolean | null): LockFault | null {
  const error = (device.errors ?? []).find(({ error_code }) => !harmlessErrors.has(error_code))
  if (error !== undefined) return faultOfErrorCode(error.error_code)
  if (online === false) return 'offline'
  const warnings = (device.warnings ?? []).map((warning) => faultOfDeviceWarning(warning.warning_code))
  return warnings.find((fault) => fault !== null) ?? null
}

const bridge = z.object({ bridge_id: z.coerce.string().min(1), bridge_name: z.string().nullish().catch(null) })

/** The bridge that some makers name in their part of the properties (igloohome, Tedee); null for the others. */
function gatewayOf(device: SeamDevice, online: boolean | null): Gateway | null {
  for (const [name, value] of Object.entries(device.properties ?? {})) {
    const named = name.endsWith('_metadata') && hasBridge(value) ? bridge.safeParse(value) : null
    if (!named?.success) continue
    const { bridge_id: id, bridge_name } = named.data
    const down = (device.errors ?? []).some((error) => bridgeErrors.has(error.error_code))
    // A lock that is heard is heard through its bridge; one that is not may have a fault of its own.
    return { id, name: bridge_name ?? id, online: down ? false : online === true ? true : null }
  }
  return null
}

const hasBridge = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ((value as { bridge_id?: unknown }).bridge_id ?? null) !== null
