/** Why a mailbox could not be read. */
export type MailboxFault =
  /** The server refuses user, password or token. */
  | 'auth'
  /** Nothing to log in with can be found. */
  | 'no-password'
  | 'unreachable'
  | 'timeout'
  /** The server's certificate is not in order. */
  | 'certificate'
  /** It answered something else. */
  | 'refused'

const texts: Readonly<Record<MailboxFault, string>> = {
  auth: 'The server refuses this user name or password. Many services need an app password made for Latchkey.',
  'no-password': 'There is no password for it. Give one in Settings.',
  unreachable: 'Nobody answers under this name and port. Check both, and that this computer is online.',
  timeout: 'The server did not answer in time.',
  certificate: 'The certificate of the server is not in order, so the password was not sent.',
  refused: 'The server answered, but did not let the mails be read.',
}
/** What happened and what to do, for people. */
export const mailboxFaultText = (fault: MailboxFault): string => texts[fault]

export const isMailboxFault = (text: string): text is MailboxFault => Object.hasOwn(texts, text)
