/** Of requests that were turned away only a number is kept, and that is written at most once a second. */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import type { Rejection } from '../../ports/listener.ts'
import type { Desk } from '../desk/index.ts'

export type WebhookCounts = Readonly<Record<Rejection, number>>

const none: WebhookCounts = { signature: 0, account: 0, size: 0, rate: 0 }
const count = z.number().int().min(0).default(0)
const schema = z.object({ signature: count, account: count, size: count, rate: count }).catch(none)
const writeEveryMs = 1_000

/** What was turned away since the folder was made. */
export const webhookCounts = (db: ReadableDb): WebhookCounts => schema.parse(readSetting(db, 'texting-counts') ?? none)

export type RejectionCounter = { readonly add: (why: Rejection) => void; readonly flush: () => void }

export function countRejections(desk: Desk): RejectionCounter {
  let waiting: Record<Rejection, number> = { ...none }
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const added = waiting
    if (Object.values(added).every((number) => number === 0)) return
    waiting = { ...none }
    try {
      desk.store.write((db) => {
        const kept = webhookCounts(db)
        writeSetting(db, 'texting-counts', {
          signature: kept.signature + added.signature,
          account: kept.account + added.account,
          size: kept.size + added.size,
          rate: kept.rate + added.rate,
        })
      })
    } catch (error) {
      // A number that is not written must not bring the listener down.
      desk.logger.error('webhook.counts-failed', error)
    }
  }
  return {
    add(why) {
      waiting[why] += 1
      timer ??= setTimeout(flush, writeEveryMs)
      timer.unref()
    },
    flush,
  }
}
