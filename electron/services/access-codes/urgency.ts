/** What is most urgent among the codes that are due at some doors. */

import { wakeCode } from '../../../db/queries/code-writes.ts'
import { dueCodesOnDoors, type StoredCode } from '../../../db/queries/codes.ts'
import { readHouse } from '../../../db/queries/house.ts'
import { nextStep, sameWindow, wantedWindow } from '../../domain/access-code.ts'
import type { AccessCodeId, DoorId } from '../../domain/ids.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import { factsOf } from './code-row.ts'

/** Revocations (0), then what opens soonest (1), then looks (2), soonest first too. A guess: the step itself decides. */
function rankOf(code: StoredCode, now: Instant): { readonly class: 0 | 1 | 2; readonly at: number } {
  const window = wantedWindow(code, now)
  const at = window?.startsAt ?? 0
  if (code.mustLook) return { class: 2, at }
  if (window === null) return { class: 0, at }
  const there = code.sent !== null && sameWindow(code.sent, window)
  return { class: there && ['accepted', 'on-lock', 'sending'].includes(code.state) ? 2 : 1, at }
}

/** No code needs this many steps within a minute: one that takes them goes round in a circle. */
const mostInAMinute = 40

export type Chooser = (doors: readonly DoorId[]) => StoredCode | null

/**
 * Chooses the most urgent due code, again and again. A code that is chosen over and over within a minute is
 * a bug of ours: it is put aside for ten minutes and logged, so that it can neither stop a lane nor burn a vendor's quota.
 */
export function createChooser(desk: Desk): Chooser {
  const counts = new Map<AccessCodeId, { readonly since: Instant; readonly times: number }>()
  const choose: Chooser = (doors) => {
    const now = desk.clock.now()
    const ranked = dueCodesOnDoors(desk.store.read, doors, now, 50)
      .map((code) => ({ code, rank: rankOf(code, now) }))
      .sort((left, right) => left.rank.class - right.rank.class || left.rank.at - right.rank.at)
    const chosen = ranked[0]?.code ?? null
    if (chosen === null) return null
    const before = counts.get(chosen.id)
    const counted = before !== undefined && Math.abs(now - before.since) < minutes(1)
    const next = counted ? { since: before.since, times: before.times + 1 } : { since: now, times: 1 }
    if (counts.size > 1_000) counts.clear()
    counts.set(chosen.id, next)
    if (next.times <= mostInAMinute) return chosen
    desk.logger.error('lock.circle', new Error('a code came up again and again'), { code: chosen.id })
    desk.store.write((db) => wakeCode(db, chosen.id, instant(now + minutes(10))))
    return choose(doors)
  }
  return choose
}

/** True where the code's next step is a look at its lock. */
export function isLook(desk: Desk, code: StoredCode): boolean {
  const house = readHouse(desk.store.read)
  if (house === null) return false
  return nextStep(code, factsOf(desk.store.read, house, code, desk.clock.now())).do === 'look'
}
