import type { SimulatorState } from './simulator-shapes.ts'

/** Keeps the digits sealed at rest, as the desk's own store does. `open` throws for what it has not sealed. */
export type Seal = { readonly seal: (text: string) => string; readonly open: (sealed: string) => string }

const mark = 'sealed:'

/** The state with its digits readable. Those of an earlier version, in clear, stay as they are. */
export const openSecrets = (state: SimulatorState, seal: Seal | null): SimulatorState =>
  eachSecret(state, (text) => {
    // Without the seal the digits stay unknown, and are written back as they were.
    if (seal === null || !text.startsWith(mark)) return text
    return seal.open(text.slice(mark.length))
  })

export const sealSecrets = (state: SimulatorState, seal: Seal | null): SimulatorState =>
  eachSecret(state, (text) => (seal === null || text.startsWith(mark) ? text : mark + seal.seal(text)))

/** Every text in the file that opens a door, or that one can be made of. */
function eachSecret(state: SimulatorState, change: (text: string) => string): SimulatorState {
  const ofPin = <Held extends { pin: string }>(held: Held): Held => ({ ...held, pin: change(held.pin) })
  const devices = Object.entries(state.devices).map(([id, device]) => {
    const codes = device.codes.map((code) =>
      code.onLock ? { ...ofPin(code), onLock: ofPin(code.onLock) } : ofPin(code),
    )
    return [id, { ...device, codes, madeOffline: device.madeOffline.map(ofPin) }] as const
  })
  const offlineKey = state.offlineKey === null ? null : change(state.offlineKey)
  return { ...state, devices: Object.fromEntries(devices), offlineKey }
}
