/** The mailbox that booking mail comes to: what the house file or the settings said, and its password or token. */
import type { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import {
  deleteSecret,
  deleteSetting,
  readSecret,
  readSetting,
  writeSecret,
  writeSetting,
} from '../../../db/queries/house.ts'
import { hurryMailboxes } from '../../../db/queries/mails.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { Desk } from '../desk/index.ts'
import { mailboxFileSchema } from './house-file.ts'
import type { Environment } from './lock-accounts.ts'

export type MailboxSettings = z.output<typeof mailboxFileSchema>

/** What the house said of its mailbox; null where no mail is read. */
export function mailboxSettings(db: ReadableDb): MailboxSettings | null {
  const raw = readSetting(db, 'mailbox')
  return raw === undefined || raw === null ? null : mailboxFileSchema.parse(raw)
}

const accountOf = ({ user, host }: MailboxSettings): string => `${user} at ${host}`

/** Names the account in the store; null where no mail is read. */
export function mailboxAccount(db: ReadableDb): string | null {
  const settings = mailboxSettings(db)
  return settings === null ? null : accountOf(settings)
}

export type MailboxLogin = Pick<MailboxSettings, 'host' | 'port' | 'secure' | 'user'> & {
  readonly account: string
  readonly secret: { readonly kind: 'password' | 'access-token'; readonly value: string }
}

/** How to log in: a token named by the house file, else the password from the vault or the environment. Null without any. */
export function mailboxLogin(desk: Desk, environment: Environment): MailboxLogin | null {
  const settings = mailboxSettings(desk.store.read)
  if (settings === null) return null
  const { host, port, secure, user, passwordEnv, accessTokenEnv } = settings
  const named = (variable: string | null): string | null => (variable !== null && environment[variable]) || null
  const token = named(accessTokenEnv)
  const sealed = readSecret(desk.store.read, 'mailbox-password')
  const password = sealed === null ? named(passwordEnv) : desk.store.vault.open('secret', sealed)
  const value = token ?? password
  if (value === null) return null
  const kind = token === null ? 'password' : 'access-token'
  return { host, port, secure, user, account: accountOf(settings), secret: { kind, value } }
}

/** Where its password or token comes from. */
export function mailboxPassword(desk: Desk, environment: Environment): 'kept' | 'environment' | 'none' {
  if (mailboxLogin(desk, environment) === null) return 'none'
  return readSecret(desk.store.read, 'mailbox-password') === null ? 'environment' : 'kept'
}

/** As the screen gave it: read by the rules of the house file, and written. `bad-input` names the field. */
export function saveMailboxParts(
  desk: Desk,
  db: WritableDb,
  given: { readonly mailbox: unknown; readonly password: string | null },
): Failure | null {
  const before = mailboxSettings(db)
  const mailbox = mailboxFileSchema.nullable().safeParse(given.mailbox)
  const issue = mailbox.error?.issues[0]
  if (!mailbox.success)
    return failure('bad-input', `${issue?.path.join('.') || 'Mailbox'}: ${issue?.message}. Nothing was changed.`)
  // The screen knows nothing of variables: those of the house file stay while it is the same account.
  const same = before !== null && mailbox.data !== null && accountOf(before) === accountOf(mailbox.data)
  const named = same ? { passwordEnv: before.passwordEnv, accessTokenEnv: before.accessTokenEnv } : {}
  writeMailbox(desk, db, mailbox.data === null ? null : { ...mailbox.data, ...named }, given.password)
  hurryMailboxes(db, desk.clock.now())
  return null
}

/** Like the feeds: a file is the whole house and switches off what it does not name; the settings screen keeps it. */
export function writeMailboxOfFile(db: WritableDb, mailbox: MailboxSettings | null, keepUnnamed: boolean): void {
  if (mailbox !== null || !keepUnnamed) writeSettings(db, mailbox)
}

/** As the screen gave it; a password left out stays as it was. */
export function writeMailbox(
  desk: Desk,
  db: WritableDb,
  mailbox: MailboxSettings | null,
  password: string | null,
): void {
  writeSettings(db, mailbox)
  if (mailbox !== null && password !== null)
    writeSecret(db, 'mailbox-password', desk.store.vault.seal('secret', password))
}

/** Another account never gets the password of the one before. */
function writeSettings(db: WritableDb, mailbox: MailboxSettings | null): void {
  if (mailbox === null || mailboxAccount(db) !== accountOf(mailbox)) deleteSecret(db, 'mailbox-password')
  if (mailbox === null) deleteSetting(db, 'mailbox')
  else writeSetting(db, 'mailbox', mailbox)
}
