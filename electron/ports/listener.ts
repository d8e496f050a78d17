/** What reaches the desk from outside through its public address, as the raw bytes they came in. */
export type WebRequest = {
  readonly method: string
  /** Path and query exactly as they stood in the request line: signatures cover them. */
  readonly target: string
  readonly contentType: string
  /** `X-Twilio-Signature`; null where there is none. */
  readonly signature: string | null
  readonly body: Buffer
}
export type WebAnswer = { readonly status: number; readonly contentType?: string; readonly body?: string }

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
