/**
 * The exact grammar of texted commands, a line at a time and each line whole (facts/old-rooms-system.md 2.3). A text in
 * which any line cannot be read is refused as a whole, and each such line says why. Pure, and never throws.
 */
import { parseReference } from './booking-reference.ts'
import { fail, ok, type Result } from './result.ts'
import type { LineVerdict, SmsLine, SmsOrder, TextedRoom } from './sms-command.ts'

/** What Twilio takes in one text; more is none of a person's. */
const longestText = 1600
const mostLines = 20
const mostNights = 365
/** References of channels that write them in letters, with room to spare; digits alone are ten. */
const lettered = /^(?=.*[A-Z])[A-Z0-9]{5,20}$/
const alertWord = /^A\d{1,6}$/
const helpWords: ReadonlySet<string> = new Set(['GUIDE', 'MENU', 'COMMANDS'])

type Read<Value> = Result<Value, string>

/** The lines as commands, or what is wrong with each. */
export function readSmsText(
  body: string,
  rooms: readonly TextedRoom[],
): Result<readonly SmsLine[], readonly LineVerdict[]> {
  if (body.length > longestText)
    return fail([{ line: '', ok: false, reason: `the text is longer than ${longestText} characters` }])
  const texts = linesOf(body)
  if (texts.length === 0) return fail([{ line: '', ok: false, reason: 'the text is empty' }])
  if (texts.length > mostLines) return fail([{ line: '', ok: false, reason: `more than ${mostLines} lines` }])
  const read = texts.map((text) => ({ text, line: readLine(text, rooms) }))
  const lines = read.flatMap(({ line }) => (line.ok ? [line.value] : []))
  const together = lines.length === read.length ? clashes(lines) : lines.map(() => null)
  const verdicts = read.map(({ text, line }, index): LineVerdict => {
    const reason = line.ok ? (together[index] ?? null) : line.error
    return { line: text, ok: reason === null, reason }
  })
  return verdicts.every((verdict) => verdict.ok) ? ok(lines) : fail(verdicts)
}

