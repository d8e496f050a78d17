import { deskOrigin, originOf } from './addresses.ts'

/** SECURITY: what the desk's page may use, each with its reason. All else is denied, also what a later Chromium adds. */
const allowed: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'the buttons that copy a reference or an address; text only, and only on a click',
}

export const isAllowed = (permission: string, address: string): boolean =>
  Object.hasOwn(allowed, permission) && originOf(address) === deskOrigin
