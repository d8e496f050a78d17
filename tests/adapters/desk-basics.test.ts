import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fixedClock, fixedStartClock, systemClock } from '../../electron/adapters/clock/clock.ts'
import { fileLogger } from '../../electron/adapters/logging/logger.ts'
import { keyFilePath, keyFileStore } from '../../electron/adapters/os/key-file.ts'
import { systemRandom } from '../../electron/adapters/random/random.ts'
import { keyFromRecoveryPhrase, recoveryPhrase } from '../../electron/domain/recovery-phrase.ts'
import { instant } from '../../electron/domain/time.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-basics-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256)

describe('the clocks', () => {
  it('run on from where they were started, or stand still', async () => {
    const start = instant(Date.UTC(2027, 0, 1))
    const running = fixedStartClock(start)
    const standing = fixedClock(start)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(running.now() - start).toBeGreaterThanOrEqual(25)
    expect(running.now() - start).toBeLessThan(10_000)
    expect(standing.now()).toBe(start)
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
  })
})

describe('randomness', () => {
  it('draws every number below the limit and none above', () => {
    const drawn = new Set(Array.from({ length: 500 }, () => systemRandom.integer(10)))
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(systemRandom.bytes(10)).toHaveLength(10)
  })
})

describe('the key file', () => {
  it('lies beside the data folder, readable by its owner alone, and gives the key back', () => {
    const dataDir = join(folder, 'house')
    const store = keyFileStore(`${dataDir}/`)
    expect(store.create(key, 'disk')).toEqual({ ok: true, value: null })
    expect(keyFilePath(dataDir)).toBe(`${dataDir}.key`)
    if (process.platform !== 'win32') expect(statSync(`${dataDir}.key`).mode & 0o777).toBe(0o600)
    expect(store.load()).toEqual({ ok: true, value: { key, place: 'disk' } })
  })

  it('is never overwritten', () => {
    const store = keyFileStore(join(folder, 'house'))
    store.create(key, 'disk')
    expect(store.create(new Uint8Array(32), 'disk')).toEqual({ ok: false, error: 'key-unavailable' })
    expect(store.load()).toMatchObject({ value: { key } })
  })

  it.each([
    ['missing', null],
    ['empty', ''],
    ['too short', 'ab'.repeat(31)],
    ['no hexadecimal', 'zz'.repeat(32)],
  ])('answers key-unavailable when it is %s, and makes no key up', (_, text) => {
    const store = keyFileStore(join(folder, 'house'))
    if (text !== null) writeFileSync(join(folder, 'house.key'), text)
    expect(store.load()).toEqual({ ok: false, error: 'key-unavailable' })
  })

  it('does not pretend to be a keychain, and fails where it cannot write', () => {
    const store = keyFileStore(join(folder, 'house'))
    expect(store.create(key, 'keychain')).toEqual({ ok: false, error: 'keychain-unavailable' })
    expect(existsSync(join(folder, 'house.key'))).toBe(false)
    expect(keyFileStore(join(folder, 'absent', 'house')).create(key, 'disk')).toMatchObject({ ok: false })
  })
})

describe('the recovery phrase', () => {
  it('gives any key back, whatever the case, the dashes and the letters taken for digits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const phrase = recoveryPhrase(bytes)
        expect(phrase).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
        expect(keyFromRecoveryPhrase(phrase)).toEqual(bytes)
        const scrawled = phrase.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(keyFromRecoveryPhrase(`  ${scrawled}\n`)).toEqual(bytes)
      }),
    )
  })

  it('finds any one wrong letter, and two that changed places', () => {
    const phrase = recoveryPhrase(key)
    for (let index = 0; index < phrase.length; index++) {
      if (phrase[index] === '-') continue
      const other = phrase[index] === '7' ? '8' : '7'
      expect(keyFromRecoveryPhrase(phrase.slice(0, index) + other + phrase.slice(index + 1))).toBeNull()
      const next = phrase[index + 1]
      if (next === undefined || next === '-' || next === phrase[index]) continue
      expect(keyFromRecoveryPhrase(phrase.slice(0, index) + next + phrase[index] + phrase.slice(index + 2))).toBeNull()
    }
  })

  it.each(['', 'hello', 'U'.repeat(56), '0'.repeat(55), '0'.repeat(57)])('refuses %j', (text) => {
    expect(keyFromRecoveryPhrase(text)).toBeNull()
  })
})

describe('the log', () => {
  const open = (maxBytes?: number) =>
    fileLogger({ dataDir: folder, name: 'desk', keep: 3, ...(maxBytes ? { maxBytes } : {}) })
  const lines = () =>
    readFileSync(join(folder, 'logs', 'desk.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  it('keeps events with their ids, and of an error the stack alone', () => {
    const logger = open()
    logger.info('desk-started', { port: 4010 })
    logger.error('bug', Object.assign(new Error('went wrong'), { config: { data: 'secret-body' } }), { codeId: 'c-1' })
    logger.error('bug', 'a thrown text')
    logger.close()
    expect(lines()).toMatchObject([
      { event: 'desk-started', port: 4010 },
      { event: 'bug', codeId: 'c-1', stack: expect.stringContaining('went wrong') },
      { event: 'bug', stack: 'a thrown string' },
    ])
    expect(readFileSync(join(folder, 'logs', 'desk.log'), 'utf8')).not.toContain('secret-body')
  })

  it('puts a full file aside and keeps no more files than told', () => {
    const logger = open(500)
    for (let count = 0; count < 60; count++) logger.info('tick', { count })
    logger.close()
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['desk.log', 'desk.log.1', 'desk.log.2'])
    expect(lines().at(-1)).toMatchObject({ count: 59 })
    expect(statSync(join(folder, 'logs', 'desk.log.1')).size).toBeLessThanOrEqual(500)
  })

  it('does not stop the desk when it cannot be written', () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be')
    expect(() => open().info('desk-started')).not.toThrow()
  })
})
