/** The real worker with short pauses, on a desk of a test; what it is to ask, and on which store, may be another's. */
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { createWorker, type Worker, type WorkerParts } from '../../electron/services/worker/index.ts'
import type { TestDesk } from './test-desk.ts'

export function quickWorker(house: TestDesk, parts: Partial<WorkerParts> = {}): Worker {
  return createWorker({
    desk: house.desk,
    locks: house.locks,
    calendarFeed: { fetch: async () => ({ unchanged: true }) },
    leaseClock: systemClock,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 10))),
    ...parts,
  })
}
