/** The demo house shows what guests do on their phones: a check-in with a time, a document to look at, a page with Wi-Fi. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { createDesk, headlessSecretStore, type OpenDesk } from '../../electron/composition.ts'
import { photoTypeOf } from '../../electron/domain/id-photo.ts'
import { makeDemoHouse } from '../../electron/services/demo/index.ts'
import { lastCheckIn, showPhoto } from '../../electron/services/guest-pages/index.ts'
import { guestPageSettings, wifiPassword } from '../../electron/services/house/index.ts'
import { findReservation } from '../../electron/services/reservations/index.ts'
import { at, dana, must, staysOf } from '../support/test-desk.ts'

let folder: string
let open: OpenDesk
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-demo-guest-'))
  const dataDir = join(folder, 'data')
  const clock = { kind: 'from', at: at('2026-11-21T15:14:00Z') } as const
  const parts = { logger: silentLogger, sqliteBinding: null, environment: {} }
  open = must(createDesk({ ...parts, dataDir, clock, secretStore: headlessSecretStore(dataDir) }, 'disk'))
  must(makeDemoHouse(open.desk))
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the demo house on a guest’s phone', () => {
  it('says Wi-Fi, notes and the phone of the desk', () => {
    expect(guestPageSettings(open.desk.store.read)).toMatchObject({
      ...{ on: true, asksPhoto: true, wifiName: 'Harbour House Guests', deskPhone: '+442079460158' },
      notes: expect.stringContaining('Breakfast'),
    })
    expect(wifiPassword(open.desk)).not.toBe(null)
  })

  it('has one party that checked in by phone, comes at 18:30 and is still expected', () => {
    const { id } = must(findReservation(open.desk.store.read, { ref: '4170981224' }))
    expect(lastCheckIn(open.desk.store.read, id)).toMatchObject({ state: 'done', comesAt: '18:30' })
    expect(staysOf(open.desk, '4170981224')).toEqual(['201 expected', '202 expected', 'Garden expected'])
    const rows = open.desk.store.sqlite
      .prepare("select count(*) from guest_check_ins where state = 'done'")
      .pluck()
      .get()
    expect(rows).toBe(1)
  })

  it('has one photo that nobody has looked at yet, and it is a picture', () => {
    const waiting = open.desk.store.sqlite
      .prepare('select id from guest_photos where reviewed_at is null and deleted_at is null')
      .pluck()
      .all() as string[]
    expect(waiting).toHaveLength(1)
    const { bytes, contentType } = must(showPhoto(open.desk, dana, waiting[0]!))
    expect(photoTypeOf(bytes)).toBe(contentType)
  })
})
