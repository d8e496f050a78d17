/**
 * The reconciler: takes up every code that is due and does its next step at its lock. State and intent are stored
 * before each call, so a crash is seen as "unknown" and looked up. One lane per gateway, lanes side by side.
 */
import { dueCodes, endAttempt, insertAttempt, readCode, type StoredCode, wakeCode } from '../../../db/queries/codes.ts'
import { type Door, readHouse, writePinRules } from '../../../db/queries/house.ts'
import {
  type AccessCode,
  afterCall,
  afterLook,
  began,
  type CodeStep,
  nextStep,
  withOtherDigits,
} from '../../domain/access-code.ts'
import type { AccessCodeId } from '../../domain/ids.ts'
import { type LockOutcome, permanentFaults, type RemoteCode } from '../../domain/lock.ts'
import { defaultPinRules, type Pin } from '../../domain/pin.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import type { ListCodesResult, LockProvider } from '../../ports/lock-provider.ts'
import type { Caller, Desk, Work } from '../desk/index.ts'
import { factsOf, newDigits, store } from './plan.ts'
import { type LockProviders, watched } from './watched-provider.ts'

const program: Caller = { actor: 'Latchkey', source: 'program' }

type LockedDoor = Door & { readonly lock: NonNullable<Door['lock']> }
/** What is due at one door. */
type DoorWork = { readonly door: LockedDoor; readonly codes: StoredCode[] }
type Call = {
  readonly code: StoredCode
  readonly step: Extract<CodeStep, { do: 'set' | 'update' | 'remove' }>
  readonly attempt: number
  readonly opId: string
}

/** Does one pass over what is due. Answers how many codes it took up; 0 means that nothing is due. */
export async function reconcile(desk: Desk, locks: LockProviders): Promise<number> {
  const house = readHouse(desk.store.read)
  if (house === null) return 0
  const due = dueCodes(desk.store.read, desk.clock.now(), 500)
  if (due.length === 0) return 0
  const byDoor = new Map<string, DoorWork & { readonly provider: LockProvider }>()
  for (const code of due) {
    const door = house.doors.find(
      (candidate): candidate is LockedDoor => candidate.id === code.doorId && candidate.lock !== null,
    )
    const provider = door === undefined ? null : locks.named(door.lock.provider)
    if (door === undefined || provider === null) {
      answer(desk, code.id, null, { state: 'rejected', fault: 'auth' })
      continue
    }
    const entry = byDoor.get(door.id) ?? { door, provider, codes: [] }
    entry.codes.push(code)
    byDoor.set(door.id, entry)
  }
  const lanes = new Map<string, { provider: LockProvider; doors: DoorWork[] }>()
  // Asked side by side: where nobody answers, the doors wait out one time limit, not one each.
  const named = await Promise.all(
    [...byDoor.values()].map(async (work) => ({ work, lane: await laneOf(desk, work.provider, work.door) })),
  )
  for (const { work, lane } of named) {
    const group = lanes.get(lane) ?? { provider: work.provider, doors: [] }
    group.doors.push(work)
    lanes.set(lane, group)
  }
  await Promise.all([...lanes.values()].map(({ provider, doors }) => runLane(desk, watched(provider, locks), doors)))
  return due.length
}

/** Capabilities tell the lane; what they say of the keypad is kept, so that digits can be drawn offline. */
async function laneOf(desk: Desk, provider: LockProvider, door: LockedDoor): Promise<string> {
  const { pinRules, lane } = await provider.capabilities(door.lock.deviceId)
  const known = JSON.stringify(door.pinRules)
  const told = JSON.stringify(pinRules)
  // A lock that cannot be asked tells what keypads take in general; what this one said before is better.
  const unasked = door.pinRules !== null && told === JSON.stringify(defaultPinRules)
  if (told !== known && !unasked) desk.store.write((db) => writePinRules(db, door.id, pinRules))
  return lane
}

