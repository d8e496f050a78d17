/**
 * One call for one code: state and intent are stored before it, so a crash is seen as "unknown" and looked up; the
 * answer is stored after it, on the code as it stands then.
 */
import { endAttempt, insertAttempt } from '../../../db/queries/code-attempts.ts'
import { wakeCode } from '../../../db/queries/code-writes.ts'
import { readCode, type StoredCode } from '../../../db/queries/codes.ts'
import { type Door, readHouse } from '../../../db/queries/house.ts'
import { type AccessCode, type CodeStep, nextStep } from '../../domain/access-code.ts'
import { afterCall, began } from '../../domain/access-code-answers.ts'
import type { AccessCodeId } from '../../domain/ids.ts'
import type { LockFault, LockOutcome } from '../../domain/lock.ts'
import type { Pin } from '../../domain/pin.ts'
import { instant, minutes } from '../../domain/time.ts'
import type { LockProvider } from '../../ports/lock-provider.ts'
import { type Desk, program, type Work } from '../desk/index.ts'
import { factsOf, store } from './code-row.ts'
import { clockIsTrusted } from './trusted-clock.ts'

export type LockedDoor = Door & { readonly lock: NonNullable<Door['lock']> }
type CallStep = Extract<CodeStep, { do: 'set' | 'update' | 'remove' }>
export type Call = {
  readonly code: StoredCode
  readonly step: CallStep
  readonly attempt: number
  readonly opId: string
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

/** Does the code's next step at its lock, and answers what the lock said; null where there was nothing to ask. */
export async function callFor(
  desk: Desk,
  provider: LockProvider,
  door: LockedDoor,
  id: AccessCodeId,
): Promise<{ readonly call: Call; readonly outcome: LockOutcome } | null> {
  const ended = withCode(desk, id, (work, code) => {
    const step = nextStep(code, factsOf(work.db, work.house, code, work.now))
    return (step.do === 'remove' || step.do === 'forget') && code.desired === 'present' && code.kind !== 'offline'
  })
  // Time alone ends this code: not by a clock that the vendor says is wrong.
  if (ended && !(await clockIsTrusted(desk, provider, door.lock.deviceId))) {
    withCode(desk, id, (work) => wakeCode(work.db, id, instant(work.now + minutes(5))))
    return null
  }
  const call = withCode(desk, id, begin)
  if (call === null) return null
  const outcome = await ask(desk, provider, door, call)
  desk.logger.info('lock.call', { code: id, verb: call.step.do, outcome: outcome.state, fault: faultOf(outcome) })
  return { call, outcome }
}

export const faultOf = (outcome: LockOutcome): LockFault | null => ('fault' in outcome ? outcome.fault : null)

function begin(work: Work, code: StoredCode): Call | null {
  const step = nextStep(code, factsOf(work.db, work.house, code, work.now))
  if (step.do === 'wait') store(work, code, {})
  if (step.do === 'forget') store(work, code, { state: 'removed', sent: null, providerRef: null })
  if (step.do === 'look') wakeCode(work.db, code.id, work.now)
  if (step.do !== 'set' && step.do !== 'update' && step.do !== 'remove') return null
  const opId = `${code.label}-g${code.generation}-${step.do}`
  store(work, code, began(code, step.do))
  // Should this process die now, another takes the row up when the longest call must have ended.
  wakeCode(work.db, code.id, instant(work.now + minutes(1.5)))
  const attempt = insertAttempt(work.db, { codeId: code.id, opId, verb: step.do, startedAt: work.now })
  return { code, step, opId, attempt }
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

/** Stores what the lock answered, on the code as it stands now. */
export function answered(desk: Desk, call: Call, outcome: LockOutcome): void {
  withCode(desk, call.code.id, (work, code) => {
    const facts = factsOf(work.db, work.house, code, work.now)
    const stale = code.generation !== call.code.generation && call.step.do !== 'remove'
    const next = settle(afterCall(code, call.step, outcome, facts, jitterOf(desk)))
    // Other digits were ordered while these were on their way: what is there now is looked up and changed.
    store(work, code, stale ? { ...next, state: 'sending', mustLook: true, retryAt: null, heldSince: null } : next)
    endAttempt(work.db, call.attempt, work.now, outcome.state, faultOf(outcome))
  })
}

/** A code that was revoked while its call was under way is on its way out, whatever the call brought. */
export const settle = (code: AccessCode): AccessCode =>
  code.desired === 'absent' && code.state !== 'removed' ? { ...code, state: 'removing' } : code

export const jitterOf = (desk: Desk): number => desk.random.integer(1000) / 1000
