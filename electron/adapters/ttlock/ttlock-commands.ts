import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Answer } from './ttlock-faults.ts'
import type { Gateways } from './ttlock-gateways.ts'
import type { Session } from './ttlock-session.ts'
import type { Fields } from './ttlock-wire.ts'

/** Calls that TTLock carries out at the lock, through its gateway. */
export type Commands = {
  readonly send: (path: string, lockId: string, fields?: Fields) => Promise<Answer<unknown>>
}

/**
 * Sends one command at a time through each gateway: it has no queue, and answers "busy" to a second one. What the
 * program orders in lanes anyway meets here with what a person does at the same time, e.g. an unlocking.
 */
export function gatewayCommands(session: Session, gateways: Gateways, note: NoteFailure, timeoutMs: number): Commands {
  const ends = new Map<string, Promise<unknown>>()
  return {
    async send(path, lockId, fields = {}) {
      const lane = await gateways.laneOf(lockId)
      const call = (): Promise<Answer<unknown>> => session.call(path, { lockId, ...fields }, timeoutMs)
      const turn = (ends.get(lane) ?? Promise.resolve()).then(call, call)
      ends.set(lane, turn)
      const answer = await turn
      if (ends.get(lane) === turn) ends.delete(lane)
      if (answer.ok) {
        gateways.heard(lockId)
        return answer
      }
      const { fault, errcode } = answer.failure
      note(path, lockId, answer.failure)
      if (fault === 'offline' || fault === 'transient') gateways.doubt(lockId, errcode === null ? 'gateways' : 'way')
      return answer
    },
  }
}

export type NoteFailure = (path: string, lockId: string, failure: (Answer<never> & { ok: false })['failure']) => void

/** Which call failed and how. Never an answer, a field or a name: they hold digits and keys. */
export const noteFailures =
  (logger: Logger): NoteFailure =>
  (path, lockId, { fault, reached, errcode }) =>
    logger.warn('ttlock-call-failed', { call: path.replace('/v3/', ''), deviceId: lockId, fault, reached, errcode })

/** True while `since` is less than `ageMs` ago; a clock that was set back makes nothing fresh. */
export function isYounger(clock: Clock, since: number, ageMs: number): boolean {
  const age = clock.now() - since
  return age >= 0 && age < ageMs
}
