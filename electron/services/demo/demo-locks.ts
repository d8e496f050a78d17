/** The locks of the demo house as if they had hung there for weeks: most are well, and some show what a desk must know. */

import { readHouse } from '../../../db/queries/house.ts'
import type { Signal } from '../../domain/lock.ts'
import type { Pin } from '../../domain/pin.ts'
import { setTimes } from '../check-in/index.ts'
import type { Desk } from '../desk/index.ts'
import type { Worker } from '../worker/index.ts'
import { program } from './demo-clock.ts'

/** What a training lock can be made to look like. */
export type DemoLocks = {
  readonly setDevice: (
    deviceId: string,
    knobs: {
      gateway?: string | null
      batteryPercent?: number
      signal?: Signal
      acknowledge?: 'with-answer' | 'later'
    },
  ) => unknown
  readonly setGateway: (name: string, knobs: { readonly online: boolean }) => void
  readonly addForeignCode: (deviceId: string, name: string, pin: Pin) => string
}

type OpenDemo = {
  readonly desk: Desk
  readonly worker: Pick<Worker, 'syncNow' | 'readDoors'>
  readonly training: { readonly demo?: DemoLocks }
}

const eastStairs = 'East stairs'
const looks: Readonly<Record<string, Parameters<DemoLocks['setDevice']>[1]>> = {
  'training-101': { batteryPercent: 92 },
  'training-102': { batteryPercent: 64, gateway: eastStairs },
  'training-103': { batteryPercent: 90 },
  'training-201': { batteryPercent: 83, gateway: 'West stairs' },
  'training-202': { batteryPercent: 71, gateway: eastStairs },
  'training-203': { batteryPercent: 14, signal: 'weak', gateway: 'West stairs' },
  'training-Loft': { batteryPercent: 58, gateway: eastStairs },
}
/** Somebody typed it in at the lock: neither ours nor anybody's who checks in. */
const cleaner = { deviceId: 'training-102', name: 'Cleaner', pin: '482915' as Pin }
/** Stays longer than was said, and tells so when the gateway is silent already. */
const changedLater = { ref: '4170981224', units: ['202'], departureTime: '12:00' } as const

/**
 * Lets the locks of a demo house take every code that is due, and the spares; then one gateway falls silent, and a code
 * behind it waits. Runs on the worker of the open house and ends when all of it is known to the desk.
 */
export async function layOutDemoLocks({ desk, worker, training }: OpenDemo): Promise<void> {
  const locks = training.demo
  const doors = readHouse(desk.store.read)?.doors
  if (locks === undefined || doors === undefined) return
  const devices = doors.flatMap((door) => (door.lock === null ? [] : [door.lock.deviceId]))
  locks.addForeignCode(cleaner.deviceId, cleaner.name, cleaner.pin)
  for (const deviceId of devices) locks.setDevice(deviceId, { ...looks[deviceId], acknowledge: 'with-answer' })
  await worker.syncNow('locks')
  for (const door of doors) if (door.lock?.deviceId === cleaner.deviceId) await worker.readDoors(door.id)
  for (const deviceId of devices) locks.setDevice(deviceId, { acknowledge: 'later' })
  locks.setGateway(eastStairs, { online: false })
  setTimes(desk, program, { ...changedLater, arrivalTime: '16:00' })
  await worker.syncNow('locks')
  await worker.readDoors(null)
}
