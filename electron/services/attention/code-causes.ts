/** Codes that are not where they should be, and codes that are where they should not be. */
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  codesBeingRemoved,
  codesToConfirm,
  type PartyCode,
  type StoredCode,
  sparesOnDoor,
  troubledCodes,
} from '../../../db/queries/codes.ts'
import { currentWindow } from '../../domain/access-window.ts'
import { lateCode, type Tone } from '../../domain/alert.ts'
import { momentWords, spanWords } from '../../domain/day-words.ts'
import { hours, type Instant, instant, wallTimeOf } from '../../domain/time.ts'
import { doorsOfUnit } from '../access-codes/index.ts'
import { type Cause, cause, doorName, referenceOf, tryAgain, type World } from './cause.ts'
import { faultText } from './fault-text.ts'

export const codeCauses = (world: World): readonly Cause[] => [
  ...stuckCodes(world),
  ...lateCodes(world),
  ...formerCodesLeft(world),
]

const faultOf = ({ house, now }: World, code: StoredCode): string =>
  faultText(code.fault, code.faultSince, house.property.timeZone, now)

/** Codes that no repetition brings to their lock, or not in time. */
const stuckCodes = (world: World): readonly Cause[] =>
  troubledCodes(world.db)
    .filter((code) => code.state === 'needs-attention' && code.desired === 'present')
    .map((code) => {
      const door = doorName(world, code.doorId)
      const whose = code.reservationId === null ? null : referenceOf(world, code.reservationId)
      return cause({
        kind: 'code-needs-attention',
        cause: `code ${code.id}`,
        tone: code.kind === 'party' ? 'bad' : 'question',
        title:
          code.kind === 'party'
            ? `${door}: the code of ${whose} is not on the lock.`
            : `${door}: a spare code ${whose === null ? 'is not on the lock' : `given to ${whose} cannot be changed`}.`,
        detail: faultOf(world, code),
        reservationId: code.reservationId,
        codeId: code.id,
        doorIds: [code.doorId],
        actions: [tryAgain],
      })
    })

/**
 * Wanted codes that the lock has not confirmed shortly before the guest comes, or while the guest is in: one item a
 * door and party, whose colour is part of its cause, so that the red one comes even where the amber one was put aside.
 */
function lateCodes(world: World): readonly Cause[] {
  const groups = new Map<string, PartyCode[]>()
  for (const code of codesToConfirm(world.db, world.now, instant(world.now + hours(1)))) {
    const key = `${code.doorId} ${code.reservationId}`
    groups.set(key, [...(groups.get(key) ?? []), code])
  }
  return [...groups].flatMap(([key, codes]) => {
    // What already needs a person has an item of its own.
    if (codes.some((code) => code.state === 'needs-attention')) return []
    const late = codes
      .flatMap((code) => {
        const found = latenessOf(world, code)
        return found === null ? [] : [{ code, ...found }]
      })
      .sort((left, right) => left.needAt - right.needAt)[0]
    return late === undefined ? [] : [lateCause(world, key, late)]
  })
}

function latenessOf({ db, house, now }: World, code: PartyCode) {
  const window = currentWindow(code.windows, now)
  if (window === null) return null
  const arrivals = staysOfReservation(db, code.reservationId)
    .filter((stay) => stay.status === 'in-house' && (code.stayId === null || code.stayId === stay.id))
    .filter((stay) => doorsOfUnit(house, stay.unitId).some((door) => door.id === code.doorId))
    .flatMap((stay) => stay.arrivedAt ?? [])
  const known = code.heldSince !== null
  return lateCode({
    now,
    window,
    held: known ? code.sent : null,
    waitingSince: known ? code.stateSince : code.createdAt,
    inHouseSince: arrivals.length === 0 ? null : instant(Math.min(...arrivals)),
    sentAhead: house.property.codesAheadHours > 0,
  })
}

function lateCause(
  world: World,
  key: string,
  { code, tone, needAt }: { readonly code: PartyCode; readonly tone: Tone; readonly needAt: Instant },
): Cause {
  const left = needAt - world.now
  const at = wallTimeOf(needAt, world.house.property.timeZone)
  const when = left > 0 ? `the guest may come in ${spanWords(left)} (${at})` : `the guest may come in since ${at}`
  return cause({
    kind: 'code-late',
    cause: `late ${key} ${tone}`,
    tone,
    title: `${doorName(world, code.doorId)}: the code of ${referenceOf(world, code.reservationId)} is ${tone === 'bad' ? 'still not' : 'not'} confirmed on the lock; ${when}.`,
    detail: [faultOf(world, code), tone === 'bad' ? otherWayIn(world, code) : '']
      .filter((text) => text !== '')
      .join(' '),
    reservationId: code.reservationId,
    codeId: code.id,
    doorIds: [code.doorId],
    actions: [tryAgain],
  })
}

/** What the desk can give instead, best first. */
function otherWayIn({ db, house }: World, { doorId }: StoredCode): string {
  const spare = sparesOnDoor(db, doorId).some((one) => one.state === 'on-lock' && one.desired === 'present')
  if (spare) return 'A spare code is on the lock: open the door to give it.'
  const envelope = house.doors.find((door) => door.id === doorId)?.envelope ?? null
  return envelope === null
    ? 'No spare code is on the lock and no key is noted. Open the door to see other ways in.'
    : `No spare code is on the lock. The key is ready: ${envelope}.`
}

/** Revoked codes that the lock does not let go of: whoever knows one may still come in. */
const formerCodesLeft = (world: World): readonly Cause[] =>
  codesBeingRemoved(world.db)
    .filter(
      (code) => code.fault !== null && (code.sent === null ? code.providerRef !== null : code.sent.endsAt > world.now),
    )
    .map((code) => {
      const door = doorName(world, code.doorId)
      const end = code.sent?.endsAt ?? null
      const until = end === null ? 'it is removed' : momentWords(end, world.house.property.timeZone, world.now)
      // A spare that nobody was given is known to the desk alone.
      const spare = code.reservationId === null
      return cause({
        kind: 'former-code',
        cause: `former ${code.id}`,
        tone: spare ? 'question' : 'bad',
        title: spare ? `${door}: an old spare code is still on the lock.` : `${door}: not safe to hand over.`,
        detail: `${spare ? 'It opens' : 'A former code opens it'} until ${until}. ${faultOf(world, code)}`,
        reservationId: code.reservationId,
        codeId: code.id,
        doorIds: [code.doorId],
        actions: [tryAgain],
      })
    })
