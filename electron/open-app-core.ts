/** The desk behind the window: first run, an open house, or a folder whose key is missing. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readHouse } from '../db/queries/house.ts'
import { isDataFolder } from '../db/store.ts'
import { httpCalendarFeed } from './adapters/calendar-feed/calendar-feed.ts'
import { fixedStartClock, systemClock } from './adapters/clock/clock.ts'
import { listSeamDevices } from './adapters/seam/list-devices.ts'
import { listTtlockDevices } from './adapters/ttlock/list-devices.ts'
import { createDesk, type DeskOptions, type OpenDesk, openDesk } from './composition.ts'
import type { DeskEvents } from './contract/events.ts'
import { type Failure, failure } from './domain/failure.ts'
import { fail, ok } from './domain/result.ts'
import { toIso } from './domain/time.ts'
import { appHandlers } from './ipc/handlers/app.ts'
import type { AppContext } from './ipc/handlers/context.ts'
import { deskHandlers } from './ipc/handlers/desk.ts'
import { feedHandlers } from './ipc/handlers/feeds.ts'
import { guestPageHandlers, guestPageHtml } from './ipc/handlers/guest-pages.ts'
import { importHandlers } from './ipc/handlers/import.ts'
import { inboxHandlers } from './ipc/handlers/inbox.ts'
import { intakeHandlers } from './ipc/handlers/intake.ts'
import { mailboxHandlers } from './ipc/handlers/mailbox.ts'
import { officeHandlers, slipPage } from './ipc/handlers/office.ts'
import { textingHandlers } from './ipc/handlers/texting.ts'
import { feedFailureText } from './services/feeds/index.ts'
import { ttlockAccountOf } from './services/house/index.ts'
import { createAnnouncer, createCounter } from './services/notifications/index.ts'
import type { AppCore, AppCoreOptions } from './shell/app-core.ts'
import { readSlipFont } from './slip-font.ts'
import { twilioNumbers } from './twilio-numbers.ts'

/** How often another process' writes and the clock are looked at. */
const watchMs = 250
/** How often it is looked what is worth a desktop alert: some of it comes with the time, not with a change. */
const announceMs = 5_000

