/** What should be on one lock beside what was last seen there. Pure. */
import type { StoredCode } from '../../../db/queries/codes.ts'
import type { ObservedCode } from '../../../db/queries/doors.ts'
import type { DoorCodeLine } from '../../contract/views.ts'
import { currentWindow } from '../../domain/access-window.ts'
import { isOurLabel } from '../../domain/code-label.ts'
import type { ReservationId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/time.ts'
import { isFreeSpare, isoOf } from './door-row.ts'

type Lines = {
  /** Live codes of ours on this door, in the order in which they were made. */
  readonly codes: readonly StoredCode[]
  readonly observed: readonly ObservedCode[]
  /** Refs of what carries our name and belongs to no code of ours. */
  readonly orphans: ReadonlySet<string>
  readonly now: Instant
  readonly nameOf: (id: ReservationId | null) => string
  readonly faultOf: (code: StoredCode) => string | null
}

/** Parties first, soonest end on top; then spares, then what is not ours to decide. */
export function codeLines({ codes, observed, orphans, now, nameOf, faultOf }: Lines): readonly DoorCodeLine[] {
  const spares = codes.filter(isFreeSpare)
  const parties = codes.filter((code) => !isFreeSpare(code)).sort((left, right) => endOf(left, now) - endOf(right, now))
  // What carries our name, is claimed by no live code and is no orphan was removed since the lock was listed.
  const claimed = (seen: ObservedCode): boolean =>
    codes.some((code) => code.providerRef === seen.ref || (seen.label !== null && code.label === seen.label))
  return [
    ...parties.map((code) => ownLine(code, code.kind === 'party' ? nameOf(code.reservationId) : givenNames[code.kind])),
    ...spares.map((code, index) => ownLine(code, `Spare ${index + 1}`)),
    ...observed
      .filter((seen) => !claimed(seen) && (orphans.has(seen.ref) || !isOurLabel(seen.label)))
      .map((seen) => strangeLine(seen, orphans.has(seen.ref) ? 'orphan' : 'foreign')),
  ]

  function ownLine(code: StoredCode, who: string): DoorCodeLine {
    return {
      codeId: code.id,
      kind: code.kind,
      who,
      reservationId: code.reservationId,
      until: Number.isFinite(endOf(code, now)) ? isoOf(endOf(code, now)) : null,
      shouldBe: code.desired,
      state: code.state,
      faultText: faultOf(code),
      openedAt: isoOf(code.openedAt),
      givenTo: code.givenAt === null ? null : nameOf(code.reservationId),
      ref: code.providerRef,
    }
  }
}

const givenNames = { spare: 'Spare code', offline: 'Code made by the lock' } as const

const endOf = (code: StoredCode, now: Instant): Instant =>
  (currentWindow(code.windows, now) ?? code.sent)?.endsAt ?? (Number.POSITIVE_INFINITY as Instant)

const strangeLine = (seen: ObservedCode, kind: 'orphan' | 'foreign'): DoorCodeLine => ({
  codeId: null,
  kind,
  who: seen.label ?? 'Without a name',
  reservationId: null,
  until: isoOf(seen.endsAt),
  shouldBe: null,
  state: kind,
  faultText: null,
  openedAt: null,
  givenTo: null,
  ref: seen.ref,
})
