/** What concerns the data folder itself: a restore that waits for a go. */
import { readSetting } from '../../../db/queries/house.ts'
import { pausedSetting } from '../../../db/restore.ts'
import { type Cause, cause, type World } from './cause.ts'

/** A restored folder waits: what the locks hold may differ from what it remembers. */
export function restored({ db, house }: World): readonly Cause[] {
  const paused = readSetting(db, pausedSetting)
  if (paused === undefined) return []
  return [
    cause({
      kind: 'restored',
      cause: `restored ${JSON.stringify(paused)}`,
      tone: 'bad',
      title: 'This data was restored from a backup. Nothing is sent to locks or read from calendars yet.',
      detail: `Look through today's arrivals and the doors of ${house.property.name}, then go on: every code is looked up at its lock before anything is changed.`,
      actions: [{ key: 'go', label: 'Go on' }],
    }),
  ]
}
