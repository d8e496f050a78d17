/** A template with the values of the booking a conversation is about. */
import { readGuest, readReservation, readStay } from '../../../db/queries/bookings.ts'
import { readConversation, readLink } from '../../../db/queries/conversations.ts'
import { readTemplate as readStored } from '../../../db/queries/templates.ts'
import type { FilledTemplate } from '../../contract/inbox-views.ts'
import { plannedArrival, plannedDeparture } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { tellingOf } from '../../domain/guest-message.ts'
import type { ConversationId } from '../../domain/ids.ts'
import { readTemplate, type TemplateField } from '../../domain/message-template.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { wallTimeOf } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { dayInWords, wordsFor } from '../printing/index.ts'
import { doorLines } from './body.ts'
import { addresseeOf, readParty } from './party.ts'

type Values = Readonly<Record<TemplateField, string | null>>

/**
 * The parts of a template in order. A field that stands empty has the value null and is named in `missing`, and the
 * body keeps its braces: such a text is not sent. PINs are placeholders. Days are written in the template's language.
 */
export const fillTemplate = (
  desk: Desk,
  input: { readonly conversationId: ConversationId; readonly templateId: string },
): Result<FilledTemplate, Failure> =>
  withHouse(desk, (db) => {
    const template = readStored(db, input.templateId)
    if (template === null) return fail(failure('template-unknown', 'This template is not there any more.'))
    const values = valuesOf(desk, input.conversationId, template.language)
    if (values === null) return fail(failure('conversation-unknown', 'This conversation is not there any more.'))
    const parts = readTemplate(template.body).parts.map((part) => {
      if ('field' in part) return { field: part.field, value: values[part.field] }
      return 'free' in part ? { field: `?${part.free}`, value: null } : part
    })
    return ok({
      parts,
      body: parts.map((part) => ('text' in part ? part.text : (part.value ?? `{${part.field}}`))).join(''),
      missing: [...new Set(parts.flatMap((part) => ('field' in part && part.value === null ? [part.field] : [])))],
    })
  })

function valuesOf(desk: Desk, conversationId: ConversationId, language: string): Values | null {
  const found = withHouse(desk, (db, house, now) => {
    const conversation = readConversation(db, conversationId)
    if (conversation === null) return ok(null)
    const link = conversation.linkId === null ? null : readLink(db, conversation.linkId)
    const stay = link?.stayId ? readStay(db, link.stayId) : null
    const reservation = link?.reservationId ? readReservation(db, link.reservationId) : null
    const party = reservation === null ? null : readParty(db, house, now, reservation.id)
    const guest = reservation?.guestId ? readGuest(db, reservation.guestId) : null
    const { property } = house
    const unitName = (id: string): string | null => house.units.find((unit) => unit.id === id)?.name ?? null
    const days = wordsFor(language)[0]!
    const arrival = stay === null ? null : plannedArrival(stay, property)
    const departure = stay === null ? null : plannedDeparture(stay, property)
    const day = (at: typeof arrival) => (at === null ? null : dayInWords(at, property.timeZone, days, false))
    const units = party?.stays.map((one) => unitName(one.unitId)).filter((name) => name !== null) ?? []
    const doors = party === null ? [] : doorLines({ ...addresseeOf(party, house), language }, party.ways.map(tellingOf))
    return ok<Values>({
      guest: filled(guest?.name),
      unit: filled(unitName(stay?.unitId ?? conversation.unitId ?? '')),
      units: filled(units.join(', ')),
      arrival: day(arrival),
      departure: day(departure),
      checkIn: arrival === null ? property.checkInTime : wallTimeOf(arrival, property.timeZone),
      checkOut: departure === null ? property.checkOutTime : wallTimeOf(departure, property.timeZone),
      reference: filled(reservation?.reference),
      house: filled(property.name),
      address: filled(property.address),
      doors: filled(doors.join('\n')),
    })
  })
  return found.ok ? found.value : null
}

const filled = (value: string | null | undefined): string | null => {
  const text = value?.trim() ?? ''
  return text === '' ? null : text
}
