/** The start of the desktop app, told in the order in which it happens. */
import { app, type BrowserWindow, dialog, powerMonitor, safeStorage, session } from 'electron'
import { fileLogger } from './adapters/logging/logger.ts'
import { keyFileStore } from './adapters/os/key-file.ts'
import { keychainStore, systemKeychain } from './adapters/os/keychain.ts'
import { desktopNotifier } from './adapters/os/notifier.ts'
import { electronPrinter } from './adapters/os/printer.ts'
import { saveByDialog } from './adapters/os/save-dialog.ts'
import { deskTray } from './adapters/os/tray.ts'
import type { DeskEvents } from './contract/events.ts'
import { registerRouter, sendEvent } from './ipc/router.ts'
import { openAppCore } from './open-app-core.ts'
import type { Logger } from './ports/logger.ts'
import type { AppCore } from './shell/app-core.ts'
import { declareAppScheme, serveApp } from './shell/app-protocol.ts'
import { type AppArguments, readArguments } from './shell/arguments.ts'
import { catchFaults, reviveWindow } from './shell/crash.ts'
import { firstAnswer, measureStart } from './shell/measure-start.ts'
import { installMenu } from './shell/menu.ts'
import { guardNavigation } from './shell/navigation.ts'
import { cutNetwork } from './shell/no-network.ts'
import { pageToPdf } from './shell/page-to-pdf.ts'
import { settlePaths } from './shell/paths.ts'
import { denyPermissions } from './shell/permissions.ts'
import { closeBeforeQuit } from './shell/quit.ts'
import { runtimeOf } from './shell/runtime.ts'
import { enforceSandbox } from './shell/sandbox.ts'
import { selfTest } from './shell/self-test.ts'
import { bringToFront, holdSingleInstance } from './shell/single-instance.ts'
import { runTask } from './shell/task.ts'
import { isTrustedSender } from './shell/trusted-sender.ts'
import { openDeskWindow } from './shell/window.ts'

const { isPackaged } = app

async function start(args: AppArguments): Promise<void> {
  const paths = settlePaths(args)
  let window: BrowserWindow | null = null
  if (!holdSingleInstance(() => window)) {
    process.stdout.write('Latchkey is open on this data folder; its window comes to the front.\n')
    app.exit(0)
    return
  }
  const logger = fileLogger({ dataDir: paths.dataDir, name: 'window' })
  catchFaults({ logger, tellStaff: args.task === 'desk' })

  // Dates in the system's own fields read as the rest of the window does.
  app.commandLine.appendSwitch('lang', 'en-GB')
  enforceSandbox()
  declareAppScheme()
  guardNavigation(logger)
  await app.whenReady()

  if (args.task === 'page-to-pdf') {
    await pageToPdf(electronPrinter(logger))
    return
  }
  denyPermissions(session.defaultSession)
  cutNetwork(session.defaultSession)
  installMenu(isPackaged)
  let core: Promise<AppCore>
  const files = {
    rendererDir: paths.rendererDir,
    slipHtml: async (...slip: SlipRequest) => (await core).slipHtml(...slip),
    guestPageHtml: async (reservationId: string) => (await core).guestPageHtml(reservationId),
  }
  serveApp(session.defaultSession, files, logger)
  const first = firstAnswer()
  registerRouter({ handlers: async () => (await core).handlers, isTrustedSender, logger })

  // The window first: its process starts while the desk opens, and its first question waits for the answer.
  const { preload, placeFile } = paths
  window = openDeskWindow({ preload, placeFile, isPackaged, logger, show: args.task !== 'self-test' })
  reviveWindow(window, logger)
  const desk = window
  core = openCore(args, paths.dataDir, desk, logger).then((opened) => ({
    ...opened,
    handlers: first.watch(opened.handlers),
  }))
  core.then(
    (opened) => connect(opened, desk),
    (error: unknown) => giveUp(error, args, paths.dataDir, logger),
  )
  closeBeforeQuit(() => core.then((opened) => opened.close()), logger)

  if (args.task === 'self-test') await runSelfTest(desk, core)
  if (args.task === 'measure-start') {
    await runTask(
      async () => ({ line: { usableAtMs: await measureStart(desk, first.given) }, passed: true }),
      (reason) => ({ reason }),
    )
  }
}

type SlipRequest = Parameters<AppCore['slipHtml']>

async function openCore(args: AppArguments, dataDir: string, window: BrowserWindow, logger: Logger): Promise<AppCore> {
  const show = (target: DeskEvents['open']): void => {
    bringToFront(window)
    sendEvent(window.webContents, 'open', target)
  }
  const showInTray = args.task === 'desk' ? trayOf(window, show, logger) : () => {}
  return openAppCore({
    dataDir,
    now: args.now,
    logger,
    secretStore: (folder) =>
      keychainStore({
        dataDir: folder,
        safeStorage: systemKeychain(safeStorage, process.platform),
        disk: keyFileStore(folder),
      }),
    printer: electronPrinter(logger),
    saveFile: saveByDialog(() => window),
    notify: desktopNotifier(show),
    showCounts: (counts) => {
      // The dock or taskbar shows it where the system can.
      app.setBadgeCount(counts.waiting)
      showInTray(counts)
    },
    version: app.getVersion(),
    ...runtimeOf({ electronVersion: process.versions.electron, isPackaged, env: process.env }),
  })
}

const trayOf = (window: BrowserWindow, show: (target: DeskEvents['open']) => void, logger: Logger) =>
  deskTray(
    {
      open: () => bringToFront(window),
      openNeeds: () => show({ screen: 'today', reservationId: null, needs: true }),
      openInbox: () => show({ screen: 'inbox', reservationId: null }),
      quit: () => app.quit(),
    },
    logger,
  )

/** The running desk and its window tell each other what happens. */
function connect(core: AppCore, window: BrowserWindow): void {
  const stop = core.onChanged((change) => sendEvent(window.webContents, 'changed', change))
  window.once('closed', stop)
  powerMonitor.on('resume', () => core.wake?.())
  app.on('activate', () => bringToFront(window))
}

function giveUp(error: unknown, { task }: AppArguments, dataDir: string, logger: Logger): void {
  logger.error('desk.not-opened', error)
  // The other tasks have nobody to tell and end with a line of their own.
  if (task !== 'desk') return
  const reason = error instanceof Error ? error.message : ''
  dialog.showErrorBox(
    'Latchkey cannot open its data folder.',
    `${reason}\n\nNothing in it was changed: ${dataDir}\nThe log beside it tells more.`,
  )
  app.exit(1)
}

function runSelfTest(window: BrowserWindow, core: Promise<AppCore>): Promise<void> {
  const failed = (reason: string) => ({ selfTest: 'failed', reason })
  return runTask(async () => {
    const result = await selfTest(window)
    await core.then((opened) => opened.close())
    const line = {
      selfTest: 'ok',
      version: app.getVersion(),
      electron: process.versions.electron,
      packaged: `${isPackaged}`,
    }
    return result === 'ok' ? { line, passed: true } : { line: failed(result), passed: false }
  }, failed)
}

const read = readArguments(process.argv, { isPackaged })
if (read.ok) {
  void start(read.value)
} else {
  process.stderr.write(`${read.error}\n`)
  app.exit(2)
}
