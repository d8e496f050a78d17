/** How the house's mailbox is, from what the worker wrote down at its last try. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { readMailboxState } from '../../../db/queries/mails.ts'
import { isMailboxFault, mailboxFaultText } from '../../domain/mailbox-fault.ts'
import { toIso } from '../../domain/time.ts'
import { inbox } from './facts.ts'

export type MailboxHealth = {
  /** `never`, `ok`, `no-password`, or the fault of the last try. */
  readonly status: string
  /** What to do about a fault. */
  readonly advice: string | null
  readonly lastTriedAt: string | null
  readonly lastOkAt: string | null
}

/** `account` is null where there is none to look up. */
export function mailboxHealth(db: ReadableDb, account: string | null, lacksPassword: boolean): MailboxHealth {
  const state = account === null ? null : readMailboxState(db, account, inbox)
  const status = lacksPassword ? 'no-password' : (state?.status ?? 'never')
  return {
    status,
    advice: isMailboxFault(status) ? mailboxFaultText(status) : null,
    lastTriedAt: state?.lastTriedAt ? toIso(state.lastTriedAt) : null,
    lastOkAt: state?.lastOkAt ? toIso(state.lastOkAt) : null,
  }
}
