/** What the scanner sees of a feed before any event is understood. */
export type ScannedCalendar = {
  /** False for HTML, an error page or anything else that never says BEGIN:VCALENDAR. */
  readonly isCalendar: boolean
  /** Every calendar was closed and no event was left open. */
  readonly isWhole: boolean
  /** Each event's own lines, unfolded and decoded, without those of alarms within it. */
  readonly events: readonly (readonly string[])[]
  /** Events that another one began inside of: their end never came. */
  readonly brokenEvents: number
}

const deepestNesting = 16
/** Longer than any line that is read; the time to understand a line grows with it. */
const longestLine = 32_768

/**
 * Splits a feed into events. Knows nothing of properties, so that one bad line costs at most its event.
 * Works on bytes: a fold may stand in the middle of a UTF-8 character, so lines are joined before they are decoded.
 */
export function scanCalendar(bytes: Uint8Array): ScannedCalendar {
  const open: string[] = []
  const events: string[][] = []
  let current: string[] | null = null
  let isCalendar = false
  let wasCut = false
  let brokenEvents = 0

  for (const line of unfoldedLines(bytes)) {
    const [, verb, name] =
      /^(BEGIN|END)[ \t]*:[ \t]*([A-Z0-9-]+)[ \t]*$/i.exec(line)?.map((part) => part.toUpperCase()) ?? []
    if (verb === undefined || name === undefined) {
      if (current !== null && open.at(-1) === 'VEVENT' && isProperty(line)) current.push(decode(line))
      continue
    }
    if (verb === 'BEGIN') {
      if (name === 'VCALENDAR') {
        // A second calendar after a closed one is allowed; inside an open one, the first was cut off.
        if (open.length > 0) wasCut = true
        if (current !== null) brokenEvents++
        current = null
        open.length = 0
        isCalendar = true
      } else if (open.length === 0) continue
      if (name === 'VEVENT') {
        if (current !== null) brokenEvents++
        current = []
        open.length = 1
      }
      // Deeper than any calendar goes: not followed, and so not trusted as whole.
      if (open.length < deepestNesting) open.push(name)
      else wasCut = true
      continue
    }
    const depth = open.lastIndexOf(name)
    if (depth < 0) continue
    if (name === 'VEVENT' && current !== null) {
      events.push(current)
      current = null
    }
    if (name === 'VCALENDAR' && current !== null) {
      brokenEvents++
      current = null
    }
    open.length = depth
  }
  return { isCalendar, isWhole: isCalendar && !wasCut && open.length === 0, events, brokenEvents }
}

/**
 * Lines as one character a byte (latin1), folds undone; `\r\n`, `\n` and the doubled `\r\r\n` all end a line.
 * No pattern runs over the whole text: ten megabytes of `\r` would keep it busy for hours.
 */
function unfoldedLines(bytes: Uint8Array): string[] {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', hasMark ? 3 : 0)
  const lines: string[] = []
  for (const raw of text.split('\n')) {
    let end = raw.length
    while (end > 0 && raw[end - 1] === '\r') end--
    const isFold = (raw[0] === ' ' || raw[0] === '\t') && lines.length > 0
    if (isFold) lines[lines.length - 1] += raw.slice(1, end)
    else lines.push(raw.slice(0, end))
  }
  return lines
}

/** A stray line, such as the rest of a description broken without a fold, is no property and is dropped. */
const isProperty = (line: string): boolean => line.length <= longestLine && /^[A-Z0-9-]+[;:]/i.test(line)

const decode = (line: string): string => Buffer.from(line, 'latin1').toString('utf8')
