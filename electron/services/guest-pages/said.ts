/** What the last form of each page did, kept in memory until the page is shown: said once, and lost with the process. */
import type { RoomNote } from './page-model.ts'

export type Said = {
  readonly put: (linkId: string, note: RoomNote) => void
  readonly take: (linkId: string) => RoomNote | null
}

/** Of more pages than this the oldest notes are forgotten. */
const mostKept = 1_000

export function createSaid(): Said {
  const notes = new Map<string, RoomNote>()
  return {
    put(linkId, note) {
      notes.delete(linkId)
      notes.set(linkId, note)
      const [oldest] = notes.keys()
      if (notes.size > mostKept && oldest !== undefined) notes.delete(oldest)
    },
    take(linkId) {
      const note = notes.get(linkId) ?? null
      notes.delete(linkId)
      return note
    },
  }
}
