/** What the house says of its guest pages, at the desk or in the house file. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import {
  deleteSecret,
  deleteSetting,
  readSecret,
  readSetting,
  writeSecret,
  writeSetting,
} from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { parsePhone } from '../../domain/phone-number.ts'
import type { Desk } from '../desk/index.ts'

const defaults = {
  on: true,
  trustsReference: false,
  pinsAheadHours: 0,
  unlock: true,
  asksPhoto: false,
  photoDays: 14,
  deskPhone: null,
  wifiName: null,
  notes: '',
  linkInTexts: true,
} as const
export const guestPageSettingsSchema = z.object({
  /** Off: nothing is served, and no text or slip names a page. */
  on: z.boolean().default(defaults.on),
  /** Both dates beside the reference are enough where neither name nor phone is known: nobody at the desk is asked. */
  trustsReference: z.boolean().default(defaults.trustsReference),
  /** PINs are shown this many hours before they open, 0 to 72. */
  pinsAheadHours: z.number().int().min(0).max(72).default(defaults.pinsAheadHours),
  /** Doors may be opened from the page. */
  unlock: z.boolean().default(defaults.unlock),
  /** A photo of a document is asked for; it is never required. */
  asksPhoto: z.boolean().default(defaults.asksPhoto),
  /** Photos are deleted this many days after the last stay's end, 0 to 365. */
  photoDays: z.number().int().min(0).max(365).default(defaults.photoDays),
  /** E.164, shown to guests. */
  deskPhone: z.string().nullable().default(defaults.deskPhone),
  wifiName: z.string().max(64).nullable().default(defaults.wifiName),
  /** Shown on the room page; plain text. */
  notes: z.string().max(2_000).default(defaults.notes),
  /** Texts about doors name the page where its address is stable. */
  linkInTexts: z.boolean().default(defaults.linkInTexts),
})
export type GuestPageSettings = z.output<typeof guestPageSettingsSchema>

/** The same in the house file, with the name of the environment variable that holds the password of the Wi-Fi. */
export const guestPagesFileSchema = guestPageSettingsSchema.extend({
  wifiPasswordEnv: z.string().min(1).max(120).nullable().default(null),
})
export type GuestPagesFile = z.output<typeof guestPagesFileSchema>

const settingKey = 'guest-pages'
const wifiSecret = 'guest-wifi-password'
/** Copied from the environment variable that the house file names. */
const namedWifiSecret = 'guest-wifi-password-named'
const wifiVariable = 'guest-wifi-password-env'

export const guestPageSettings = (db: ReadableDb): GuestPageSettings =>
  guestPageSettingsSchema.catch(defaults).parse(readSetting(db, settingKey) ?? {})

export const writeGuestPageSettings = (db: WritableDb, settings: GuestPageSettings): void =>
  writeSetting(db, settingKey, settings)

/** Guests see it, others do not: sealed. What was typed at the desk goes before what the house file names. */
export function wifiPassword(desk: Desk): string | null {
  const sealed = readSecret(desk.store.read, wifiSecret) ?? readSecret(desk.store.read, namedWifiSecret)
  return sealed === null ? null : desk.store.vault.open('secret', sealed)
}
export function writeWifiPassword(desk: Desk, db: WritableDb, password: string | null): void {
  if (password === null || password === '') deleteSecret(db, wifiSecret)
  else writeSecret(db, wifiSecret, desk.store.vault.seal('secret', password))
}

/**
 * Takes the Wi-Fi password from the variable that the house file names, so that the pages have it in every process. At
 * every start; writes only what changed. A process without the variable changes nothing.
 */
export function noteWifiPassword(
  desk: Desk,
  db: WritableDb,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const name = readSetting(db, wifiVariable)
  const value = typeof name === 'string' ? (environment[name] ?? '') : ''
  if (value === '') return
  const kept = readSecret(db, namedWifiSecret)
  if (kept === null || desk.store.vault.open('secret', kept) !== value)
    writeSecret(db, namedWifiSecret, desk.store.vault.seal('secret', value))
}

/** What the house file says of the pages; a file that says nothing leaves them as they are. `bad-input` names the phone. */
export function writeGuestPagesOfFile(db: WritableDb, file: GuestPagesFile | null, country: string): Failure | null {
  if (file === null) return null
  const { wifiPasswordEnv, ...settings } = file
  const typed = settings.deskPhone?.trim() ?? ''
  const phone = typed === '' ? null : parsePhone(typed, country)
  if (phone !== null && !phone.ok)
    return failure(
      phone.error,
      `The phone of the desk on the guest pages is not a number in ${country}. Write it with + and the country's number. Nothing was changed.`,
    )
  writeGuestPageSettings(db, { ...settings, deskPhone: phone?.value ?? null })
  if (readSetting(db, wifiVariable) !== (wifiPasswordEnv ?? undefined)) deleteSecret(db, namedWifiSecret)
  if (wifiPasswordEnv === null) deleteSetting(db, wifiVariable)
  else writeSetting(db, wifiVariable, wifiPasswordEnv)
  return null
}
