/** The worker's part in mail: keeps a line to the mailbox, reads it when something came or it is time, and matches. */
import { readMailboxState } from '../../../db/queries/mails.ts'
import { hours, minutes } from '../../domain/time.ts'
import type { Mailbox, Mailboxes, MailWatch } from '../../ports/mailbox.ts'
import type { Desk } from '../desk/index.ts'
import { mailboxAccount } from '../house/index.ts'
import { inbox } from './facts.ts'
import { fetchMail, type MailReport } from './fetch.ts'
import { forgetOldMails } from './forget.ts'
import { type MatchReport, matchMail } from './match.ts'

export type MailDone = MailReport & MatchReport
export type MailPost = {
  /** Does what is due; what takes time goes on by itself. */
  readonly begin: () => void
  /** Reads the mailbox now and matches. */
  readonly settle: () => Promise<MailDone>
  /** Matches what is known already. */
  readonly match: () => MatchReport
  readonly halt: () => Promise<void>
}

/** Waits of minutes come to their end without any write. */
const matchEveryMs = minutes(1)
/** Every write may be a new fact, and most are none. */
const matchPauseMs = 1_000
const forgetEveryMs = hours(24)

export function createMailPost(desk: Desk, mailboxes: Mailboxes): MailPost {
  let reading: Promise<MailReport> | null = null
  let watched: { readonly mailbox: Mailbox; readonly watch: MailWatch } | null = null
  let hasNews = false
  let matchedMark = ''
  let matchedAt = 0
  let forgottenAt = 0
  const ending = new Set<Promise<void>>()

  /** One reading at a time; what comes during one is read by the next. */
  const read = (): Promise<MailReport> => {
    if (reading !== null) return reading
    hasNews = false
    reading = fetchMail(desk, mailboxes).finally(() => {
      reading = null
    })
    return reading
  }
  const unwatch = (): void => {
    if (watched === null) return
    const ended = watched.watch.stop().finally(() => ending.delete(ended))
    ending.add(ended)
    watched = null
  }
  const watch = (): void => {
    const current = mailboxes.current()
    const mailbox = current === 'no-password' ? null : current
    if (watched?.mailbox === mailbox || (watched === null && mailbox === null)) return
    unwatch()
    if (mailbox === null) return
    const onNews = (): void => {
      hasNews = true
    }
    watched = { mailbox, watch: mailbox.watch(onNews) }
  }
  const isDue = (): boolean => {
    const account = mailboxAccount(desk.store.read)
    if (account === null) return false
    const state = readMailboxState(desk.store.read, account, inbox)
    return state === null || state.nextPollAt <= desk.clock.now()
  }
  const match = (): MatchReport => {
    matchedAt = desk.clock.now()
    const report = matchMail(desk)
    matchedMark = desk.store.changeMark()
    return report
  }
  const begin = (): void => {
    watch()
    if (reading === null && (hasNews || isDue()))
      read().catch((error: unknown) => desk.logger.error('mail.reading-failed', error))
    const sinceMs = Math.abs(desk.clock.now() - matchedAt)
    const hasChanged = sinceMs >= matchPauseMs && desk.store.changeMark() !== matchedMark
    if (hasChanged || sinceMs >= matchEveryMs) match()
    if (Math.abs(desk.clock.now() - forgottenAt) < forgetEveryMs) return
    forgottenAt = desk.clock.now()
    forgetOldMails(desk)
  }
  return {
    begin,
    match,
    async settle() {
      // What is under way may have begun before the last mail came.
      await reading
      const report = await read()
      return { ...report, ...match() }
    },
    async halt() {
      unwatch()
      await Promise.all([...ending, reading])
    },
  }
}
