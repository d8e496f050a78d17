/** Bodies as they come in: how long they say they are, how many at a time, and no further than their limit. */
import type { IncomingMessage } from 'node:http'

/** Above every form without files and every webhook. */
export const usualBodyBytes = 64 * 1024

const saidBytes = (request: IncomingMessage): number | null => {
  const said = request.headers['content-length']
  return said === undefined ? null : Number(said)
}

/** How much of it may have to be held: as long as it says it is, nothing where that is too long, else the limit. */
export function expectedBytes(request: IncomingMessage, limit: number): number {
  const said = saidBytes(request)
  if (said !== null) return said > limit ? 0 : said
  return request.headers['transfer-encoding'] === undefined ? 0 : limit
}

/** Null where it is over the limit, whether it says so or not. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if ((saidBytes(request) ?? 0) > limit) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** Lets a body come in that nobody keeps: a browser reads no answer before it has sent all. False where it is too long. */
export async function letRunOut(request: IncomingMessage, most: number): Promise<boolean> {
  if (request.destroyed || (saidBytes(request) ?? Number.POSITIVE_INFINITY) > most) return false
  for await (const _ of request) {
  }
  return true
}

export type Coming = {
  /** Answers how to say that it is over; null where too many, or too much, is coming in already. */
  readonly begin: (bytes: number) => (() => void) | null
}

export function createComing(limits: { readonly mostAtOnce: number; readonly mostBytesAtOnce: number }): Coming {
  let count = 0
  let held = 0
  return {
    begin(bytes) {
      if (count >= limits.mostAtOnce || held + bytes > limits.mostBytesAtOnce) return null
      count += 1
      held += bytes
      return () => {
        count -= 1
        held -= bytes
      }
    },
  }
}