export async function openAppCore(options: AppCoreOptions): Promise<AppCore> {
  const deskOptions: DeskOptions = {
    dataDir: options.dataDir,
    clock: options.now === null ? { kind: 'system' } : { kind: 'from', at: options.now },
    logger: options.logger,
    secretStore: options.secretStore(options.dataDir),
    sqliteBinding: options.sqliteBinding,
    environment: process.env,
  }
  const demoDir = join(options.dataDir, 'demo')
  const demoOptions: DeskOptions = { ...deskOptions, dataDir: demoDir, secretStore: options.secretStore(demoDir) }
  const clock = options.now === null ? systemClock : fixedStartClock(options.now)
  const listeners = new Set<(change: DeskEvents['changed']) => void>()
  let current: OpenDesk | null = null
  let blocked: Failure | null = null
  let atTheDesk: string | null = null
  /** A demo house that is being closed and deleted must not be opened again under the broom. */
  let leaving = false
  const announcer = createAnnouncer(options.notify)
  const counter = createCounter(options.showCounts)
  const count = (): void => {
    try {
      counter.look(current?.desk ?? null)
    } catch (error) {
      options.logger.error('count.failed', error)
    }
  }
  const announce = (open: OpenDesk): void => {
    try {
      announcer.look(open.desk)
    } catch (error) {
      // A bug in an alert must not take the desk down with it; the next look tries again.
      options.logger.error('announce.failed', error)
    }
  }

  const take = (open: OpenDesk): void => {
    current = open
    // Looked at before it begins to work: what the first catch-up brings is news.
    announce(open)
    open.worker.start()
    open.publicSide.start()
    // A demo house that was made before; a new one starts it once it is laid out.
    void open.trainingTexting.start()
  }
  if (isDataFolder(options.dataDir)) {
    const opened = openDesk(deskOptions)
    if (opened.ok) take(opened.value)
    else blocked = opened.error
  } else if (isDataFolder(demoDir)) {
    const opened = openDesk(demoOptions)
    if (opened.ok) take(opened.value)
  }

  const context: AppContext = {
    current: () => current,
    blocked: () => blocked,
    create(place) {
      if (current !== null) return ok(current)
      const created = createDesk(deskOptions, place)
      if (created.ok) take(created.value)
      return created
    },
    createDemo() {
      if (current !== null) return ok(current)
      if (leaving)
        return fail(failure('desk-running', 'The demo house is still being put away. Try again in a moment.'))
      const created = createDesk(demoOptions, 'disk')
      if (created.ok) take(created.value)
      return created
    },
    async leaveDemo() {
      const open = current
      if (open === null || open.desk.store.folder !== demoDir) {
        return fail(failure('not-a-demo', 'Only the demo house of the first run can be left. Nothing was changed.'))
      }
      current = null
      count()
      atTheDesk = null
      leaving = true
      try {
        await open.close()
        rmSync(demoDir, { recursive: true, force: true })
        rmSync(`${demoDir}.key`, { force: true })
      } finally {
        leaving = false
      }
      return ok(null)
    },
    deskStaff() {
      const house = current === null ? null : readHouse(current.desk.store.read)
      return house?.staff.find((member) => member.id === atTheDesk) ?? null
    },
    chooseStaff: (staffId) => {
      atTheDesk = staffId
    },
    printer: options.printer,
    saveFile: options.saveFile,
    checkSeam: (apiKey) =>
      listSeamDevices({ apiKey, endpoint: current?.seamEndpoint() ?? null, logger: options.logger }),
    checkTtlock: (account) =>
      listTtlockDevices({
        ...ttlockAccountOf(account),
        endpoint: current?.ttlockEndpoint() ?? null,
        clock: systemClock,
        logger: options.logger,
      }),
    checkTwilio: twilioNumbers,
    async checkFeed(feed) {
      const answer = await httpCalendarFeed().fetch({ ...feed, etag: null, lastModified: null })
      if (answer.unchanged) return fail(failure('feed-unreadable', feedFailureText('not-a-calendar')))
      if (answer.reading.verdict === 'failed')
        return fail(failure('feed-unreadable', feedFailureText(answer.reading.reason)))
      const stays = answer.reading.events.filter((event) => event.kind !== 'block' && event.kind !== 'cancelled')
      const next = stays.map((event) => event.arrivalDate).sort()[0] ?? null
      return ok({ stays: stays.length, blocks: answer.reading.events.length - stays.length, next })
    },
    slipFont: readSlipFont(),
    version: options.version,
    fallbackRuntime: options.fallbackRuntime,
    now: () => clock.now(),
  }

  const stopWatching = watchStore(
    () => current,
    () => {
      const change = { at: toIso(clock.now()) }
      for (const listener of listeners) listener(change)
      count()
    },
  )
  const announcing = setInterval(() => {
    if (current === null) return
    announce(current)
    // What was put aside comes back with the time.
    count()
  }, announceMs)
  return {
    handlers: {
      ...appHandlers(context),
      ...deskHandlers(context),
      ...inboxHandlers(context),
      ...feedHandlers(context),
      ...importHandlers(context),
      ...intakeHandlers(context),
      ...mailboxHandlers(context),
      ...guestPageHandlers(context),
      ...textingHandlers(context),
      ...officeHandlers(context),
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async slipHtml(reservationId, paper) {
      const page = slipPage(context, reservationId, paper)
      return page.ok ? page.value : null
    },
    guestPageHtml: async (reservationId) => guestPageHtml(context, reservationId),
    wake() {
      void current?.worker.syncNow('all').catch((error: unknown) => options.logger.error('wake.failed', error))
    },
    async close() {
      stopWatching()
      clearInterval(announcing)
      await current?.close()
      current = null
    },
  }
}

/** Tells of every change of the store: our own by SQLite's counter of changes, another process' by its data version. */
function watchStore(current: () => OpenDesk | null, changed: () => void): () => void {
  let last = ''
  const timer = setInterval(() => {
    const open = current()
    if (open === null) return
    const seen = open.desk.store.changeMark()
    if (seen === last) return
    last = seen
    changed()
  }, watchMs)
  return () => clearInterval(timer)
}
