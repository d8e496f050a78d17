import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readHouse, readSetting } from '../../db/queries/house.ts'
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import {
  createDesk,
  type DeskOptions,
  headlessSecretStore,
  type OpenDesk,
  openDesk,
} from '../../electron/composition.ts'
import { instant } from '../../electron/domain/time.ts'
import { openAppCore } from '../../electron/open-app-core.ts'
import {
  houseFileSchema,
  monthlyMeter,
  setUpHouse,
  type TtlockGiven,
  ttlockAccountOf,
} from '../../electron/services/house/index.ts'
import { settingsView } from '../../electron/services/settings/index.ts'
import { startFakeTtlock } from '../support/fake-ttlock.ts'
import { order } from '../support/fake-ttlock-bench.ts'
import { codeOf, dana, houseFile, must } from '../support/test-desk.ts'

const stops: (() => Promise<unknown> | undefined)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const unused = async (): Promise<never> => {
  throw new Error('nobody prints here')
}

const password = 'a pass word of the house'
const named = {
  clientIdEnv: 'T_ID',
  clientSecretEnv: 'T_SECRET',
  username: 'house@example.com',
  passwordEnv: 'T_PASSWORD',
}

/** A folder of its own, and the fake platform with the account that belongs to `password`. */
async function openFolder(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-ttlock-'))
  const dataDir = join(folder, 'data')
  const fake = await startFakeTtlock({ locks: [{ lockId: 'front' }, { lockId: 'room1' }] })
  const given: TtlockGiven = { ...fake.account, password, region: 'eu' }
  Object.assign(fake.account, { passwordMd5: ttlockAccountOf(given).passwordMd5 })
  const options: DeskOptions = {
    dataDir,
    clock: { kind: 'system' },
    logger: silentLogger,
    secretStore: headlessSecretStore(dataDir),
    sqliteBinding: null,
    environment,
  }
  let open: OpenDesk | null = must(createDesk(options, 'disk'))
  const close = async () => {
    const closing = open
    open = null
    await closing?.close()
  }
  stops.push(async () => rmSync(folder, { recursive: true, force: true }), fake.stop, close)
  const reopen = async (): Promise<OpenDesk> => {
    await close()
    open = must(openDesk(options))
    return open
  }
  return { fake, given, dataDir, desk: open.desk, open, reopen, close }
}
const setUp = (open: OpenDesk, ttlock: object | null, given: TtlockGiven | null = null) =>
  setUpHouse(open.desk, dana, houseFileSchema.parse({ ...houseFile({ rooms: 1 }), ttlock }), {
    keepOtherFeeds: false,
    ttlock: given,
  })
const ttlockOf = (open: OpenDesk) => {
  const provider = open.locks.named('ttlock')
  if (provider === null) throw new Error('no TTLock account is known')
  return provider
}

describe('a TTLock account in the house', () => {
  it('is found by the names the house file gives, and its codes reach the lock', async () => {
    const secrets = { T_ID: 'app-1', T_SECRET: 'app-secret-1', T_PASSWORD: password }
    const { fake, open } = await openFolder(secrets)
    expect(open.locks.named('ttlock')).toBeNull()
    must(setUp(open, { ...named, endpoint: fake.endpoint }))
    expect(await ttlockOf(open).setCode(order())).toMatchObject({ state: 'confirmed' })
    expect(fake.opens('front', '482915', order().startsAt)).toBe(true)
  })

  it('is not used while a part of it is missing', async () => {
    const { fake, open } = await openFolder({ T_ID: 'app-1', T_PASSWORD: password })
    must(setUp(open, { ...named, endpoint: fake.endpoint }))
    expect(open.locks.named('ttlock')).toBeNull()
  })

  it('typed in at the desk is kept sealed, and its password nowhere', async () => {
    const { fake, given, dataDir, open, reopen } = await openFolder()
    must(setUp(open, { endpoint: fake.endpoint }, given))
    expect(await ttlockOf(open).listCodes('front')).toMatchObject({ ok: true })
    const again = await reopen()
    expect(await ttlockOf(again).listCodes('front')).toMatchObject({ ok: true })
    // The tokens outlast the program too.
    expect(fake.tokens.issued).toEqual(['password'])
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('')
    expect(bytes).toContain('ttlock-account')
    for (const secret of [password, fake.account.passwordMd5, 'app-secret-1', 'access-1', 'refresh-1'])
      expect(bytes).not.toContain(secret)
  })

  it('that is another one starts without the tokens of the one before', async () => {
    const { fake, given, open } = await openFolder()
    must(setUp(open, { endpoint: fake.endpoint }, given))
    await ttlockOf(open).listCodes('front')
    must(setUp(open, null, { ...given, username: 'other@example.com' }))
    expect(await ttlockOf(open).listCodes('front')).toEqual({ ok: false, fault: 'auth' })
  })

  it('is tested from the window before it is kept', async () => {
    const { fake, given, dataDir, open, close } = await openFolder()
    must(setUp(open, { endpoint: fake.endpoint }))
    await close()
    const core = await openAppCore({
      dataDir,
      now: null,
      logger: silentLogger,
      secretStore: headlessSecretStore,
      printer: { print: unused, toPdf: unused, list: unused },
      saveFile: unused,
      notify: () => {},
      showCounts: () => {},
      sqliteBinding: null,
      version: '0',
      fallbackRuntime: false,
    })
    stops.push(core.close)
    const { clientId, clientSecret, username, region } = given
    const typed = { clientId, clientSecret, username, region, password: ` ${password}` }
    const check = core.handlers['app.checkTtlock']
    expect(await check(typed)).toMatchObject({ ok: false, error: { code: 'locks-unreachable' } })
    expect(await check({ ...typed, password })).toEqual({
      ok: true,
      value: {
        devices: [
          { deviceId: 'front', name: 'front', online: true },
          { deviceId: 'room1', name: 'room1', online: true },
        ],
      },
    })
  })

  it('with an empty field is refused, and nothing of the house is changed', async () => {
    const { given, open } = await openFolder()
    expect(codeOf(setUp(open, null, { ...given, clientSecret: ' ' }))).toBe('bad-input')
    expect(readHouse(open.desk.store.read)).toBeNull()
  })

  it('shows in the settings, and a house file that says nothing of it leaves it there', async () => {
    const { given, open } = await openFolder()
    const shown = () =>
      must(settingsView(open.desk, 'disk', 'x')).lockProviders.find((one) => one.provider === 'ttlock')
    must(setUp(open, null))
    expect(shown()).toEqual({ provider: 'ttlock', configured: false, detail: '0 doors' })
    must(setUp(open, null, given))
    must(setUp(open, null))
    expect(shown()).toMatchObject({ configured: true })
  })
})

