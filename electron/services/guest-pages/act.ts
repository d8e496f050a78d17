/** What a guest does on the room page: open a door, write to the desk, say when they come. */
import { readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { guestCheckInsOf, readGuestLink, updateGuestCheckIn } from '../../../db/queries/guest-pages.ts'
import { readHouse } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isOpen, staysOnPage } from '../../domain/guest-page.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { minutes, parseWallTime } from '../../domain/time.ts'
import type { AtDoor } from '../access-codes/index.ts'
import { filePageText } from '../conversations/index.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'
import { unlockDoor } from '../fallback/index.ts'
import type { OpenedLink } from '../guest-links/index.ts'
import { unitName } from '../reservations/index.ts'
import type { Pace } from './pace.ts'
import type { PageDoor, RoomNote } from './page-model.ts'
import { type At, doorsOfParty, type Party, pageDoors } from './room.ts'

/** Twilio's longest text: what comes from a page is answered by text and should be no longer. */
export const longestLetter = 1_600

/** A door opens for some seconds; somebody fumbling with luggage needs it again soon, a program does not. */
export const unlockPace = { most: 6, within: minutes(5) } as const
const writePace = { most: 10, within: minutes(10) } as const

export type Acting = {
  readonly desk: Desk
  readonly caller: Caller
  readonly atDoor: AtDoor
  readonly pace: Pace
  /** Doors that are being opened, by page and door. */
  readonly opening: Map<string, Promise<RoomNote>>
}

/** The door of that id as the page shows it; where it stands there for several units, the one that opens now. */
export function doorToOpen(at: At, party: Party, doorId: string): PageDoor | null {
  const doors = pageDoors(at, doorsOfParty(at, party)).filter((one) => one.doorId === doorId)
  return doors.find((one) => one.unlocks) ?? doors[0] ?? null
}

/**
 * Opens one door of the party: only while its code would open it, and never without an entry in the trail. A second
 * click joins the first.
 */
export function unlockFromPage(acting: Acting, opened: OpenedLink, doorId: string): Promise<RoomNote> {
  const key = `${opened.link.id} ${doorId}`
  const under = acting.opening.get(key)
  if (under !== undefined) return under
  const opening = unlockOnce(acting, opened, doorId).finally(() => acting.opening.delete(key))
  acting.opening.set(key, opening)
  return opening
}

async function unlockOnce(acting: Acting, opened: OpenedLink, doorId: string): Promise<RoomNote> {
  const { desk, caller, pace } = acting
  const door = openableDoor(desk, opened, doorId)
  if (!door?.unlocks) return { is: 'not-now', door: door?.name ?? '' }
  if (!pace.take(`unlock ${opened.reservation.id}`, unlockPace, desk.clock.now()))
    return { is: 'too-often', door: door.name }
  const unlocked = await unlockDoor(desk, caller, whileOpen(acting, opened), {
    door: door.doorId,
    reason: 'Asked on the guest page',
    reservationId: opened.reservation.id,
  })
  if (unlocked.ok) return { is: unlocked.value.state, door: door.name }
  if (unlocked.error.code === 'no-access') return { is: 'not-now', door: door.name }
  // Its answer was lost: the door may stand open.
  const maybe = unlocked.error.code === 'unlock-unknown'
  return { is: maybe ? 'maybe-opened' : 'not-opened', door: door.name }
}

/** The door as it stands now, for a page that is open now; null where the page was closed meanwhile. */
function openableDoor(desk: Desk, { link }: OpenedLink, doorId: string): PageDoor | null {
  const db = desk.store.read
  const house = readHouse(db)
  const now = desk.clock.now()
  const current = readGuestLink(db, link.id)
  const reservation = current === null ? null : readReservation(db, current.reservationId)
  if (house === null || current === null || reservation === null) return null
  const stays = staysOfReservation(db, reservation.id)
  if (!isOpen(current, stays, house.property, now)) return null
  return doorToOpen({ desk, db, house, now }, { reservation, stays }, doorId)
}

/** SECURITY: an order may wait behind a slow lock; when its turn comes the booking may be cancelled or over. */
const whileOpen =
  ({ desk, atDoor }: Acting, opened: OpenedLink): AtDoor =>
  async (doorId, use) => {
    const done = await atDoor(doorId, async (provider, deviceId) =>
      openableDoor(desk, opened, doorId)?.unlocks ? { value: await use(provider, deviceId) } : null,
    )
    if (!done.ok) return done
    return done.value === null
      ? fail(failure('no-access', 'This door is not open to them any more. It was not opened.'))
      : ok(done.value.value)
  }

/** Files what was written under the unit it is about. `key` is of the form: the same words sent twice with it are one text. */
export function writeFromPage(
  { desk, caller, pace }: Acting,
  opened: OpenedLink,
  written: { readonly stayId: string; readonly body: string; readonly key: string },
): Result<RoomNote, Failure> {
  return transact(desk, caller, (work): Result<RoomNote, Failure> => {
    const { reservation } = opened
    const stay = staysOnPage(opened.stays, work.now).find((one) => one.id === written.stayId)
    const guest = reservation.guestId === null ? null : readGuest(work.db, reservation.guestId)
    const [phone] = guest?.phones ?? []
    if (stay === undefined || phone === undefined)
      return fail(failure('no-phone', 'Without a phone number nobody can answer. Nothing was kept.'))
    const unit = unitName(work.house, stay.unitId)
    const body = written.body.replace(/\r\n?/g, '\n').trim()
    if (body === '') return ok({ is: 'nothing-written', unit })
    if (body.length > longestLetter) return ok({ is: 'too-long', unit })
    if (!pace.take(`write ${reservation.id}`, writePace, work.now)) return ok({ is: 'too-many-texts', unit })
    // Somebody who goes back and writes something else in the same form is heard as well.
    const key = `${opened.link.id} ${work.desk.store.vault.mac('guest-form', `${written.key} ${body}`)}`
    if (filePageText(work, { phone, stay, body, key }) === 'filed')
      audit(work, 'guest-page.wrote', { reservationId: reservation.id, stayId: stay.id }, { unit })
    return ok({ is: 'written', unit })
  })
}

/** When they come: for the desk to read. It moves no code: whoever comes earlier after all gets in. */
export const sayWhenComing = (
  { desk, caller }: Pick<Acting, 'desk' | 'caller'>,
  opened: OpenedLink,
  raw: string,
): Result<RoomNote, Failure> =>
  transact(desk, caller, (work): Result<RoomNote, Failure> => {
    const time = parseWallTime(raw.trim())
    if (time === null) return ok({ is: 'bad-time' })
    const last = guestCheckInsOf(work.db, [opened.reservation.id]).findLast((one) => one.state === 'done')
    if (last === undefined) return ok({ is: 'bad-time' })
    if (last.comesAt !== time) {
      updateGuestCheckIn(work.db, last.id, { comesAt: time })
      audit(work, 'guest-page.comes-at', { reservationId: opened.reservation.id }, { time })
    }
    return ok({ is: 'time-kept', time })
  })
