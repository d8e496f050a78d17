/** Whether a request came from Twilio: facts/twilio.md section 2, "Signature". */
import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js'

export type SignedRequest = {
  /** The account's auth token; never an API key's secret. */
  readonly authToken: string
  /** The public base given to Twilio and the raw path and query as they came; never made from `Host`. */
  readonly url: string
  /** The header `X-Twilio-Signature`, null where it is absent. */
  readonly signature: string | null
  readonly rawBody: Uint8Array
  readonly contentType: string
}

const isForm = (contentType: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(contentType)

/**
 * Judges the signature over the raw bytes: repeated keys together, empty and unknown ones kept, nothing trimmed. A body
 * that is no form counts only with `bodySHA256` in the address. Never throws: what cannot be judged is not signed.
 */
export function isSigned({ authToken, url, signature, rawBody, contentType }: SignedRequest): boolean {
  if (signature === null || signature === '' || authToken === '') return false
  // SECURITY: with bodySHA256 the signature covers the address alone, so the body must be the one it names.
  if (/[?&]bodySHA256=/.test(url)) return unlessThrown(() => isSignedWithBody(authToken, signature, url, rawBody))
  if (!isForm(contentType)) return false
  const params = groupedForm(rawBody)
  return unlessThrown(() => validateRequest(authToken, signature, url, params))
}

/** The SDK throws on an address it cannot read. */
function unlessThrown(judge: () => boolean): boolean {
  try {
    return judge()
  } catch {
    return false
  }
}

function isSignedWithBody(authToken: string, signature: string, url: string, rawBody: Uint8Array): boolean {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rawBody)
  return validateRequestWithBody(authToken, signature, url, text)
}

/** The form's fields; a key given more than once has all its values. */
function groupedForm(rawBody: Uint8Array): Readonly<Record<string, string | string[]>> {
  const form = new URLSearchParams(Buffer.from(rawBody).toString('utf8'))
  const grouped: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const key of new Set(form.keys())) {
    const values = form.getAll(key)
    grouped[key] = values.length === 1 ? values[0]! : values
  }
  return grouped
}
