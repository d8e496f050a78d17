import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertFeedStay } from '../../db/queries/feed-stays.ts'
import { readFeeds } from '../../db/queries/feeds.ts'
import { readMailboxState } from '../../db/queries/mails.ts'
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { doctorMail } from '../../electron/desk/doctor-mail.ts'
import { addDays, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import { houseMailboxes } from '../../electron/mailboxes.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { houseFileSchema, mailboxAccount, setUpHouse } from '../../electron/services/house/index.ts'
import { createWorker } from '../../electron/services/worker/index.ts'
import { feedStay } from '../support/feed-stays.ts'
import { A, houses } from '../support/houses.ts'
import { bookingMailSource, type ImapServer, imapPassword, startImapServer } from '../support/imap-server.ts'
import { bookingSubject } from '../support/mail-desk.ts'
import { describeWithCommand } from '../support/system-commands.ts'
import { dana, houseFile, must, type TestDesk } from '../support/test-desk.ts'

describeWithCommand('dovecot', 'a desk with a mailbox', () => {
  const open = houses()
  let server: ImapServer
  beforeAll(async () => {
    server = await startImapServer()
  })
  afterAll(() => server.stop())

  const feeds = { R1: [{ channel: 'booking.com', url: 'https://calendar.example.com/R1.ics' }] }
  /** Mail carries the server's real time, so this desk has it too. */
  function deskWithMailbox(user: string, environment: Readonly<Record<string, string>>): TestDesk {
    const house = open.openTraining({ feeds, now: new Date().toISOString() })
    const file = houseFileSchema.parse({
      ...houseFile({ feeds }),
      mailbox: { host: '127.0.0.1', port: server.port, secure: false, user, passwordEnv: 'MAILBOX_PASSWORD' },
    })
    must(setUpHouse(house.desk, dana, file, { keepOtherFeeds: false }))
    const desk = { ...house.desk, clock: systemClock }
    const worker = createWorker({
      desk,
      locks: house.locks,
      calendarFeed: { fetch: async () => ({ unchanged: true }) },
      mailboxes: houseMailboxes(desk, environment),
      leaseClock: systemClock,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    })
    return { ...house, desk, worker }
  }
  const tomorrow = addDays(dateOf(systemClock.now(), 'Europe/London' as TimeZoneId), 1)
  const stateOf = ({ desk }: TestDesk) =>
    readMailboxState(desk.store.read, mailboxAccount(desk.store.read) ?? '', 'INBOX')

  it('reads it on demand, and keeps nothing of a mail but reference, day and kind', async () => {
    const house = deskWithMailbox('asked', { MAILBOX_PASSWORD: imapPassword })
    await server.deliver(
      'asked',
      bookingMailSource(bookingSubject(A, tomorrow), { body: '<p>Guest secret-of-the-mail</p>' }),
    )
    const done = await house.worker.syncNow('mail')
    expect(done.mail).toMatchObject({ status: 'ok', kept: 1 })
    expect((await house.worker.syncNow('mail')).mail).toMatchObject({ status: 'ok', kept: 0 })
    const rows = house.desk.store.sqlite.prepare('select * from mails').all()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      kind: 'new',
      reference: A,
      arrival_date: tomorrow,
      trusted: 1,
      channel: 'booking.com',
    })
    expect(JSON.stringify(rows)).not.toContain('secret-of-the-mail')
  })

  it('matches a mail that comes while it runs, within seconds', async () => {
    const house = deskWithMailbox('running', { MAILBOX_PASSWORD: imapPassword })
    const { desk } = house
    const stay = feedStay(desk, ['R1', tomorrow, addDays(tomorrow, 2)])
    const now = desk.clock.now()
    desk.store.write((db) =>
      insertFeedStay(db, {
        feedId: readFeeds(db)[0]!.id,
        stayId: stay.id,
        arrivalDate: stay.arrivalDate,
        departureDate: stay.departureDate,
        firstSeenAt: now,
        foundBy: 'poll',
        lastSeenAt: now,
        missingSince: null,
        missingPolls: 0,
        goneAt: null,
        declinedDays: null,
      }),
    )
    house.worker.start()
    try {
      await expect.poll(() => stateOf(house)?.status, { timeout: 10_000 }).toBe('ok')
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      await server.deliver('running', bookingMailSource(bookingSubject(A, tomorrow), { id: 'running' }))
      await expect
        .poll(() => attentionItems(desk).map((item) => item.kind), { timeout: 15_000 })
        .toContain('mail-group')
    } finally {
      await house.worker.stop()
    }
  }, 40_000)

  it('reads every mail once, also after the server numbered them anew', async () => {
    const house = deskWithMailbox('renumbered', { MAILBOX_PASSWORD: imapPassword })
    await server.deliver('renumbered', bookingMailSource(bookingSubject(A, tomorrow), { id: 'renumbered' }))
    await house.worker.syncNow('mail')
    const before = stateOf(house)?.uidValidity
    server.renumber('renumbered')
    expect((await house.worker.syncNow('mail')).mail).toMatchObject({ status: 'ok', kept: 0 })
    expect(stateOf(house)?.uidValidity).not.toBe(before)
    expect(house.desk.store.sqlite.prepare('select count(*) from mails').pluck().get()).toBe(1)
  })

  it('says at once what only a person can cure, and is well again once that is done', async () => {
    const environment = { MAILBOX_PASSWORD: 'wrong' }
    const house = deskWithMailbox('refused', environment)
    expect((await house.worker.syncNow('mail')).mail).toMatchObject({ status: 'auth', kept: 0 })
    const [item] = attentionItems(house.desk).filter((one) => one.kind === 'mailbox-failing')
    expect(item?.detail).toContain('app password')
    const doctor = () => doctorMail({ desk: house.desk, mailboxes: houseMailboxes(house.desk, environment) })
    expect(doctor()).toMatchObject({ host: '127.0.0.1', user: 'refused', status: 'auth', lastOkAt: null })
    expect((await deskWithMailbox('none', {}).worker.syncNow('mail')).mail).toMatchObject({ status: 'no-password' })
    environment.MAILBOX_PASSWORD = imapPassword
    // A write, as every change of settings is: the account is looked at anew.
    house.desk.store.sqlite.prepare('update mailboxes set next_poll_at = 0').run()
    expect((await house.worker.syncNow('mail')).mail).toMatchObject({ status: 'ok' })
    expect(attentionItems(house.desk).filter((one) => one.kind === 'mailbox-failing')).toEqual([])
    expect(doctor()).toMatchObject({ status: 'ok', advice: null, lastOkAt: expect.any(String) })
  })

  it('reads a full mailbox to its end, in as many goes as that takes', async () => {
    const house = deskWithMailbox('full', { MAILBOX_PASSWORD: imapPassword })
    const sources = Array.from({ length: 850 }, (_, index) =>
      bookingMailSource(bookingSubject(String(1_000_000_000 + index), tomorrow), { id: `full${index}` }),
    )
    server.fill('full', sources)
    expect((await house.worker.syncNow('mail')).mail).toMatchObject({ status: 'ok', kept: 850 })
    expect(stateOf(house)?.lastUid).toBe(850)
  }, 60_000)

  it('is not read where the house has none', async () => {
    const house = open.openTraining()
    expect((await house.worker.syncNow('mail')).mail).toMatchObject({ status: 'off', kept: 0 })
  })
})
