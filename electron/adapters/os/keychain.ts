import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { KeyFailure, SecretStore } from '../../ports/secret-store.ts'

/** The part of Electron's safeStorage used here. Electron 33 has the synchronous calls only. */
export type SafeStorage = {
  readonly isEncryptionAvailable: () => boolean
  /** Linux only. */
  readonly getSelectedStorageBackend?: () => string
  readonly encryptString: (text: string) => Buffer
  readonly decryptString: (sealed: Buffer) => string
}

export type KeychainOptions = {
  readonly dataDir: string
  readonly safeStorage: SafeStorage
  /** Where a folder without a sealed key keeps it, and the place `disk` of `create`. */
  readonly disk: SecretStore
}

/** The data key, sealed by the system's keychain: worthless on another computer or under another login. */
export const sealedKeyPath = (dataDir: string): string => join(dataDir, 'key.sealed')

/**
 * Keeps a folder's data key sealed by the keychain. Folders whose key is on disk are left to `disk`; one folder never
 * has both.
 */
export function keychainStore({ dataDir, safeStorage, disk }: KeychainOptions): SecretStore {
  const path = sealedKeyPath(dataDir)
  return {
    load() {
      if (!existsSync(path)) return disk.load()
      const key = openSealed(path, safeStorage)
      return key.ok ? ok({ key: key.value, place: 'keychain' }) : key
    },
    create(key, place) {
      if (place === 'disk') return existsSync(path) ? fail('key-unavailable') : disk.create(key, place)
      if (key.length !== 32) throw new Error('a data key has 32 bytes')
      if (disk.load().ok) return fail('key-unavailable')
      if (!keychainAvailable(safeStorage)) return fail('keychain-unavailable')
      return seal(path, key, safeStorage)
    },
  }
}

/**
 * SECURITY: `basic_text` is a fixed password built into Chromium, no keychain at all. It is refused, never used as a
 * second best; so is a system that says it cannot encrypt.
 */
function keychainAvailable(safeStorage: SafeStorage): boolean {
  try {
    if (!safeStorage.isEncryptionAvailable()) return false
    return safeStorage.getSelectedStorageBackend?.() !== 'basic_text'
  } catch {
    return false
  }
}

function openSealed(path: string, safeStorage: SafeStorage): Result<Uint8Array, KeyFailure> {
  if (!keychainAvailable(safeStorage)) return fail('key-unavailable')
  try {
    const key = Buffer.from(safeStorage.decryptString(readFileSync(path)), 'base64')
    return key.length === 32 ? ok(new Uint8Array(key)) : fail('key-unavailable')
  } catch {
    // Sealed on another computer, under another login, or damaged: the same to us, and never a new key.
    return fail('key-unavailable')
  }
}

function seal(path: string, key: Uint8Array, safeStorage: SafeStorage): Result<null, KeyFailure> {
  let descriptor: number
  try {
    // SECURITY: `wx` never overwrites. The key of an existing folder, lost, is every encrypted field lost.
    descriptor = openSync(path, 'wx', 0o600)
  } catch {
    return fail('key-unavailable')
  }
  let written = false
  try {
    writeSync(descriptor, safeStorage.encryptString(Buffer.from(key).toString('base64')))
    fsyncSync(descriptor)
    // Read back before anything is encrypted with it: a keychain that forgets must show now.
    const again = openSealed(path, safeStorage)
    written = again.ok && Buffer.from(again.value).equals(Buffer.from(key))
    return written ? ok(null) : fail('keychain-unavailable')
  } catch {
    return fail('keychain-unavailable')
  } finally {
    closeSync(descriptor)
    if (!written) rmSync(path, { force: true })
  }
}

/** Electron's safeStorage; the backend is asked on Linux, the only system that has several. */
export function systemKeychain(safeStorage: Required<SafeStorage>, platform: NodeJS.Platform): SafeStorage {
  if (platform === 'linux') return safeStorage
  return {
    isEncryptionAvailable: () => safeStorage.isEncryptionAvailable(),
    encryptString: (text) => safeStorage.encryptString(text),
    decryptString: (sealed) => safeStorage.decryptString(sealed),
  }
}
