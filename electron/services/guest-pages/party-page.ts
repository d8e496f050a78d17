/** `/g/<token>`: one party's page, as far as it has come: check-in, waiting for the desk, or all its rooms. */
import { createHash } from 'node:crypto'
import type { ReadableDb } from '../../../db/open-database.ts'
import { readGuest } from '../../../db/queries/bookings.ts'
import { guestCheckInOfLink, updateGuestLink } from '../../../db/queries/guest-pages.ts'
import type { Failure } from '../../domain/failure.ts'
import { needsYes } from '../../domain/guest-page.ts'
import { largestPhoto, mostPhotos } from '../../domain/id-photo.ts'
import { ok, type Result } from '../../domain/result.ts'
import { minutes } from '../../domain/time.ts'
import type { WebAnswer } from '../../ports/listener.ts'
import { audit, transact } from '../desk/index.ts'
import { type OpenedLink, tokenOf } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { doorToOpen, sayWhenComing, unlockFromPage, writeFromPage } from './act.ts'
import { seeOther, stateAnswer } from './answer.ts'
import { checkInByGuest, guestCaller, lastCheckIn } from './check-in.ts'
import type { SentForm } from './forms.ts'
import { goOn } from './go-on.ts'
import type { CheckInFault, CheckInForm, PageModel, RoomNote } from './page-model.ts'
import { keepPhotos } from './photos.ts'
import { doorsOfParty, pageDoors, pageUnits, photoPart, roomPage, shownDoors } from './room.ts'
import type { Visit } from './visit.ts'

/** One entry in the trail for a look, however often its page is read. */
const oneLookMs = minutes(10)

export const smallForm = 64 * 1024
/** As much as the largest photos and the fields beside them. */
const largestForm = mostPhotos * largestPhoto + 1024 * 1024

/** A person sends a photo or a time of arrival a few times at most. */
const formPace = { most: 12, within: minutes(10) } as const

export async function atPartyPage(visit: Visit, opened: OpenedLink, form: SentForm | null): Promise<WebAnswer> {
  if (opened.link.kind === 'once') return form === null ? visit.show(200, { is: 'continue' }) : goOn(visit, opened)
  const stage = stageOf(visit, opened)
  if (form === null) return showStage(visit, opened, stage)
  const home = visit.path(`/g/${tokenOf(visit.desk, opened.link)}`)
  const done = form.field('do')
  if (done === 'check-in') return stage === 'check-in' ? checkIn(visit, opened, form, home) : seeOther(home)
  if (stage !== 'room') return seeOther(home)
  if (done === 'unlock') return confirmUnlock(visit, opened, form, home)
  const said = await act(visit, opened, form)
  if (said !== null) visit.said.put(opened.link.id, said)
  return seeOther(home)
}

/** More was sent than is read: the page says so, and whatever else stood in that form is sent again without it. */
export function tooMuchSent(visit: Visit, opened: OpenedLink): WebAnswer {
  visit.said.put(opened.link.id, { is: 'photos-refused', faults: ['too-large'] })
  return seeOther(visit.path(`/g/${tokenOf(visit.desk, opened.link)}`))
}

/** As much as may be sent there: photos only by those from whom they are taken. */
export const mostSent = (db: ReadableDb, { link }: OpenedLink): number => {
  const { asksPhoto, trustsReference } = guestPageSettings(db)
  return asksPhoto && link.kind === 'page' && !needsYes(link, trustsReference) ? largestForm : smallForm
}

type Stage = 'check-in' | 'waiting' | 'room'

function stageOf({ desk }: Visit, { link, reservation, stays }: OpenedLink): Stage {
  const db = desk.store.read
  if (needsYes(link, guestPageSettings(db).trustsReference))
    return guestCheckInOfLink(db, link.id) === null ? 'check-in' : 'waiting'
  const isIn = lastCheckIn(db, reservation.id) !== null || stays.some((stay) => stay.status === 'in-house')
  return isIn ? 'room' : 'check-in'
}

function showStage(visit: Visit, opened: OpenedLink, stage: Stage): WebAnswer {
  if (stage === 'room') return visit.show(200, { is: 'room', room: revealRoom(visit, opened) })
  noteSeen(visit, opened)
  if (stage === 'check-in') return visit.show(200, checkInModel(visit, opened, emptyForm, []))
  return visit.show(200, { is: 'waiting' })
}

/** Reading the digits is a reveal, and stands in the trail as one. */
function revealRoom(visit: Visit, opened: OpenedLink) {
  const { desk, house, now } = visit
  const room = roomPage({ desk, db: desk.store.read, house, now }, opened, visit.said.take(opened.link.id), true)
  const { link, reservation } = opened
  const looked = room.pins.length > 0 && (link.shownAt === null || link.shownAt <= now - oneLookMs)
  if (!looked) {
    noteSeen(visit, opened)
    return room
  }
  const noted = transact(desk, guestCaller, (work): Result<null, Failure> => {
    updateGuestLink(work.db, link.id, { shownAt: work.now, seenAt: work.now })
    audit(work, 'pin.revealed', { reservationId: reservation.id }, { purpose: 'guest-page', codes: room.pins.length })
    return ok(null)
  })
  if (!noted.ok) throw new Error(`the trail took no entry: ${noted.error.code}`)
  return room
}

