/** `relink`: the link rule and the pointers once more, with the moments that were stored. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { readReservation } from '../../../db/queries/bookings.ts'
import {
  allConversations,
  type Conversation,
  conversationsOfContact,
  readConversation,
  readLink,
} from '../../../db/queries/conversations.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ConversationId, ReservationId } from '../../domain/ids.ts'
import { parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, transact, withHouse } from '../desk/index.ts'
import { type Claim, claimOf, staysWithMoments, takeClaim } from './claim.ts'
import { contactOf } from './contacts.ts'
import { followUnit, type LookUp, stayOfUnit } from './conversation.ts'

export type RelinkLine = {
  readonly conversation: ConversationId
  /** Booking references, or null. */
  readonly from: string | null
  readonly to: string | null
  readonly rule: string
  readonly reason: string
  readonly applied: boolean
}
type Step = { readonly line: RelinkLine; readonly claim: Claim | null }

/**
 * Repeats the link rule for one phone (as a person writes it) or for everybody, each stay judged at its stored moment,
 * and moves stale links on. Never undoes the router; a second run changes nothing. `dryRun` answers the same lines and
 * writes nothing. An unknown phone has no lines.
 */
export const relink = (
  desk: Desk,
  caller: Caller,
  input: { readonly phone: string | null; readonly dryRun: boolean },
): Result<readonly RelinkLine[], Failure> => {
  if (input.dryRun)
    return withHouse(desk, (db, house, now) => {
      const chosen = chosenConversations({ db, house, now }, input.phone)
      return chosen.ok ? ok(steps({ db, house, now }, chosen.value).map((step) => step.line)) : chosen
    })
  return transact(desk, caller, (work) => {
    const chosen = chosenConversations(work, input.phone)
    if (!chosen.ok) return chosen
    const taken = steps(work, chosen.value)
    for (const step of taken) {
      if (step.claim !== null) takeClaim(work, step.claim)
      else {
        const stale = readConversation(work.db, step.line.conversation)
        if (stale !== null) followUnit(work, stale)
      }
    }
    if (taken.length > 0) audit(work, 'conversations.relinked', {}, { changes: taken.length })
    return ok(taken.map((step) => ({ ...step.line, applied: true })))
  })
}

function chosenConversations(look: LookUp, raw: string | null): Result<readonly Conversation[], Failure> {
  if (raw === null) return ok(allConversations(look.db))
  const phone = parsePhone(raw, look.house.property.country)
  if (!phone.ok)
    return fail(failure(phone.error, 'That is not a phone number as it can be dialled here. Nothing was changed.'))
  const contact = contactOf(look.db, phone.value)
  return ok(contact === null ? [] : conversationsOfContact(look.db, contact.id))
}

function steps(look: LookUp, chosen: readonly Conversation[]): readonly Step[] {
  return chosen.flatMap((conversation) => {
    const step = conversation.unitId === null ? claimStep(look, conversation) : pointerStep(look, conversation)
    return step === null ? [] : [step]
  })
}

function claimStep(look: LookUp, general: Conversation): Step | null {
  const claim = claimOf(look.db, look.house, general, staysWithMoments(look.db, general))
  if (claim === null) return null
  const { rule, reason } = claim.verdict
  const to = referenceOf(look.db, claim.stay.reservationId)
  return { claim, line: { conversation: general.id, from: null, to, rule, reason, applied: false } }
}

function pointerStep(look: LookUp, conversation: Conversation): Step | null {
  const link = conversation.linkId === null ? null : readLink(look.db, conversation.linkId)
  const next = stayOfUnit(look, conversation)
  if ((link?.stayId ?? null) === (next?.stay.id ?? null)) return null
  return {
    claim: null,
    line: {
      conversation: conversation.id,
      from: referenceOf(look.db, link?.reservationId ?? null),
      to: referenceOf(look.db, next?.stay.reservationId ?? null),
      rule: 'phase',
      reason: next === null ? 'its booking is not in this unit any more' : `its booking now is the ${next.phase} one`,
      applied: false,
    },
  }
}

const referenceOf = (db: ReadableDb, id: ReservationId | null): string | null =>
  id === null ? null : (readReservation(db, id)?.reference ?? null)
