/** One measured line. A bare time says more about the machine than about the app, so each is told against a floor. */
export interface BenchResult {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The least that the same work can cost here, measured in the same run. */
  readonly floor: number
  /** `value / floor` */
  readonly ratio: number
}

/** What a file `scripts/bench/*.bench.ts` exports. A benchmark that cannot run says why and answers nothing. */
export interface Benchmark {
  run(): Promise<BenchResult[]>
}

/** The value that so many percent of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}
