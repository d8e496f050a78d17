/** The one way by which a text gets into the store, whether a webhook brought it or catch-up found it. */
import { conversationsOfContact, updateConversation } from '../../../db/queries/conversations.ts'
import { copyOf, unpairedStaffText } from '../../../db/queries/copies.ts'
import {
  contactOfPhone,
  everyNumber,
  isElsewhere,
  isGroupMember,
  type Line,
  lineOfPair,
  openSidOfLine,
  ourNumbers,
  readContact,
  readLine,
  readLineSid,
  readNumber,
  updateLineSid,
} from '../../../db/queries/lines.ts'
import { type Message, messageOfSid, updateMessage } from '../../../db/queries/messages.ts'
import { hasTextSince } from '../../../db/queries/routing.ts'
import {
  deleteUnseenStaffText,
  insertStaffText,
  nameStaffNumber,
  staffConversations,
  staffTextOfCopy,
  staffTextOfSid,
  updateStaffText,
} from '../../../db/queries/staff-texts.ts'
import type { Filed, Incoming } from '../../domain/incoming.ts'
import { keptBody } from '../../domain/message-body.ts'
import { optOutWord } from '../../domain/opt-out.ts'
import { makeId, type Work } from '../desk/index.ts'
import { ensurePhone, rootOf } from './contacts.ts'
import { adoptCopy } from './copies.ts'
import { fileOwnText, noteEcho } from './echo.ts'
import { ensureLine, isPool } from './lines.ts'
import { noteOptOut } from './opt-outs.ts'
import { placeGuestText, placeOtherText, placeUnknownLine, unplaced } from './place.ts'
import { refile } from './refile.ts'
import { insertText, keepMedia, noteSid } from './store-text.ts'
import { adoptStray } from './stray.ts'
import { noteTime } from './time-of-text.ts'

/**
 * Files one text in the caller's transaction; said again, it changes nothing. Answers what became of it: `aside` is what
 * must not be filed by guess (no author, one of our own numbers, a stream that is not believed for its number, a
 * Twilio conversation in which no phone is known yet, or which is over a number of another house). The row that brought it stays visible to the desk.
 */
export function fileIncoming(work: Work, incoming: Incoming): Filed {
  const { author } = incoming
  if (author === null || author === '') return 'aside'
  const known = messageOfSid(work.db, incoming.sid)
  if (known !== null) return fillIn(work, known, incoming)
  if (noteEcho(work, incoming)) return 'echo'
  if (incoming.conversationSid !== null && isElsewhere(work.db, incoming.conversationSid)) return 'aside'
  const line = lineOfSid(work, incoming.conversationSid)
  const ours = everyNumber(work.db)
  if (incoming.stray !== true && isOnlyHint(work, incoming, line))
    return isStaff(work, author) && !isGroupMember(work.db, author)
      ? fileEitherWay(work, incoming, line)
      : hint(work, incoming)
  if (adoptStray(work, incoming, line)) {
    if (line === null && incoming.conversationSid !== null) noteSid(work, incoming.conversationSid, null)
    return 'again'
  }
  if (incoming.stream === 'messaging' && (incoming.number === null || !ours.includes(incoming.number))) return 'aside'
  // What we texted to one of the staff is in no guest's conversation.
  if (ours.includes(author) && isStaff(work, incoming.to)) return 'echo'
  if (ours.includes(author))
    return incoming.stream === 'messaging' ? fileOwnText(work, incoming, line ?? lineOfText(work, incoming)) : 'aside'
  if (incoming.stream === 'messaging' && incoming.stray !== true) {
    if (adoptCopy(work, incoming, () => lineOfText(work, incoming))) return 'again'
  }
  // A webhook without Twilio's time may be long behind the copy that the conversation brought.
  if (isStaff(work, author))
    return incoming.isOurTime === true ? fileEitherWay(work, incoming, line) : fileStaffText(work, incoming, line)
  // A command that was given as one of the staff does not become a guest's text when its sender leaves.
  if (staffTextOfSid(work.db, incoming.sid) !== null) return 'again'
  if (!isGuest(work, incoming, line)) return fileOwnText(work, incoming, line)
  return fileGuestText(work, incoming, line ?? lineOfText(work, incoming))
}