async function runLane(desk: Desk, provider: LockProvider, doors: readonly DoorWork[]): Promise<void> {
  const looks: { door: LockedDoor; ids: AccessCodeId[] }[] = []
  const calls: { door: LockedDoor; id: AccessCodeId; urgency: number }[] = []
  for (const { door, codes } of doors) {
    const ids: AccessCodeId[] = []
    for (const code of codes) {
      const step = stepOf(desk, code)
      if (step.do === 'look') ids.push(code.id)
      // Revocations first, then what opens soonest.
      else calls.push({ door, id: code.id, urgency: step.do === 'remove' ? 0 : (code.windows[0]?.startsAt ?? 0) })
    }
    if (ids.length > 0) looks.push({ door, ids })
  }
  for (const call of calls.sort((left, right) => left.urgency - right.urgency))
    await doStep(desk, provider, call.door, call.id)
  for (const look of looks) await lookAt(desk, provider, look.door, look.ids)
}

const stepOf = (desk: Desk, code: StoredCode): CodeStep => {
  const house = readHouse(desk.store.read)
  return house === null
    ? { do: 'wait', until: null }
    : nextStep(code, factsOf(desk.store.read, house, code, desk.clock.now()))
}

/** Runs `change` on the code as it stands now: the desk may have changed it while the lock was being asked. */
function withCode<Value>(desk: Desk, id: AccessCodeId, change: (work: Work, code: StoredCode) => Value): Value | null {
  return desk.store.write((db) => {
    const house = readHouse(db)
    const code = readCode(db, id)
    if (house === null || code === null) return null
    return change({ db, house, now: desk.clock.now(), desk, caller: program }, code)
  })
}

async function doStep(desk: Desk, provider: LockProvider, door: LockedDoor, id: AccessCodeId): Promise<void> {
  const call = withCode(desk, id, (work, code): Call | null => {
    const step = nextStep(code, factsOf(work.db, work.house, code, work.now))
    if (step.do === 'wait') rest(work, code, step.until)
    if (step.do === 'forget') store(work, code, { state: 'removed' })
    if (step.do === 'look') wakeCode(work.db, id, work.now)
    if (step.do !== 'set' && step.do !== 'update' && step.do !== 'remove') return null
    const opId = `${code.label}-g${code.generation}-${step.do}`
    store(work, code, began(code, step.do))
    // Should this process die now, another takes the row up when the longest call must have ended.
    wakeCode(work.db, id, instant(work.now + minutes(1.5)))
    return {
      code,
      step,
      opId,
      attempt: insertAttempt(work.db, { codeId: id, opId, verb: step.do, startedAt: work.now }),
    }
  })
  if (call === null) return
  const outcome = await ask(desk, provider, door, call)
  desk.logger.info('lock.call', {
    code: id,
    verb: call.step.do,
    outcome: outcome.state,
    fault: 'fault' in outcome ? outcome.fault : null,
  })
  if (
    outcome.state === 'rejected' &&
    (outcome.fault === 'duplicate' || outcome.fault === 'bad-pin') &&
    call.step.do !== 'remove'
  ) {
    await changeDigits(desk, provider, door, call, outcome)
    return
  }
  answer(desk, id, call, outcome)
}

/** Nothing to do for now. A passing fault of an earlier order does not stay on a code whose day has not come. */
function rest(work: Work, code: StoredCode, until: Instant | null): void {
  const untouched = code.sent === null && !code.mustLook && code.desired === 'present'
  if (untouched && code.fault !== null && !permanentFaults.has(code.fault)) {
    store(work, code, { state: 'planned', fault: null, attempts: 0, retryAt: null })
  } else wakeCode(work.db, code.id, until)
}

function ask(desk: Desk, provider: LockProvider, door: LockedDoor, call: Call): Promise<LockOutcome> {
  const { step, code, opId } = call
  const deviceId = door.lock.deviceId
  if (step.do === 'remove') {
    if (code.providerRef === null) return Promise.resolve({ state: 'unknown', fault: 'transient' })
    return provider.removeCode({ opId, deviceId, ref: code.providerRef })
  }
  const pin = desk.store.vault.open('pin', code.pinSealed) as Pin
  const order = { opId, deviceId, pin, startsAt: step.window.startsAt, endsAt: step.window.endsAt, label: code.label }
  if (code.providerRef === null) return provider.setCode(order)
  return provider.updateCode({ ...order, ref: code.providerRef })
}

