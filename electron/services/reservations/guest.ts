import {
  deleteGuest,
  type Guest,
  guestsWithPhone,
  insertGuest,
  type Reservation,
  readGuest,
  reservationsOfGuest,
  updateGuest,
  updateReservation,
  writePhones,
} from '../../../db/queries/bookings.ts'
import { type FieldSource, fieldSourcesOf } from '../../../db/queries/claims.ts'
import { codesOfReservations } from '../../../db/queries/codes.ts'
import { readSetting } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isPerson, mayOverwrite } from '../../domain/field-source.ts'
import type { GuestId } from '../../domain/ids.ts'
import { type PhoneNumber, parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, makeId, rememberSources, type Work } from '../desk/index.ts'

export type GuestDetails = {
  readonly name?: string | null
  readonly phone?: string | null
  /** Another one of theirs: kept behind those that are known, which go on being written to. */
  readonly furtherPhone?: string
  readonly email?: string | null
  readonly language?: string | null
  readonly idSeen?: boolean
  /** A guest known from before, taken for this reservation. */
  readonly guestId?: GuestId | null
}

/** The reservation's one guest: found, or made now, nameless if need be. */
export function ensureGuest(work: Work, reservation: Reservation): GuestId {
  if (reservation.guestId !== null) return reservation.guestId
  const id = makeId<GuestId>(work)
  insertGuest(
    work.db,
    { id, name: null, email: null, language: 'en', phones: [], idSeenAt: null, idSeenBy: null },
    work.now,
  )
  updateReservation(work.db, reservation.id, { guestId: id })
  audit(work, 'guest.made', { reservationId: reservation.id })
  return id
}

export type Described = { readonly guest: Guest; readonly warnings: readonly string[] }

/**
 * Writes what is known of the guest, and who said so. Refuses a phone of the staff or of the house; one another guest has
 * is a warning. A source that speaks by itself neither empties a field nor changes what a person wrote there: that part
 * of it is left out.
 */
export function describeGuest(work: Work, reservation: Reservation, given: GuestDetails): Result<Described, Failure> {
  const { db } = work
  const details = allowed(work, given.guestId ?? reservation.guestId, given)
  const phone = readPhone(work, details.phone)
  if (!phone.ok) return phone
  const further = readPhone(work, details.furtherPhone)
  if (!further.ok) return further
  if (details.guestId && details.guestId !== reservation.guestId) {
    if (readGuest(db, details.guestId) === null)
      return fail(failure('guest-missing', 'That guest is not known any more.'))
    const replaced = reservation.guestId
    updateReservation(db, reservation.id, { guestId: details.guestId })
    if (replaced !== null && reservationsOfGuest(db, replaced).length === 0) deleteGuest(db, replaced)
  }
  const id = details.guestId ?? ensureGuest(work, reservation)
  const before = readGuest(db, id)
  if (before === null) return fail(failure('guest-missing', 'That guest is not known any more.'))
  // Taking a guest known from before, a field left blank means "as it was": the form never saw what that guest has.
  const taken = details.guestId !== undefined && details.guestId !== null && details.guestId !== reservation.guestId
  const written = (text: string | null | undefined): string | null | undefined => {
    const trimmed = text?.trim().slice(0, 200) || null
    return text === undefined || (taken && trimmed === null) ? undefined : trimmed
  }
  const name = written(details.name)
  const email = written(details.email)
  updateGuest(db, id, {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(details.language ? { language: details.language } : {}),
    ...(details.idSeen === undefined || details.idSeen === (before.idSeenAt !== null)
      ? {}
      : { idSeenAt: details.idSeen ? work.now : null, idSeenBy: details.idSeen ? work.caller.actor : null }),
  })
  const warnings: string[] = []
  if (details.phone !== undefined && !(taken && phone.value === null)) {
    const others = phone.value === null ? [] : guestsWithPhone(db, phone.value).filter((other) => other !== id)
    if (others.length > 0) warnings.push('Another guest has this phone number too.')
    writePhones(
      db,
      id,
      phone.value === null
        ? before.phones.slice(1)
        : [phone.value, ...before.phones.filter((known) => known !== phone.value)],
    )
  }
  const phones = readGuest(db, id)?.phones ?? []
  if (further.value !== null && !phones.includes(further.value)) writePhones(db, id, [...phones, further.value])
  audit(
    work,
    'guest.described',
    { reservationId: reservation.id },
    { fields: Object.keys(details).filter((key) => details[key as keyof GuestDetails] !== undefined) },
  )
  for (const one of reservationsOfGuest(db, id)) followReservation(work, one.id)
  const guest = readGuest(db, id)
  if (guest === null) throw new Error('a guest vanished inside its own transaction')
  // What stands as it stood keeps whose word it was: a form sends all its fields.
  rememberSources(
    work,
    id,
    contactFields.filter((field) => heldIn(guest, field) !== heldIn(before, field)),
  )
  return ok({ guest, warnings })
}

