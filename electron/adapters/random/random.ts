import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '../../ports/random.ts'

/** The operating system's cryptographic randomness; PINs, tokens and ids are drawn from it. */
export const systemRandom: Random = {
  integer: (limit) => randomInt(limit),
  bytes: (count) => new Uint8Array(randomBytes(count)),
}
