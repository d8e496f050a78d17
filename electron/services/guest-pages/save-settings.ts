/** The house's guest pages, changed by a person at once and whole. */
import { type Failure, failure } from '../../domain/failure.ts'
import { parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import {
  type GuestPageSettings,
  guestPageSettings,
  guestPageSettingsSchema,
  writeGuestPageSettings,
  writeWifiPassword,
} from '../house/index.ts'

/** What is left out stays as it is. Phone and Wi-Fi as they were typed: blank takes them away. */
export type GuestPagesGiven = Partial<GuestPageSettings> & {
  /** Null keeps the password that is there, blank forgets it. */
  readonly wifiPassword?: string | null
}

/**
 * Saves what is given, all of it or nothing. Without a Wi-Fi name its password is forgotten too. `bad-input` for figures
 * out of their range; a desk phone that is none answers `phone-invalid` or `phone-needs-country`.
 */
export const saveGuestPages = (
  desk: Desk,
  caller: Caller,
  { wifiPassword = null, ...given }: GuestPagesGiven,
): Result<GuestPageSettings, Failure> =>
  transact(desk, caller, (work): Result<GuestPageSettings, Failure> => {
    const before = guestPageSettings(work.db)
    const phone = deskPhone(work, given.deskPhone === undefined ? before.deskPhone : given.deskPhone)
    if (!phone.ok) return phone
    const read = guestPageSettingsSchema.safeParse({
      ...before,
      ...given,
      deskPhone: phone.value,
      wifiName: (given.wifiName === undefined ? before.wifiName : given.wifiName)?.trim() || null,
      notes: (given.notes ?? before.notes).trim(),
    })
    if (!read.success) {
      const issue = read.error.issues[0]
      return fail(failure('bad-input', `${issue?.path.join('.')}: ${issue?.message}. Nothing was changed.`))
    }
    const settings = read.data
    writeGuestPageSettings(work.db, settings)
    if (settings.wifiName === null) writeWifiPassword(desk, work.db, null)
    else if (wifiPassword !== null) writeWifiPassword(desk, work.db, wifiPassword)
    const changed = Object.entries(settings).flatMap(([name, value]) =>
      value === before[name as keyof GuestPageSettings] ? [] : [name],
    )
    if (changed.length > 0 || wifiPassword !== null)
      audit(work, 'guest-pages.set', {}, { fields: [...changed, ...(wifiPassword === null ? [] : ['wifiPassword'])] })
    return ok(settings)
  })

function deskPhone({ house }: Work, typed: string | null): Result<string | null, Failure> {
  if (typed === null || typed.trim() === '') return ok(null)
  const phone = parsePhone(typed, house.property.country)
  if (phone.ok) return phone
  return fail(
    phone.error === 'phone-invalid'
      ? failure('phone-invalid', 'The phone of the desk is no phone number. Nothing was changed.')
      : failure(
          'phone-needs-country',
          'The phone of the desk is not possible in this country. Begin with + and the country code. Nothing was changed.',
        ),
  )
}
