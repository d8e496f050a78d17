/** One connection to an IMAP server. A client cannot be used again once it is closed, so each connection is a new one. */
import type { ImapFlow } from 'imapflow'
import type { MailboxFault } from '../../domain/mailbox-fault.ts'

export type ImapAccess = {
  readonly host: string
  readonly port: number
  /** TLS from the start; without it STARTTLS, which only a server on this computer may lack. */
  readonly secure: boolean
  readonly user: string
  /** Never logged. */
  readonly secret: { readonly kind: 'password' | 'access-token'; readonly value: string }
  readonly timing: ImapTiming
}

export type ImapTiming = {
  /** IDLE is renewed so often, which also proves that the server is there. */
  readonly maxIdleMs: number
  /** A line that is silent for longer is dead. */
  readonly socketMs: number
  readonly connectMs: number
}
/** A server that froze is noticed within five minutes (facts/feeds-mail-print-time.md section 2). */
export const usualTiming: ImapTiming = { maxIdleMs: 240_000, socketMs: 60_000, connectMs: 20_000 }

/** No answer of a server may fill the memory: mails are cut far below this. */
const largestAnswer = 8 * 1024 * 1024

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** A client that is not connected yet; the library is loaded with the first. */
export async function newClient(access: ImapAccess, purpose: 'read' | 'watch'): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const { host, port, secure, user, secret, timing } = access
  const client = new ImapFlow({
    host,
    port,
    secure,
    // SECURITY: the password never goes over the net in the clear.
    ...(secure || isLoopback(host) ? {} : { doSTARTTLS: true }),
    auth: secret.kind === 'password' ? { user, pass: secret.value } : { user, accessToken: secret.value },
    clientInfo: { name: 'Latchkey' },
    logger: false,
    disableAutoIdle: purpose === 'read',
    autoIdleDelay: 200,
    maxIdleTime: timing.maxIdleMs,
    socketTimeout: timing.socketMs,
    connectionTimeout: timing.connectMs,
    greetingTimeout: timing.connectMs,
    maxLineLength: largestAnswer,
    maxLiteralSize: largestAnswer,
    maxResponseSize: 2 * largestAnswer,
  })
  // Whoever waits for an answer is told by it; without a listener the error would end the program.
  client.on('error', () => {})
  return client
}

/** Logs in and opens the inbox read-only; after a failure nothing stays open. */
export async function openInbox(client: ImapFlow): Promise<{ readonly uidValidity: string; readonly uidNext: number }> {
  try {
    await client.connect()
    const { uidValidity, uidNext } = await client.mailboxOpen('INBOX', { readOnly: true })
    return { uidValidity: String(uidValidity), uidNext }
  } catch (error) {
    client.close()
    throw error
  }
}

const unreachable =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|NoConnection|ClosedAfterConnect)/
const late = /TIMEOUT|TIMEDOUT/i
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/

/** What went wrong, without the words of the server. */
export function faultOf(error: unknown): MailboxFault {
  const { authenticationFailed, code } = (error ?? {}) as { authenticationFailed?: unknown; code?: unknown }
  if (authenticationFailed === true) return 'auth'
  const name = typeof code === 'string' ? code : ''
  if (late.test(name)) return 'timeout'
  if (untrusted.test(name)) return 'certificate'
  return unreachable.test(name) ? 'unreachable' : 'refused'
}
