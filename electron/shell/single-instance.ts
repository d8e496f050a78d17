import { app, type BrowserWindow } from 'electron'

/**
 * One desk per data folder: two would hold one database and one set of locks. False where another has it; that one
 * comes to the front.
 */
export function holdSingleInstance(window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => bringToFront(window()))
  return true
}

export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
