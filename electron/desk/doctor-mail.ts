/** How the house's mailbox is, from what the worker wrote down. */
import type { OpenDesk } from '../composition.ts'
import { mailboxSettings } from '../services/house/index.ts'
import { mailboxHealth } from '../services/mail/index.ts'

/** Null where no mail is read. */
export function doctorMail({ desk, mailboxes }: Pick<OpenDesk, 'desk' | 'mailboxes'>) {
  const db = desk.store.read
  const settings = mailboxSettings(db)
  if (settings === null) return null
  const mailbox = mailboxes.current()
  const account = mailbox === null || mailbox === 'no-password' ? null : mailbox.account
  return {
    host: settings.host,
    user: settings.user,
    ...mailboxHealth(db, account, mailbox === 'no-password'),
  }
}
