/** Why Twilio or a carrier does not take a text, in plain words, and what helps (facts/twilio.md section 3). Pure. */
import { minutes } from './time.ts'

export type SendingFault = {
  /** Without a full stop: "the guest texted STOP". */
  readonly words: string
  /** True where sending the same text again can help. */
  readonly again: boolean
}

const noNumber: SendingFault = { words: 'this is not a working mobile number', again: false }
const landline: SendingFault = { words: 'this number is a landline and takes no texts', again: false }
const unregistered = (what: string): SendingFault => ({
  words: `our number is not registered for ${what} yet, so carriers block it: see the Twilio console`,
  again: false,
})
const queueFull: SendingFault = { words: 'too many texts wait at Twilio for our number', again: true }

const faults: Readonly<Record<number, SendingFault>> = {
  21211: noNumber,
  21610: { words: 'the guest texted STOP to this number, so nothing may be sent until START comes', again: false },
  21611: queueFull,
  21612: { words: 'Twilio has no way to this number from ours', again: false },
  21614: noNumber,
  21617: { words: 'the text is too long', again: false },
  21635: landline,
  30001: queueFull,
  30002: { words: 'the Twilio account is suspended', again: true },
  30003: { words: 'the phone is off or out of reach', again: true },
  30004: { words: 'the guest or the carrier blocks texts from us', again: false },
  30005: { words: 'the carrier does not know this number', again: false },
  30006: landline,
  30007: { words: 'carrier refused', again: true },
  30008: { words: 'the carrier gave no reason', again: true },
  30032: unregistered('toll-free texting'),
  30034: unregistered('texting to US numbers (10DLC)'),
  50407: { words: 'this is not a number that Twilio can text', again: false },
  50513: { words: 'our number is no longer in this group', again: true },
}

/** What stands behind an error code; a code nobody wrote words for may pass by itself. */
export const sendingFault = (code: number | null): SendingFault =>
  (code === null ? undefined : faults[code]) ?? { words: 'Twilio did not take it', again: true }

/** For the screen: "carrier refused (30007)". */
export const faultWords = (code: number | null): string =>
  code === null || code === 0 ? sendingFault(code).words : `${sendingFault(code).words} (${code})`

/** The guest does not want texts from this number. */
export const optedOutCode = 21610

const pauses = [2_000, 5_000, 15_000, 30_000]
/** Whatever a provider asks: who was refused is never charged for asking again, and a guest waits. */
const longestPauseMs = minutes(60)

/**
 * How long a text waits before it is tried again, in milliseconds: 2 s, 5, 15, 30, then every minute, up to a fifth
 * later, and not sooner than the provider asks, an hour at most. `jitter` is between 0 and 1.
 */
export const textPauseMs = (attempts: number, jitter: number, asked: number | null): number =>
  Math.max(Math.round((pauses[attempts - 1] ?? minutes(1)) * (1 + 0.2 * jitter)), Math.min(asked ?? 0, longestPauseMs))
