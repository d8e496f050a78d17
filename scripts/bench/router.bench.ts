import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ok } from '../../electron/domain/result.ts'
import { routeMessage } from '../../electron/domain/route-message.ts'
import { ensureContact, ensureConversation, ensureLine } from '../../electron/services/conversations/index.ts'
import { routeQuestion } from '../../electron/services/conversations/place.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { benchCaller, fillBenchDesk, openBenchDesk } from './bench-desk.ts'
import { type BenchResult, percentile } from './bench-result.ts'

const RESERVATIONS = 100_000
const RUNS = 2_000
const numbers = ['+12025550150', '+12025550151', '+12025550152']

/** Which conversation a text belongs to, loaded and decided, in a house with a long past; against one indexed query. */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), 50, { twilio: { accountSid: `AC${'0a'.repeat(16)}`, numbers } })
  try {
    fillBenchDesk(desk, RESERVATIONS)
    const phones = desk.store.sqlite
      .prepare('select distinct phone from guest_phones order by phone limit ?')
      .pluck()
      .all(RUNS) as string[]
    const indexed = desk.store.sqlite.prepare('select id from contacts where phone = ?')
    const times: number[] = []
    const floors: number[] = []
    const done = transact(desk, benchCaller, (work) => {
      const asked = phones.map((phone) => {
        const root = ensureContact(work, phone as Parameters<typeof ensureContact>[1])
        ensureConversation(work, root.id, null)
        return { root, line: ensureLine(work, root, numbers[0]!) }
      })
      for (const { root, line } of asked) {
        let started = performance.now()
        routeMessage(routeQuestion(work, root, line, work.now))
        times.push(performance.now() - started)
        started = performance.now()
        indexed.get(root.phone)
        floors.push(performance.now() - started)
      }
      return ok(asked.length)
    })
    if (!done.ok) throw new Error(done.error.message)
    return [50, 99].map((percent) => {
      const [value, floor] = [percentile(times, percent), percentile(floors, percent)]
      const name = `router, load and decide, ${RESERVATIONS} reservations, p${percent} of ${times.length} (floor: one indexed query)`
      return { name, value, unit: 'ms', floor, ratio: value / floor }
    })
  } finally {
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