const contactFields = ['name', 'phone', 'email'] as const
type ContactField = (typeof contactFields)[number]

const heldIn = (guest: Guest, field: ContactField): string | null =>
  field === 'phone' ? (guest.phones[0] ?? null) : guest[field]

/** The details without the fields that are not the caller's to write. */
function allowed({ db, caller }: Work, id: GuestId | null, details: GuestDetails): GuestDetails {
  if (isPerson(caller.source)) return details
  const guest = id === null ? null : readGuest(db, id)
  const sources = id === null ? [] : fieldSourcesOf(db, [id])
  const isTheirs = (field: ContactField): boolean => {
    if (!details[field]?.trim()) return false
    const said = sources.find((one) => one.field === field)
    // Before sources were noted only people wrote of guests. What a person has emptied stays empty, too.
    const before: Pick<FieldSource, 'source'> | null =
      said ?? (guest !== null && heldIn(guest, field) !== null ? { source: 'desk' } : null)
    return mayOverwrite(before, caller.source)
  }
  const { name, phone, email, ...others } = details
  return Object.fromEntries([
    ...Object.entries(others),
    ...Object.entries({ name, phone, email }).filter(([field]) => isTheirs(field as ContactField)),
  ])
}

function readPhone(work: Work, raw: string | null | undefined): Result<PhoneNumber | null, Failure> {
  if (raw === undefined || raw === null || raw.trim() === '') return ok(null)
  const phone = parsePhone(raw, work.house.property.country)
  if (!phone.ok) {
    const advice =
      phone.error === 'phone-needs-country'
        ? `is not possible in ${work.house.property.country}. Write it with + and the country's number.`
        : 'is not a phone number. Write it with digits only.'
    return fail(failure(phone.error, `What stands under phone ${advice} Nothing was saved.`))
  }
  const ours = readSetting(work.db, 'twilio-numbers')
  const reserved =
    work.house.staff.some((member) => member.phone === phone.value) ||
    (Array.isArray(ours) && ours.includes(phone.value))
  if (reserved)
    return fail(
      failure('phone-reserved', 'This number belongs to the staff or to the house, not to a guest. Nothing was saved.'),
    )
  return ok(phone.value)
}

/**
 * Deletes a reservation's guest; its stays remain, without one. Refused with `guest-has-codes` while a code is
 * scheduled, live or not yet confirmed removed: nobody may hold a PIN that belongs to no one.
 */
export function forgetGuest(work: Work, reservation: Reservation): Result<null, Failure> {
  if (reservation.guestId === null) return fail(failure('guest-missing', 'This reservation has no guest.'))
  const theirs = reservationsOfGuest(work.db, reservation.guestId)
  const codes = codesOfReservations(
    work.db,
    theirs.map((one) => one.id),
  )
  if (codes.some((code) => code.state !== 'removed')) {
    return fail(
      failure(
        'guest-has-codes',
        'This guest still has door codes, live or scheduled. Check out or cancel first, and wait until the codes are gone.',
      ),
    )
  }
  deleteGuest(work.db, reservation.guestId)
  for (const one of theirs) {
    followReservation(work, one.id)
    audit(work, 'guest.deleted', { reservationId: one.id })
  }
  return ok(null)
}
