import { describe, expect, it } from 'vitest'
import { deleteGuest, readGuest } from '../../db/queries/bookings.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { describeGuest, nameStays } from '../../electron/services/reservations/index.ts'
import { houses } from '../support/houses.ts'
import { type MailDesk, mailDesk, reservationOf, twoNights, vouchedFor } from '../support/mail-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const open = houses()

describe('the guest that a mail names', () => {
  const airbnb = { from: 'automated@airbnb.com', headers: vouchedFor('airbnb.com') }
  const mail = {
    ...airbnb,
    subject: 'Reservation confirmed - Alex Example arrives Jun 20',
    links: ['https://www.airbnb.com/hosting/reservations/details/HMABCDEF12'],
  }
  const nameOf = (desk: MailDesk): string | null => {
    const { guestId } = reservationOf(desk, 'HMABCDEF12')
    return guestId === null ? null : (readGuest(desk.desk.store.read, guestId)?.name ?? null)
  }

  /** A stay whose calendar has the code, and no guest yet. */
  const fromCalendar = (desk: MailDesk): void => {
    const stay = desk.seen(twoNights(1), { channel: 'airbnb' })
    const order = {
      stays: [stay],
      reference: 'HMABCDEF12' as BookingReference,
      channel: 'airbnb',
      provisional: false,
      rule: 'feed-reference',
      evidence: {},
    } as const
    must(transact(desk.desk, { actor: 'Latchkey', source: 'feed' }, (work) => nameStays(work, order)))
  }

  it('is written where the calendar has the mail’s code, once: a guest who was deleted stays deleted', async () => {
    const desk = mailDesk(open)
    fromCalendar(desk)
    desk.mailed(mail)
    await desk.work()
    expect(nameOf(desk)).toBe('Alex Example')
    const { guestId } = reservationOf(desk, 'HMABCDEF12')
    desk.desk.store.write((db) => deleteGuest(db, guestId!))
    await desk.later(60)
    expect(reservationOf(desk, 'HMABCDEF12').guestId).toBeNull()
  })

  it('never takes the place of a name that somebody gave', async () => {
    const desk = mailDesk(open)
    fromCalendar(desk)
    must(
      transact(desk.desk, dana, (work) =>
        describeGuest(work, reservationOf(desk, 'HMABCDEF12'), { name: 'Robin Case' }),
      ),
    )
    desk.mailed(mail)
    await desk.work()
    expect(nameOf(desk)).toBe('Robin Case')
  })
})
