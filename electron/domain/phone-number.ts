import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { fail, ok, type Result } from './result.ts'

declare const brand: unique symbol
/** A phone number in E.164. */
export type PhoneNumber = string & { readonly [brand]: 'PhoneNumber' }
export type PhoneFailure = 'phone-invalid' | 'phone-needs-country'

/**
 * Reads a number as a person writes it. A national number is read in the property's country; one that is not
 * possible there answers `phone-needs-country`, and what is no number at all `phone-invalid`.
 */
export function parsePhone(raw: string, country: string): Result<PhoneNumber, PhoneFailure> {
  const text = raw
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
  const digitCount = (text.match(/\p{Nd}/gu) ?? []).length
  if (digitCount < 5 || /[\p{L}]/u.test(text)) return fail('phone-invalid')
  const international = /^\s*(\+|00)/.test(text)
  const home = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const parsed = parsePhoneNumberFromString(text.replace(/^00/, '+'), international ? undefined : home)
  if (parsed?.isPossible()) return ok(parsed.number as string as PhoneNumber)
  return fail(international ? 'phone-invalid' : 'phone-needs-country')
}

/** For the screen: international spacing, `+1 202 555 0117`. */
export const formatPhone = (phone: PhoneNumber): string =>
  parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
