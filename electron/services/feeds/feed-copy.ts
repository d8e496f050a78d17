/** The answer of a feed as it is kept: its events, sealed. */
import { z } from 'zod'
import type { Vault } from '../../../db/vault.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { dateSchema } from '../../domain/time.ts'

const copy = z.array(
  z.object({
    uid: z.string(),
    arrivalDate: dateSchema,
    departureDate: dateSchema,
    kind: z.enum(['reservation', 'block', 'unknown', 'cancelled']),
    reference: z
      .string()
      .nullable()
      .transform((reference) => reference as BookingReference | null),
  }),
)

/** One text for the same events in the same order: two answers with the same text are the same answer. */
export const copyText = (events: readonly CalendarEvent[]): string =>
  JSON.stringify(
    events.map(({ uid, arrivalDate, departureDate, kind, reference }) => ({
      uid,
      arrivalDate,
      departureDate,
      kind,
      reference,
    })),
  )

export const sealCopy = (vault: Vault, text: string): Buffer => vault.seal('feed-copy', text)
/** Null where there is none. */
export const openCopy = (vault: Vault, sealed: Buffer | null): string | null =>
  sealed === null ? null : vault.open('feed-copy', sealed)
export const readCopy = (text: string | null): readonly CalendarEvent[] =>
  text === null ? [] : copy.parse(JSON.parse(text))
