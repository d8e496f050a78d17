/** Digits and addresses go into a text only for the call to the provider, and out of it before it is stored. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { codesOfReservations, givenCodes, readCode } from '../../../db/queries/codes.ts'
import { reservationsOfConversation } from '../../../db/queries/guest-messages.ts'
import { guestLinkOfToken, readGuestLink } from '../../../db/queries/guest-pages.ts'
import type { AccessCodeId, ConversationId } from '../../domain/ids.ts'
import { hideLinks, withLinks } from '../../domain/message-links.ts'
import { hidePins, pinsIn, withPins } from '../../domain/message-pins.ts'
import type { Desk } from '../desk/index.ts'
import { linkAddress, stableBase, tokenOf } from '../guest-links/index.ts'

/**
 * A stored body with its digits and the address of its page, for the provider alone: the answer is never stored, logged
 * or shown.
 */
export const fillPins = (desk: Desk, body: string): string =>
  withPins(
    withLinks(body, (id) => addressOf(desk, id)),
    (id) => {
      const code = readCode(desk.store.read, id as AccessCodeId)
      return code === null || code.pinSealed.length === 0 ? null : desk.store.vault.open('pin', code.pinSealed)
    },
  )

function addressOf(desk: Desk, linkId: string): string | null {
  const base = stableBase(desk.store.read)
  const link = base === null ? null : readGuestLink(desk.store.read, linkId)
  return base === null || link === null ? null : linkAddress(base, tokenOf(desk, link))
}

/**
 * Whether every PIN a stored text names still opens: `dead` where a code is being taken away, `gone` where its digits
 * are erased, so that nothing could be put in their place.
 */
export function pinsOf(db: ReadableDb, body: string): 'open' | 'dead' | 'gone' {
  const codes = pinsIn(body).map((id) => readCode(db, id as AccessCodeId))
  if (codes.some((code) => code === null || code.pinSealed.length === 0)) return 'gone'
  return codes.every((code) => code?.desired === 'present' && code.state !== 'removed') ? 'open' : 'dead'
}

/**
 * What staff typed for this conversation, as it is to be stored: a live PIN of its guest's parties becomes a
 * placeholder, and so does the address of a page, so that neither lies in clear.
 */
export function hideTypedPins(desk: Desk, db: ReadableDb, conversationId: ConversationId, typed: string): string {
  const reservations = reservationsOfConversation(db, conversationId)
  const codes = [...codesOfReservations(db, reservations), ...reservations.flatMap((id) => givenCodes(db, id))]
  const live = codes.filter((code) => code.state !== 'removed')
  const byMac = new Map(live.map((code) => [code.pinMac, code.id as string]))
  const ids = new Set<string>(live.map((code) => code.id))
  return hidePins(
    hideLinks(typed, (token) => guestLinkOfToken(db, desk.store.vault.mac('guest-link', token))?.id ?? null),
    (digits) => byMac.get(desk.store.vault.mac('pin', digits)) ?? null,
    (id) => ids.has(id),
  )
}
