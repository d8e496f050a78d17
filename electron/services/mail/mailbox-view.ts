/** The mailbox in the settings: how it is, and changing it. */
import { countMails } from '../../../db/queries/mails.ts'
import type { MailboxView } from '../../contract/mailbox-views.ts'
import type { Failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { hours, instant } from '../../domain/time.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'
import { type Environment, mailboxAccount, mailboxPassword, mailboxSettings, saveMailboxParts } from '../house/index.ts'
import { mailboxHealth } from './mailbox-health.ts'

const lookBackDays = 30

export function mailboxView(desk: Desk, environment: Environment): Result<MailboxView, Failure> {
  const db = desk.store.read
  const settings = mailboxSettings(db)
  const password = mailboxPassword(desk, environment)
  const { status, advice, lastOkAt } = mailboxHealth(db, mailboxAccount(db), settings !== null && password === 'none')
  return ok({
    mailbox:
      settings === null
        ? null
        : { host: settings.host, port: settings.port, secure: settings.secure, user: settings.user },
    password,
    status,
    advice,
    lastOkAt,
    mails: countMails(db, instant(desk.clock.now() - hours(24 * lookBackDays))),
  })
}

export type MailboxGiven = { readonly mailbox: unknown; readonly password: string | null }

/** Reads what the screen gave by the rules of the house file and keeps it; `bad-input` names the field. */
export const saveMailbox = (desk: Desk, caller: Caller, given: MailboxGiven): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const refused = saveMailboxParts(desk, work.db, given)
    if (refused !== null) return fail(refused)
    audit(work, given.mailbox === null ? 'mailbox.off' : 'mailbox.set-up', {})
    return ok(null)
  })
