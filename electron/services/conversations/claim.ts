/** A booking takes what its guest wrote before it was made: the link rule against the store. */
import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Conversation,
  conversationOf,
  insertLink,
  refreshConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import type { House } from '../../../db/queries/house.ts'
import { type Message, messagesOfConversation } from '../../../db/queries/messages.ts'
import { momentsOfContact, staysOfPhones, updateMessages } from '../../../db/queries/routing.ts'
import { isLongOver, judgeLink, type LinkVerdict } from '../../domain/link-rule.ts'
import { isOff, type RoutableStay } from '../../domain/stay-phase.ts'
import { dateOf, type Instant } from '../../domain/time.ts'
import { audit, type Work } from '../desk/index.ts'
import { phonesOfPerson } from './contacts.ts'
import { ensureConversation, followUnit, mustRead, settleCounts } from './conversation.ts'

export type Claim = {
  readonly general: Conversation
  readonly stay: RoutableStay
  readonly moment: Instant
  readonly verdict: LinkVerdict & { readonly claims: true }
  readonly texts: readonly Message[]
  /** Nothing else stands in the conversation: it becomes the unit's as it is. */
  readonly whole: boolean
}

/**
 * The first of these stays that takes the general conversation, judged at its own moment by the texts that were there
 * then and that belong to no booking. What a person settled, and what waits for its roster, is left alone.
 */
export function claimOf(
  db: ReadableDb,
  house: House,
  general: Conversation,
  stays: readonly { readonly stay: RoutableStay; readonly moment: Instant }[],
): Claim | null {
  if (stays.length === 0) return null
  const all = messagesOfConversation(db, general.id)
  for (const { stay, moment } of stays) {
    const texts = all.filter(
      (text) =>
        text.stayId === null &&
        text.settledBy === null &&
        !text.rosterUnknown &&
        text.at <= moment &&
        text.receivedAt <= moment,
    )
    if (texts.length === 0 && (all.length > 0 || general.createdAt > moment)) continue
    // Without a text it can only become the unit's conversation, and that is there already.
    if (texts.length === 0 && conversationOf(db, general.contactId, stay.unitId) !== null) continue
    const verdict = judgeLink({
      stay,
      moment,
      zone: house.property.timeZone,
      texts: texts.filter((text) => text.kind !== 'note').map((text) => text.at),
    })
    if (verdict.claims) return { general, stay, moment, verdict, texts, whole: texts.length === all.length }
  }
  return null
}

/** Promotes the general conversation, once, or moves its texts into the one that the unit has; audited. */
export function takeClaim(work: Work, claim: Claim): void {
  const { general, stay } = claim
  const ids = claim.texts.map((text) => text.id)
  const there = conversationOf(work.db, general.contactId, stay.unitId)
  const promoted = there === null && claim.whole
  if (promoted) updateConversation(work.db, general.id, { unitId: stay.unitId })
  const target = promoted ? general : ensureConversation(work, general.contactId, stay.unitId)
  if (!promoted && target.lineId === null && general.lineId !== null) handOverLine(work, general, target)
  updateMessages(work.db, ids, { conversationId: target.id, stayId: stay.id, reservationId: stay.reservationId })
  insertLink(work.db, {
    conversationId: target.id,
    stayId: stay.id,
    reservationId: stay.reservationId,
    rule: claim.verdict.rule,
    reason: claim.verdict.reason,
    at: claim.moment,
  })
  audit(
    work,
    'conversation.linked',
    { reservationId: stay.reservationId, stayId: stay.id },
    { conversation: target.id, from: general.id, rule: claim.verdict.rule, texts: ids.length },
  )
  refreshConversation(work.db, target.id)
  if (!promoted) settleCounts(work, [general.id])
  followUnit(work, mustRead(work, target.id))
}

function handOverLine(work: Work, from: Conversation, to: Conversation): void {
  const { lineId, lineSetAt, lineSetBy } = from
  updateConversation(work.db, to.id, { lineId, lineSetAt, lineSetBy })
  updateConversation(work.db, from.id, { lineId: null, lineSetAt: null, lineSetBy: null })
}

/** Stays of a person with the moment each last changed in what matters; where none was noted, when it was entered. */
export function staysWithMoments(
  db: ReadableDb,
  general: Pick<Conversation, 'contactId'>,
): readonly { readonly stay: RoutableStay; readonly moment: Instant }[] {
  const moments = new Map<string, Instant>(
    momentsOfContact(db, general.contactId).map((moment) => [moment.stayId, moment.at]),
  )
  return staysOfPhones(db, phonesOfPerson(db, general.contactId))
    .map((stay) => ({ stay, moment: moments.get(stay.id) ?? stay.createdAt }))
    .sort((left, right) => left.moment - right.moment)
}

/** "Link to 201?": bookings of this person that did not take the general conversation by themselves. */
export function linkProposals(
  db: ReadableDb,
  house: House,
  conversation: Pick<Conversation, 'contactId' | 'unitId'>,
  now: Instant,
): readonly RoutableStay[] {
  if (conversation.unitId !== null) return []
  const today = dateOf(now, house.property.timeZone)
  return staysOfPhones(db, phonesOfPerson(db, conversation.contactId)).filter(
    (stay) => !isOff(stay) && !isLongOver(stay, today),
  )
}
