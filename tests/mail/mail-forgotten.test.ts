import { expect, it } from 'vitest'
import { hours } from '../../electron/domain/time.ts'
import { createMailPost } from '../../electron/services/mail/index.ts'
import { sheetView } from '../../electron/services/views/index.ts'
import { A, B, houses } from '../support/houses.ts'
import { mailDesk, namedByMail, reservationOf } from '../support/mail-desk.ts'
import { must } from '../support/test-desk.ts'

const open = houses()

it('what is kept of a mail goes once its arrival is a year past, and why the stay has its reference still reads', async () => {
  const desk = mailDesk(open)
  await namedByMail(desk, A)
  desk.booked(B, '2026-06-21')
  // No day is in it: it goes by when it came, 10 June.
  desk.mailed({ subject: 'A word to our partners' })
  await desk.later(1)
  const kept = () => desk.desk.store.sqlite.prepare('select reference from mails order by uid').pluck().all()
  const post = createMailPost(desk.desk, desk.mailboxes)
  const onDay = (day: string): unknown => {
    desk.setNow(`${day}T12:00:00Z`)
    post.begin()
    return kept()
  }
  expect(onDay('2027-06-09')).toEqual([A, B, null])
  expect(onDay('2027-06-20')).toEqual([A, B])
  expect(onDay('2027-06-21')).toEqual([B])
  desk.advance(hours(23))
  post.begin()
  expect(kept()).toEqual([B])
  expect(onDay('2027-06-22')).toEqual([])
  await post.halt()
  const sheet = must(sheetView(desk.desk, { reservationId: reservationOf(desk, A).id }))
  expect(JSON.stringify(sheet.stays)).toContain('A booking mail fits it alone')
})