function noteSeen({ desk, now }: Visit, { link }: OpenedLink): void {
  if (link.seenAt !== null && link.seenAt > now - minutes(1)) return
  desk.store.write((db) => updateGuestLink(db, link.id, { seenAt: now }))
}

const emptyForm: CheckInForm = { name: '', phone: '', email: '', comesAt: '', consent: false }

function checkInModel(visit: Visit, opened: OpenedLink, form: CheckInForm, faults: readonly CheckInFault[]): PageModel {
  const { desk, house, now } = visit
  const db = desk.store.read
  const { link, reservation, stays } = opened
  const { asksPhoto, trustsReference } = guestPageSettings(db)
  const guest = reservation.guestId === null ? null : readGuest(db, reservation.guestId)
  // SECURITY: the dates stand on every confirmation: whoever has shown nothing else is told nothing of the booking.
  const isStranger = needsYes(link, trustsReference)
  return {
    is: 'check-in',
    units: isStranger ? [] : pageUnits({ desk, db, house, now }, stays),
    form,
    faults,
    knows: { name: guest?.name != null, phone: (guest?.phones.length ?? 0) > 0 },
    photos: { ...photoPart(db, reservation.id, visit.said.take(link.id)), asked: asksPhoto && !isStranger },
  }
}

function checkIn(visit: Visit, opened: OpenedLink, sent: SentForm, home: string): WebAnswer {
  const form: CheckInForm = {
    name: sent.field('name').slice(0, 200),
    phone: sent.field('phone').slice(0, 50),
    email: sent.field('email').slice(0, 200),
    comesAt: sent.field('comes-at').slice(0, 5),
    consent: sent.field('consent') === 'yes',
  }
  const done = checkInByGuest(visit.desk, guestCaller, opened.link.id, { ...form, language: visit.language })
  if (!done.ok) throw new Error(`a guest could not check in: ${done.error.code}`)
  if (done.value.is === 'faults') return visit.show(422, checkInModel(visit, opened, form, done.value.faults))
  if (done.value.is === 'closed') return visit.show(404, { is: 'closed' })
  // A photo that cannot be taken never holds up a check-in: it is said afterwards.
  const photos = sent.files('photo').length === 0 ? null : takePhotos(visit, opened, sent)
  visit.said.put(opened.link.id, photos?.is === 'photos-refused' ? photos : { is: 'checked-in' })
  return seeOther(home)
}

function takePhotos({ desk, pace, now }: Visit, { link, reservation }: OpenedLink, sent: SentForm): RoomNote {
  if (!pace.take(`photos ${reservation.id}`, formPace, now)) return { is: 'photos-refused', faults: ['too-many'] }
  const kept = keepPhotos(desk, guestCaller, link.id, sent.files('photo'))
  const faults = kept.ok ? [...new Set(kept.value.faults)] : []
  return kept.ok && kept.value.kept > 0 && faults.length === 0
    ? { is: 'photos-kept' }
    : { is: 'photos-refused', faults }
}

function confirmUnlock(visit: Visit, opened: OpenedLink, sent: SentForm, home: string): WebAnswer {
  const { desk, house, now } = visit
  const door = doorToOpen({ desk, db: desk.store.read, house, now }, opened, sent.field('door'))
  return door?.unlocks ? visit.show(200, { is: 'confirm-unlock', door }) : seeOther(home)
}

async function act(visit: Visit, opened: OpenedLink, sent: SentForm): Promise<RoomNote | null> {
  const { desk, atDoor, pace, opening, now } = visit
  const acting = { desk, caller: guestCaller, atDoor, pace, opening }
  const said = (result: Result<RoomNote, Failure>): RoomNote | null => (result.ok ? result.value : null)
  switch (sent.field('do')) {
    case 'unlock-now':
      return unlockFromPage(acting, opened, sent.field('door'))
    case 'write':
      return said(
        writeFromPage(acting, opened, {
          stayId: sent.field('stay'),
          body: sent.field('text'),
          key: sent.field('key').slice(0, 64),
        }),
      )
    case 'comes-at':
      return pace.take(`comes-at ${opened.reservation.id}`, formPace, now)
        ? said(sayWhenComing(acting, opened, sent.field('comes-at')))
        : { is: 'bad-time' }
    case 'photos':
      return takePhotos(visit, opened, sent)
    default:
      return null
  }
}

/** What a page asks for again and again: no digits, only how its doors stand, and whether the page itself is another now. */
export function stateOfPage(visit: Visit, opened: OpenedLink): WebAnswer {
  const { desk, house, now } = visit
  const at = { desk, db: desk.store.read, house, now }
  const stage = opened.link.kind === 'once' ? 'continue' : stageOf(visit, opened)
  if (stage !== 'room') return stateAnswer({ page: stage, doors: [] })
  const doors = doorsOfParty(at, opened)
  const shown = shownDoors(doors, guestPageSettings(at.db).pinsAheadHours, now)
  // Other digits are another page, though none of them stands here.
  const digits = doors.map(({ door, code }) => [door.id, code?.pinMac ?? null])
  const shape = JSON.stringify([pageUnits(at, opened.stays), shown.map(({ code }) => code.id), digits])
  return stateAnswer({
    page: createHash('sha256').update(shape).digest('base64url').slice(0, 16),
    doors: pageDoors(at, doors).map(({ doorId, state, unlocks }) => ({ doorId, state, unlocks })),
  })
}
