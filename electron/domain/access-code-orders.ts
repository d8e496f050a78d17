/** What a changed plan makes of an access code: other windows, wanted again, revoked, other digits. Pure. */
import { type AccessCode, type CodeState, isNowhere, sameWindow } from './access-code.ts'
import { currentWindow, type Window } from './access-window.ts'
import { type Instant, instant } from './time.ts'

/** Revoked while a change was under way, a code may open as long as either window says. */
const longest = (sent: Window | null, asked: Window | null): Window | null =>
  sent === null || asked === null
    ? (sent ?? asked)
    : {
        startsAt: instant(Math.min(sent.startsAt, asked.startsAt)),
        endsAt: instant(Math.max(sent.endsAt, asked.endsAt)),
      }

/**
 * The code after the plan changed: other windows, wanted again, or no longer. A fault of before is forgotten, since
 * the order is a new one; what is on its way is looked up first.
 */
export function replanned(
  code: AccessCode,
  desired: 'present' | 'absent',
  windows: readonly Window[],
  now: Instant,
): AccessCode {
  const current = currentWindow(windows, now)
  const settled = code.sent !== null && current !== null && sameWindow(code.sent, current)
  if (desired === 'present' && code.desired === 'present' && settled) return { ...code, windows }
  const revived = desired === 'present' && code.desired === 'absent'
  const quietlyPlanned = isNowhere(code) && !code.mustLook
  const state = (): CodeState => {
    if (desired === 'absent') return quietlyPlanned ? 'removed' : 'removing'
    if (quietlyPlanned) return 'planned'
    return 'sending'
  }
  return {
    ...code,
    desired,
    windows,
    sent: desired === 'absent' && code.mustLook ? longest(code.sent, currentWindow(code.windows, now)) : code.sent,
    state: state(),
    mustLook: quietlyPlanned ? false : code.mustLook || revived,
    fault: null,
    attempts: 0,
    retryAt: null,
    notBefore: null,
  }
}

/**
 * The code with other digits: its door refused the first ones, or a person ordered new ones. What the provider holds
 * of it is changed, not doubled. `refused`: the call under way has ended without an effect; otherwise one whose end is
 * not known is still looked up first.
 */
export function withOtherDigits(code: AccessCode, why: 'refused' | 'ordered'): AccessCode {
  const mustLook = why === 'ordered' && code.mustLook
  const untouched = isNowhere(code) && !mustLook
  return {
    ...code,
    state: code.state === 'needs-attention' && why === 'refused' ? code.state : untouched ? 'planned' : 'sending',
    sent: null,
    mustLook,
    fault: null,
    attempts: 0,
    retryAt: null,
    heldSince: null,
    verifiedAt: null,
    openedAt: null,
  }
}
