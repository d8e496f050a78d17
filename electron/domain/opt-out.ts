/** STOP and START, as Twilio understands them by default: the whole text is one word. */
import type { Instant } from './time.ts'

const stops = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke'])
const starts = new Set(['start', 'unstop', 'yes'])

/** Null for every text that is not just one of the words. */
export function optOutWord(body: string): 'stop' | 'start' | null {
  const word = body.trim().toLowerCase()
  if (stops.has(word)) return 'stop'
  return starts.has(word) ? 'start' : null
}

/**
 * Since when a number may not be written to: the first STOP after the last START, in whatever order they are given. Of
 * both in one moment STOP holds.
 */
export function optedOutSince(
  said: readonly { readonly at: Instant; readonly word: 'stop' | 'start' }[],
): Instant | null {
  let since: Instant | null = null
  for (const one of [...said].sort((left, right) => left.at - right.at || (left.word < right.word ? -1 : 1))) {
    if (one.word === 'start') since = null
    else since ??= one.at
  }
  return since
}