const isStaff = (work: Work, phone: string | null): boolean =>
  phone !== null && work.house.staff.some((member) => member.phone === phone)

/** Some senders have a name for a number: theirs is what comes in on a number, and what the conversation was opened with. */
const isGuest = (work: Work, { author, stream }: Incoming, line: Line | null): boolean =>
  stream === 'messaging' ||
  /^\+?\d{3,15}$/.test(author ?? '') ||
  (line !== null && readContact(work.db, line.contactId)?.phone === author)

/** A repetition may bring what the first copy did not have, or say better when it was; nothing else of it counts. */
function fillIn(work: Work, known: Message, incoming: Incoming): Filed {
  if (known.messageIndex === null || known.twilioConversationSid === null)
    updateMessage(work.db, known.id, {
      messageIndex: known.messageIndex ?? incoming.index,
      twilioConversationSid: known.twilioConversationSid ?? incoming.conversationSid,
    })
  noteTime(work, known, incoming)
  keepMedia(work, known.id, incoming)
  return 'again'
}

/** The line a Twilio conversation is known to carry. */
function lineOfSid(work: Work, conversationSid: string | null): Line | null {
  const id = conversationSid === null ? null : (readLineSid(work.db, conversationSid)?.lineId ?? null)
  return id === null ? null : readLine(work.db, id)
}

/** The one number there is. Guests go on texting to one that left the house, so then nobody can tell without asking. */
function onlyNumber(work: Work): string | null {
  const [only] = ourNumbers(work.db)
  return only !== undefined && everyNumber(work.db).length === 1 ? only.phone : null
}

/** The line by the phone of the guest and our number, where both are sure; with one number it can be no other. */
function lineOfText(work: Work, incoming: Incoming): Line | null {
  const number = incoming.stream === 'messaging' ? incoming.number : onlyNumber(work)
  const guest = guestOf(incoming)
  if (number === null || guest === null) return null
  const line = ensureLine(work, ensurePhone(work, guest), number)
  if (incoming.conversationSid !== null) noteSid(work, incoming.conversationSid, line)
  return line
}
const guestOf = (incoming: Incoming): string | null =>
  incoming.author === incoming.number ? incoming.to : incoming.author

/** Each number is believed on one stream; the other only says that there is something to look at. */
function isOnlyHint(work: Work, incoming: Incoming, line: Line | null): boolean {
  const number = line?.number ?? incoming.number ?? onlyNumber(work)
  const ours = number === null ? null : readNumber(work.db, number)
  return ours !== null && ours.authority !== incoming.stream
}
/**
 * Where Twilio opens no conversation for new senders, and none is known with this one, no other copy will come: it is
 * filed at once, as one that only the log has.
 */
function hint(work: Work, incoming: Incoming): Filed {
  const guest = guestOf(incoming)
  const contact = guest === null ? null : contactOfPhone(work.db, guest)
  const line = contact === null || incoming.number === null ? null : lineOfPair(work.db, contact.id, incoming.number)
  const sid = line === null ? null : openSidOfLine(work.db, line)
  if (sid !== null) updateLineSid(work.db, sid.sid, { checkSoon: true })
  const { author, number, body, at } = incoming
  // Twilio knows STOP in more languages and in the house's own words: only this copy says so.
  if (incoming.optOut !== null && author !== null && number !== null)
    noteOptOut(work, author, number, [{ at, word: incoming.optOut }])
  if (sid !== null || author === null || number === null || incoming.stream !== 'messaging') return 'aside'
  const comesAlone = readNumber(work.db, number)?.autocreation === 'off' && !isGroupMember(work.db, author)
  if (!comesAlone || copyOf(work.db, { author, number, body, at }) !== null) return 'aside'
  return fileIncoming(work, { ...incoming, stray: true })
}

