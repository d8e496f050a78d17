/**
 * What the staff texted is answered once, in the order it was written: the text is marked, its command done and the
 * reply written in one transaction, so that a process may die at any moment.
 */

import { z } from 'zod'
import { readSetting } from '../../../db/queries/house.ts'
import { readLineSid } from '../../../db/queries/lines.ts'
import { unreadSince } from '../../../db/queries/staff-commands.ts'
import { readStaffText, type StaffText, unseenStaffTexts, updateStaffText } from '../../../db/queries/staff-texts.ts'
import { restoredSetting } from '../../../db/restore.ts'
import { ok } from '../../domain/result.ts'
import { readSmsText } from '../../domain/sms-command-text.ts'
import { hours, instant, minutes } from '../../domain/time.ts'
import { type Desk, program, transact, type Work } from '../desk/index.ts'
import { staffSince, twilioSettings } from '../house/index.ts'
import { queueReply } from '../staff-replies/index.ts'
import { answerText } from './answer.ts'

/** A command that took this long to come may not hold any more: it is asked for again, not done. */
const tooLateMs = hours(24)
/** Older than this nobody expects an answer: it is the past that a first catch-up brings. */
const pastMs = hours(7 * 24)
/** A phone may text while it is being entered, and clocks differ. */
const registeredMarginMs = minutes(10)
/** So many texts that are no command are answered in so long a time. */
const mostChatter = 3
const chatterMs = minutes(10)
/** Who is in a Twilio conversation is known soon; a text does not wait for it for ever. */
const rosterWaitMs = minutes(2)

/** Answers how many texts were worked off. */
export function answerStaffTexts(desk: Desk): number {
  let answered = 0
  for (const text of unseenStaffTexts(desk.store.read)) {
    if (mayBeOfGroup(desk, text)) continue
    if (workOff(desk, text, replyTo)) answered += 1
  }
  return answered
}

/** In a house that texts in groups a conversation may turn out to be one: what is written there is no command. */
function mayBeOfGroup(desk: Desk, text: StaffText): boolean {
  if (text.conversationSid === null || twilioSettings(desk.store.read)?.mode !== 'group') return false
  const age = desk.clock.now() - text.receivedAt
  if (age < 0 || age > rosterWaitMs) return false
  return (readLineSid(desk.store.read, text.conversationSid)?.checkedAt ?? null) === null
}

/** A bug in one text must not keep the others waiting: nothing of it is done, and its sender is told so. */
function workOff(desk: Desk, text: StaffText, answer: typeof replyTo): boolean {
  try {
    const done = transact(desk, program, (work) => ok(settle(work, text.id, answer)))
    return done.ok && done.value
  } catch (error) {
    if (answer === sorry) throw error
    desk.logger.error('sms.failed', error, { text: text.id })
    return workOff(desk, text, sorry)
  }
}
const sorry: typeof replyTo = () => 'Nothing done: the desk could not work this out. Please do it at the desk.'

/** False where another process was quicker, or the text has gone into its group. */
function settle(work: Work, id: string, answer: typeof replyTo): boolean {
  const text = readStaffText(work.db, id)
  if (text === null || text.seenAt !== null) return false
  updateStaffText(work.db, text.id, { seenAt: work.now })
  const body = answer(work, text)
  const { phone, number, conversationSid } = text
  if (body !== null) queueReply(work, { key: `text:${text.id}`, phone, number, conversationSid, body })
  return true
}

function replyTo(work: Work, text: StaffText): string | null {
  const { phone, body, at } = text
  const isStaff = work.house.staff.some((member) => member.phone === phone)
  if (!isStaff || at < heedable(work, staffSince(work.db, phone)) - registeredMarginMs) return null
  if (work.now - at > pastMs) return null
  const late = lateness(work, text)
  if (late !== null) return lateWords(work, text, late)
  const answered = answerText(work.desk, { phone, body, at, key: `text:${text.id}` })
  if (!answered.ok) return null
  const { command, reply } = answered.value
  // A phone that answers by itself must not be answered for ever.
  const isChatter = command === null && unreadSince(work.db, phone, instant(at - chatterMs)) > mostChatter
  return isChatter ? null : reply
}

/** A moment that lies ahead was noted by another clock than today's: it says nothing of what came before it. */
const heedable = ({ now }: Pick<Work, 'now'>, moment: number): number => (moment > now ? 0 : moment)

/** Why a text is not done but asked for again; null for one that came in time. */
function lateness({ db, now }: Work, { at }: Pick<StaffText, 'at'>): string | null {
  if (now - at > tooLateMs) return `came ${Math.round((now - at) / hours(1))} h late`
  const restored = z.object({ at: z.number() }).catch({ at: 0 }).parse(readSetting(db, restoredSetting))
  return at < heedable({ now }, restored.at) ? 'came before the desk was put back from a backup' : null
}

/** Every late command is said not to be done; of what is no command only the last of one phone. */
function lateWords(work: Work, text: StaffText, why: string): string | null {
  const others = unseenStaffTexts(work.db).filter((one) => one.phone === text.phone && lateness(work, one) !== null)
  if (others.length > 0 && !readSmsText(text.body, work.house.units).ok) return null
  const start = text.body.replace(/[^\x20-\x7e]/g, ' ').slice(0, 30)
  return `Nothing done: "${start}" ${why}. Send it again if it still holds.`
}
