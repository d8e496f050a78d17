import { describe, expect, it } from 'vitest'
import { openStore } from '../../db/store.ts'
import { createVault, keyFits, VaultError } from '../../db/vault.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import { revealPins } from '../../electron/services/access-codes/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { filesHolding, openTestStore, otherKey, testKey } from '../support/store.ts'
import { dana, must, openTestDesk } from '../support/test-desk.ts'

const vault = createVault(testKey)
const stranger = createVault(otherKey)

describe('the vault', () => {
  it('opens what it sealed, each time sealed differently', () => {
    for (const text of ['', '042817', 'https://example.com/ü?token=✓']) {
      const sealed = vault.seal('pin', text)
      expect(vault.open('pin', sealed)).toBe(text)
      expect(sealed.equals(vault.seal('pin', text))).toBe(false)
      if (text !== '') expect(sealed.includes(text)).toBe(false)
    }
  })

  it('says so with another key, and never answers nothing', () => {
    expect(() => stranger.open('pin', vault.seal('pin', '042817'))).toThrow(VaultError)
    expect(keyFits(stranger, vault.seal('key-check', 'latchkey'))).toBe(false)
    expect(keyFits(vault, vault.seal('key-check', 'latchkey'))).toBe(true)
  })

  it('binds a text to its field: a PIN cannot be passed off as an address', () => {
    expect(() => vault.open('feed-address', vault.seal('pin', '042817'))).toThrow(VaultError)
  })

  it('notices every changed byte, a cut end and an unknown version', () => {
    const sealed = vault.seal('pin', '042817')
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index] = changed[index]! ^ 1
      expect(() => vault.open('pin', changed)).toThrow(VaultError)
    }
    for (const length of [0, 1, 12, 28, sealed.length - 1])
      expect(() => vault.open('pin', sealed.subarray(0, length))).toThrow(VaultError)
  })

  it('hashes equal texts of one field alike under one key only', () => {
    expect(vault.mac('pin', '042817')).toBe(createVault(testKey).mac('pin', '042817'))
    expect(vault.mac('pin', '042817')).not.toBe(vault.mac('pin', '042818'))
    expect(vault.mac('pin', '042817')).not.toBe(vault.mac('secret', '042817'))
    expect(vault.mac('pin', '042817')).not.toBe(stranger.mac('pin', '042817'))
  })

  it('takes keys of 32 bytes only', () => {
    expect(() => createVault(new Uint8Array(16))).toThrow(/32 bytes/)
  })
})

describe('a data folder', () => {
  it('does not open with another key, and is unharmed by the try', () => {
    const opened = openTestStore()
    try {
      opened.store.close()
      const open = (dataKey: Uint8Array) =>
        openStore({ folder: opened.folder, dataKey, migrationsFolder: migrationsFolder(), backupName: 'b.db' })
      expect(() => open(otherKey)).toThrow(VaultError)
      open(testKey).close()
    } finally {
      opened.close()
    }
  })

  it('holds no PIN and no feed address in clear, in none of its files', () => {
    const address = 'https://calendars.example/export/9f8e7d6c5b4a.ics?s=topsecret'
    const test = openTestDesk({ feeds: { R1: [{ channel: 'airbnb', url: address }] } })
    try {
      const { desk, folder } = test
      const added = must(
        addReservation(desk, dana, {
          reference: '1234567890',
          channel: 'direct',
          stays: [{ unit: 'R1', arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
          guest: { name: 'Mira Example' },
        }),
      )
      const pins = must(revealPins(desk, dana, added.reservationId, 'shown')).pins
      const pin = desk.store.vault.open(
        'pin',
        desk.store.sqlite.prepare('select pin_sealed from access_codes').pluck().get() as Buffer,
      )
      expect(pins.map((one) => one.pin)).toEqual([pin])
      expect(pin).toMatch(/^\d{6}$/)
      const written = () => {
        // The name proves that the search finds what is there.
        expect(filesHolding(folder, 'Mira Example')).not.toEqual([])
        for (const secret of [pin, address, 'topsecret', '9f8e7d6c5b4a'])
          expect(filesHolding(folder, secret)).toEqual([])
      }
      written()
      desk.store.sqlite.pragma('wal_checkpoint(TRUNCATE)')
      written()
    } finally {
      test.close()
    }
  })
})
