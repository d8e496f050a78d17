import { app, shell } from 'electron'
import type { Logger } from '../ports/logger.ts'
import { mayNavigate, mayOpenOutside } from './addresses.ts'

/** Guards every page of the app from the moment it is made. */
export function guardNavigation(logger: Logger): void {
  app.on('web-contents-created', (_created, contents) => {
    // SECURITY: no frame leaves its place; this event covers the main frame and all others.
    contents.on('will-frame-navigate', (event) => {
      if (mayNavigate(event.url, event.isMainFrame)) return
      event.preventDefault()
      logger.warn('navigation.refused')
    })
    // SECURITY: no answer of ours redirects, so none is followed.
    contents.on('will-redirect', (event) => {
      event.preventDefault()
      logger.warn('navigation.redirect-refused')
    })
    // SECURITY: no page opens a window; a listed https address goes to the system's browser.
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url)
      else logger.warn('navigation.window-refused')
      return { action: 'deny' }
    })
    // SECURITY: a webview would be a page with preferences of its own.
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      logger.warn('navigation.webview-refused')
    })
  })
}
