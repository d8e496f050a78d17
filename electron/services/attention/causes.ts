/**
 * What a person must decide or know, derived from the store: an item opens when its cause appears and closes by
 * itself when the cause is gone.
 */
import type { ReadableDb } from '../../../db/open-database.ts'
import type { House } from '../../../db/queries/house.ts'
import type { Instant } from '../../domain/time.ts'
import type { Cause, World } from './cause.ts'
import { codeCauses } from './code-causes.ts'
import { feedCauses } from './feed-causes.ts'
import { restored } from './folder-causes.ts'
import { guestCauses } from './guest-causes.ts'
import { guestMessageCauses } from './guest-message-causes.ts'
import { importCauses } from './import-causes.ts'
import { lockCauses } from './lock-causes.ts'
import { mailCauses } from './mail-causes.ts'
import { outsideCauses } from './outside-causes.ts'
import { reviewCauses } from './review-causes.ts'
import { staffTextCauses } from './staff-text-causes.ts'
import { missingContacts, stayCauses } from './stay-causes.ts'
import { textCauses } from './text-causes.ts'
import { textingSetUpCauses } from './texting-setup-causes.ts'

/** Every cause there is now, what is most urgent at the desk first. */
export function attentionCauses(db: ReadableDb, house: House, now: Instant): readonly Cause[] {
  const world: World = { db, house, now }
  const untold = guestMessageCauses(world)
  // Who is to be told in person is asked for once.
  const toldOf = new Set(untold.map((cause) => cause.reservationId))
  return [
    ...restored(world),
    ...codeCauses(world),
    ...stayCauses(world),
    ...guestCauses(world),
    ...textCauses(world),
    ...staffTextCauses(world),
    ...reviewCauses(world),
    ...untold,
    ...lockCauses(world),
    ...outsideCauses(world),
    ...feedCauses(world),
    ...mailCauses(world),
    ...importCauses(world),
    ...textingSetUpCauses(world),
    ...missingContacts(world).filter((cause) => !toldOf.has(cause.reservationId)),
  ]
}
