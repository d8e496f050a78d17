/** What a texted command is carried out with, and how it ends: done, or stopped with nothing changed. */
import type { StayId } from '../../domain/ids.ts'
import { fail } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import type { Item } from '../attention/index.ts'
import type { Work } from '../desk/index.ts'

/** What the sender has answered to earlier questions about the same text. */
export type Given = {
  /** Names of what was agreed to; anything new is asked anew. */
  readonly agreed: readonly string[]
  /** Which of several stays a line means, by the line's place. */
  readonly chosen: Readonly<Record<number, StayId>>
}
export const nothingGiven: Given = { agreed: [], chosen: {} }

export type Texted = {
  readonly work: Work
  /** What is open at the desk: a line may name it by its id. */
  readonly items: readonly Item[]
  /** When it was written: what came up since, its sender has not seen. */
  readonly at: Instant
  readonly given: Given
}

/** One answer to a question: what it adds to what is given. */
export type Option = {
  /** What the word stands for; null where there is only yes. */
  readonly label: string | null
  /** The open item that names it just as well; null where there is none. */
  readonly item: string | null
  readonly agreed?: readonly string[]
  readonly chosen?: Given['chosen']
}
/** Why nothing was done. `line` is the place of the line at fault, null where it is the whole text. */
export type Stop =
  | { readonly kind: 'refused'; readonly line: number | null; readonly reason: string }
  | {
      readonly kind: 'asked'
      readonly line: number | null
      readonly question: string
      readonly options: readonly Option[]
    }

export const refused = (line: number | null, reason: string) => fail<Stop>({ kind: 'refused', line, reason })

/** Something that only a yes lets pass: named, so that the yes covers this and nothing else. */
export type Concern = { readonly name: string; readonly words: string }

/** What one line asks before it is done. */
export type Asking = { readonly place: number; readonly concerns: readonly Concern[] }

/** Asks once for everything that was not agreed to yet; null where nothing is left to ask. */
export function askAgreement({ given }: Texted, lines: readonly Asking[]): Stop | null {
  const open = lines.flatMap(({ place, concerns }) =>
    concerns.filter((concern) => !given.agreed.includes(concern.name)).map((concern) => ({ place, ...concern })),
  )
  const [first] = open
  if (first === undefined) return null
  return {
    kind: 'asked',
    line: first.place,
    question: [...new Set(open.map((concern) => concern.words))].join(' '),
    options: [{ label: null, item: null, agreed: open.map((concern) => concern.name) }],
  }
}
