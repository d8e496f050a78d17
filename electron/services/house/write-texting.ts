/** Writes account, numbers and tunnel, for the house file and for the settings screen alike. */
import type { WritableDb } from '../../../db/open-database.ts'
import { guestsWithPhone } from '../../../db/queries/bookings.ts'
import { deleteSetting, writeSetting } from '../../../db/queries/house.ts'
import { everyNumber, ourNumbers, updateNumber, writeNumber } from '../../../db/queries/lines.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { formatPhone, type PhoneNumber, parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Work } from '../desk/index.ts'
import { tunnelFileSchema, twilioFileSchema } from './house-file.ts'
import type { TunnelSettings, TwilioSettings } from './texting-accounts.ts'

export type TextingGiven = {
  readonly twilio: (TwilioSettings & { readonly numbers: readonly string[] }) | null
  readonly tunnel: TunnelSettings | null
}

/**
 * Our numbers in E.164, in their order. `phone-invalid` or `phone-needs-country` where one cannot be read,
 * `duplicate-key` where one stands twice.
 */
function readNumbers(numbers: readonly string[], country: string): Result<readonly PhoneNumber[], Failure> {
  const read: PhoneNumber[] = []
  for (const raw of numbers) {
    const phone = parsePhone(raw, country)
    if (!phone.ok)
      return fail(
        failure(
          phone.error,
          `One of the numbers for texting is not a phone number in ${country}. Write it with + and the country's number. Nothing was changed.`,
        ),
      )
    if (read.includes(phone.value))
      return fail(
        failure(
          'duplicate-key',
          `The number ${formatPhone(phone.value)} for texting stands twice. Nothing was changed.`,
        ),
      )
    read.push(phone.value)
  }
  return ok(read)
}

/** Writes what was given; null switches that part off. A number that left is kept as one of ours that is not in use. */
function writeTexting(db: WritableDb, given: TextingGiven, numbers: readonly PhoneNumber[]): Failure | null {
  const taken = numbers.find((number) => guestsWithPhone(db, number).length > 0)
  if (taken !== undefined)
    return failure(
      'phone-reserved',
      `${formatPhone(taken)} is the phone of a guest, so it cannot be a number of the house. Correct the guest's phone first. Nothing was changed.`,
    )
  if (given.twilio === null) deleteSetting(db, 'twilio')
  else {
    const { numbers: _, ...settings } = given.twilio
    writeSetting(db, 'twilio', settings)
  }
  writeSetting(db, 'twilio-numbers', numbers)
  const authority = given.twilio?.authority ?? 'conversations'
  for (const phone of everyNumber(db))
    if (!numbers.includes(phone as PhoneNumber)) updateNumber(db, phone, { active: false })
  for (const [position, phone] of numbers.entries()) writeNumber(db, { phone, position, active: true, authority })
  if (given.tunnel === null) deleteSetting(db, 'tunnel')
  else writeSetting(db, 'tunnel', given.tunnel)
  return null
}

/** `phone-reserved` where a phone of the staff is a number of the house: its texts would be commands and answers at once. */
function checkStaffNumbers(staffPhones: Iterable<PhoneNumber | null>, numbers: readonly string[]): Failure | null {
  for (const phone of staffPhones)
    if (phone !== null && numbers.includes(phone))
      return failure(
        'phone-reserved',
        `${formatPhone(phone)} is a number of the house for texting, so it cannot be the phone of a person. Nothing was changed.`,
      )
  return null
}

/** Like the feeds: a file is the whole house and switches off what it does not name; the settings screen keeps it. */
export function writeTextingOfFile(
  db: WritableDb,
  file: TextingGiven & { readonly property: { readonly country: string } },
  staffPhones: Iterable<PhoneNumber | null>,
  keepUnnamed: boolean,
): Failure | null {
  const kept = keepUnnamed && file.twilio === null
  const numbers = kept
    ? ok(ourNumbers(db).map((number) => number.phone))
    : readNumbers(file.twilio?.numbers ?? [], file.property.country)
  if (!numbers.ok) return numbers.error
  const reserved = checkStaffNumbers(staffPhones, numbers.value)
  return reserved ?? (kept ? null : writeTexting(db, file, numbers.value))
}

/** As the screen gave it: read by the rules of the house file, and written. `bad-input` names the field. */
export function saveTextingParts(
  work: Work,
  parts: { readonly twilio: unknown; readonly tunnel: unknown },
): Failure | null {
  const twilio = twilioFileSchema.nullable().safeParse(parts.twilio)
  const tunnel = tunnelFileSchema.safeParse(parts.tunnel)
  const issue = twilio.error?.issues[0] ?? tunnel.error?.issues[0]
  if (!twilio.success || !tunnel.success)
    return failure('bad-input', `${issue?.path.join('.') || 'Texting'}: ${issue?.message}. Nothing was changed.`)
  const numbers = readNumbers(twilio.data?.numbers ?? [], work.house.property.country)
  if (!numbers.ok) return numbers.error
  const staffPhones = work.house.staff.map((member) => member.phone as PhoneNumber | null)
  return (
    checkStaffNumbers(staffPhones, numbers.value) ??
    writeTexting(work.db, { twilio: twilio.data, tunnel: tunnel.data }, numbers.value)
  )
}