/** Full-width digits and colons become plain ones, what nobody sees goes, blank lines count for nothing. */
const linesOf = (body: string): readonly string[] =>
  body
    .normalize('NFKC')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map((line) =>
      line
        .replace(/[\p{Pd}\u2212]/gu, '-')
        .replace(/\t/gu, ' ')
        .replace(/[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
        .trim()
        .replace(/\s+/gu, ' '),
    )
    .filter((line) => line !== '')

function readLine(text: string, rooms: readonly TextedRoom[]): Read<SmsLine> {
  const words = text.toUpperCase().split(' ')
  const [first = ''] = words
  const verb = words.slice(1).join(' ')
  // "OK A12" names its alert last, as people write it.
  if (first === 'OK' && alertWord.test(verb)) return ok({ text, alert: verb, order: { do: 'ok' } })
  if (!alertWord.test(first)) return withOrder(text, null, readOrder(text.toUpperCase(), rooms))
  if (verb === '') return fail(`say what is to be done about ${first}, for example "OK ${first}"`)
  return withOrder(text, first, readOrder(verb, rooms))
}
const withOrder = (text: string, alert: string | null, order: Read<SmsOrder>): Read<SmsLine> =>
  order.ok ? ok({ text, alert, order: order.value }) : order

function readOrder(line: string, rooms: readonly TextedRoom[]): Read<SmsOrder> {
  if (line === 'OK') return ok({ do: 'ok' })
  if (helpWords.has(line)) return ok({ do: 'guide' })
  if (/^[0-9]{4}$/.test(line)) return ok({ do: 'answer', word: line })
  const parts = line.split(':')
  if (parts.length > 2) return fail('two commands stand on one line: write each on a line of its own')
  if (parts.length === 2) return readAssignment(parts[0]!.trim(), parts[1]!.trim(), rooms)
  const words = line.split(' ')
  const verb = words.length === 2 ? words.find((word) => word === 'CHECK' || word === 'CANCEL') : undefined
  if (verb !== undefined) return readKnown(verb, words[0] === verb ? words[1]! : words[0]!)
  if (line === 'CHECK' || line === 'CANCEL') return fail(`a booking reference is missing: "${line.toLowerCase()} REF"`)
  if (words.length === 1) return readAlone(line)
  if (/^\S+ \S+ ?- ?[0-9]+/.test(line)) return fail('a colon is missing after the reference: "REF: 1-2"')
  if (words.at(-1) === 'CORRECT') return fail('room and nights are missing: "REF: 1-2 correct"')
  return fail('this is no command; send "guide" for those there are')
}

/** A booking that is asked about is looked for by what was written, whatever its form. */
function readKnown(verb: 'CHECK' | 'CANCEL', word: string): Read<SmsOrder> {
  const reference = parseReference(word)
  if (reference === null || !/^[A-Z0-9]{2,40}$/.test(reference)) return fail(`"${word}" is no booking reference`)
  return ok({ do: verb === 'CHECK' ? 'check' : 'cancel', reference })
}

/** Alone on a line only what can be nothing else is a reference: a chatty word names no booking. */
function readAlone(word: string): Read<SmsOrder> {
  const isDigits = /^[0-9]+$/.test(word)
  const isLettered = lettered.test(word) && (/[0-9]/.test(word) || /^HM[A-Z]{8}$/.test(word))
  if (!isDigits && !isLettered) return fail('this is no command; send "guide" for those there are')
  const reference = readReference(word)
  return reference.ok ? ok({ do: 'name', reference: reference.value }) : reference
}

function readReference(word: string) {
  const reference = parseReference(word)
  if (reference === null) return fail(`"${word}" is no booking reference`)
  if (/^[0-9]+$/.test(reference))
    return reference.length === 10
      ? ok(reference)
      : fail(`a booking number has 10 digits, "${word}" has ${reference.length}`)
  return lettered.test(reference) ? ok(reference) : fail(`"${word}" is no booking reference`)
}

/** What stands around the colon. The last dash parts room and nights: a unit's key may have dashes of its own. */
function readAssignment(left: string, right: string, rooms: readonly TextedRoom[]): Read<SmsOrder> {
  if (left === '') return fail('the booking reference before the colon is missing')
  if (left.includes(' ')) return fail(`"${left}" is no booking reference`)
  const reference = readReference(left)
  if (!reference.ok) return reference
  const found = /^(.+?) ?- ?([0-9]+)(?: (.+))?$/.exec(right)
  if (found === null) return fail(whyNoStay(right))
  const [, roomWord = '', nightsWord = '', rest] = found
  if (rest !== undefined && rest !== 'CORRECT')
    return fail(`"${rest.toLowerCase()}" is not known; only "correct" may stand after the nights`)
  const nights = Number(nightsWord)
  if (nights === 0) return fail('0 nights: a stay has at least one')
  if (nightsWord.length > 4 || nights > mostNights) return fail(`${nightsWord} nights are more than ${mostNights}`)
  const room = findRoom(roomWord, rooms)
  if (!room.ok) return room
  return ok({
    do: rest === undefined ? 'assign' : 'correct',
    reference: reference.value,
    unit: room.value.key,
    nights,
  })
}

function whyNoStay(right: string): string {
  if (right === '') return 'room and nights are missing: "REF: 1-2"'
  if (right === 'CORRECT') return 'room and nights are missing: "REF: 1-2 correct"'
  if (/^-/.test(right)) return 'the room before the dash is missing'
  if (/- ?$/.test(right)) return 'the nights after the dash are missing'
  return `"${right.toLowerCase()}" is not room and nights, as in "1-2"`
}

function findRoom(word: string, rooms: readonly TextedRoom[]): Read<TextedRoom> {
  const byKey = rooms.find((room) => room.key.toUpperCase() === word)
  const byNumber = /^[0-9]{1,6}$/.test(word) ? rooms.find((room) => room.smsNumber === Number(word)) : undefined
  if (byKey !== undefined && byNumber !== undefined && byKey !== byNumber)
    return fail(`${word} is the number of ${byNumber.name} and the key of ${byKey.name}: settle it at the desk`)
  const room = byNumber ?? byKey
  if (room !== undefined) return ok(room)
  const known = rooms.map((one) => one.smsNumber ?? one.key)
  return fail(`room ${word.toLowerCase()} is unknown; there are ${known.slice(0, 12).join(', ')}`)
}

/** Why a line cannot stand beside the others. */
function clashes(lines: readonly SmsLine[]): readonly (string | null)[] {
  if (lines.length === 1) return [null]
  return lines.map(({ order }, index) => {
    if (order.do !== 'assign' && order.do !== 'correct')
      return 'only lines like "REF: 1-2" may stand together: send this one by itself'
    const before = lines.findIndex(({ order: other }, at) => at < index && 'unit' in other && other.unit === order.unit)
    const first = lines[before]?.order
    if (first === undefined || !('unit' in first)) return null
    const isSame = first.reference === order.reference && first.nights === order.nights && first.do === order.do
    return isSame ? `this repeats line ${before + 1}` : `line ${before + 1} says something else of the same room`
  })
}
