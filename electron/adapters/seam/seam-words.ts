/** Seam's words for what is wrong with a code, a device or an account, in ours (https://docs.seam.co/latest). */
import type { LockFault } from '../../domain/lock.ts'

/**
 * Errors of an access code, of its device, of its account, and of requests and action attempts. A code that is not
 * here is `transient`: Seam keeps trying by itself, and adds codes without notice.
 */
const faultByErrorCode: Readonly<Record<string, LockFault>> = {
  // The code itself.
  duplicate_access_code: 'duplicate',
  duplicate_code_on_device: 'duplicate',
  duplicate_code_attempt_prevented: 'duplicate',
  wyze_duplicate_code_name: 'duplicate',
  wyze_potential_duplicate_code: 'duplicate',
  no_space_for_access_code_on_device: 'full',
  august_device_slots_full: 'full',
  hubitat_no_free_positions_available: 'full',
  smartthings_no_free_slots_available: 'full',
  smart_things_no_free_slots_available: 'full',
  igloohome_offline_access_code_no_variance_available: 'full',
  august_lock_invalid_code_length: 'bad-pin',
  igloohome_bridge_too_many_pending_jobs: 'busy',
  august_lock_missing_keypad: 'unsupported',
  cannot_set_code_on_device: 'unsupported',
  dormakaba_oracode_invalid_time_range: 'unsupported',
  keynest_unsupported_third_party_locker: 'unsupported',
  salto_ks_user_not_subscribed: 'unsupported',
  kwikset_insufficient_permissions: 'auth',
  insufficient_permissions: 'auth',
  failed_to_set_on_device: 'transient',
  failed_to_remove_from_device: 'transient',
  code_modified_external_to_seam: 'transient',
  smartthings_failed_to_set_access_code: 'transient',
  smartthings_failed_to_set_after_multiple_retries: 'transient',
  kwikset_unable_to_confirm_code: 'transient',
  kwikset_unable_to_confirm_deletion: 'transient',
  august_device_programming_delay: 'transient',
  hubitat_device_programming_delay: 'transient',
  // Between us and the lock.
  device_offline: 'offline',
  device_disconnected: 'offline',
  hub_disconnected: 'offline',
  bridge_disconnected: 'offline',
  seam_bridge_disconnected: 'offline',
  igloohome_bridge_offline: 'offline',
  august_lock_temporarily_offline: 'offline',
  august_lock_missing_bridge: 'offline',
  ttlock_lock_not_paired_to_gateway: 'offline',
  lockly_missing_wifi_bridge: 'offline',
  // The device and the account.
  device_removed: 'not-found',
  device_not_found: 'not-found',
  access_code_not_found: 'not-found',
  subscription_required: 'unsupported',
  salto_ks_certification_expired: 'unsupported',
  salto_ks_subscription_limit_exceeded: 'full',
  account_disconnected: 'auth',
  invalid_credentials: 'auth',
  missing_device_credentials: 'auth',
  august_lock_not_authorized: 'auth',
}

export const faultOfErrorCode = (code: string): LockFault =>
  Object.hasOwn(faultByErrorCode, code) ? faultByErrorCode[code]! : 'transient'

/** Errors that no code and no unlocking suffers from: Seam's own pool of spare codes, and a heater. */
export const harmlessErrors: ReadonlySet<string> = new Set(['empty_backup_access_code_pool', 'auxiliary_heat_running'])

/** Errors that say the bridge is down, rather than the lock. */
export const bridgeErrors: ReadonlySet<string> = new Set([
  'hub_disconnected',
  'bridge_disconnected',
  'seam_bridge_disconnected',
  'igloohome_bridge_offline',
])

/** Seam is still at it: the code has not failed, and sending it again would only be a duplicate. */
const delayErrors: ReadonlySet<string> = new Set([
  'august_device_programming_delay',
  'hubitat_device_programming_delay',
  'kwikset_unable_to_confirm_code',
])

/** True where an error of a code says that it came to nothing, rather than that it is late. */
export function meansFailure(code: string): boolean {
  const fault = faultOfErrorCode(code)
  return fault !== 'offline' && fault !== 'busy' && !delayErrors.has(code)
}

/** The code is still on the lock, though Seam was told to take it off. */
export const removalErrors: ReadonlySet<string> = new Set([
  'failed_to_remove_from_device',
  'kwikset_unable_to_confirm_deletion',
])

/** Warnings on an access code: why a pending one is late. Null where it is none of our concern. */
const faultByCodeWarning: Readonly<Record<string, LockFault | null>> = {
  schlage_detected_duplicate: 'duplicate',
  august_lock_temporarily_offline: 'offline',
  management_transferred: 'auth',
  ultraloq_access_code_disabled: 'unsupported',
  delay_in_setting_on_device: 'transient',
  delay_in_removing_from_device: 'transient',
  august_device_programming_delay: 'transient',
  smartthings_failed_to_set_access_code: 'transient',
  kwikset_unable_to_confirm_code: 'transient',
  schlage_creation_outage: 'transient',
  code_modified_external_to_seam: 'transient',
  third_party_integration_detected: null,
  igloo_algopin_must_be_used_within_24_hours: null,
}

export const faultOfCodeWarning = (code: string): LockFault | null =>
  Object.hasOwn(faultByCodeWarning, code) ? faultByCodeWarning[code]! : 'transient'

/** The lock has the code and does not open for it, until a person enables it in the maker's app. */
export const disablingWarnings: ReadonlySet<string> = new Set(['ultraloq_access_code_disabled'])

/**
 * Warnings on a device that keep codes from working. An unknown one is no fault: the lock works, and a new kind of
 * hint from Seam must not call somebody to every door.
 */
const faultByDeviceWarning: Readonly<Record<string, LockFault | null>> = {
  wyze_device_missing_gateway: 'offline',
  functional_offline_device: 'offline',
  device_communication_degraded: 'transient',
  scheduled_maintenance_window: 'transient',
  salto_ks_office_mode: 'unsupported',
  salto_ks_privacy_mode: 'unsupported',
  lockly_time_zone_not_configured: 'clock',
  partial_backup_access_code_pool: null,
  many_active_backup_codes: null,
  third_party_integration_detected: null,
  ttlock_lock_gateway_unlocking_not_enabled: null,
  ttlock_weak_gateway_signal: null,
  power_saving_mode: null,
  temperature_threshold_exceeded: null,
  nest_thermostat_in_manual_eco_mode: null,
  device_has_flaky_connection: null,
  salto_ks_subscription_limit_almost_reached: null,
  unknown_issue_with_phone: null,
}

export const faultOfDeviceWarning = (code: string): LockFault | null =>
  Object.hasOwn(faultByDeviceWarning, code) ? faultByDeviceWarning[code]! : null

/** Warnings by which Seam tells how well the lock is heard. */
export const weakSignalWarnings: ReadonlySet<string> = new Set([
  'ttlock_weak_gateway_signal',
  'device_has_flaky_connection',
  'device_communication_degraded',
])

/** The maker's app forbids unlocking from afar, whatever the lock could do. */
export const noUnlockWarnings: ReadonlySet<string> = new Set(['ttlock_lock_gateway_unlocking_not_enabled'])
