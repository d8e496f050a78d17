/** Pictures and files of texts, fetched at once and kept sealed: Twilio may delete them, and guests send passports. */
import { dueMedia } from '../../../db/queries/catch-up.ts'
import { type MessageMedia, readMedia, updateMedia } from '../../../db/queries/messages.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { retryDelayMs } from '../../domain/retry.ts'
import { instant, minutes } from '../../domain/time.ts'
import type { GatewayFault, MessageGateway } from '../../ports/message-gateway.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'

const maxBytes = 10 * 1024 * 1024
const mostTries = 10
const atOnce = 2

/** A picture as it is kept here; `media-missing` where it is not, or not yet. */
export function readMediaBytes(
  desk: Desk,
  mediaId: string,
): Result<{ readonly bytes: Buffer; readonly contentType: string; readonly filename: string | null }, Failure> {
  const media = readMedia(desk.store.read, mediaId)
  if (media === null || media.sealed === null)
    return fail(failure('media-missing', 'This picture is not here yet. The text is; the picture is tried again.'))
  return ok({
    bytes: desk.store.vault.openBytes('media', media.sealed),
    contentType: media.contentType,
    filename: media.filename,
  })
}

/** Takes up again what could not be fetched. What is here or under way stays as it is. */
export function tryMediaAgain(desk: Desk, caller: Caller, mediaId: string): Result<null, Failure> {
  return transact(desk, caller, (work) => {
    const media = readMedia(work.db, mediaId)
    if (media === null) return fail(failure('media-missing', 'There is no such picture.'))
    if (media.state !== 'failed') return ok(null)
    updateMedia(work.db, mediaId, { state: 'pending', attempts: 0, nextTryAt: work.now, fault: null })
    audit(work, 'media.tried-again', {}, { media: mediaId })
    return ok(null)
  })
}

export type MediaFetcher = {
  /** Fetches what is due, the newest texts' first. Answers how many were tried. */
  readonly fetch: () => Promise<number>
  readonly halt: () => void
}

export function createMediaFetcher(parts: {
  readonly desk: Desk
  readonly gateway: () => MessageGateway | null
  readonly reached: (reached: boolean) => void
}): MediaFetcher {
  const { desk } = parts
  let halted = false

  /** True where the next one may be tried. */
  async function fetchOne(gateway: MessageGateway, media: MessageMedia): Promise<boolean> {
    const { sid, serviceSid, url } = media
    const answer = await gateway.fetchMedia({ sid, serviceSid, url, maxBytes })
    parts.reached(answer.ok || answer.error.kind !== 'unreachable')
    if (!answer.ok) {
      const change = afterFault(desk, media, answer.error)
      desk.store.write((db) => updateMedia(db, media.id, change))
      return answer.error.kind !== 'unreachable' && answer.error.kind !== 'credentials'
    }
    const { bytes } = answer.value
    const sealed = desk.store.vault.seal('media', bytes)
    desk.store.write((db) =>
      updateMedia(db, media.id, {
        state: 'stored',
        sealed,
        size: bytes.length,
        attempts: media.attempts + 1,
        fault: null,
      }),
    )
    return true
  }

  return {
    async fetch() {
      halted = false
      let tried = 0
      for (let go = true; go && !halted; ) {
        const gateway = parts.gateway()
        const due = gateway === null ? [] : dueMedia(desk.store.read, desk.clock.now(), atOnce)
        if (gateway === null || due.length === 0) break
        tried += due.length
        go = (await Promise.all(due.map((media) => fetchOne(gateway, media)))).every(Boolean)
      }
      return tried
    },
    halt: () => {
      halted = true
    },
  }
}

/** What cannot be cured is said and kept for a person; all else is tried again, ten times over some hours. */
function afterFault(desk: Desk, media: MessageMedia, fault: GatewayFault): Parameters<typeof updateMedia>[2] {
  const now = desk.clock.now()
  const jitter = desk.random.integer(1000) / 1000
  // Neither is the picture's fault: it costs it no try.
  if (fault.kind === 'unreachable' || fault.kind === 'credentials')
    return { nextTryAt: instant(now + minutes(1)), fault: waitingText(fault.kind) }
  const attempts = media.attempts + 1
  const final = finalText(fault)
  if (final !== null) return { state: 'failed', attempts, fault: final }
  if (attempts >= mostTries)
    return { state: 'failed', attempts, fault: 'Twilio did not hand out this file in ten tries. Try again later.' }
  return {
    attempts,
    nextTryAt: instant(now + retryDelayMs(attempts, jitter)),
    fault: 'Twilio did not hand out this file yet. It is tried again by itself.',
  }
}

const waitingText = (kind: 'unreachable' | 'credentials'): string =>
  kind === 'unreachable'
    ? 'Twilio cannot be reached. The file is fetched when it can be.'
    : 'Twilio refuses the account or its token. The file is fetched when that is put right in Settings.'

function finalText(fault: GatewayFault): string | null {
  if (fault.kind === 'missing') return 'Twilio does not have this file any more. Ask the guest to send it again.'
  if (fault.kind !== 'refused') return null
  return fault.code === 0
    ? 'This file is larger than 10 MB and was not fetched. Ask the guest for a smaller one.'
    : `Twilio refused to hand out this file (${fault.code}).`
}
