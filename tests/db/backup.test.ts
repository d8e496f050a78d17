import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkBackup } from '../../db/backup.ts'
import { leaseHolder, takeLease } from '../../db/queries/desk.ts'
import { readSetting } from '../../db/queries/house.ts'
import { pausedSetting } from '../../db/restore.ts'
import { databaseFile } from '../../db/store.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import {
  createDesk,
  type DeskOptions,
  headlessSecretStore,
  type OpenDesk,
  openDesk,
  restoreDesk,
} from '../../electron/composition.ts'
import { recoveryPhrase } from '../../electron/domain/recovery-phrase.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { backUp } from '../../electron/services/backup/index.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { at, codeOf, dana, houseFile, must } from '../support/test-desk.ts'

let root: string
let options: DeskOptions
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-backup-'))
  options = optionsOf('house')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const optionsOf = (name: string, environment: Record<string, string> = {}): DeskOptions => ({
  dataDir: join(root, name),
  clock: { kind: 'fixed', at: at('2026-06-10T13:30:00Z') },
  logger: silentLogger,
  secretStore: headlessSecretStore(join(root, name)),
  sqliteBinding: null,
  environment,
})

/** Does something with an open folder and closes it. */
async function within<Answer>(
  choice: DeskOptions,
  work: (open: OpenDesk) => Answer | Promise<Answer>,
): Promise<Answer> {
  const open = must(createDesk(choice, 'disk'))
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}
const add = (open: OpenDesk, reference: string, unit: string) =>
  must(
    addReservation(open.desk, dana, {
      reference,
      channel: 'direct',
      stays: [{ unit, arrivalDate: '2026-06-10', departureDate: '2026-06-12' }],
    }),
  )
const newHouse = (choice: DeskOptions) =>
  within(choice, (open) => {
    must(setUpHouse(open.desk, dana, houseFile({}), { keepOtherFeeds: false }))
    add(open, 'FIRST', 'R1')
  })
const file = () => join(root, 'copy', 'backup.db')
const references = (choice: DeskOptions): Promise<unknown> =>
  within(choice, (open) =>
    open.desk.store.sqlite.prepare('select reference from reservations order by 1').pluck().all(),
  )

describe('a backup', () => {
  beforeEach(() => newHouse(options))

  it('is reopened and counted, and holds what was written a moment before', async () => {
    const report = await within(options, (open) => must(backUp(open.desk, file())))
    expect(report).toEqual({ file: file(), reservations: 1, stays: 1, codes: 2 })
    const copy = new Database(file(), { readonly: true })
    expect(copy.prepare('select reference from reservations').pluck().all()).toEqual(['FIRST'])
    copy.close()
    expect(readdirSync(join(root, 'copy'))).toEqual(['backup.db'])
  })

  it('never writes over a file that is there', async () => {
    await within(options, (open) => must(backUp(open.desk, file())))
    const bytes = readFileSync(file())
    expect(await within(options, (open) => codeOf(backUp(open.desk, file())))).toBe('file-exists')
    expect(readFileSync(file()).equals(bytes)).toBe(true)
  })

  it('that is damaged, empty, absent or something else is told apart from a sound one', async () => {
    await within(options, (open) => must(backUp(open.desk, file())))
    expect(checkBackup(file()).reservations).toBe(1)
    const bytes = readFileSync(file())
    const spoilt = join(root, 'spoilt.db')
    writeFileSync(spoilt, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 0x55)]))
    expect(() => checkBackup(spoilt)).toThrow()
    writeFileSync(spoilt, bytes.subarray(0, bytes.length - 4096 * 3))
    expect(() => checkBackup(spoilt)).toThrow()
    writeFileSync(spoilt, 'a shopping list')
    expect(() => checkBackup(spoilt)).toThrow()
    expect(() => checkBackup(join(root, 'nowhere.db'))).toThrow(/missing/)
    const other = new Database(join(root, 'other.db'))
    other.exec('create table recipes (id integer)')
    other.close()
    expect(() => checkBackup(join(root, 'other.db'))).toThrow()
  })
})