describe('the house file', () => {
  it('keeps how many spares each lock has and where the keys lie, and refuses too many', async () => {
    const { open } = await openFolder()
    const base = houseFile({ rooms: 1 })
    const doors = base.doors.map((door) => ({ ...door, envelope: door.key === 'd1' ? 'Envelope 3 in the safe' : ' ' }))
    const file = { ...base, doors, property: { ...base.property, spareCodes: 2 } }
    must(setUpHouse(open.desk, dana, houseFileSchema.parse(file), { keepOtherFeeds: false }))
    const house = readHouse(open.desk.store.read)
    expect(house?.property.spareCodes).toBe(2)
    expect(house?.doors.map(({ envelope }) => envelope)).toEqual([null, 'Envelope 3 in the safe'])
    const view = must(settingsView(open.desk, 'disk', 'x')).house
    expect(view.property.spareCodes).toBe(2)
    expect(view.doors.map(({ envelope }) => envelope)).toEqual([null, 'Envelope 3 in the safe'])
    const six = { ...file, property: { ...file.property, spareCodes: 6 } }
    expect(houseFileSchema.safeParse(six).success).toBe(false)
    expect(houseFileSchema.parse({ ...file, ttlock: {} }).ttlock).toMatchObject({ region: 'eu', endpoint: null })
  })
})

describe('the calls of a month', () => {
  const rows = (open: OpenDesk, month: string) => readSetting(open.desk.store.read, `calls ttlock ${month}`)
  const at = (iso: string) => instant(Date.parse(iso))

  it('are written by the score, all when the desk closes, and go on from there', async () => {
    const { fake, given, open, reopen } = await openFolder()
    must(setUp(open, { endpoint: fake.endpoint }, given))
    const month = new Date(systemClock.now()).toISOString().slice(0, 7)
    for (let call = 0; call < 18; call++) await ttlockOf(open).listCodes('front')
    expect(rows(open, month)).toBeUndefined()
    await ttlockOf(open).listCodes('front')
    // The twentieth: a token, and nineteen lists.
    expect(rows(open, month)).toBe(20)
    await ttlockOf(open).listCodes('front')
    const again = await reopen()
    expect(rows(again, month)).toBe(21)
    expect(ttlockOf(again).status().callsThisMonth).toBe(21)
  })

  it('of two processes are added up, and a new month begins at nothing', async () => {
    const { open } = await openFolder()
    const time = { now: at('2027-01-31T23:59:00Z') }
    const clock = { now: () => time.now }
    const meters = [monthlyMeter(open.desk, 'ttlock', clock), monthlyMeter(open.desk, 'ttlock', clock)]
    for (const meter of meters) for (let call = 0; call < 25; call++) meter.count()
    expect(meters.map((meter) => meter.thisMonth())).toEqual([45, 45])
    for (const meter of meters) meter.keep()
    expect(rows(open, '2027-01')).toBe(50)
    meters[0]!.count()
    time.now = at('2027-02-01T00:00:00Z')
    meters[0]!.count()
    expect(meters[0]!.thisMonth()).toBe(1)
    expect(rows(open, '2027-01')).toBe(51)
  })
})
