/** The calendars in the settings. */
import type { FeedId } from '../../domain/ids.ts'
import { ok } from '../../domain/result.ts'
import { askFeedNow, dryRunFeed } from '../../services/feeds/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'

type FeedHandlers = Pick<Handlers, Extract<keyof Handlers, `feeds.${string}`>>

export const feedHandlers = (context: AppContext): FeedHandlers => ({
  'feeds.checkNow': async ({ feedId }) =>
    atDesk(context, (open, caller) => {
      const asked = askFeedNow(open.desk, caller, feedId as FeedId)
      return asked.ok ? ok({ done: true as const }) : asked
    }),
  'feeds.dryRun': async ({ feedId }) => {
    const here = atDesk(context, (open) => ok(open))
    return here.ok ? dryRunFeed(here.value.desk, here.value.calendarFeed, feedId as FeedId) : here
  },
})
