import { deskOrigin, originOf } from './addresses.ts'

/** The parts of a frame and its window that the decision needs; Electron's own objects fit. */
export type SenderFrame = { readonly url: string; readonly origin: string; readonly parent: object | null }
export type SenderEvent = {
  readonly senderFrame: SenderFrame | null
  readonly sender: { readonly mainFrame: object }
}

/**
 * SECURITY: only the main frame of app://latchkey asks the desk. A frame that is gone (null), blank, inside another,
 * or from any other origin, the slip's included, does not.
 */
export function isTrustedSender(event: SenderEvent): boolean {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null || frame !== event.sender.mainFrame) return false
  return frame.origin === deskOrigin && originOf(frame.url) === deskOrigin
}
