/** The state of doors and stays as the desk sees them, from the codes behind them. Pure. */
import type { StoredCode } from '../../../db/queries/codes.ts'
import type { Door } from '../../../db/queries/house.ts'
import type { DoorState } from '../../contract/views.ts'
import type { Stay } from '../../domain/stay.ts'

/** Worst first: what a receptionist must see of several doors. */
const severity: readonly DoorState[] = [
  'needs-attention',
  'removing',
  'sending',
  'accepted',
  'no-code',
  'planned',
  'on-lock',
  'key',
  'removed',
]

export const worst = (states: readonly DoorState[]): DoorState =>
  severity.find((state) => states.includes(state)) ?? 'no-code'

/** The code that speaks for this stay at this door: the live one, else the last. */
export function codeAt(codes: readonly StoredCode[], stay: Stay, door: Door): StoredCode | null {
  const here = codes.filter((code) => code.doorId === door.id && (code.stayId === null || code.stayId === stay.id))
  return here.find((code) => code.state !== 'removed') ?? here.at(-1) ?? null
}

export function doorState(codes: readonly StoredCode[], stay: Stay, door: Door): DoorState {
  if (!door.hasLock) return 'key'
  return codeAt(codes, stay, door)?.state ?? 'no-code'
}

/**
 * One state for a stay. A stay that has ended is judged by its own doors alone: the shared door's code may live on for
 * the party's other rooms. A key beside a locked door says nothing about that door.
 */
export function stayState(codes: readonly StoredCode[], stay: Stay, doors: readonly Door[]): DoorState {
  const over = stay.status === 'departed' || stay.status === 'cancelled'
  const own = doors.filter((door) => !door.shared)
  const counted = over && own.length > 0 ? own : doors
  const states = counted.map((door) => doorState(codes, stay, door))
  const locked = states.filter((state) => state !== 'key')
  return locked.length === 0 ? 'key' : worst(locked)
}
