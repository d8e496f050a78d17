/** A desk of a story told three ways: behind its real listener, with the real gateway to the story's Twilio. */
import { readReservation } from '../../db/queries/bookings.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import { ok } from '../../electron/domain/result.ts'
import { type CatchUpReport, createCatchUp } from '../../electron/services/catch-up/index.ts'
import { conversationOfReservation, followPhases, lineToSendBy } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import type { FakeTwilio } from './fake-twilio.ts'
import { type ListeningDesk, openListeningDesk } from './listening-desk.ts'
import { book, dana, must } from './test-desk.ts'
import { gatewayOf } from './texting-desk.ts'
import { type ToldStore, toldStore } from './told-store.ts'
import type { RecordedWebhook } from './webhook-recorder.ts'

export type BookedStay = {
  readonly reference: string
  readonly unit: string
  readonly from: string
  readonly to: string
  readonly phone: string
  /** The desk has chosen a number to write to this guest from. */
  readonly lined: boolean
}
export type MixedDesk = {
  readonly setNow: (iso: string) => void
  /** Over HTTP, all at once; each must be acknowledged. */
  readonly hears: (webhooks: readonly RecordedWebhook[]) => Promise<void>
  readonly worksOff: () => void
  /** By the process that has been running. */
  readonly catchesUp: () => Promise<CatchUpReport>
  /** Ends the story: by a process that has just started, with pictures fetched and bookings followed. */
  readonly ends: () => Promise<CatchUpReport>
  /** What is decided by time alone, and pictures. */
  readonly settles: () => Promise<void>
  readonly told: () => ToldStore
  readonly close: () => Promise<void>
}

export async function openMixedDesk(
  twilio: FakeTwilio,
  given: { readonly now: string; readonly booked: string; readonly stays: readonly BookedStay[] },
): Promise<MixedDesk> {
  const desk: ListeningDesk = await openListeningDesk({
    now: given.booked,
    twilio: { numbers: twilio.numbers, apiBaseUrl: twilio.url },
  })
  for (const { reference, unit, from, to, phone, lined } of given.stays) {
    const { reservationId } = book(desk.desk, reference, [[unit, from, to]], { name: reference, phone })
    desk.advance(60_000)
    if (!lined) continue
    must(
      transact(desk.desk, dana, (work) => {
        const reservation = readReservation(work.db, reservationId as ReservationId)!
        lineToSendBy(work, must(conversationOfReservation(work, reservation, null)))
        return ok(null)
      }),
    )
  }
  desk.setNow(given.now)
  const gateway = gatewayOf(twilio)
  const begun = () =>
    createCatchUp({ desk: desk.desk, gateways: { current: () => gateway }, pause: async () => undefined })
  const running = begun()
  const settles = async (): Promise<void> => {
    await begun().fetchMedia()
    followPhases(desk.desk)
  }
  // The house was running before it was shut: what comes from here on is no past of a first run.
  await running.run()
  return {
    setNow: desk.setNow,
    async hears(webhooks) {
      const answers = await Promise.all(
        webhooks.map(({ path, body, signature, contentType }) =>
          desk.post(path, {}, { rawBody: body, signature, contentType }),
        ),
      )
      for (const { status } of answers) if (status !== 200) throw new Error(`a webhook was answered ${status}`)
    },
    worksOff: () => void desk.process(),
    catchesUp: () => running.run(),
    async ends() {
      const report = await begun().run()
      desk.process()
      await settles()
      return report
    },
    settles,
    told: () => toldStore(desk.desk),
    close: () => desk.stop(),
  }
}
