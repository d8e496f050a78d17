/** What reaches the desk from outside through its public address, as the raw bytes they came in. */
export type WebRequest = {
  readonly method: string
  /** Path and query exactly as they stood in the request line: signatures cover them. */
  readonly target: string
  readonly contentType: string
  /** `X-Twilio-Signature`; null where there is none. */
  readonly signature: string | null
  /** What browsers say of themselves; null where they do not. */
  readonly browser: BrowserWords
  readonly body: Buffer
}
export type BrowserWords = {
  readonly acceptLanguage: string | null
  /** Where the form stood that was sent. */
  readonly origin: string | null
  /** `Sec-Fetch-Site`: whether another site sent the browser here. */
  readonly fetchSite: string | null
  /** The far end as the tunnel saw it; whatever a caller wrote there himself is left out. */
  readonly address: string | null
}
export type WebAnswer = {
  readonly status: number
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A part of the address space with limits of its own, so that no flood there keeps out what comes elsewhere. */
export type Lane = {
  readonly serves: (target: string) => boolean
  readonly perSecond: number
  readonly burst: number
  /** Asked before the body is read; bytes. */
  readonly maxBodyBytes: (method: string, target: string) => number
  /** How long a large body may take to come in, in milliseconds: a photo over a slow line takes its time. */
  readonly patienceMs: number
  /** So many bodies, and bytes of them, may be coming in at the same time; what is more is answered 503. */
  readonly mostAtOnce: number
  readonly mostBytesAtOnce: number
  /** What is answered to a body over the limit, which is let run out unread for it; null, or absent: 413 at once. */
  readonly tooLarge?: (method: string, target: string) => WebAnswer | null
}

/** Why a request was turned away; only counted. `signature` covers a missing one. */
export type Rejection = 'signature' | 'account' | 'size' | 'rate'

/** True where the vendor signed these bytes for this address with this token; never throws. */
export type SignatureCheck = (signed: {
  readonly authToken: string
  /** The whole address as the vendor knows it: public base and raw target. */
  readonly url: string
  readonly signature: string | null
  readonly rawBody: Buffer
  readonly contentType: string
}) => boolean

/** Asks an address from outside, as a stranger would: the self-test's way in. Null where nothing answered. */
export type OutsideCall = (request: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}) => Promise<{ readonly status: number; readonly body: string } | null>

/** Asks for a page from outside as a browser does, without being sent on. Null where nothing answered. */
export type BrowserCall = (url: string) => Promise<BrowserSaw | null>
export type BrowserSaw = {
  readonly status: number
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  /** Its beginning. */
  readonly body: string
}
