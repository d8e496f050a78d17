import type { FeedReading } from '../domain/calendar-event.ts'

export type FeedRequest = {
  /** A secret: never logged. */
  readonly url: string
  readonly channel: string
  readonly allowPrivate: boolean
  readonly etag: string | null
  readonly lastModified: string | null
}
export type FeedAnswer =
  | { readonly unchanged: true }
  | {
      readonly unchanged: false
      readonly reading: FeedReading
      readonly etag: string | null
      readonly lastModified: string | null
      /** HTTP status, where there was one. */
      readonly status: number | null
    }

/** Fetches and reads one calendar feed, within limits of size and time. Never throws for what the network does. */
export type CalendarFeed = { readonly fetch: (request: FeedRequest) => Promise<FeedAnswer> }
