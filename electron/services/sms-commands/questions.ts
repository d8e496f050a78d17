/**
 * What a command asks back before it does anything, and the four digits that say yes. A word is good for 15 minutes, for
 * the phone that was asked, once; whoever guesses is stopped after three wrong ones.
 */
import { z } from 'zod'
import {
  type CommandQuestion,
  insertQuestion,
  openQuestions,
  settleQuestion,
  wrongWordsSince,
} from '../../../db/queries/staff-commands.ts'
import type { StayId } from '../../domain/ids.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import { makeId, type Work } from '../desk/index.ts'
import type { Given, Option, Stop } from './texted.ts'

const goodForMs = minutes(15)
const mostWrong = 3

const schema = z.object({
  /** The text as it was read, to be read again. */
  body: z.string(),
  agreed: z.array(z.string()),
  chosen: z.record(z.string(), z.string()),
  /** Words of one question end together. */
  question: z.string(),
})
export type Asked = { readonly body: string; readonly given: Given }

/** Stores the question with a word for each way to answer it, and says it. */
export function ask(work: Work, phone: string, text: Asked, stop: Extract<Stop, { kind: 'asked' }>): string {
  const { options } = stop
  const lines = text.body.split('\n')
  const line = lines[stop.line ?? 0] ?? ''
  const about = lines.length > 1 && stop.line !== null ? `Line ${stop.line + 1}: ` : ''
  if (options.length > 0 && options.every((option) => option.item !== null))
    return `${about}${stop.question} ${options.map((option) => `${option.item} ${option.label}`).join('; ')}. Send for example "${options[0]!.item} ${line}".`
  const taken = new Set(openQuestions(work.db, phone, work.now).map((question) => question.word))
  const question = makeId<string>(work)
  const words = options.map((option) => {
    const word = freshWord(work, taken)
    taken.add(word)
    insertQuestion(work.db, {
      id: makeId<string>(work),
      phone,
      word,
      command: JSON.stringify(withOption(text, option, question)),
      askedAt: work.now,
      expiresAt: instant(work.now + goodForMs),
      answeredAt: null,
    })
    return { word, label: option.label }
  })
  const [only] = words
  if (only !== undefined && only.label === null) return `${about}${stop.question} Reply ${only.word} to do it.`
  return `${about}${stop.question} Reply ${words.map(({ word, label }) => `${word} for ${label}`).join(', ')}.`
}

const withOption = ({ body, given }: Asked, option: Option, question: string): z.infer<typeof schema> => ({
  body,
  agreed: [...given.agreed, ...(option.agreed ?? [])],
  chosen: { ...given.chosen, ...option.chosen },
  question,
})

/** Four digits that no open question of this phone has. */
function freshWord(work: Work, taken: ReadonlySet<string>): string {
  for (;;) {
    const word = String(work.desk.random.integer(9000) + 1000)
    if (!taken.has(word)) return word
  }
}

/** Takes a word up: what it says yes to, or why it says nothing. Used once, with all words of its question. */
export function takeWord(
  work: Work,
  phone: string,
  word: string,
  at: Instant,
): { readonly asked: Asked } | { readonly reason: string } {
  if (wrongWordsSince(work.db, phone, instant(at - goodForMs)) >= mostWrong)
    return { reason: 'too many wrong words: send the command again in 15 minutes' }
  const open = openQuestions(work.db, phone, at)
  const found = open.find((question) => question.word === word)
  if (found === undefined)
    return { reason: `${word} answers no open question; a word is good for 15 minutes. Send the command again` }
  const { body, agreed, chosen, question } = read(found)
  for (const one of open) if (read(one).question === question) settleQuestion(work.db, one.id, work.now)
  return { asked: { body, given: { agreed, chosen: chosen as Readonly<Record<number, StayId>> } } }
}
const read = (question: CommandQuestion): z.infer<typeof schema> => schema.parse(JSON.parse(question.command))
