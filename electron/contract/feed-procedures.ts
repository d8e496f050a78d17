/** Procedures of the calendars in the settings. */
import { z } from 'zod'
import type { FeedDryRunView } from './office-views.ts'
import { procedure } from './procedure.ts'

const feed = z.object({ feedId: z.string().min(1).max(60) }).strict()

export const feedProcedures = {
  /** Reads one calendar as soon as it may be. */
  'feeds.checkNow': procedure(feed).answers<{ done: true }>(),
  /** Reads it and says what it would change; nothing is kept and nothing is done. */
  'feeds.dryRun': procedure(feed).answers<FeedDryRunView>(),
} as const
