/** Requests that go wrong as asked, each a number of times. */
export type Fault = {
  readonly method: string
  /** A regular expression over the path. */
  readonly path: string
  /** Of the answer; 0 breaks the connection instead. */
  readonly status: number
  readonly code?: number
  readonly message?: string
  readonly times?: number
  /** Let this many pass first. */
  readonly skip?: number
  /** Carried out all the same; only the answer is spoilt. */
  readonly after?: boolean
  /** No answer ever comes. */
  readonly hang?: boolean
  /** Seconds, for the header. */
  readonly retryAfter?: number
}
export type Faults = {
  readonly add: (fault: Fault) => void
  readonly clear: () => void
  readonly next: (method: string, path: string) => Fault | null
}

export function newFaults(): Faults {
  let planned: { readonly fault: Fault; readonly path: RegExp; left: number; skip: number }[] = []
  return {
    add: (fault) =>
      void planned.push({ fault, path: new RegExp(fault.path), left: fault.times ?? 1, skip: fault.skip ?? 0 }),
    clear() {
      planned = []
    },
    next(method, path) {
      const found = planned.find((one) => one.fault.method === method && one.path.test(path))
      if (found === undefined) return null
      if (found.skip > 0) {
        found.skip--
        return null
      }
      if (--found.left <= 0) planned = planned.filter((one) => one !== found)
      return found.fault
    },
  }
}
