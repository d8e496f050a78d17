/** How "Needs you" stays short: what is urgent first, and many of a kind folded behind their first. */
import type { NeedView } from '../../../electron/contract/views.ts'

export type NeedGroup = { readonly kind: string; readonly needs: readonly NeedView[] }

/** So many stand without being put together. */
const FEW = 6
/** More of a kind than this are folded behind the first of them. */
const OF_A_KIND = 2

/** Red before amber, else in the desk's order; each alone while there are few, later those of a kind together. */
export function groupNeeds(needs: readonly NeedView[]): readonly NeedGroup[] {
  const sorted = [...needs].sort((left, right) => Number(right.tone === 'bad') - Number(left.tone === 'bad'))
  if (sorted.length <= FEW) return sorted.map((need) => ({ kind: need.id, needs: [need] }))
  const kinds = new Map<string, NeedView[]>()
  for (const need of sorted) kinds.set(need.kind, [...(kinds.get(need.kind) ?? []), need])
  return [...kinds].flatMap(([kind, list]) =>
    list.length > OF_A_KIND ? [{ kind, needs: list }] : list.map((need) => ({ kind: need.id, needs: [need] })),
  )
}
