import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import type { DeskEventName, DeskEvents } from '../contract/events.ts'
import { type AnswerOptions, answerCall } from './answer-call.ts'
import { eventChannel, invokeChannel } from './channels.ts'

export type RouterOptions = AnswerOptions & {
  readonly isTrustedSender: (event: IpcMainInvokeEvent) => boolean
}

/** Puts the desk's procedures on the one channel there is. The only importer of `ipcMain`. */
export function registerRouter({ isTrustedSender, ...options }: RouterOptions): void {
  ipcMain.handle(invokeChannel, (event, name: unknown, input: unknown) =>
    answerCall({ trusted: isTrustedSender(event), name, input }, options),
  )
}

/** Tells a window something it did not ask for. */
export function sendEvent<Name extends DeskEventName>(
  contents: WebContents,
  name: Name,
  event: DeskEvents[Name],
): void {
  if (!contents.isDestroyed()) contents.send(eventChannel, name, event)
}
