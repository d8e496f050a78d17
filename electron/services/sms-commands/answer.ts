/**
 * One text of a manager or the reception: read whole, done whole, answered once. Everything happens in one write
 * transaction; where any line stops, what the others did is taken back in it, and only the answer is kept.
 */
import { z } from 'zod'
import { readHouse, readSetting, writeSetting } from '../../../db/queries/house.ts'
import { commandOfKey, insertCommand, type StaffCommand } from '../../../db/queries/staff-commands.ts'
import { capital } from '../../domain/capital.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { guideText, type LineVerdict, type SmsLine } from '../../domain/sms-command.ts'
import { readSmsText } from '../../domain/sms-command-text.ts'
import type { Instant } from '../../domain/time.ts'
import { everyItem } from '../attention/index.ts'
import { audit, type Desk, makeId, type Work } from '../desk/index.ts'
import { type BookingLine, carryOutLines } from './booking-lines.ts'
import { cancelBooking } from './cancel.ts'
import { checkBooking } from './check.ts'
import { confirmPending } from './confirm.ts'
import { nameOne } from './name.ts'
import { type Asked, ask, takeWord } from './questions.ts'
import { asciiOf } from './stay-words.ts'
import { nothingGiven, type Stop, type Texted } from './texted.ts'

export type AnsweredText = {
  readonly from: string
  /** The first command of the text; null where it was none, or nobody may give one from this phone. */
  readonly command: string | null
  /** Everything the text asked for was done. */
  readonly applied: boolean
  readonly reply: string | null
  readonly lines: readonly LineVerdict[]
}
export type TextToAnswer = {
  /** E.164. */
  readonly phone: string
  readonly body: string
  /** When it was written. */
  readonly at: Instant
  /** Names the text: said again, it is answered by what was answered then. */
  readonly key: string
}

/** Answers one text. `house-missing` before the house is set up; everything else is said in the reply. */
export function answerText(desk: Desk, text: TextToAnswer): Result<AnsweredText, Failure> {
  // Items that are due are opened first: a text may name one, also one that was put aside.
  const items = everyItem(desk)
  return desk.store.write((db) => {
    const known = commandOfKey(db, text.key)
    if (known !== null) return ok(answeredOf(known))
    const house = readHouse(db)
    if (house === null) return fail(failure('house-missing', 'This folder has no house yet. Set one up first.'))
    const sender = house.staff.find((member) => member.phone === text.phone)
    if (sender === undefined) {
      countStranger(desk)
      return ok({ from: text.phone, command: null, applied: false, reply: null, lines: [] })
    }
    const work: Work = { db, house, now: desk.clock.now(), desk, caller: { actor: sender.name, source: 'sms' } }
    const said = carryOut(work, items, text)
    const reply = asciiOf(said.reply).slice(0, 1200)
    insertCommand(db, {
      id: makeId<string>(work),
      key: text.key,
      phone: text.phone,
      at: text.at,
      command: said.command,
      applied: said.applied,
      reply,
      lines: JSON.stringify(said.lines),
    })
    audit(work, 'sms.answered', {}, { command: said.command, applied: said.applied })
    desk.logger.info('sms.answered', { command: said.command ?? 'none', applied: said.applied })
    return ok({ from: text.phone, ...said, reply })
  })
}

const lineSchema = z.array(z.object({ line: z.string(), ok: z.boolean(), reason: z.string().nullable() }))
const answeredOf = ({ phone, command, applied, reply, lines }: StaffCommand): AnsweredText => ({
  from: phone,
  command,
  applied,
  reply,
  lines: lineSchema.parse(JSON.parse(lines)),
})

const strangersSetting = 'sms-unknown-senders'
/** How many commands came from phones that are nobody's of the staff; nothing else is kept of them. */
export const strangersCounted = (desk: Desk): number =>
  z.number().catch(0).parse(readSetting(desk.store.read, strangersSetting))
