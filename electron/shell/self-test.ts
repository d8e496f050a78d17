import type { BrowserWindow } from 'electron'

/** What the page must see, asked from inside it: the bridge answers, and nothing of Node or Electron is in reach. */
const question = `(async () => {
  if (typeof require !== 'undefined' || typeof process !== 'undefined') return 'the page can reach Node'
  if (typeof window.latchkey?.invoke !== 'function') return 'the page has no bridge'
  const state = await window.latchkey.invoke('app.state', {})
  return state?.ok === true ? 'ok' : 'the desk answered ' + String(state?.error?.code)
})()`

/** Proves that the parts of this build fit together: page, preload, router, core and its database. */
export async function selfTest(window: BrowserWindow): Promise<'ok' | string> {
  const { webContents } = window
  if (webContents.isLoading()) {
    const failure = await new Promise<string | null>((resolve) => {
      webContents.once('did-finish-load', () => resolve(null))
      webContents.once('did-fail-load', (_event, _code, description) => resolve(description))
    })
    if (failure !== null) return `the page did not load: ${failure}`
  }
  const answer: unknown = await webContents.executeJavaScript(question)
  return typeof answer === 'string' ? answer : 'the page did not answer'
}
