import type { ConversationView, MessageView, UnitView } from '../../../electron/contract/views.ts'
import { words } from '../../words/index.ts'

/** Where texts may go: a unit, or with null the guest's conversation without one. */
export type Place = { readonly unitId: string | null; readonly name: string }

const noUnit: Place = { unitId: null, name: words.thread.noUnit }

/** The units this guest has or had to do with come first, then the one without a unit, then all others of the house. */
export function placesOf(
  conversation: ConversationView,
  units: readonly UnitView[],
  message?: MessageView,
): { readonly near: readonly Place[]; readonly far: readonly Place[] } {
  const keys = new Set<string | null>([
    ...(message?.route?.alternatives ?? []).map((one) => one.unitKey),
    ...(conversation.review?.alternatives ?? []).map((one) => one.unitKey),
    ...conversation.proposals.map((one) => one.unitKey),
    ...conversation.others.map((one) => one.unitKey),
  ])
  keys.delete(conversation.unitKey)
  const elsewhere = units.filter((unit) => unit.key !== conversation.unitKey)
  const place = (unit: UnitView): Place => ({ unitId: unit.id, name: unit.name })
  return {
    near: [
      ...elsewhere.filter((unit) => keys.has(unit.key)).map(place),
      ...(conversation.unitKey === null ? [] : [noUnit]),
    ],
    far: elsewhere.filter((unit) => !keys.has(unit.key)).map(place),
  }
}
