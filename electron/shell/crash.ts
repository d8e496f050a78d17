import { app, type BrowserWindow, dialog } from 'electron'
import type { Logger } from '../ports/logger.ts'

export type FaultOptions = {
  readonly logger: Logger
  /** False where nobody looks, such as a self-test: then the fault ends the program. */
  readonly tellStaff: boolean
}

const sentence =
  'Everything saved so far is kept. Restart Latchkey when you can; if this comes again, the log in the data folder tells why.'

/** The one place for faults nobody caught: they are logged, and staff are told once, in words. */
export function catchFaults({ logger, tellStaff }: FaultOptions): void {
  let shown = false
  const onFault = (kind: string) => (error: unknown) => {
    logger.error(kind, error)
    if (!tellStaff) {
      app.exit(1)
      return
    }
    if (shown || !app.isReady()) return
    shown = true
    const buttons = ['Restart Latchkey', 'Go on']
    dialog
      .showMessageBox({
        type: 'error',
        message: 'Latchkey ran into a fault of its own.',
        detail: sentence,
        buttons,
        cancelId: 1,
      })
      .then(({ response }) => {
        shown = false
        if (response !== 0) return
        app.relaunch()
        app.quit()
      })
      .catch((failed: unknown) => logger.error('fault.not-told', failed))
  }
  process.on('uncaughtException', onFault('fault.exception'))
  process.on('unhandledRejection', onFault('fault.rejection'))
}

/** A page that dies is opened again; one that dies again and again stays closed, and staff are told. */
export function reviveWindow(window: BrowserWindow, logger: Logger): void {
  let revivals = 0
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    logger.warn('window.gone', { reason, exitCode })
    if (reason === 'clean-exit' || window.isDestroyed()) return
    revivals += 1
    if (revivals <= 3) window.reload()
    else dialog.showErrorBox('The window of Latchkey keeps closing.', sentence)
  })
  window.on('unresponsive', () => logger.warn('window.unresponsive'))
}
