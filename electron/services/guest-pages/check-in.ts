/** A guest's own check-in: contact and consent, and access by the same way as at the desk (design.md 3.1). */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { type Reservation, readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { fieldSourcesOf } from '../../../db/queries/claims.ts'
import {
  type GuestCheckIn,
  type GuestLink,
  guestCheckInOfLink,
  guestCheckInsOf,
  readGuestCheckIn,
  readGuestLink,
  updateGuestCheckIn,
  updateGuestLink,
  writeGuestCheckIn,
} from '../../../db/queries/guest-pages.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isPerson } from '../../domain/field-source.ts'
import { isOpen, needsYes } from '../../domain/guest-page.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { parseWallTime } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { grantAccess } from '../check-in/index.ts'
import { audit, type Caller, type Desk, makeId, transact, type Work } from '../desk/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { describeGuest, type GuestDetails } from '../reservations/index.ts'
import type { CheckInFault, CheckInForm } from './page-model.ts'

/** Names the wording that is agreed to, should it ever change. */
export const consentWords = 'terms-1'

const keptForm = z.object({ name: z.string(), phone: z.string(), email: z.string(), language: z.string() })
type KeptForm = z.output<typeof keptForm>

export type GuestCheckedIn =
  | { readonly is: 'done' }
  /** Proven by dates alone: kept, without any effect, until the desk says yes. */
  | { readonly is: 'waiting' }
  | { readonly is: 'faults'; readonly faults: readonly CheckInFault[] }
  /** The link was closed meanwhile. */
  | { readonly is: 'closed' }

/**
 * Checks in from the page. Contact data joins what is known of the one guest, all confirmed stays get their codes, and no
 * stay's status changes. Sent twice, it is one check-in. Without consent nothing is kept. A door that cannot have its
 * code now, since another party's still opens it, holds up nobody's check-in: the page says so at that door.
 */
export function checkInByGuest(
  desk: Desk,
  caller: Caller,
  linkId: string,
  given: CheckInForm & { readonly language: string },
): Result<GuestCheckedIn, Failure> {
  const whole = writeCheckIn(desk, caller, linkId, given, grantAccess)
  const isHeldUp = !whole.ok && (whole.error.code === 'unit-still-occupied' || whole.error.code === 'no-digits-left')
  return rolledBack(isHeldUp ? writeCheckIn(desk, caller, linkId, given, grantWhatCanBe) : whole)
}

type Grant = typeof grantAccess
const grantWhatCanBe: Grant = (work, reservation) => planCodes(work, reservation.id, { skipConflicts: true })

const writeCheckIn = (
  desk: Desk,
  caller: Caller,
  linkId: string,
  given: CheckInForm & { readonly language: string },
  grant: Grant,
): Result<GuestCheckedIn, Failure> =>
  transact(desk, caller, (work): Result<GuestCheckedIn, Failure> => {
    const link = readGuestLink(work.db, linkId)
    const stays = link === null ? [] : staysOfReservation(work.db, link.reservationId)
    if (link === null || !isOpen(link, stays, work.house.property, work.now)) return ok({ is: 'closed' })
    const faults = faultsOf(work, link, given)
    if (faults.length > 0) return ok({ is: 'faults', faults })
    const waits = needsYes(link, guestPageSettings(work.db).trustsReference)
    const before = guestCheckInOfLink(work.db, link.id)
    if (before !== null && before.state === 'refused') return ok({ is: 'closed' })
    const { name, phone, email, language } = given
    const form: KeptForm = { name, phone, email, language }
    writeGuestCheckIn(work.db, {
      id: before?.id ?? makeId<string>(work),
      reservationId: link.reservationId,
      linkId: link.id,
      at: before?.at ?? work.now,
      consentAt: work.now,
      consentWords,
      formSealed: waits ? work.desk.store.vault.seal('guest-form', JSON.stringify(form)) : null,
      state: waits ? 'waiting' : 'done',
      decidedAt: waits ? null : work.now,
      decidedBy: waits ? null : work.caller.actor,
      comesAt: parseWallTime(given.comesAt.trim()),
    })
    audit(
      work,
      waits ? 'guest-page.check-in-waits' : 'guest-page.checked-in',
      { reservationId: link.reservationId },
      { consent: consentWords },
    )
    return waits ? ok({ is: 'waiting' }) : takeIn(work, link.reservationId, form, grant)
  })

/** Writes the contact data and gives access. Phones that cannot be used are the form's faults. */
function takeIn(work: Work, id: ReservationId, form: KeptForm, grant: Grant): Result<GuestCheckedIn, Failure> {
  const reservation = readReservation(work.db, id)
  if (reservation === null) return ok({ is: 'closed' })
  const described = describeGuest(work, reservation, detailsOf(work, reservation, form))
  if (!described.ok) return described
  const granted = grant(work, readReservation(work.db, id) ?? reservation)
  return granted.ok ? ok({ is: 'done' }) : granted
}

/**
 * What of a form is written. It fills what is missing: nobody renames a party by its page, and texts go on to the phone
 * that is known. An e-mail address that only a channel gave, often one that ends with the stay, gives way to the guest's.
 */
function detailsOf({ db }: Work, { guestId }: Reservation, form: KeptForm): GuestDetails {
  const known = guestId === null ? null : readGuest(db, guestId)
  const [name, phone, email] = [form.name.trim(), form.phone.trim(), form.email.trim()]
  const said = guestId === null ? [] : fieldSourcesOf(db, [guestId])
  const isChannels = said.some((one) => one.field === 'email' && !isPerson(one.source))
  return {
    ...(name === '' || known?.name != null ? {} : { name }),
    ...(phone === '' ? {} : known !== null && known.phones.length > 0 ? { furtherPhone: phone } : { phone }),
    ...(email === '' || (known?.email != null && !isChannels) ? {} : { email }),
    language: form.language,
  }
}

/** A phone of the staff or of the house is said beside its field; nothing was kept. */
const rolledBack = (result: Result<GuestCheckedIn, Failure>): Result<GuestCheckedIn, Failure> =>
  !result.ok && result.error.code === 'phone-reserved' ? ok({ is: 'faults', faults: ['phone-reserved'] }) : result

function faultsOf(work: Work, link: GuestLink, given: CheckInForm): readonly CheckInFault[] {
  const faults: CheckInFault[] = []
  const guestId = readReservation(work.db, link.reservationId)?.guestId ?? null
  const known = guestId === null ? null : readGuest(work.db, guestId)
  if (given.name.trim() === '' && known?.name == null) faults.push('name')
  const phone = given.phone.trim() === '' ? null : parsePhone(given.phone, work.house.property.country)
  if (phone !== null && !phone.ok) faults.push(phone.error === 'phone-invalid' ? 'phone' : 'phone-needs-country')
  if (given.email.trim() !== '' && !z.email().safeParse(given.email.trim()).success) faults.push('email')
  if (given.comesAt.trim() !== '' && parseWallTime(given.comesAt.trim()) === null) faults.push('time')
  if (!given.consent) faults.push('consent')
  return faults
}

/** The desk has looked at who showed only the dates: what was kept takes effect now, and PINs show on that page. */
export const approveGuestCheckIn = (desk: Desk, caller: Caller, id: string): Result<null, Failure> =>
  transact(desk, caller, (work): Result<null, Failure> => {
    const waiting = readWaiting(work, id)
    if (!waiting.ok) return waiting
    const { checkIn, link } = waiting.value
    const form = writtenForm(desk, checkIn)
    if (form === null) throw new Error('a check-in waits without what was written')
    updateGuestLink(work.db, link.id, { approvedAt: work.now, approvedBy: work.caller.actor })
    decide(work, checkIn, 'done')
    // What the guest wrote stays the guest's word, whoever let it in.
    const asGuest = { ...work, caller: guestCaller }
    const taken = takeIn(asGuest, link.reservationId, form, grantAccess)
    if (taken.ok) return ok(null)
    if (taken.error.code !== 'phone-reserved') return taken
    // Nobody's phone but the house's: the yes to everything else holds.
    const without = takeIn(asGuest, link.reservationId, { ...form, phone: '' }, grantAccess)
    return without.ok ? ok(null) : without
  })

/** Turned away: what was written is forgotten and the link is closed. */
export const refuseGuestCheckIn = (desk: Desk, caller: Caller, id: string): Result<null, Failure> =>
  transact(desk, caller, (work): Result<null, Failure> => {
    const waiting = readWaiting(work, id)
    if (!waiting.ok) return waiting
    const { checkIn, link } = waiting.value
    updateGuestLink(work.db, link.id, { revokedAt: work.now, revokedBy: work.caller.actor })
    decide(work, checkIn, 'refused')
    return ok(null)
  })

/** What was written is kept no longer than until somebody has decided. */
function decide(work: Work, { id, reservationId }: GuestCheckIn, state: 'done' | 'refused'): void {
  const { now, caller } = work
  updateGuestCheckIn(work.db, id, { state, formSealed: null, decidedAt: now, decidedBy: caller.actor })
  audit(work, state === 'done' ? 'guest-page.check-in-approved' : 'guest-page.check-in-refused', { reservationId })
}

function readWaiting(
  work: Work,
  id: string,
): Result<{ readonly checkIn: GuestCheckIn; readonly link: GuestLink }, Failure> {
  const checkIn = readGuestCheckIn(work.db, id)
  const link = checkIn === null ? null : readGuestLink(work.db, checkIn.linkId)
  return checkIn === null || link === null || checkIn.state !== 'waiting'
    ? fail(failure('not-waiting', 'This check-in does not wait any more. Nothing was changed.'))
    : ok({ checkIn, link })
}

/** What a guest wrote whose check-in waits; null once it is decided, when it is kept no more. */
export const writtenForm = (desk: Desk, { formSealed }: Pick<GuestCheckIn, 'formSealed'>): KeptForm | null =>
  formSealed === null ? null : keptForm.parse(JSON.parse(desk.store.vault.open('guest-form', formSealed)))

/** The last check-in of a party that counts; null where nobody checked in by phone. */
export const lastCheckIn = (db: ReadableDb, id: ReservationId): GuestCheckIn | null =>
  guestCheckInsOf(db, [id]).findLast((one) => one.state === 'done') ?? null

/** Whoever holds a guest's page. */
export const guestCaller: Caller = { actor: 'Guest', source: 'guest' }
