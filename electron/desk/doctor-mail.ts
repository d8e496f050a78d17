/** How the house's mailbox is, from what the worker wrote down. */
import { readMailboxState } from '../../db/queries/mails.ts'
import type { OpenDesk } from '../composition.ts'
import { isMailboxFault, mailboxFaultText } from '../domain/mailbox-fault.ts'
import { toIso } from '../domain/time.ts'
import { mailboxSettings } from '../services/house/index.ts'
import { inbox } from '../services/mail/index.ts'

/** Null where no mail is read. */
export function doctorMail({ desk, mailboxes }: Pick<OpenDesk, 'desk' | 'mailboxes'>) {
  const db = desk.store.read
  const settings = mailboxSettings(db)
  if (settings === null) return null
  const mailbox = mailboxes.current()
  const state = mailbox === null || mailbox === 'no-password' ? null : readMailboxState(db, mailbox.account, inbox)
  const status = mailbox === 'no-password' ? mailbox : (state?.status ?? 'never')
  return {
    host: settings.host,
    user: settings.user,
    status,
    advice: isMailboxFault(status) ? mailboxFaultText(status) : null,
    lastTriedAt: state?.lastTriedAt ? toIso(state.lastTriedAt) : null,
    lastOkAt: state?.lastOkAt ? toIso(state.lastOkAt) : null,
  }
}
