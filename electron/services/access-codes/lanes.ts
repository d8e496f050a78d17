/**
 * Lanes: calls with the same lane are made one after another, lanes go side by side. Before each call the lane asks
 * again what is most urgent, so that a guest at the desk does not wait for forty codes of tomorrow.
 */
export type LaneTask = () => Promise<void>

export type Lanes = {
  /** Runs `task` before everything else that waits in this lane. */
  readonly first: <Value>(lane: string, task: () => Promise<Value>) => Promise<Value>
  /** Runs `task` when nothing else waits there. */
  readonly last: <Value>(lane: string, task: () => Promise<Value>) => Promise<Value>
  /** Sees to it that the lane works: `next` names its most urgent task, or null when there is none. */
  readonly begin: (lane: string, next: () => LaneTask | null) => void
  /** Waits until every lane has come to rest. Rethrows the first bug that ended one. */
  readonly idle: () => Promise<void>
  readonly running: () => number
  /** The first bug that ended a lane, once; null where there was none. */
  readonly takeFailure: () => unknown
}

type Lane = {
  readonly first: LaneTask[]
  readonly last: LaneTask[]
  next: (() => LaneTask | null) | null
  work: Promise<void> | null
}

export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>()
  let broken: unknown = null

  const laneOf = (name: string): Lane => {
    const known = lanes.get(name)
    if (known !== undefined) return known
    const made: Lane = { first: [], last: [], next: null, work: null }
    lanes.set(name, made)
    return made
  }
  async function run(lane: Lane): Promise<void> {
    try {
      // Doors that are taken up in the same breath are all there before the first choice is made.
      await new Promise<void>((resolve) => setImmediate(resolve))
      for (;;) {
        const task = lane.first.shift() ?? lane.next?.() ?? lane.last.shift()
        if (task === undefined) break
        await task()
      }
    } catch (error) {
      broken ??= error
    } finally {
      lane.work = null
      lane.next = null
      // What others wait for is done, whatever broke before it.
      if (lane.first.length > 0 || lane.last.length > 0) start(lane)
    }
  }
  function start(lane: Lane): void {
    lane.work ??= run(lane)
  }
  const queued = <Value>(name: string, place: 'first' | 'last', task: () => Promise<Value>): Promise<Value> => {
    const lane = laneOf(name)
    const answer = new Promise<Value>((resolve, reject) => {
      lane[place].push(() => task().then(resolve, reject))
    })
    start(lane)
    return answer
  }

  const takeFailure = (): unknown => {
    const error = broken
    broken = null
    return error
  }

  return {
    first: (name, task) => queued(name, 'first', task),
    last: (name, task) => queued(name, 'last', task),
    begin(name, next) {
      const lane = laneOf(name)
      lane.next = next
      start(lane)
    },
    takeFailure,
    async idle() {
      for (let busy = [...lanes.values()]; busy.some((lane) => lane.work !== null); busy = [...lanes.values()])
        await Promise.all(busy.map((lane) => lane.work))
      const error = takeFailure()
      if (error !== null) throw error
    },
    running: () => [...lanes.values()].filter((lane) => lane.work !== null).length,
  }
}
