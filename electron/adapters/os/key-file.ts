import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { fail, ok } from '../../domain/result.ts'
import type { SecretStore } from '../../ports/secret-store.ts'

/** The key file of a data folder: beside it, never in it, so that a copied folder does not carry its own key. */
export const keyFilePath = (dataDir: string): string => `${resolve(dataDir)}.key`

/**
 * Keeps the data key in a file that only its owner may read (0600), as 64 hexadecimal digits. For the demo and for
 * desks without a keychain; whoever opens such a folder shows "key on disk".
 */
export function keyFileStore(dataDir: string): SecretStore {
  const path = keyFilePath(dataDir)
  return {
    load() {
      let text: string
      try {
        text = readFileSync(path, 'utf8').trim()
      } catch {
        return fail('key-unavailable')
      }
      if (!/^[0-9a-f]{64}$/i.test(text)) return fail('key-unavailable')
      return ok({ key: new Uint8Array(Buffer.from(text, 'hex')), place: 'disk' })
    },
    create(key, place) {
      if (place === 'keychain') return fail('keychain-unavailable')
      if (key.length !== 32) throw new Error('a data key has 32 bytes')
      // SECURITY: `wx` never overwrites. The key of an existing folder, lost, is every encrypted field lost.
      let descriptor: number
      try {
        descriptor = openSync(path, 'wx', 0o600)
      } catch {
        return fail('key-unavailable')
      }
      try {
        writeSync(descriptor, `${Buffer.from(key).toString('hex')}\n`)
        fsyncSync(descriptor)
      } catch {
        // Ours, and half written: left behind it would make a second try look like an overwrite.
        rmSync(path, { force: true })
        return fail('key-unavailable')
      } finally {
        closeSync(descriptor)
      }
      return ok(null)
    },
  }
}