function countStranger(desk: Desk): void {
  const count = strangersCounted(desk) + 1
  desk.store.write((db) => writeSetting(db, strangersSetting, count))
  desk.logger.warn('sms.unknown-sender', { count })
}

type Said = Omit<AnsweredText, 'from' | 'reply'> & { readonly reply: string }

function carryOut(work: Work, items: Texted['items'], text: TextToAnswer): Said {
  const lines = readSmsText(text.body, work.house.units)
  if (!lines.ok) return unread(lines.error)
  const [first] = lines.value
  if (first === undefined) throw new Error('a text was read without a line')
  if (first.order.do === 'answer') {
    const word = takeWord(work, text.phone, first.order.word, text.at)
    if ('reason' in word) return stoppedAt([first], { kind: 'refused', line: 0, reason: word.reason }, null)
    const asked = readSmsText(word.asked.body, work.house.units)
    if (!asked.ok) return unread(asked.error)
    const said = attempt(work, items, text, asked.value, word.asked)
    return { ...said, lines: [{ line: first.text, ok: said.applied, reason: said.applied ? null : said.reply }] }
  }
  const body = lines.value.map((line) => line.text).join('\n')
  return attempt(work, items, text, lines.value, { body, given: nothingGiven })
}

const unread = (verdicts: readonly LineVerdict[]): Said => {
  const wrong = verdicts.findIndex((verdict) => !verdict.ok)
  const { line = '', reason = null } = verdicts[wrong] ?? {}
  const where = verdicts.length > 1 ? `Line ${wrong + 1}, "${shortened(line)}": ` : ''
  return { command: null, applied: false, reply: `Nothing done. ${where}${capital(reason ?? '')}.`, lines: verdicts }
}
const shortened = (line: string): string => (line.length > 40 ? `${line.slice(0, 37)}...` : line)

class TakenBack extends Error {
  readonly stop: Stop
  constructor(stop: Stop) {
    super(stop.kind)
    this.stop = stop
  }
}

/** Does all lines, or takes back what some did: a transaction within the transaction. */
function attempt(
  work: Work,
  items: Texted['items'],
  text: TextToAnswer,
  lines: readonly SmsLine[],
  asked: Asked,
): Said {
  const { phone, at } = text
  try {
    const reply = work.desk.store.write((db) => {
      const done = dispatch({ work: { ...work, db }, items, at, given: asked.given }, lines)
      if (!done.ok) throw new TakenBack(done.error)
      return done.value
    })
    const verdicts = lines.map((line) => ({ line: line.text, ok: true, reason: null }))
    return { command: lines[0]!.order.do, applied: true, reply, lines: verdicts }
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
    const { stop } = error
    if (stop.kind === 'refused') return stoppedAt(lines, stop, null)
    return stoppedAt(lines, stop, ask(work, phone, asked, stop))
  }
}

function dispatch(texted: Texted, lines: readonly SmsLine[]): Result<string, Stop> {
  const bookings = lines.filter((line): line is BookingLine => 'unit' in line.order)
  if (bookings.length > 0) return carryOutLines(texted, bookings)
  const line = lines[0]!
  const { order } = line
  switch (order.do) {
    case 'name':
      return nameOne(texted, line, order.reference)
    case 'check':
      return checkBooking(texted, order.reference)
    case 'cancel':
      return cancelBooking(texted, order.reference)
    case 'ok':
      return confirmPending(texted, line)
    default:
      return ok(guideText)
  }
}

function stoppedAt(lines: readonly SmsLine[], stop: Stop, question: string | null): Said {
  const at = stop.line ?? 0
  const reason = stop.kind === 'refused' ? stop.reason : stop.question
  const where = lines.length > 1 ? `Line ${at + 1}, "${shortened(lines[at]!.text)}": ` : ''
  const verdicts = lines.map((line, index) => ({
    line: line.text,
    ok: index !== at,
    reason: index === at ? reason : null,
  }))
  const reply = question ?? `Nothing done. ${where}${capital(reason)}.`
  return { command: lines[0]!.order.do, applied: false, reply, lines: verdicts }
}
