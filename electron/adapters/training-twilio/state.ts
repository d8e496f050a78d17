/** The world as plain JSON, for whoever wants to look at it. */
import type { Conversation, LoggedText, OwnNumber, World } from './world.ts'

export type WorldState = {
  readonly conversations: readonly Conversation[]
  readonly texts: readonly LoggedText[]
  readonly numbers: readonly OwnNumber[]
  readonly webhook: World['webhook']
  readonly files: readonly { readonly sid: string; readonly contentType: string; readonly size: number }[]
  readonly optedOut: readonly string[]
}

export const stateOf = (world: World): WorldState => ({
  conversations: [...world.conversations.values()],
  texts: world.texts,
  numbers: world.numbers,
  webhook: world.webhook,
  files: [...world.files].map(([sid, { contentType, bytes }]) => ({ sid, contentType, size: bytes.length })),
  optedOut: [...world.optedOut],
})
