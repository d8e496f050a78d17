/**
 * Fields are encrypted, not the file (design.md section 4): AES-256-GCM, the field's name bound in as additional data,
 * so that a sealed PIN cannot be passed off as a sealed address. Uniqueness is searched by a keyed hash.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

export type SealedField =
  | 'pin'
  | 'feed-address'
  | 'secret'
  | 'key-check'
  | 'audit'
  | 'webhook'
  | 'media'
  | 'feed-copy'
  | 'guest-link'
  | 'guest-try'
  | 'guest-form'
  | 'guest-photo'

export class VaultError extends Error {
  readonly code = 'key-unavailable'
  constructor() {
    super('The data key does not open this folder. Nothing was changed.')
  }
}

export type Vault = {
  readonly seal: (field: SealedField, text: string | Uint8Array) => Buffer
  /** Throws {@link VaultError} where the key is not the one that sealed it; never a silent null. */
  readonly open: (field: SealedField, sealed: Uint8Array) => string
  /** As {@link Vault.open}, for what was sealed as bytes. */
  readonly openBytes: (field: SealedField, sealed: Uint8Array) => Buffer
  /** A keyed hash, equal for equal text: searched and unique without being readable. */
  readonly mac: (field: SealedField, text: string) => string
}

const version = 1

export function createVault(dataKey: Uint8Array): Vault {
  if (dataKey.length !== 32) throw new Error('the data key has 32 bytes')
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', dataKey, 'latchkey', purpose, 32))
  const sealingKey = derive('seal')
  const macKey = derive('mac')
  const openBytes = (field: SealedField, sealed: Uint8Array): Buffer => {
    const bytes = Buffer.from(sealed)
    if (bytes.length < 29 || bytes[0] !== version) throw new VaultError()
    const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(1, 13)).setAAD(Buffer.from(field))
    decipher.setAuthTag(bytes.subarray(13, 29))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
    } catch {
      throw new VaultError()
    }
  }
  return {
    seal(field, text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(field))
      const body = Buffer.concat([
        cipher.update(typeof text === 'string' ? Buffer.from(text, 'utf8') : text),
        cipher.final(),
      ])
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body])
    },
    open: (field, sealed) => openBytes(field, sealed).toString('utf8'),
    openBytes,
    mac: (field, text) => createHmac('sha256', macKey).update(`${field}\u0000${text}`).digest('base64url'),
  }
}

/** True where `key` is the key this folder was made with, judged by the check value kept in it. */
export function keyFits(vault: Vault, check: Uint8Array): boolean {
  try {
    return timingSafeEqual(Buffer.from(vault.open('key-check', check)), Buffer.from('latchkey'))
  } catch (error) {
    if (error instanceof VaultError) return false
    throw error
  }
}
