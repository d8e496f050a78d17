import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Logger } from '../ports/logger.ts'
import { deskAddress } from './addresses.ts'
import { webPreferences } from './web-preferences.ts'
import { placeOnScreens, readWindowPlace, smallestHeight, smallestWidth, writeWindowPlace } from './window-place.ts'

export type WindowOptions = {
  readonly preload: string
  /** Where the window remembers its place. */
  readonly placeFile: string
  readonly isPackaged: boolean
  readonly logger: Logger
  /** False for a self-test, which needs no one to look. */
  readonly show: boolean
}

/** Opens the desk's window where it was last, and shows it once it has something to show. */
export function openDeskWindow(options: WindowOptions): BrowserWindow {
  const place = readWindowPlace(options.placeFile)
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeOnScreens(place, workAreas),
    minWidth: smallestWidth,
    minHeight: smallestHeight,
    show: false,
    title: 'Latchkey',
    autoHideMenuBar: true,
    // The ground of the two themes, so that nothing flashes before the page has painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#191815' : '#efece5',
    webPreferences: webPreferences(options.preload, options.isPackaged),
  })
  window.once('ready-to-show', () => {
    if (!options.show) return
    if (place?.maximized) window.maximize()
    window.show()
  })
  rememberPlace(window, options)
  window.loadURL(deskAddress).catch((error: unknown) => options.logger.error('window.not-loaded', error))
  return window
}

function rememberPlace(window: BrowserWindow, { placeFile, logger }: WindowOptions): void {
  window.on('close', () => {
    try {
      writeWindowPlace(placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
    } catch (error) {
      logger.error('window.place-not-kept', error)
    }
  })
}
