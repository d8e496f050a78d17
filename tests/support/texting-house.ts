/** Harbour House with texting: the fake Twilio, a network to it that can be cut, and the desk in its real window. */
import { openDatabase } from '../../db/open-database.ts'
import { readSetting } from '../../db/queries/house.ts'
import { databaseFile } from '../../db/store.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { headlessSecretStore, openDesk } from '../../electron/composition.ts'
import { type Instant, instant, parseInstant, toIso } from '../../electron/domain/time.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import type { Worker } from '../../electron/services/worker/index.ts'
import { type AtTheDesk, atTheDesk, type BookingWords } from './at-the-desk.ts'
import { type FakeTwilio, startFakeTwilio } from './fake-twilio.ts'
import { type HarbourHouse, openHarbourHouse } from './harbour-house.ts'
import { type InboxPage, inboxPage } from './inbox-page.ts'
import { type SlowProxy, startSlowProxy } from './slow-proxy.ts'
import { dana, must } from './test-desk.ts'
import { launchWindow, type OpenWindow } from './window.ts'

/** What the world calls the desk by; leads to wherever it listens. */
const publicAddress = 'https://harbour-desk.example.net'

export type TextingHouse = Omit<HarbourHouse, 'stop'> & {
  readonly twilio: FakeTwilio
  /** The network between the desk and Twilio. */
  readonly line: SlowProxy
  /** Something done at the desk on an earlier day, before its window is opened; then it asks Twilio what is new. */
  readonly onDay: (
    now: string,
    deed: (book: (booking: BookingWords) => void, desk: Desk, worker: Worker) => unknown,
  ) => Promise<void>
  /** Opens the window at this moment, on Today, with Twilio's webhooks reaching it. */
  readonly open: (now: string) => Promise<DeskWindow>
  /** Closes what is open and ends everything. */
  readonly stop: () => Promise<void>
}
export type DeskWindow = OpenWindow & {
  readonly desk: AtTheDesk
  readonly inbox: InboxPage
  /** Where the desk listens on this computer. */
  readonly port: number
  /** The desk's time, at most a moment behind: what Twilio stamps is never ahead of the desk. */
  readonly now: () => Instant
  /** What was told on the desktop, as `title: body`. */
  readonly alerts: () => Promise<readonly string[]>
  /** Clicks the one whose words hold these. */
  readonly clickAlert: (words: string) => Promise<void>
}
/** The desktop's alerts, kept in the main process instead of shown. */
type InMain = { readonly alerts: { readonly title: string; readonly body: string; emit(event: 'click'): void }[] }

export type TextingHouseOptions = {
  readonly numbers: readonly string[]
  readonly rooms: number
  /** Who works there; without it Dana and Yusuf, who have no phones. */
  readonly staff?: readonly {
    readonly name: string
    readonly phone?: string
    readonly role?: 'manager' | 'reception'
  }[]
  /** Further parts of the house file, and the tokens that they name. */
  readonly parts?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

export async function openTextingHouse({
  numbers,
  rooms,
  staff,
  parts,
  env,
}: TextingHouseOptions): Promise<TextingHouse> {
  const twilio = await startFakeTwilio({ numbers, now: '2026-01-01T00:00:00Z' })
  const line = await startSlowProxy(twilio.url)
  const house = await openHarbourHouse({
    rooms,
    env: { TEST_TWILIO_TOKEN: twilio.authToken, ...env },
    parts: {
      ...parts,
      ...(staff === undefined ? {} : { staff }),
      twilio: {
        accountSid: twilio.accountSid,
        authTokenEnv: 'TEST_TWILIO_TOKEN',
        numbers,
        apiBaseUrl: line.url,
      },
      tunnel: { kind: 'url', url: publicAddress },
    },
  })
  const environment = { ...process.env, ...house.env }
  let ticking: NodeJS.Timeout | null = null
  let shown: OpenWindow | null = null
  const shut = async () => {
    if (ticking !== null) clearInterval(ticking)
    ticking = null
    await shown?.close()
    shown = null
  }

  return {
    ...house,
    twilio,
    line,
    async onDay(now, deed) {
      await twilio.setNow(now)
      const opened = must(
        openDesk({
          dataDir: house.dataDir,
          clock: { kind: 'from', at: parseInstant(now)! },
          logger: silentLogger,
          secretStore: headlessSecretStore(house.dataDir),
          sqliteBinding: null,
          environment,
        }),
      )
      try {
        await deed((booking) => bookAt(opened.desk, booking), opened.desk, opened.worker)
        await opened.worker.syncNow('twilio')
      } finally {
        await opened.close()
      }
    },
    async open(start) {
      await shut()
      await twilio.setNow(start)
      const window = await launchWindow({ dataDir: house.dataDir, args: ['--now', start], env: house.env })
      const begun = Date.now()
      const now = () => instant(parseInstant(start)! + Date.now() - begun)
      shown = window
      await window.app.evaluate(({ Notification }) => {
        const alerts: unknown[] = []
        Object.assign(globalThis, { alerts })
        Notification.isSupported = () => true
        Notification.prototype.show = function show() {
          alerts.push(this)
        }
      })
      // Twilio's clock goes with the desk's.
      ticking = setInterval(() => void twilio.setNow(toIso(now())).catch(() => {}), 200)
      window.page.setDefaultTimeout(15_000)
      const desk = atTheDesk(window.page)
      await desk.come()
      const port = await portOf(house.dataDir)
      await twilio.route(publicAddress, `http://127.0.0.1:${port}`)
      await until(async () => (await twilio.state()).webhook.postUrl === `${publicAddress}/twilio/conversations`)
      return {
        ...window,
        desk,
        port,
        now,
        inbox: inboxPage(window.page),
        alerts: () =>
          window.app.evaluate(() =>
            (globalThis as unknown as InMain).alerts.map(({ title, body }) => `${title}: ${body}`),
          ),
        clickAlert: (words) =>
          window.app.evaluate((_electron, wanted) => {
            const found = (globalThis as unknown as InMain).alerts.find(({ body }) => body.includes(wanted))
            found?.emit('click')
          }, words),
      }
    },
    async stop() {
      await shut()
      await house.stop()
      await line.stop()
      await twilio.stop()
    },
  }
}

const bookAt = (desk: Desk, { guest, phone, reference, rooms }: BookingWords): void =>
  void must(
    addReservation(desk, dana, {
      reference,
      channel: 'direct',
      stays: rooms.map(([unit, arrivalDate, departureDate]) => ({ unit, arrivalDate, departureDate })),
      guest: { name: guest ?? '', phone: phone ?? '' },
    }),
  )

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await isSo()); ) {
    if (Date.now() > end) throw new Error('Twilio was not pointed at the desk')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Where the desk listens, as it wrote it down. */
async function portOf(dataDir: string): Promise<number> {
  let port: unknown
  await until(async () => {
    const { sqlite, db } = openDatabase(databaseFile(dataDir), { readonly: true })
    try {
      port = readSetting(db, 'listener-port')
      return typeof port === 'number'
    } finally {
      sqlite.close()
    }
  })
  return port as number
}
