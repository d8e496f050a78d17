/**
 * What a person must decide or know, derived from the store: an item opens when its cause appears and closes by
 * itself when the cause is gone.
 */
import type { ReadableDb } from '../../../db/open-database.ts'
import type { House } from '../../../db/queries/house.ts'
import type { Instant } from '../../domain/time.ts'
import type { Cause, World } from './cause.ts'
import { codeCauses } from './code-causes.ts'
import { failingFeeds, restored } from './folder-causes.ts'
import { guestMessageCauses } from './guest-message-causes.ts'
import { lockCauses } from './lock-causes.ts'
import { outsideCauses } from './outside-causes.ts'
import { stayCauses } from './stay-causes.ts'
import { textCauses } from './text-causes.ts'
import { textingSetUpCauses } from './texting-setup-causes.ts'

/** Every cause there is now, what is most urgent at the desk first. */
export function attentionCauses(db: ReadableDb, house: House, now: Instant): readonly Cause[] {
  const world: World = { db, house, now }
  return [
    ...restored(world),
    ...codeCauses(world),
    ...stayCauses(world),
    ...textCauses(world),
    ...guestMessageCauses(world),
    ...lockCauses(world),
    ...outsideCauses(world),
    ...failingFeeds(world),
    ...textingSetUpCauses(world),
  ]
}
