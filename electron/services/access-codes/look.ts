/** A look at a lock: one listing tells of all its codes, ours and others', and what drifted is put right. */

import { endAttempt } from '../../../db/queries/code-attempts.ts'
import { doubtCodes } from '../../../db/queries/code-writes.ts'
import { liveCodesOnDoor, type StoredCode } from '../../../db/queries/codes.ts'
import { writeDoorHealth, writeObserved } from '../../../db/queries/doors.ts'
import { readHouse } from '../../../db/queries/house.ts'
import { nextStep } from '../../domain/access-code.ts'
import { afterCall, afterLook, type Sighting } from '../../domain/access-code-answers.ts'
import { replanned, withOtherDigits } from '../../domain/access-code-orders.ts'
import type { LockOutcome, RemoteCode } from '../../domain/lock.ts'
import { instant, minutes } from '../../domain/time.ts'
import type { ListCodesResult, LockProvider } from '../../ports/lock-provider.ts'
import { audit, type Desk, program, type Work } from '../desk/index.ts'
import { factsOf, sealDigits, store } from './code-row.ts'
import { newDigits } from './digits.ts'
import { noteDoorAnswer } from './door-rest.ts'
import { answered, type Call, jitterOf, type LockedDoor, settle } from './one-call.ts'

/** How often a door may refuse digits before a person must look at it. */
const mostGenerations = 6

/** Lists the lock, keeps what is on it, and lets every code of ours there know. Answers the listing. */
export async function lookAt(desk: Desk, provider: LockProvider, door: LockedDoor): Promise<ListCodesResult> {
  const askedAt = desk.clock.now()
  const listing = await listTwice(desk, provider, door)
  noteDoorAnswer(desk, door.id, listing.ok ? null : listing.fault)
  desk.store.write((db) => {
    const house = readHouse(db)
    if (house === null) return
    const work: Work = { db, house, now: desk.clock.now(), desk, caller: program }
    if (listing.ok) observe(work, door, listing.codes)
    for (const code of liveCodesOnDoor(db, door.id)) {
      // What was sent after the listing was asked for may be missing in it.
      if (code.stateSince > askedAt && code.stateSince <= work.now) continue
      const facts = factsOf(db, house, code, work.now)
      const due = nextStep(code, facts).do === 'look'
      if (!due && !(listing.ok && code.state === 'on-lock' && code.kind !== 'offline')) continue
      const remote = listing.ok ? find(listing.codes, code) : null
      if (remote !== null && mayChangeDigits(code, remote) && giveOtherDigits(work, code)) continue
      const seen = listing.ok ? sighting(work, remote, code) : { listingFailed: listing.fault }
      const next = settle(afterLook(code, seen, facts, jitterOf(desk)))
      if (listing.ok) noteDrift(work, code, seen as Sighting | null)
      store(work, code, next)
      if (next.state !== code.state) desk.logger.info('lock.state', { code: code.id, state: next.state })
    }
  })
  if (listing.ok) await removeDoubles(desk, provider, door, listing.codes)
  return listing
}

/** Listings have been empty although the lock was not: an empty one is believed when it comes twice. */
async function listTwice(desk: Desk, provider: LockProvider, door: LockedDoor): Promise<ListCodesResult> {
  const first = await provider.listCodes(door.lock.deviceId)
  const empty = first.ok && first.codes.length === 0
  if (!empty || liveCodesOnDoor(desk.store.read, door.id).every((code) => code.state === 'planned')) return first
  return provider.listCodes(door.lock.deviceId)
}

/**
 * A second code under the name of one that is there already: ours, from a try whose answer and trace were lost. It has
 * no row of its own that would ever take it off, so it goes at once; should that fail, the next look finds it again.
 */
async function removeDoubles(
  desk: Desk,
  provider: LockProvider,
  door: LockedDoor,
  codes: readonly RemoteCode[],
): Promise<void> {
  const refs = new Set(codes.map((code) => code.ref))
  const known = new Map(
    liveCodesOnDoor(desk.store.read, door.id)
      .filter((code) => code.providerRef !== null && refs.has(code.providerRef))
      .map((code) => [code.label, code]),
  )
  for (const remote of codes) {
    const code = known.get(remote.label ?? '')
    if (code === undefined || remote.ref === code.providerRef || remote.state === 'removing') continue
    const opId = `${code.label}-g${code.generation}-double`
    const outcome = await provider.removeCode({ opId, deviceId: door.lock.deviceId, ref: remote.ref })
    desk.logger.warn('lock.double-removed', { code: code.id, outcome: outcome.state })
    if (outcome.state === 'confirmed') continue
    const again = instant(desk.clock.now() + minutes(1))
    desk.store.write((db) => doubtCodes(db, door.id, code.providerRef, again))
  }
}

/** Ours by the provider's name for it, or by our label; never by digits alone, which a stranger may share. */
export const find = (
  codes: readonly RemoteCode[],
  code: { readonly providerRef: string | null; readonly label: string },
): RemoteCode | null =>
  codes.find((remote) => remote.ref === code.providerRef) ?? codes.find((remote) => remote.label === code.label) ?? null

export function sighting(work: Work, remote: RemoteCode | null, code: StoredCode): Sighting | null {
  if (remote === null) return null
  if (remote.pin === null) return { code: remote, digits: 'masked' }
  const same = work.desk.store.vault.mac('pin', remote.pin) === code.pinMac
  return { code: remote, digits: same ? 'same' : 'other' }
}

