/** At most so many changes a second for the whole account (facts/twilio.md section 3: Twilio allows 30). */
export type Pace = {
  /** Waits until one more change may be made. */
  readonly turn: () => Promise<void>
}

export function createPace(perSecond: number): Pace {
  const waiting: (() => void)[] = []
  const timers = new Set<NodeJS.Timeout>()
  let free = perSecond

  /** Each turn comes back one second after it was taken, to whoever waits. */
  const giveBack = (): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      const next = waiting.shift()
      if (next === undefined) {
        free += 1
        return
      }
      next()
      giveBack()
    }, 1000)
    timers.add(timer)
    // Nobody's exit is held up by turns that nobody waits for.
    if (waiting.length === 0) timer.unref()
  }
  return {
    async turn() {
      if (free > 0) {
        free -= 1
        giveBack()
        return
      }
      for (const timer of timers) timer.ref()
      await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
