import type { Instant } from '../domain/time.ts'

/** The only source of "now". */
export type Clock = {
  readonly now: () => Instant
}