function observe(work: Work, door: LockedDoor, codes: readonly RemoteCode[]): void {
  const { vault } = work.desk.store
  writeObserved(
    work.db,
    door.id,
    [...new Map(codes.map((code) => [code.ref, code])).values()].map(({ pin, ...code }) => ({
      ...code,
      doorId: door.id,
      pinMac: pin === null ? null : vault.mac('pin', pin),
    })),
  )
  writeDoorHealth(work.db, door.id, { listedAt: work.now, seenAt: work.now })
}

/** What was on the lock and is not, or not as it was, was changed by somebody else: that is written down, once. */
function noteDrift(work: Work, code: StoredCode, seen: Sighting | null): void {
  if (code.desired !== 'present' || code.kind === 'offline') return
  const about = { reservationId: code.reservationId, doorId: code.doorId }
  const lost = seen === null && code.state === 'sending' && code.heldSince !== null && code.sent !== null
  if (lost) audit(work, 'code.missing', about, { code: code.id })
  if (seen?.digits === 'other' && code.state === 'on-lock')
    audit(work, 'code.changed-outside', about, { code: code.id })
}

/** Nobody can have used these digits yet: the lock never held them, or they are a spare's that nobody was given. */
const isUnused = (code: StoredCode): boolean =>
  (code.heldSince === null || (code.kind === 'spare' && code.givenAt === null)) && code.generation < mostGenerations

/** The lock says, now or only later, that it will not have these digits. */
const mayChangeDigits = (code: StoredCode, remote: RemoteCode): boolean =>
  code.desired === 'present' &&
  isUnused(code) &&
  remote.state === 'failed' &&
  (remote.fault === 'duplicate' || remote.fault === 'bad-pin')

/** Other digits for this door alone. Without any left the code stays as it is. */
function giveOtherDigits(work: Work, code: StoredCode): boolean {
  const pin = newDigits(work, code.doorId, code.reservationId)
  if (pin === null) return false
  store(work, code, {
    ...settle(withOtherDigits(code, 'refused')),
    ...sealDigits(work, pin),
    generation: code.generation + 1,
  })
  return true
}

/**
 * The door refused the digits. If they turn out to be ours already, they are taken as such; a code that never was on
 * the door gets others, this door alone; one that guests use is never changed, it goes to a person.
 */
export async function digitsRefused(
  desk: Desk,
  provider: LockProvider,
  door: LockedDoor,
  call: Call,
  outcome: LockOutcome,
): Promise<void> {
  const listing = await provider.listCodes(door.lock.deviceId)
  // The clash may be with our own first try: without a listing other digits could leave two codes on the door.
  if (!listing.ok) return answered(desk, call, { state: 'unknown', fault: listing.fault })
  desk.store.write((db) => {
    const house = readHouse(db)
    const code = liveCodesOnDoor(db, door.id).find((one) => one.id === call.code.id)
    if (house === null || code === undefined) return
    const work: Work = { db, house, now: desk.clock.now(), desk, caller: program }
    observe(work, door, listing.codes)
    const facts = factsOf(db, house, code, work.now)
    const ours = find(listing.codes, code)
    if (ours !== null && call.step.do === 'set') {
      store(work, code, settle(afterLook(code, sighting(work, ours, code), facts, jitterOf(desk))))
      endAttempt(db, call.attempt, work.now, 'confirmed', null)
      return
    }
    const fault = 'fault' in outcome ? outcome.fault : null
    endAttempt(db, call.attempt, work.now, outcome.state, fault)
    // A person has ordered other digits meanwhile: those are sent, the refusal was not theirs.
    if (code.generation !== call.code.generation) return store(work, code, { mustLook: false, retryAt: null })
    if (isUnused(code) && giveOtherDigits(work, code)) return
    store(work, code, settle(afterCall(code, call.step, outcome, facts, jitterOf(desk))))
  })
}

/** A full lock: a spare makes room for this code; else somebody who comes last, not within hours, and is not in house. */
export function makeRoom(desk: Desk, door: LockedDoor, call: Call): void {
  // A spare that nobody has takes nobody's place.
  if (call.step.do !== 'set' || (call.code.kind === 'spare' && call.code.givenAt === null)) return
  const startsAt = call.step.window.startsAt
  desk.store.write((db) => {
    const house = readHouse(db)
    if (house === null) return
    const work: Work = { db, house, now: desk.clock.now(), desk, caller: program }
    const live = liveCodesOnDoor(db, door.id).filter((code) => code.sent !== null && code.desired === 'present')
    const begins = (code: StoredCode): number => code.windows[0]?.startsAt ?? 0
    const later = live
      .filter((code) => code.kind === 'party' && begins(code) > Math.max(startsAt, work.now + minutes(240)))
      .filter((code) => !factsOf(db, house, code, work.now).inHouse)
      .sort((left, right) => begins(right) - begins(left))[0]
    const spare = live.find((code) => code.kind === 'spare' && code.reservationId === null)
    const waiting = liveCodesOnDoor(db, door.id).find((code) => code.id === call.code.id)
    if (spare !== undefined) store(work, spare, replanned(spare, 'absent', [], work.now))
    else if (later !== undefined) store(work, later, { notBefore: instant(begins(later) - minutes(180)) })
    else return
    if (waiting !== undefined) store(work, waiting, { state: 'sending', retryAt: instant(work.now + 10_000) })
    audit(work, 'code.made-room', { reservationId: call.code.reservationId, doorId: door.id })
  })
}