describe('restoring', () => {
  beforeEach(async () => {
    await newHouse(options)
    await within(options, (open) => must(backUp(open.desk, file())))
    await within(options, (open) => add(open, 'SECOND', 'R2'))
  })

  it('brings the backup back and puts the store that was there aside', async () => {
    const report = must(restoreDesk(options, file()))
    expect(await references(options)).toEqual(['FIRST'])
    const aside = new Database(join(report.replacedFolder, 'latchkey.db'))
    expect(aside.prepare('select reference from reservations order by 1').pluck().all()).toEqual(['FIRST', 'SECOND'])
    aside.close()
  })

  it('leaves locks and feeds alone until a person says go', async () => {
    await within(options, async (open) => {
      must(arrive(open.desk, dana, { ref: 'SECOND' }))
    })
    must(restoreDesk(options, file()))
    await within(options, async (open) => {
      const { desk, worker } = open
      must(arrive(desk, dana, { ref: 'FIRST' }))
      expect(await worker.syncNow('all')).toEqual({ polled: [], steps: 0 })
      const item = attentionItems(desk).find((one) => one.kind === 'restored')!
      expect(item.actions.map((action) => action.key)).toEqual(['go'])
      must(resolveItem(desk, dana, item.id.toLowerCase(), 'go'))
      expect(readSetting(desk.store.read, pausedSetting)).toBeUndefined()
      expect(codeOf(resolveItem(desk, dana, item.id, 'go'))).toBe('item-unknown')
      expect((await worker.syncNow('locks')).steps).toBeGreaterThan(0)
      expect(must(showReservation(desk, { ref: 'FIRST' })).codes.map((code) => code.state)).not.toContain('planned')
    })
  })

  it('looks at the lock first for every code that was on it', async () => {
    await within(options, async (open) => {
      must(arrive(open.desk, dana, { ref: 'SECOND' }))
      await open.worker.syncNow('locks')
      must(backUp(open.desk, join(root, 'copy', 'sent.db')))
    })
    must(restoreDesk(options, join(root, 'copy', 'sent.db')))
    const looks = await within(options, (open) =>
      open.desk.store.sqlite
        .prepare('select distinct must_look from access_codes where sent_starts_at is not null')
        .pluck()
        .all(),
    )
    expect(looks).toEqual([1])
  })

  it.each([
    [
      'a damaged backup',
      () => Buffer.concat([readFileSync(file()).subarray(0, 4096), Buffer.alloc(40_960, 0x55)]),
      'backup-damaged',
    ],
    ['a text', () => Buffer.from('a shopping list'), 'backup-damaged'],
  ])('refuses %s and leaves the data that was there', async (_name, bytes, code) => {
    const bad = join(root, 'bad.db')
    writeFileSync(bad, bytes())
    expect(codeOf(restoreDesk(options, bad))).toBe(code)
    expect(await references(options)).toEqual(['FIRST', 'SECOND'])
  })

  it('refuses a backup of another key and one from the future; the data that was there is back in place', async () => {
    await newHouse(optionsOf('stranger'))
    const foreign = join(root, 'foreign.db')
    await within(optionsOf('stranger'), (open) => must(backUp(open.desk, foreign)))
    expect(codeOf(restoreDesk(options, foreign))).toBe('key-unavailable')
    const future = new Database(file())
    future.prepare("insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)").run()
    future.close()
    expect(codeOf(restoreDesk(options, file()))).toBe('backup-damaged')
    expect(codeOf(restoreDesk(options, join(root, 'nowhere.db')))).toBe('file-missing')
    expect(await references(options)).toEqual(['FIRST', 'SECOND'])
    expect(
      readdirSync(options.dataDir).filter((name) => name.startsWith('replaced') || name.includes('incoming')),
    ).toEqual([])
  })

  it('refuses while a desk works on the folder, and goes on when its lease has run out', async () => {
    const open = must(openDesk(options))
    const now = open.systemNow()
    open.desk.store.write((db) => takeLease(db, 'a desk', now, now + 60_000))
    expect(leaseHolder(open.desk.store.read, now)).toBe('a desk')
    expect(codeOf(restoreDesk(options, file()))).toBe('desk-running')
    open.desk.store.write((db) => takeLease(db, 'a desk', now, now - 1))
    open.desk.store.close()
    must(restoreDesk(options, file()))
    expect(await references(options)).toEqual(['FIRST'])
  })

  it('replaces a store that is too damaged to be opened', async () => {
    for (const suffix of ['-wal', '-shm']) rmSync(databaseFile(options.dataDir) + suffix, { force: true })
    writeFileSync(databaseFile(options.dataDir), Buffer.alloc(8192, 0x55))
    must(restoreDesk(options, file()))
    expect(await references(options)).toEqual(['FIRST'])
  })

  it('works on a new computer with the recovery phrase, and makes nothing there without the key', async () => {
    const loaded = options.secretStore.load()
    if (!loaded.ok) throw new Error('no key')
    expect(codeOf(restoreDesk(optionsOf('new'), file()))).toBe('key-unavailable')
    expect(existsSync(join(root, 'new'))).toBe(false)
    const withPhrase = optionsOf('new', { LATCHKEY_RECOVERY_PHRASE: recoveryPhrase(loaded.value.key) })
    must(restoreDesk(withPhrase, file()))
    expect(await references(withPhrase)).toEqual(['FIRST'])
  })
})