/** One to one it is a command, kept until it is answered; in a group it is a word among the others there. */
function fileStaffText(work: Work, incoming: Incoming, line: Line | null): Filed {
  const sid = incoming.conversationSid === null ? null : readLineSid(work.db, incoming.conversationSid)
  if (sid?.kind === 'group' && line !== null) {
    deleteUnseenStaffText(work.db, incoming.sid)
    insertText(work, incoming, line, 'internal', placeOtherText(work, line, incoming.at, incoming.sid))
    return 'filed'
  }
  if (staffTextOfSid(work.db, incoming.sid) !== null) return 'again'
  // Looked at once more by its roster: should it turn out to be a group, the text is no command.
  if (incoming.conversationSid !== null && sid === null) noteSid(work, incoming.conversationSid, null)
  insertStaffText(work.db, {
    id: makeId<string>(work),
    sid: incoming.sid,
    phone: incoming.author ?? '',
    number: incoming.number ?? line?.number ?? sid?.number ?? onlyNumber(work),
    conversationSid: incoming.conversationSid,
    copySid: null,
    body: keptBody(incoming.body),
    at: incoming.at,
    receivedAt: work.now,
    seenAt: null,
  })
  return 'staff-text'
}

/** A command is one on whichever stream it comes; its copy on the other one is known by author and words, one for one. */
function fileEitherWay(work: Work, incoming: Incoming, line: Line | null): Filed {
  const { author, number, body, at } = incoming
  if (adoptStray(work, incoming, line)) return 'again'
  if (incoming.stream !== 'messaging' || author === null || number === null) return fileStaffText(work, incoming, line)
  if (staffTextOfCopy(work.db, incoming.sid) !== null) return 'again'
  const known = unpairedStaffText(work.db, { author, number, body, at })
  if (known === null) {
    // Its copy in their conversation may have been lost on the way: that is looked at soon.
    for (const sid of staffConversations(work.db, author)) updateLineSid(work.db, sid, { checkSoon: true })
    return fileStaffText(work, incoming, line)
  }
  updateStaffText(work.db, known, { copySid: incoming.sid })
  nameStaffNumber(work.db, { id: known }, number)
  return 'again'
}

function fileGuestText(work: Work, incoming: Incoming, line: Line | null): Filed {
  if (line === null) {
    if (incoming.conversationSid !== null) noteSid(work, incoming.conversationSid, null)
    const root = rootOf(work.db, ensurePhone(work, incoming.author ?? ''))
    insertText(work, incoming, null, 'inbound', placeUnknownLine(work, root))
    reopen(work, incoming.sid)
    return 'filed'
  }
  const author = readContact(work.db, line.contactId)
  if (author === null) throw new Error('a line without its contact')
  const root = rootOf(work.db, author).id
  const own = conversationsOfContact(work.db, root)
  const late = hasTextSince(
    work.db,
    own.map((one) => one.id),
    incoming.at,
  )
  const [first] = own
  if (late && first !== undefined) {
    // Its place is found with that of the later ones; until then it stands in any conversation of this person.
    insertText(work, incoming, line, 'inbound', { ...unplaced, routeRule: 'general', conversationId: first.id })
    refile(work, root, incoming.at, { fresh: new Set([incoming.sid]), guests: isPool(work.db) })
  } else insertText(work, incoming, line, 'inbound', placeGuestText(work, line, incoming.at))
  reopen(work, incoming.sid)
  if (incoming.optOut !== null || optOutWord(incoming.body) !== null)
    noteOptOut(
      work,
      incoming.author ?? '',
      line.number,
      incoming.optOut === null ? [] : [{ at: incoming.at, word: incoming.optOut }],
    )
  return 'filed'
}

/** A closed conversation that a guest writes in opens again. */
function reopen(work: Work, sid: string): void {
  const filed = messageOfSid(work.db, sid)
  if (filed !== null) updateConversation(work.db, filed.conversationId, { closedAt: null })
}
