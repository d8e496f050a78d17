import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeskOptions } from '../../electron/composition.ts'
import { feedCommands } from '../../electron/desk/feed-commands.ts'
import { readWords } from '../../electron/desk/words.ts'
import type { Replay } from '../../electron/services/feeds/index.ts'
import { calendar, closed } from '../support/feed-desk.ts'

const command = feedCommands['replay-feed']!
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-history-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(content: string | Uint8Array, ...options: readonly string[]) {
  const file = join(folder, 'history.jsonl.gz')
  writeFileSync(file, content)
  const open = { sqliteBinding: null } as Partial<DeskOptions> as DeskOptions
  return command.run(open, { actor: 'Dana', source: 'command' }, readWords([file, ...options], command))
}
const history = (...lines: readonly (readonly [at: string, ics: string])[]) =>
  gzipSync(lines.map(([at, ics]) => JSON.stringify({ at, ics })).join('\n'))
async function replayed(...lines: readonly (readonly [at: string, ics: string])[]): Promise<Replay> {
  const answer = await run(history(...lines), '--time-zone', 'Europe/Rome')
  if (!answer?.ok) throw new Error('it was not replayed')
  return answer.value as Replay
}

const both = calendar(closed('a', '2026-03-20/2026-03-22'), closed('b', '2026-04-20/2026-04-22'))
const one = calendar(closed('b', '2026-04-20/2026-04-22'))

describe('a recorded history', () => {
  it('is polled every hour from its first line to its last, and at each line', async () => {
    const replay = await replayed(
      ['2026-03-01T10:00:00Z', both],
      ['2026-03-01T12:30:00Z', both],
      ['2026-03-01T14:00:00Z', both],
    )
    expect(replay).toMatchObject({ polls: 6, stays: 2, created: 2, gone: 0 })
    expect(replay.events[0]).toEqual({
      at: '2026-03-01T10:00:00.000Z',
      kind: 'created',
      stay: expect.any(String),
      uid: 'a',
      arrival: '2026-03-20',
      departure: '2026-03-22',
    })
  })

  it('tells what left it for good, at the poll that was believed, and what came back', async () => {
    const replay = await replayed(
      ['2026-03-01T10:00:00Z', both],
      ['2026-03-01T12:30:00Z', one],
      ['2026-03-05T12:30:00Z', both],
    )
    const told = replay.events.filter((event) => event.uid === 'a')
    expect(told.map((event) => [event.kind, event.at.slice(0, 16)])).toEqual([
      ['created', '2026-03-01T10:00'],
      ['gone', '2026-03-01T19:00'],
      ['created', '2026-03-05T12:30'],
      ['returned', '2026-03-05T12:30'],
    ])
    expect(told[1]!.stay).toBe(told[3]!.stay)
    expect(replay).toMatchObject({ stays: 3, created: 3, gone: 1, returned: 1 })
  })

  it('counts as in house from the day of arrival, so that nothing then ends it', async () => {
    const replay = await replayed(
      ['2026-03-19T10:00:00Z', both],
      ['2026-03-19T22:30:00Z', one],
      ['2026-03-21T12:30:00Z', one],
    )
    expect(replay).toMatchObject({ gone: 0, stays: 2 })
  })

  it.each<[string, string | Uint8Array, string]>([
    ['holds nothing', gzipSync(''), 'holds no record'],
    ['is no history', 'BEGIN:VCALENDAR', 'line 1'],
    ['has a line without a calendar', gzipSync('{"at":"2026-03-01T10:00:00Z"}'), 'line 1'],
    ['runs backwards', history(['2026-03-02T10:00:00Z', one], ['2026-03-01T10:00:00Z', one]), 'line 2'],
    ['is cut off', history(['2026-03-02T10:00:00Z', one]).subarray(0, 40), 'cannot be read'],
  ])('that %s is refused', async (_name, content, said) => {
    const answer = await run(content)
    expect(answer?.ok === false && [answer.error.code, answer.error.message.includes(said)]).toEqual([
      'bad-input',
      true,
    ])
  })
})
