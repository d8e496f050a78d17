/**
 * Seed 004 from end to end: a calendar over HTTP, a mail from a real IMAP server, a texted OK over HTTP with the fake
 * Twilio, codes on the fake Seam server, and what the desk sees of it in its window.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toIso } from '../../electron/domain/time.ts'
import { codesOn } from '../support/at-the-desk.ts'
import { calendar, closed } from '../support/feed-desk.ts'
import { emptyCalendar, type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { bookingMailSource, type ImapServer, imapPassword, startImapServer } from '../support/imap-server.ts'
import { shoot } from '../support/screenshots.ts'
import { danasPhone } from '../support/sms-desk.ts'
import { describeWithCommand } from '../support/system-commands.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const number = '+12025550150'
const reference = '1234567890'
const guest = `Guest of ${reference}`

describeWithCommand('dovecot', 'two rooms of one booking that nobody has named yet', () => {
  let house: TextingHouse
  let open: DeskWindow
  let mailbox: ImapServer
  let feeds: readonly FeedServer[]
  const answers = async () =>
    (await house.twilio.state()).conversations
      .filter(({ participants }) => participants.some(({ address }) => address === danasPhone))
      .flatMap(({ messages }) => messages.filter(({ author }) => author !== danasPhone))
      .map(({ body }) => body)

  beforeAll(async () => {
    mailbox = await startImapServer()
    feeds = await Promise.all([startFeedServer(emptyCalendar), startFeedServer(emptyCalendar)])
    house = await openTextingHouse({
      numbers: [number],
      rooms: 2,
      staff: [{ name: 'Dana', phone: danasPhone, role: 'manager' }, { name: 'Yusuf' }],
      parts: {
        units: feeds.map((feed, index) => ({
          key: `${101 + index}`,
          name: `Apartment ${101 + index}`,
          smsNumber: index + 1,
          doors: ['front', `d${101 + index}`],
          feeds: [{ channel: 'booking.com', url: feed.url, allowPrivate: true }],
        })),
        mailbox: { host: '127.0.0.1', port: mailbox.port, secure: false, user: 'desk', passwordEnv: 'TEST_MAILBOX' },
      },
      env: { TEST_MAILBOX: imapPassword },
    })
    house.locks.obey()
    // The calendars were read before, and were empty: what they show next was booked just now.
    await house.onDay('2026-05-11T08:40:00Z', (_book, _desk, worker) => worker.syncNow('feeds'))
    for (const feed of feeds) feed.setCalendar(calendar(closed(`${feed.url}@booking.com`, '2026-05-11/2026-05-13')))
    open = await house.open('2026-05-11T09:05:00Z')
  })
  afterAll(async () => {
    await house?.stop()
    await Promise.all([mailbox.stop(), ...feeds.map((feed) => feed.stop())])
  })

  it('[seed 004] the mail names both by a guess, and the desk is asked once', async () => {
    const mail = bookingMailSource(`Booking.com - New booking! (${reference}, Monday, 11 May 2026)`)
    await mailbox.deliver('desk', mail, [], open.now())
    await open.desk.go('today')
    await open.page.getByText(reference).first().waitFor()
    await shoot(open.page, 'intake-group-asked')
    expect(house.seam.codes()).toEqual([])
    expect(await open.page.getByRole('listitem', { name: guest, exact: true }).count()).toBe(0)
  })

  it('[seed 004] OK from a phone: one guest on both rooms, one code on all three doors, seen on Today', async () => {
    await house.twilio.guestTexts({ from: danasPhone, to: number, body: 'OK', at: toIso(open.now()) })
    await open.page.getByRole('listitem', { name: guest, exact: true }).first().waitFor()
    await expect
      .poll(answers)
      .toEqual([
        expect.stringMatching(
          /^1234567890: Apartment 10[12], 11-13 May\. Apartment 10[12], 11-13 May\. 1 guest, 3 doors\./,
        ),
      ])
    const codes = await codesOn(house.seam, ['front', 'room1', 'room2'], () => true)
    expect(new Set(codes.map((code) => code.code)).size).toBe(1)
    await open.desk.openRow(guest)
    const panel = open.desk.panel(guest)
    await expect.poll(() => panel.getByText('On lock', { exact: true }).count(), { timeout: 15_000 }).toBe(3)
    await shoot(open.page, 'intake-group-named')
    expect(await house.twilio.violations()).toEqual([])
  })
})
