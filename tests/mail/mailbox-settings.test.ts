import { describe, expect, it } from 'vitest'
import { readSecret } from '../../db/queries/house.ts'
import { houseFileSchema, mailboxLogin, mailboxSettings, setUpHouse } from '../../electron/services/house/index.ts'
import { mailboxView, mailDryRun, saveMailbox } from '../../electron/services/mail/index.ts'
import { A, B, houses } from '../support/houses.ts'
import { bookingSubject, mailDesk, vouchedFor } from '../support/mail-desk.ts'
import { codeOf, dana, dumpTables, houseFile, must, type TestDesk } from '../support/test-desk.ts'

const open = houses()
const account = { host: 'imap.example.com', port: 993, secure: true, user: 'desk@example.com' }
const fileWith = (mailbox: unknown) => houseFileSchema.parse({ ...houseFile({}), mailbox })
const setUp = ({ desk }: TestDesk, mailbox: unknown, keepOtherFeeds = false) =>
  must(setUpHouse(desk, dana, fileWith(mailbox), { keepOtherFeeds }))

describe('the mailbox of the house file', () => {
  it('logs in with the named password, or the named token before it', () => {
    const house = open.openTraining()
    setUp(house, { host: ' IMAP.example.com ', user: account.user, passwordEnv: 'PASSWORD', accessTokenEnv: 'TOKEN' })
    expect(mailboxSettings(house.desk.store.read)).toMatchObject(account)
    expect(mailboxLogin(house.desk, {})).toBeNull()
    expect(mailboxLogin(house.desk, { PASSWORD: 'test-only' })?.secret).toEqual({
      kind: 'password',
      value: 'test-only',
    })
    expect(mailboxLogin(house.desk, { PASSWORD: 'test-only', TOKEN: 'token' })?.secret).toEqual({
      kind: 'access-token',
      value: 'token',
    })
  })

  it('is switched off by a file without one, and kept by the settings of other parts', () => {
    const house = open.openTraining()
    setUp(house, account)
    setUp(house, null, true)
    expect(mailboxSettings(house.desk.store.read)).not.toBeNull()
    setUp(house, null)
    expect(mailboxSettings(house.desk.store.read)).toBeNull()
  })

  it.each([
    [{ ...account, host: 'imap.example.com/path' }],
    [{ ...account, host: '' }],
    [{ ...account, port: 70_000 }],
    [{ ...account, user: ' ' }],
    ['imap.example.com'],
  ])('refuses %j', (mailbox) => {
    expect(() => fileWith(mailbox)).toThrow()
  })
})

describe('the mailbox in the settings', () => {
  const save = ({ desk }: TestDesk, mailbox: unknown, password: string | null) =>
    saveMailbox(desk, dana, { mailbox, password })

  it('keeps a typed password sealed, and shows only that there is one', () => {
    const house = open.openTraining()
    must(save(house, account, 'a-password-of-tests'))
    const view = must(mailboxView(house.desk, {}))
    expect(view).toMatchObject({ mailbox: account, password: 'kept', status: 'never', advice: null })
    expect(JSON.stringify([view, dumpTables(house.desk)])).not.toContain('a-password-of-tests')
    must(save(house, { ...account, port: 143, secure: false }, null))
    expect(mailboxLogin(house.desk, {})?.secret.value).toBe('a-password-of-tests')
  })

  it('never gives the password of one account to another, by the screen or by the file', () => {
    const house = open.openTraining()
    must(save(house, account, 'a-password-of-tests'))
    must(save(house, { ...account, host: 'imap.evil.example' }, null))
    expect(mailboxLogin(house.desk, {})).toBeNull()
    expect(must(mailboxView(house.desk, {}))).toMatchObject({ password: 'none', status: 'no-password' })
    must(save(house, account, 'a-password-of-tests'))
    setUp(house, { ...account, user: 'somebody@example.com' })
    expect(mailboxLogin(house.desk, {})).toBeNull()
  })

  it('keeps the variables of the house file while it is the same account, and forgets all when switched off', () => {
    const house = open.openTraining()
    setUp(house, { ...account, passwordEnv: 'PASSWORD' })
    must(save(house, { ...account, port: 143 }, null))
    expect(must(mailboxView(house.desk, { PASSWORD: 'test-only' })).password).toBe('environment')
    must(save(house, account, 'a-password-of-tests'))
    must(save(house, null, null))
    expect(must(mailboxView(house.desk, {})).mailbox).toBeNull()
    expect(readSecret(house.desk.store.read, 'mailbox-password')).toBeNull()
  })

  it('refuses what is no account by the name of the field, and changes nothing', () => {
    const house = open.openTraining()
    const before = dumpTables(house.desk)
    const refused = save(house, { ...account, port: 0 }, 'a-password-of-tests')
    expect([codeOf(refused), refused.ok ? '' : refused.error.message]).toEqual([
      'bad-input',
      expect.stringContaining('port'),
    ])
    expect(dumpTables(house.desk)).toEqual(before)
  })
})

describe('the dry run', () => {
  it('says of each mail what would be made of it, and keeps and does nothing', async () => {
    const desk = mailDesk(open)
    desk.seen(['R1', '2026-06-20', '2026-06-22'])
    desk.seen(['R2', '2026-06-24', '2026-06-26'], {}, 'import')
    desk.advance(46 * 60_000)
    desk.mailed({ subject: bookingSubject(A, '2026-06-20'), minutesAgo: 50 })
    desk.mailed({ subject: bookingSubject(B, '2026-06-24'), minutesAgo: 49 })
    desk.mailed({ subject: bookingSubject('1000000003', '2026-06-28'), minutesAgo: 48 })
    desk.mailed({ subject: bookingSubject('1000000004', '2026-05-28'), minutesAgo: 47 })
    desk.mailed({
      subject: bookingSubject('1000000005', '2026-06-28'),
      minutesAgo: 46,
      headers: vouchedFor('evil.example'),
    })
    desk.mailed({ subject: 'Your invoice', minutesAgo: 45 })
    const before = dumpTables(desk.desk)
    const view = must(await mailDryRun(desk.desk, desk.mailboxes))
    expect(view.lines.map((line) => [line.reference, line.verdict, line.units])).toEqual([
      [null, 'not-understood', []],
      ['1000000005', 'not-trusted', []],
      ['1000000004', 'nothing', []],
      ['1000000003', 'no-stay', []],
      [B, 'asks', []],
      [A, 'names', ['Room 1']],
    ])
    expect(view.asked).toBe(1)
    expect(dumpTables(desk.desk)).toEqual(before)
  })

  it('says what is missing', async () => {
    const { desk } = open.openTraining()
    expect(codeOf(await mailDryRun(desk, { current: () => null }))).toBe('mailbox-unreadable')
    expect(codeOf(await mailDryRun(desk, { current: () => 'no-password' }))).toBe('mailbox-unreadable')
  })
})
