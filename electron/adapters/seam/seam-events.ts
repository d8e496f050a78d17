import type { SeamHttp } from '@seamapi/http'
import { z } from 'zod'
import type { LockEvent } from '../../domain/lock.ts'
import { type Instant, instant, parseInstant, toIso } from '../../domain/time.ts'
import type { SeamClock } from './seam-clock.ts'
import { seamPage } from './seam-shapes.ts'

/** Seam's own default, and so the size at which an answer may not be all. */
export const eventsAPage = 500
/** Enough for weeks away from the desk; what is beyond is found by the look at each lock. */
const mostPages = 40
/** An event may become visible a little after one that was written later. */
const overlapMs = 10_000

const seamEvent = z.object({
  event_id: z.string(),
  event_type: z.string(),
  created_at: z.string(),
  occurred_at: z.string().nullish().catch(null),
  device_id: z.string().nullish().catch(null),
  access_code_id: z.string().nullish().catch(null),
})
type Seen = { readonly id: string; readonly createdAt: Instant; readonly event: LockEvent | null }

/** How far the events were read: to which moment of Seam's clock, and which events since shortly before it. */
const cursorShape = z.object({ at: z.number().int(), seen: z.array(z.string()) })
type Cursor = z.infer<typeof cursorShape>

/**
 * What happened since `cursor`, each thing once, and the cursor for the next time. A null cursor, or one that cannot
 * be read, begins now by Seam's clock: ours may be wrong, and would then skip events or repeat a day of them.
 */
export async function pollEvents(
  seam: SeamHttp,
  clock: SeamClock,
  cursor: string | null,
): Promise<{ readonly events: readonly LockEvent[]; readonly cursor: string }> {
  const from = cursor === null ? null : readCursor(cursor)
  const at = from?.at ?? (await askTheTime(seam, clock))
  const found = await eventsSince(seam, instant(at - overlapMs))
  const known = new Set(from?.seen ?? [])
  const events = found.flatMap(({ id, event }) => (from === null || known.has(id) || event === null ? [] : [event]))
  const newest = Math.max(at, ...found.map((one) => one.createdAt))
  const seen = found.filter((one) => one.createdAt >= newest - overlapMs).map((one) => one.id)
  return { events, cursor: JSON.stringify({ at: newest, seen } satisfies Cursor) }
}

function readCursor(text: string): Cursor | null {
  try {
    return cursorShape.parse(JSON.parse(text))
  } catch {
    // Written by another version: nothing is known of it, so it begins now.
    return null
  }
}

async function askTheTime(seam: SeamHttp, clock: SeamClock): Promise<Instant> {
  await seam.workspaces.get()
  const now = clock.lastAnswer()
  if (now === null) throw new Error('Seam did not say what time it is')
  return now
}

/**
 * All events after `from`, oldest first. Seam does not say in which order an answer that was cut off is, so after a
 * full one both sides of it are asked for.
 */
async function eventsSince(seam: SeamHttp, from: Instant): Promise<readonly Seen[]> {
  const byId = new Map<string, Seen>()
  let pages = 0
  async function read(after: Instant, before: Instant | null): Promise<void> {
    if (pages >= mostPages) return
    pages++
    // A millisecond more on each side: whether the bounds themselves count is not documented.
    const since = toIso(instant(after - 1))
    const bounds = before === null ? { since } : { between: [since, toIso(instant(before + 1))] }
    const raw = seamPage.parse(await seam.events.list({ ...bounds, limit: eventsAPage } as never))
    const page = raw.flatMap(readEvent)
    const fresh = page.filter((one) => !byId.has(one.id))
    for (const one of fresh) byId.set(one.id, one)
    if (raw.length < eventsAPage || fresh.length === 0) return
    const times = page.map((one) => one.createdAt)
    const [oldest, newest] = [instant(Math.min(...times)), instant(Math.max(...times))]
    if (newest < (before ?? Number.POSITIVE_INFINITY)) await read(newest, before)
    if (oldest > after) await read(after, oldest)
  }
  await read(from, null)
  return [...byId.values()].sort((left, right) => left.createdAt - right.createdAt)
}

function readEvent(raw: unknown): Seen[] {
  const parsed = seamEvent.safeParse(raw)
  const createdAt = parsed.success ? parseInstant(parsed.data.created_at) : null
  if (!parsed.success || createdAt === null) return []
  return [{ id: parsed.data.event_id, createdAt, event: toLockEvent(parsed.data, createdAt) }]
}

/** What an event means to us; null for what happens elsewhere, and for what Seam invents next year. */
function toLockEvent(event: z.infer<typeof seamEvent>, createdAt: Instant): LockEvent | null {
  const { event_type: type, device_id: deviceId, access_code_id: ref } = event
  if (deviceId == null) return null
  const at = (event.occurred_at ? parseInstant(event.occurred_at) : null) ?? createdAt
  if (type.startsWith('access_code.') && ref != null) return { deviceId, ref, kind: 'code', at }
  if (type === 'lock.unlocked' && ref != null) return { deviceId, ref, kind: 'opened', at }
  if (type.startsWith('device.')) return { deviceId, ref: null, kind: 'device', at }
  return null
}