/** Stores what the lock answered. With `call` null there was nobody to ask. */
function answer(desk: Desk, id: AccessCodeId, call: Call | null, outcome: LockOutcome): void {
  withCode(desk, id, (work, code) => {
    const facts = factsOf(work.db, work.house, code, work.now)
    const step = call?.step ?? { do: 'remove' as const }
    const next = settle(afterCall(code, step, outcome, facts, jitterOf(desk)))
    store(work, code, next)
    if (call !== null)
      endAttempt(work.db, call.attempt, work.now, outcome.state, 'fault' in outcome ? outcome.fault : null)
  })
}

/** A code that was revoked while its call was under way is on its way out, whatever the call brought. */
const settle = (code: AccessCode): AccessCode =>
  code.desired === 'absent' && code.state !== 'removed' ? { ...code, state: 'removing' } : code

const jitterOf = (desk: Desk): number => desk.random.integer(1000) / 1000

/**
 * The door refused the digits. If they turn out to be ours already, they are taken as such; a code that never was on
 * the door gets others, this door alone; one that guests use is never changed, it goes to a person.
 */
async function changeDigits(
  desk: Desk,
  provider: LockProvider,
  door: LockedDoor,
  call: Call,
  outcome: LockOutcome,
): Promise<void> {
  const listing = await provider.listCodes(door.lock.deviceId)
  // The clash may be with our own first try: without a listing other digits could leave two codes on the door.
  if (!listing.ok) return answer(desk, call.code.id, call, { state: 'unknown', fault: listing.fault })
  const ours = find(listing.codes, call.code)
  if (ours !== null && call.step.do === 'set') {
    withCode(desk, call.code.id, (work, code) => {
      store(work, code, settle(afterLook(code, ours, factsOf(work.db, work.house, code, work.now), jitterOf(desk))))
      endAttempt(work.db, call.attempt, work.now, 'confirmed', null)
    })
    return
  }
  const neverUsed = call.code.sent === null
  if (!neverUsed || call.code.generation >= 6) {
    answer(desk, call.code.id, call, outcome)
    return
  }
  withCode(desk, call.code.id, (work, code) => {
    endAttempt(work.db, call.attempt, work.now, outcome.state, 'fault' in outcome ? outcome.fault : null)
    const pin = newDigits(work, door.id)
    if (pin === null)
      return store(
        work,
        code,
        afterCall(code, call.step, outcome, factsOf(work.db, work.house, code, work.now), jitterOf(desk)),
      )
    const vault = desk.store.vault
    store(work, code, {
      ...settle(withOtherDigits(code)),
      pinSealed: vault.seal('pin', pin),
      pinMac: vault.mac('pin', pin),
      generation: code.generation + 1,
    })
  })
}

/** Ours by the provider's name for it, or by our label; never by digits alone, which a stranger may share. */
const find = (
  codes: readonly RemoteCode[],
  code: { readonly providerRef: string | null; readonly label: string },
): RemoteCode | null =>
  codes.find((remote) => remote.ref === code.providerRef) ?? codes.find((remote) => remote.label === code.label) ?? null

async function lookAt(
  desk: Desk,
  provider: LockProvider,
  door: LockedDoor,
  ids: readonly AccessCodeId[],
): Promise<void> {
  const listing: ListCodesResult = await provider.listCodes(door.lock.deviceId)
  for (const id of ids) {
    withCode(desk, id, (work, code) => {
      const facts = factsOf(work.db, work.house, code, work.now)
      if (nextStep(code, facts).do !== 'look') return
      const seen = listing.ok ? find(listing.codes, code) : { listingFailed: listing.fault }
      const next = settle(afterLook(code, seen, facts, jitterOf(desk)))
      store(work, code, next)
      if (next.state !== code.state) desk.logger.info('lock.state', { code: id, state: next.state })
    })
  }
}
