/** Lets `perSecond` through on average and `burst` at once. Time in milliseconds, of a clock that only goes forward. */
export type TokenBucket = { readonly take: () => boolean }

export function tokenBucket(options: {
  readonly perSecond: number
  readonly burst: number
  readonly now: () => number
}): TokenBucket {
  let tokens = options.burst
  let seenAt = options.now()
  return {
    take() {
      const now = options.now()
      tokens = Math.min(options.burst, tokens + ((now - seenAt) / 1_000) * options.perSecond)
      seenAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
