import type { Session } from 'electron'

/**
 * SECURITY: pages have no business on the network; whatever the desk fetches, its main process does with Node. So a
 * page that was tricked still has nowhere to send what it knows.
 */
export function cutNetwork(session: Session): void {
  const web = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*']
  session.webRequest.onBeforeRequest({ urls: web }, (_details, answer) => answer({ cancel: true }))
  // SECURITY: dictionaries would be fetched from Google's servers.
  session.setSpellCheckerEnabled(false)
}
