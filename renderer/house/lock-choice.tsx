import { Choice } from '../components/choice.tsx'
import { providerName } from '../desk/door-words.ts'
import { words } from '../words/index.ts'
import type { DraftDoor, LockDevice } from './draft.ts'

const NONE = 'none'
const idOf = (lock: DraftDoor['lock']) => (lock ? `${lock.provider} ${lock.deviceId}` : NONE)

/** The lock of one door: none, a simulated one, or one of an account's. */
export function LockChoice(props: {
  readonly door: DraftDoor
  readonly devices: readonly LockDevice[]
  /** Whether a simulated lock may be chosen. */
  readonly simulator: boolean
  readonly onLock: (lock: DraftDoor['lock']) => void
}) {
  const { door } = props
  const locks: { id: string; label: string; hint?: string; lock: DraftDoor['lock'] }[] = [
    { id: NONE, label: words.house.noLock, lock: null },
  ]
  const simulated = { provider: 'simulator', deviceId: door.key }
  if (props.simulator) locks.push({ id: idOf(simulated), label: words.house.simulator, lock: simulated })
  for (const device of props.devices) {
    const lock = { provider: device.provider, deviceId: device.deviceId }
    const hint = device.online === false ? words.house.offline : undefined
    locks.push({ id: idOf(lock), label: device.name, ...(hint ? { hint } : {}), lock })
  }
  // A lock kept from before is offered by its id while its account was not asked.
  const current = idOf(door.lock)
  if (door.lock && !locks.some((one) => one.id === current))
    locks.push({ id: current, label: `${providerName(door.lock.provider)}: ${door.lock.deviceId}`, lock: door.lock })
  return (
    <Choice
      filter
      label={words.house.lockOf(door.name)}
      unset={current}
      value={current}
      options={locks}
      onChoose={(id) => props.onLock(locks.find((one) => one.id === id)?.lock ?? null)}
    />
  )
}
