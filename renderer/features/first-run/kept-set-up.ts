import { emptyHouse, type HouseDraft, type Maker, noTtlock } from '../../house/draft.ts'

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
    ttlock: noTtlock,
    addFeeds: [],
    staff: setUp.draft.staff.map((one) => ({ ...one, phone: null })),
  }
  localStorage.setItem(PLACE, JSON.stringify({ ...setUp, draft }))
}

/** A set-up left under an older version lacks what has been added since. */
function completed(kept: KeptSetUp): KeptSetUp {
  const fresh = emptyHouse(kept.draft.property.timeZone, kept.draft.property.country)
  return {
    ...kept,
    draft: {
      ...fresh,
      ...kept.draft,
      property: { ...fresh.property, ...kept.draft.property },
      doors: kept.draft.doors.map((door) => ({ ...door, envelope: door.envelope ?? null })),
    },
  }
}

export function readKeptSetUp(): KeptSetUp | null {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? 'null') as KeptSetUp | null
    return kept && steps.includes(kept.step) && kept.draft.property ? completed(kept) : null
  } catch {
    return null
  }
}

export const forgetSetUp = () => localStorage.removeItem(PLACE)
