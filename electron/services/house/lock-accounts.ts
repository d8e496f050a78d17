/** The vendors' accounts: sealed in the vault, or named by the house file as environment variables. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { WritableDb } from '../../../db/open-database.ts'
import { readSecret, readSetting, writeSecret } from '../../../db/queries/house.ts'
import type { Desk } from '../desk/index.ts'
import { ttlockFileSchema } from './house-file.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Seam's key: kept in the vault, else named by the house file as an environment variable. Null where there is none. */
export function readSeamKey(
  desk: Desk,
  seam: { readonly apiKeyEnv: string | null } | null,
  environment: Environment,
): string | null {
  const sealed = readSecret(desk.store.read, 'seam-api-key')
  if (sealed !== null) return desk.store.vault.open('secret', sealed)
  return (seam?.apiKeyEnv && environment[seam.apiKeyEnv]) || null
}

const seamSchema = z.object({
  apiKeyEnv: z.string().nullable().default(null),
  endpoint: z.string().nullable().default(null),
})

/** What the house file said of Seam; null where it said nothing. */
export function seamSettings(desk: Desk): z.infer<typeof seamSchema> | null {
  const raw = readSetting(desk.store.read, 'seam')
  return raw === undefined ? null : seamSchema.parse(raw)
}

/** A TTLock account as a person gives it; its password in clear, for a moment. */
export type TtlockGiven = {
  readonly clientId: string
  readonly clientSecret: string
  readonly username: string
  readonly password: string
  readonly region: 'eu' | 'cn'
}

const accountSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  username: z.string(),
  /** As TTLock takes it, and as good as the password: sealed like it. */
  passwordMd5: z.string(),
  region: z.enum(['eu', 'cn']),
})
export type TtlockAccount = z.infer<typeof accountSchema>

/** The account in the form TTLock is asked with. Spaces around the words come from copying and are dropped. */
export const ttlockAccountOf = ({ password, ...given }: TtlockGiven): TtlockAccount => ({
  clientId: given.clientId.trim(),
  clientSecret: given.clientSecret.trim(),
  username: given.username.trim(),
  passwordMd5: createHash('md5').update(password).digest('hex'),
  region: given.region,
})

/** True where nothing of the account is missing. */
export const isWholeTtlockAccount = (given: TtlockGiven): boolean =>
  [given.clientId, given.clientSecret, given.username, given.password].every((word) => word.trim() !== '')

export const writeTtlockAccount = (desk: Desk, db: WritableDb, given: TtlockGiven): void =>
  writeSecret(db, 'ttlock-account', desk.store.vault.seal('secret', JSON.stringify(ttlockAccountOf(given))))

/** What the house file said of TTLock; null where it said nothing. */
export function ttlockSettings(desk: Desk): z.infer<typeof ttlockFileSchema> | null {
  const raw = readSetting(desk.store.read, 'ttlock')
  return raw === undefined ? null : ttlockFileSchema.parse(raw)
}

/** TTLock's account: kept in the vault, else named by the house file. Null where any part of it is missing. */
export function readTtlockAccount(desk: Desk, environment: Environment): TtlockAccount | null {
  const sealed = readSecret(desk.store.read, 'ttlock-account')
  if (sealed !== null) return accountSchema.parse(JSON.parse(desk.store.vault.open('secret', sealed)))
  const settings = ttlockSettings(desk)
  if (settings === null) return null
  const named = (variable: string | null): string => (variable === null ? '' : (environment[variable] ?? ''))
  const given = {
    clientId: named(settings.clientIdEnv),
    clientSecret: named(settings.clientSecretEnv),
    username: settings.username ?? named(settings.usernameEnv),
    password: named(settings.passwordEnv),
    region: settings.region,
  }
  return isWholeTtlockAccount(given) ? ttlockAccountOf(given) : null
}

/** True where a vendor's account was given, or the house file says where to find it. */
export const isConfigured = (desk: Desk, provider: 'seam' | 'ttlock'): boolean =>
  readSecret(desk.store.read, provider === 'seam' ? 'seam-api-key' : 'ttlock-account') !== null ||
  readSetting(desk.store.read, provider) !== undefined
