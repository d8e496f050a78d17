/** Commands about calendars that need no data folder. */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { fail, ok, type Result } from '../domain/result.ts'
import { parseInstant, parseTimeZone } from '../domain/time.ts'
import { type RecordedFeed, replayHistory } from '../replay-house.ts'
import { type CommandFailure, UsageError, word } from './command.ts'
import type { FolderCommand } from './folder-commands.ts'

/** A history of years stays far below this; a file that unpacks to more is none. */
const largestHistory = 512 * 1024 * 1024

const recorded = z.object({ at: z.string(), ics: z.string() })

/** One JSON object a line, oldest first, packed with gzip or not. */
function readHistory(file: string): Result<readonly RecordedFeed[], CommandFailure> {
  if (!existsSync(file)) return fail({ code: 'file-missing', message: `${file} is not there.` })
  const bad = (what: string) => fail({ code: 'bad-input', message: `${file}: ${what}. Nothing was replayed.` })
  let text: string
  try {
    const bytes = readFileSync(file)
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    text = (isPacked ? gunzipSync(bytes, { maxOutputLength: largestHistory }) : bytes).toString('utf8')
  } catch {
    return bad('it cannot be read or unpacked')
  }
  const history: RecordedFeed[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const record = recorded.safeParse(readJson(line))
    const at = record.success ? parseInstant(record.data.at) : null
    if (!record.success || at === null) return bad(`line ${index + 1} is no record with "at" and "ics"`)
    if (at < (history.at(-1)?.at ?? at)) return bad(`line ${index + 1} is older than the line before it`)
    history.push({ at, ics: record.data.ics })
  }
  return history.length === 0 ? bad('it holds no record') : ok(history)
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** The channel that wrote a calendar, by what it calls itself. */
function channelOf(history: readonly RecordedFeed[]): string {
  const maker = history.map(({ ics }) => /^PRODID:(.*)$/m.exec(ics)?.[1]).find((name) => name !== undefined) ?? ''
  if (/airbnb/i.test(maker)) return 'airbnb'
  if (/booking\.com/i.test(maker)) return 'booking.com'
  return /homeaway|vrbo/i.test(maker) ? 'vrbo' : 'other'
}

export const feedCommands: Readonly<Record<string, FolderCommand>> = {
  'replay-feed': {
    usage: 'replay-feed FILE.jsonl.gz [--channel C] [--time-zone Z]',
    values: ['channel', 'time-zone'],
    async run({ sqliteBinding }, _caller, words) {
      const file = word(words, 0, 'FILE')
      const timeZone = parseTimeZone(words.option('time-zone') ?? 'UTC')
      if (timeZone === null) throw new UsageError('--time-zone needs an IANA name, e.g. Europe/London')
      const history = readHistory(file)
      if (!history.ok) return history
      const channel = words.option('channel')?.trim().toLowerCase() || channelOf(history.value)
      return ok(replayHistory(history.value, { channel, timeZone, sqliteBinding }))
    },
  },
}
