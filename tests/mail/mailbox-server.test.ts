import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { usualTiming } from '../../electron/adapters/imap/imap-client.ts'
import { imapMailbox } from '../../electron/adapters/imap/imap-mailbox.ts'
import { channelOfSender, isVouchedFor } from '../../electron/domain/booking-mail-sender.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'
import type { Mailbox, MailboxOrder, MailWatch } from '../../electron/ports/mailbox.ts'
import { bookingMailSource, type ImapServer, imapPassword, startImapServer } from '../support/imap-server.ts'
import { describeWithCommand } from '../support/system-commands.ts'

const subject = 'Booking.com - New booking! (1000000001, Saturday, 20 June 2026)'
const order = (position: MailboxOrder['position'] = null): MailboxOrder => ({
  position,
  since: '2020-01-01' as CalendarDate,
  wants: (from) => channelOfSender(from) !== null,
})
let users = 0

describeWithCommand('dovecot', 'a mailbox on a real IMAP server', () => {
  let server: ImapServer
  const watches: MailWatch[] = []
  beforeAll(async () => {
    server = await startImapServer()
  })
  afterEach(async () => {
    for (const watch of watches.splice(0)) await watch.stop()
  })
  afterAll(() => server.stop())

  const mailbox = (
    user: string,
    change: { password?: string; port?: number; timing?: typeof usualTiming } = {},
  ): Mailbox =>
    imapMailbox({
      account: `${user} at 127.0.0.1`,
      host: '127.0.0.1',
      port: change.port ?? server.port,
      secure: false,
      user,
      secret: { kind: 'password', value: change.password ?? imapPassword },
      timing: change.timing ?? usualTiming,
      readMs: 10_000,
    })
  const newUser = (): string => `desk${++users}`
  const read = async (box: Mailbox, position: MailboxOrder['position'] = null) => {
    const answer = await box.read(order(position))
    if (!answer.ok) throw new Error(answer.error)
    return answer.value
  }

  it('reads what channels wrote, with the word of the own server and the links, and leaves the rest alone', async () => {
    const user = newUser()
    await server.deliver(user, bookingMailSource(subject))
    await server.deliver(user, 'From: a@example.com\nSubject: Lunch?\nMessage-ID: <x@example.com>\n\nYes.\n')
    const { mails, lastUid } = await read(mailbox(user))
    expect(lastUid).toBe(2)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({
      uid: 1,
      messageId: '<one@booking.com>',
      from: ['noreply@booking.com'],
      subject,
      links: ['https://admin.example.com/?res_id=1000000001'],
    })
    expect(isVouchedFor('booking.com', mails[0]!.headers, 'imap.example.com')).toBe(true)
  })

  it('[case 57] finds a mail that somebody has read already, and leaves unread mail unread', async () => {
    const user = newUser()
    await server.deliver(user, bookingMailSource(subject, { id: 'read' }), ['\\Seen'])
    await server.deliver(user, bookingMailSource(subject, { id: 'unread' }))
    expect((await read(mailbox(user))).mails).toHaveLength(2)
    expect(await server.flags(user)).toEqual([['\\Seen'], []])
  })

  it('goes on after the last mail, and starts anew where the mails are numbered anew', async () => {
    const user = newUser()
    await server.deliver(user, bookingMailSource(subject))
    const first = await read(mailbox(user))
    const position = { uidValidity: first.uidValidity, lastUid: first.lastUid }
    expect((await read(mailbox(user), position)).mails).toEqual([])
    await server.deliver(user, bookingMailSource(subject, { id: 'two' }))
    expect((await read(mailbox(user), position)).mails.map((mail) => mail.uid)).toEqual([2])
    server.renumber(user)
    const anew = await read(mailbox(user), position)
    expect(anew.uidValidity).not.toBe(first.uidValidity)
    expect(anew.mails).toHaveLength(2)
  })

  it('reads no more of a mail than its limit, and hostile mail as any other', async () => {
    const user = newUser()
    const huge = `${'<table>'.repeat(50_000)}<a href="javascript:alert(1)">${'x'.repeat(2_000_000)}`
    await server.deliver(user, bookingMailSource(subject, { body: huge }))
    await server.deliver(user, bookingMailSource('=?utf-8?B?////?=', { id: 'bad', body: '<a href="' }))
    const twoSenders = bookingMailSource(subject, { id: 'two' }).replace('From:', 'From: a@example.com\nFrom:')
    await server.deliver(user, twoSenders)
    const { mails, lastUid } = await read(mailbox(user))
    expect([lastUid, mails.map((mail) => mail.uid)]).toEqual([3, [1, 2]])
    expect(mails[0]?.links).toEqual(['javascript:alert(1)'])
  })

  it('says what is wrong: the password, or that nobody answers', async () => {
    expect(await mailbox(newUser(), { password: 'wrong' }).read(order())).toEqual({ ok: false, error: 'auth' })
    expect(await mailbox(newUser(), { port: 9 }).read(order())).toEqual({ ok: false, error: 'unreachable' })
  })

  const watched = async (box: Mailbox): Promise<{ watch: MailWatch; news: () => number }> => {
    let count = 0
    const watch = box.watch(() => count++)
    watches.push(watch)
    await expect.poll(() => watch.isWatching(), { timeout: 10_000 }).toBe(true)
    return { watch, news: () => count }
  }

  it('is told of a new mail at once', async () => {
    const user = newUser()
    await server.deliver(user, bookingMailSource(subject))
    const { news } = await watched(mailbox(user))
    const before = news()
    await new Promise((resolve) => setTimeout(resolve, 600))
    await server.deliver(user, bookingMailSource(subject, { id: 'two' }))
    await expect.poll(news, { timeout: 5_000 }).toBeGreaterThan(before)
  })

  it('watches again by itself after the server was ended', async () => {
    const user = newUser()
    await server.deliver(user, bookingMailSource(subject))
    const { watch, news } = await watched(mailbox(user))
    await server.kill()
    await expect.poll(() => watch.isWatching(), { timeout: 10_000 }).toBe(false)
    await server.restart()
    const before = news()
    await expect.poll(() => watch.isWatching(), { timeout: 15_000 }).toBe(true)
    expect(news()).toBeGreaterThan(before)
  }, 40_000)

  it('notices a server that answers nothing any more', async () => {
    const user = newUser()
    await server.deliver(user, bookingMailSource(subject))
    const timing = { maxIdleMs: 1_000, socketMs: 3_000, connectMs: 2_000 }
    const { watch } = await watched(mailbox(user, { timing }))
    server.freeze()
    try {
      expect(await mailbox(user, { timing }).read(order())).toEqual({ ok: false, error: 'timeout' })
      await expect.poll(() => watch.isWatching(), { timeout: 20_000 }).toBe(false)
    } finally {
      server.thaw()
    }
    await expect.poll(() => watch.isWatching(), { timeout: 20_000 }).toBe(true)
  }, 60_000)

  it('does not hold a line open that the server refused', async () => {
    const watch = mailbox(newUser(), { password: 'wrong' }).watch(() => {})
    watches.push(watch)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(watch.isWatching()).toBe(false)
    await watch.stop()
  })
})
