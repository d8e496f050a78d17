import { app } from 'electron'
import type { Logger } from '../ports/logger.ts'

const longestMs = 10_000

/** Quitting waits until the desk has closed its database, but not for ever. */
export function closeBeforeQuit(close: () => Promise<void>, logger: Logger): void {
  let closing = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    const late = setTimeout(() => {
      logger.warn('desk.close-late')
      app.exit(0)
    }, longestMs)
    close()
      .catch((error: unknown) => logger.error('desk.close-failed', error))
      .finally(() => {
        clearTimeout(late)
        app.exit(0)
      })
  })
}
