/** How the desk stands to the outside, kept in the store so that every process and screen says the same. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import { type Instant, minutes } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import { tunnelSettings } from '../house/index.ts'

/** Webhooks on their way to the former address, and Twilio's own delay in taking a new one. */
const formerBaseMs = minutes(10)

const schema = z
  .object({
    state: z.enum(['up', 'starting', 'down', 'off']),
    since: z.number().nullable(),
    detail: z.string().nullable(),
    /** The last public address there was, whether or not the tunnel stands now. */
    url: z.string().nullable(),
    former: z.array(z.object({ url: z.string(), until: z.number() })),
  })
  .catch({ state: 'off', since: null, detail: null, url: null, former: [] })
type Kept = z.output<typeof schema>

const read = (db: ReadableDb): Kept => schema.parse(readSetting(db, 'tunnel-state'))

export type TunnelState = {
  readonly state: 'up' | 'starting' | 'down' | 'off'
  /** Since when it is in this state. */
  readonly since: Instant | null
  /** In plain words; null where there is nothing to say. */
  readonly detail: string | null
  /** Where Twilio reaches the desk now; null while it cannot. */
  readonly publicUrl: string | null
}

export function tunnelState(db: ReadableDb): TunnelState {
  const { state, since, detail } = read(db)
  return { state, since: since as Instant | null, detail, publicUrl: publicBase(db) }
}

/** The address Twilio is told, without a slash at its end; null where there is none now. */
export function publicBase(db: ReadableDb): string | null {
  const settings = tunnelSettings(db)
  if (settings.kind === 'url') return settings.url
  const kept = read(db)
  return settings.kind === 'ngrok' && kept.state === 'up' ? kept.url : null
}

/** Every address a signature may be made for: the one there is, the last one, and for ten minutes the one before. */
export function believedBases(desk: Desk): readonly string[] {
  const db = desk.store.read
  const now = desk.clock.now()
  const { url, former } = read(db)
  const settings = tunnelSettings(db)
  const bases = [
    settings.kind === 'url' ? settings.url : null,
    url,
    ...former.filter((one) => one.until > now).map((one) => one.url),
  ]
  return [...new Set(bases.filter((base) => base !== null))]
}

const isShut = (state: Kept['state']): boolean => state === 'starting' || state === 'down'

/** Notes a new state; `url` undefined leaves the last address as it was. Writes only what changed. */
export function noteTunnel(
  desk: Desk,
  next: { readonly state: TunnelState['state']; readonly detail?: string | null; readonly url?: string | null },
): void {
  const seen = read(desk.store.read)
  const detail = next.detail ?? null
  const url = next.url === undefined ? seen.url : next.url
  if (seen.state === next.state && seen.detail === detail && seen.url === url) return
  const now = desk.clock.now()
  desk.store.write((db: WritableDb) => {
    const before = read(db)
    const left = before.url !== null && before.url !== url ? [{ url: before.url, until: now + formerBaseMs }] : []
    const former = [...left, ...before.former.filter((one) => one.until > now && one.url !== url)].slice(0, 5)
    // Trying and failing are one interruption: it began when the tunnel was first missed.
    const same = before.state === next.state || (isShut(before.state) && isShut(next.state))
    const since = same ? before.since : now
    writeSetting(db, 'tunnel-state', { state: next.state, since, detail, url, former } satisfies Kept)
  })
  desk.logger.info('tunnel.state', { state: next.state })
}
