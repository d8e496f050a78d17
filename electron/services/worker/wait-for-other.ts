import { countDueCodes } from '../../../db/queries/codes.ts'
import { dueFeeds } from '../../../db/queries/feeds.ts'
import { readSetting } from '../../../db/queries/house.ts'
import { readMailboxState } from '../../../db/queries/mails.ts'
import { dueHeads } from '../../../db/queries/outbox.ts'
import { catchUpState, wishForCatchUp } from '../catch-up/index.ts'
import type { Desk } from '../desk/index.ts'
import { mailboxAccount } from '../house/index.ts'
import { inbox } from '../mail/index.ts'

export type SyncWork = 'feeds' | 'locks' | 'twilio' | 'outbox' | 'mail' | 'all'

export const includes = (asked: SyncWork, part: Exclude<SyncWork, 'all'>): boolean => asked === 'all' || asked === part

const longestMs = 60_000

/** Another process works on this folder: it sees what is due within a second; wait for it, a minute at most. */
export async function waitForOther(desk: Desk, what: SyncWork, pause: (ms: number) => Promise<void>): Promise<void> {
  const { store, clock } = desk
  const isTexting = (readSetting(store.read, 'twilio') ?? null) !== null
  const wish = isTexting && includes(what, 'twilio') ? store.write(wishForCatchUp) : 0
  for (let waited = 0; waited < longestMs; waited += 100) {
    const now = clock.now()
    const codesDone = !includes(what, 'locks') || countDueCodes(store.read, now) === 0
    const feedsDone = !includes(what, 'feeds') || dueFeeds(store.read, now).length === 0
    const textsDone = !includes(what, 'outbox') || dueHeads(store.read, now).length === 0
    const mailDone = !includes(what, 'mail') || !isMailDue(desk)
    if (codesDone && feedsDone && textsDone && mailDone && catchUpState(store.read).answered >= wish) return
    await pause(100)
  }
}

function isMailDue({ store, clock }: Desk): boolean {
  const account = mailboxAccount(store.read)
  if (account === null) return false
  const state = readMailboxState(store.read, account, inbox)
  return state === null || state.nextPollAt <= clock.now()
}
