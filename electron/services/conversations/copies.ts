/**
 * A text that a number's own log brings although its Twilio conversation brought it before: the number's authority was
 * changed in between, or its number was not known then. It is one text all the same.
 */
import { copyOf, sentAbout, staffCopyOf } from '../../../db/queries/copies.ts'
import type { Line } from '../../../db/queries/lines.ts'
import { readContact } from '../../../db/queries/lines.ts'
import { readMessage, updateMessage } from '../../../db/queries/messages.ts'
import { updateStaffText } from '../../../db/queries/staff-texts.ts'
import type { Incoming } from '../../domain/incoming.ts'
import { isSameText } from '../../domain/message-body.ts'
import type { Work } from '../desk/index.ts'
import { rootOf } from './contacts.ts'
import { isPool } from './lines.ts'
import { refile } from './refile.ts'

/** Gives the row that is here the log's sid, so that each entry of the log answers one row. False where there is none. */
export function adoptCopy(work: Work, incoming: Incoming, lineOf: () => Line | null): boolean {
  const { author, number, body, at, sid } = incoming
  if (author === null || number === null || incoming.to !== null) return false
  const text = { author, number, body, at }
  const command = staffCopyOf(work.db, text)
  if (command !== null) {
    // A webhook without Twilio's time says nothing of the order in which commands were given.
    updateStaffText(work.db, command, incoming.isOurTime === true ? { sid } : { sid, at })
    return true
  }
  const copy = copyOf(work.db, text)
  const message = copy === null ? null : readMessage(work.db, copy)
  const line = message === null ? null : lineOf()
  if (message === null || line === null) return false
  // As if the log had brought it from the start: should the conversation repeat it, it finds its row again (stray.ts).
  updateMessage(work.db, message.id, { sid, messageIndex: null, twilioConversationSid: null, lineId: line.id })
  const contact = readContact(work.db, line.contactId)
  if (message.lineId === null && message.settledBy === null && contact !== null)
    refile(work, rootOf(work.db, contact).id, message.at, { fresh: new Set([sid]), guests: isPool(work.db) })
  return true
}

/** True for what the desk sent through Twilio's conversations; what is stored of it is better, since it holds no PIN. */
export const isOwnCopy = (work: Work, incoming: Incoming, line: Line): boolean =>
  sentAbout(work.db, line.id, incoming.at).some((own) =>
    isSameText(`${own.prefix ?? ''}${own.body}`.trim(), incoming.body.trim()),
  )
