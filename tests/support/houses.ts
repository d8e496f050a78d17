import { afterEach, it } from 'vitest'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import { type LockModel, lockModel } from './lock-model.ts'
import {
  openSeamDesk,
  openTestDesk,
  type SeamDesk,
  type StayWords,
  type TestDesk,
  type TestDeskOptions,
} from './test-desk.ts'

/** Two parties of most tests, and a stay in a room on the days that the test desk's clock begins with. */
export const A = '1000000001'
export const B = '1000000002'
export const room = (number: number): StayWords => [`R${number}`, '2026-06-10', '2026-06-12']

export type ModelDesk = TestDesk & { readonly model: LockModel }
export type ModelDeskOptions = TestDeskOptions & {
  readonly style?: 'seam' | 'ttlock'
  readonly capacity?: number
  /** Wraps the locks, e.g. to let one call fail; `now` is the desk's clock. */
  readonly change?: (provider: LockProvider, now: () => number) => LockProvider
}

/** Ways to open a house in a test file; every one is closed after its test. */
export function houses() {
  const ends: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  const openTraining = (options: TestDeskOptions = {}): TestDesk => {
    const house = openTestDesk(options)
    ends.push(house.close)
    return house
  }
  return {
    openTraining,
    /** Closes a house that was opened otherwise. */
    keep: (house: { readonly close: () => unknown }): void => void ends.push(() => house.close()),
    async openSeam(options: TestDeskOptions = {}): Promise<SeamDesk> {
      const house = await openSeamDesk(options)
      ends.push(house.end)
      return house
    },
    openModel(options: ModelDeskOptions = {}): ModelDesk {
      let model: LockModel | null = null
      const house = openTraining({
        ...options,
        lockProvider: (clock) => {
          model = lockModel(clock.now, options.style ?? 'seam', options.capacity ?? 50)
          return options.change?.(model.provider, clock.now) ?? model.provider
        },
      })
      return { ...house, model: model! }
    },
  }
}

/** Numbered cases of a list outside the project: each is a test under its number, and which have one is counted. */
export function numbered(kind: string) {
  const proven = new Set<number>()
  return {
    proven,
    prove(number: number, title: string, test: () => Promise<void>): void {
      proven.add(number)
      it(`[${kind} ${number}] ${title}`, test)
    },
  }
}
