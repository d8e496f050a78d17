import type { DoorRow, DoorsView, GatewayTrouble } from '../../../electron/contract/views.ts'

export type DoorGroup = { readonly trouble: GatewayTrouble; readonly doors: readonly DoorRow[] }

/** What shares a trouble stands together on top, then all the others: the order of the screen and of J and K. */
export function doorGroups(view: DoorsView): { troubled: readonly DoorGroup[]; others: readonly DoorRow[] } {
  const byId = new Map(view.doors.map((door) => [door.id, door]))
  const troubled = view.troubles
    .map((trouble) => ({
      trouble,
      doors: trouble.doorIds.flatMap((id) => byId.get(id) ?? []),
    }))
    .filter((group) => group.doors.length > 0)
  const taken = new Set(troubled.flatMap((group) => group.doors.map((door) => door.id)))
  return { troubled, others: view.doors.filter((door) => !taken.has(door.id)) }
}

/** Providers of doors here that have no account yet, and how many doors that is. */
export function unconnected(view: DoorsView): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const { provider, configured } of view.doors)
    if (provider !== null && !configured) found.set(provider, (found.get(provider) ?? 0) + 1)
  return found
}
