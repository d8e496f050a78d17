import type { WebPreferences } from 'electron'

/** What the desk's page may be: as little as Electron can make of a page. */
export const webPreferences = (preload: string, isPackaged: boolean): WebPreferences => ({
  preload,
  // SECURITY: the page is a web page: no Node, its own world, the system's sandbox.
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  // SECURITY: no guest pages, no dropped file that replaces the desk, no dictionaries from the network.
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // SECURITY: closed on a real desk.
  devTools: !isPackaged,
})
