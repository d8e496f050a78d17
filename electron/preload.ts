/** The whole of what the page can reach: `window.latchkey`. No logic, no schema, no Electron object passes. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { DeskBridge, DeskEventName } from './contract/events.ts'
import { procedureNames } from './contract/procedure-names.ts'
import { eventChannel, invokeChannel } from './ipc/channels.ts'

const procedures: ReadonlySet<string> = new Set(procedureNames)
const events: Readonly<Record<DeskEventName, true>> = { changed: true, open: true }

const bridge: DeskBridge = {
  // SECURITY: names of the contract only; the page never chooses a channel.
  invoke: (name, input) =>
    procedures.has(name)
      ? ipcRenderer.invoke(invokeChannel, name, input)
      : Promise.resolve({
          ok: false,
          error: { code: 'unknown-procedure', message: 'This desk does not know what the window asked for.' },
        }),
  on: (name, listener) => {
    // SECURITY: own names only, and the event object, which leads to ipcRenderer, stays on this side.
    if (!Object.hasOwn(events, name)) return () => {}
    const relay = (_event: IpcRendererEvent, sent: unknown, detail: unknown): void => {
      if (sent === name) listener(detail as Parameters<typeof listener>[0])
    }
    ipcRenderer.on(eventChannel, relay)
    return () => {
      ipcRenderer.removeListener(eventChannel, relay)
    }
  },
}

contextBridge.exposeInMainWorld('latchkey', bridge)
