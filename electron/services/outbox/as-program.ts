/** What the sender writes: in short transactions of its own, between the calls to Twilio. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { type House, readHouse } from '../../../db/queries/house.ts'
import type { Message } from '../../../db/queries/messages.ts'
import type { Instant } from '../../domain/time.ts'
import type { Gateways } from '../../ports/message-gateway.ts'
import { type Desk, program, type Work } from '../desk/index.ts'

/** Null before the house is set up. */
export const asProgram = <Value>(desk: Desk, change: (work: Work) => Value): Value | null =>
  desk.store.write((db) => {
    const house = readHouse(db)
    return house === null ? null : change({ db, house, now: desk.clock.now(), desk, caller: program })
  })

/** An automatic text judged again: what it says now, or why it is not sent. */
export type Judged = { readonly body: string } | { readonly drop: string }

export type SenderParts = {
  readonly desk: Desk
  readonly gateways: Gateways
  /** Rebuilds and judges an automatic text at the moment it is sent. */
  readonly judge: (db: ReadableDb, house: House, desk: Desk, message: Message, now: Instant) => Judged
  /** Where Twilio reports what became of a text that left outside its conversations; null without a public address. */
  readonly statusUrl?: () => string | null
}
