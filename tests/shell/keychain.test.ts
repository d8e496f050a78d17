import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyFileStore } from '../../electron/adapters/os/key-file.ts'
import { keychainStore, type SafeStorage, sealedKeyPath } from '../../electron/adapters/os/keychain.ts'

/** A keychain that seals by turning bits over, bound to one login. */
const keychain = (login: string, rest: Partial<SafeStorage> = {}): SafeStorage => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => Buffer.from(`${login}:${text}`).map((byte) => byte ^ 0xff) as Buffer,
  decryptString: (sealed) => {
    const text = Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString()
    if (!text.startsWith(`${login}:`)) throw new Error('cannot decrypt')
    return text.slice(login.length + 1)
  },
  ...rest,
})

const key = new Uint8Array(32).map((_, index) => index * 7)
let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'latchkey-keychain-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
  rmSync(`${dataDir}.key`, { force: true })
})
const store = (safeStorage: SafeStorage) => keychainStore({ dataDir, safeStorage, disk: keyFileStore(dataDir) })

describe('the key in the keychain', () => {
  it('is sealed in the data folder, for this login only, and comes back', () => {
    expect(store(keychain('dana')).create(key, 'keychain')).toEqual({ ok: true, value: null })
    expect(store(keychain('dana')).load()).toEqual({ ok: true, value: { key, place: 'keychain' } })
    expect(statSync(sealedKeyPath(dataDir)).mode & 0o777).toBe(0o600)
    const sealed = readFileSync(sealedKeyPath(dataDir))
    expect(sealed.includes(Buffer.from(key).toString('base64'))).toBe(false)
    expect(sealed.includes(Buffer.from(key))).toBe(false)
    expect(existsSync(`${dataDir}.key`)).toBe(false)
  })

  it('is unavailable under another login, never another key', () => {
    store(keychain('dana')).create(key, 'keychain')
    expect(store(keychain('mallory')).load()).toEqual({ ok: false, error: 'key-unavailable' })
  })

  it('is unavailable when its file is damaged or too short', () => {
    store(keychain('dana')).create(key, 'keychain')
    writeFileSync(sealedKeyPath(dataDir), keychain('dana').encryptString('c2hvcnQ='))
    expect(store(keychain('dana')).load()).toEqual({ ok: false, error: 'key-unavailable' })
    writeFileSync(sealedKeyPath(dataDir), '')
    expect(store(keychain('dana')).load()).toEqual({ ok: false, error: 'key-unavailable' })
  })

  it.each([
    ['says so', keychain('dana', { isEncryptionAvailable: () => false })],
    ['is only Chromium’s own password', keychain('dana', { getSelectedStorageBackend: () => 'basic_text' })],
    [
      'fails',
      keychain('dana', {
        encryptString: () => {
          throw new Error('no')
        },
      }),
    ],
    ['forgets', keychain('dana', { decryptString: () => 'other' })],
  ])('is refused, and leaves no file, where the keychain %s', (_, poor) => {
    expect(store(poor).create(key, 'keychain')).toEqual({ ok: false, error: 'keychain-unavailable' })
    expect(existsSync(sealedKeyPath(dataDir))).toBe(false)
  })

  it('is unavailable once the keychain of its folder is', () => {
    store(keychain('dana')).create(key, 'keychain')
    const poor = keychain('dana', { getSelectedStorageBackend: () => 'basic_text' })
    expect(store(poor).load()).toEqual({ ok: false, error: 'key-unavailable' })
  })

  it('is never written over, in either place', () => {
    store(keychain('dana')).create(key, 'keychain')
    const other = new Uint8Array(32).fill(9)
    expect(store(keychain('dana')).create(other, 'keychain').ok).toBe(false)
    expect(store(keychain('dana')).create(other, 'disk').ok).toBe(false)
    expect(store(keychain('dana')).load()).toMatchObject({ value: { key } })
  })

  it('leaves folders with a key on disk to the key file', () => {
    expect(store(keychain('dana')).create(key, 'disk')).toEqual({ ok: true, value: null })
    expect(store(keychain('dana')).load()).toEqual({ ok: true, value: { key, place: 'disk' } })
    expect(store(keychain('dana')).create(key, 'keychain').ok).toBe(false)
  })

  it('is unavailable in a folder that has none', () => {
    expect(store(keychain('dana')).load()).toEqual({ ok: false, error: 'key-unavailable' })
  })
})
