import type { HouseDraft, Maker } from '../../house/draft.ts'

export const steps = ['house', 'units', 'locks', 'calendars', 'staff', 'review'] as const
export type Step = (typeof steps)[number]
export type KeptSetUp = {
  readonly step: Step
  readonly furthest: Step
  readonly maker: Maker
  readonly draft: HouseDraft
}

const PLACE = 'latchkey.set-up'

/** SECURITY: keys, calendar addresses (they are secrets too) and staff phones never reach this storage. */
export function keepSetUp(setUp: KeptSetUp) {
  const draft = {
    ...setUp.draft,
    seamApiKey: '',
    addFeeds: [],
    staff: setUp.draft.staff.map((one) => ({ ...one, phone: null })),
  }
  localStorage.setItem(PLACE, JSON.stringify({ ...setUp, draft }))
}

export function readKeptSetUp(): KeptSetUp | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? 'null') as KeptSetUp | null
    return kept && steps.includes(kept.step) && kept.draft.property ? kept : null
  } catch {
    return null
  }
}

export const forgetSetUp = () => localStorage.removeItem(PLACE)
