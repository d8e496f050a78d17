/** The house's mailbox as the services are given it: made when it is first asked for, anew when settings change. */

import { usualTiming } from './adapters/imap/imap-client.ts'
import { imapMailbox } from './adapters/imap/imap-mailbox.ts'
import type { Mailbox, Mailboxes } from './ports/mailbox.ts'
import type { Desk } from './services/desk/index.ts'
import { type Environment, mailboxAccount, mailboxLogin } from './services/house/index.ts'

const readMs = 120_000

export function houseMailboxes(desk: Desk, environment: Environment): Mailboxes {
  let seenMark = ''
  let answer: Mailbox | 'no-password' | null = null
  let key = ''
  return {
    current() {
      const mark = desk.store.changeMark()
      // Nothing was written since: the mailbox is the one that was read last.
      if (mark === seenMark) return answer
      seenMark = mark
      const login = mailboxLogin(desk, environment)
      const asked = login === null ? String(mailboxAccount(desk.store.read)) : JSON.stringify(login)
      if (asked === key) return answer
      key = asked
      if (login === null) answer = mailboxAccount(desk.store.read) === null ? null : 'no-password'
      else answer = imapMailbox({ ...login, timing: usualTiming, readMs })
      return answer
    },
  }
}
