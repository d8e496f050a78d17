/** Which codes a reservation should have, on which doors, with which windows (design.md 3.2). Pure. */
import { accessWindow, type HouseTimes, joinWindows, type Window } from './access-window.ts'
import type { DoorId, StayId, UnitId } from './ids.ts'
import { grantsAccess, type Stay } from './stay.ts'
import type { Instant } from './time.ts'

export type CodePolicy = 'per-reservation' | 'per-unit'

export type PlannedDoor = {
  readonly id: DoorId
  readonly name: string
  readonly shared: boolean
  readonly hasLock: boolean
}

export type WantedCode = {
  readonly doorId: DoorId
  /** Null under `per-reservation`. */
  readonly stayId: StayId | null
  readonly windows: readonly Window[]
}

export type CodePlanInput = {
  readonly stays: readonly Stay[]
  readonly doorsOf: (unit: UnitId) => readonly PlannedDoor[]
  readonly policy: CodePolicy
  readonly house: HouseTimes
  readonly now: Instant
}

/** Names a wanted or live code within its reservation. */
export const codeSlot = (code: { readonly doorId: string; readonly stayId: string | null }): string =>
  `${code.doorId} ${code.stayId ?? ''}`

/**
 * The policy by which a party's codes are planned. One that has codes already keeps the kind it has, whatever the house
 * decides later: nobody's digits are changed because of a setting.
 */
export const policyOf = (live: readonly { readonly stayId: string | null }[], house: CodePolicy): CodePolicy =>
  live.length === 0 ? house : live.some((code) => code.stayId === null) ? 'per-reservation' : 'per-unit'

/** One code per door under `per-reservation`, one per stay and door under `per-unit`; doors without a lock get none. */
export function wantedCodes(input: CodePlanInput): readonly WantedCode[] {
  const slots = new Map<string, { doorId: DoorId; stayId: StayId | null; windows: Window[] }>()
  for (const stay of input.stays) {
    if (!grantsAccess(stay, input.now)) continue
    const window = accessWindow(stay, input.house)
    if (window === null || window.endsAt <= input.now) continue
    for (const door of input.doorsOf(stay.unitId)) {
      if (!door.hasLock) continue
      const stayId = input.policy === 'per-unit' ? stay.id : null
      const key = codeSlot({ doorId: door.id, stayId })
      const slot = slots.get(key) ?? { doorId: door.id, stayId, windows: [] }
      slot.windows.push(window)
      slots.set(key, slot)
    }
  }
  return [...slots.values()].map((slot) => ({ ...slot, windows: joinWindows(slot.windows) }))
}
