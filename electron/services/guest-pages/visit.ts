/** One request to the guest pages, with all that answering it needs. */
import type { House } from '../../../db/queries/house.ts'
import type { Instant } from '../../domain/time.ts'
import type { WebAnswer } from '../../ports/listener.ts'
import type { AtDoor } from '../access-codes/index.ts'
import type { Desk } from '../desk/index.ts'
import type { Pace } from './pace.ts'
import type { PageModel, RoomNote } from './page-model.ts'
import type { Said } from './said.ts'

export type Visit = {
  readonly desk: Desk
  readonly atDoor: AtDoor
  readonly pace: Pace
  readonly house: House
  readonly now: Instant
  readonly language: string
  /** Path of the page that was asked for, with the language where it was chosen. */
  readonly path: (to: string) => string
  readonly show: (status: number, model: PageModel) => WebAnswer
  /** What the last form of a link did, said once. */
  readonly said: Said
  /** Doors that are being opened, by page and door: a second click joins the first. */
  readonly opening: Map<string, Promise<RoomNote>>
  /** Of the far end; null where the tunnel does not say. */
  readonly address: string | null
}
