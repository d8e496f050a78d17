/**
 * Texts that come and go in the real window, over HTTP with the fake Twilio: what the receptionist sees of each, also
 * where a webhook, the carrier or the Internet fails.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formatPhone, type PhoneNumber } from '../../electron/domain/phone-number.ts'
import { toIso } from '../../electron/domain/time.ts'
import { picture } from '../support/fixture-picture.ts'
import { shoot } from '../support/screenshots.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const number = '+12025550150'
/** Monday 11 May 2026, 14:31 in Rome, and a quarter of an hour on: guests have been told of their doors by then. */
const monday = '2026-05-11T12:31:00Z'
const later = '2026-05-11T12:46:00Z'

const ana = { guest: 'Ana Ruiz', phone: '+12025550105' }
const ben = { guest: 'Ben Adeyemi', phone: '+12025550106' }
const cleo = { guest: 'Cleo Martin', phone: '+12025550107' }
const dora = { guest: 'Dora Novak', phone: '+447700900112' }

let house: TextingHouse
let open: DeskWindow
const texts = (
  from: string,
  body: string,
  more: { at?: string; media?: { contentType: string; base64: string }[] } = {},
) => house.twilio.guestTexts({ from, to: number, body, at: toIso(open.now()), ...more })
/** Our texts at Twilio to this phone, oldest first. */
const sentTo = async (phone: string) =>
  (await house.twilio.state()).conversations
    .filter(({ participants }) => participants.some(({ address }) => address === phone))
    .flatMap(({ messages }) => messages.filter(({ author }) => author !== phone))
const write = async (body: string) => {
  await open.inbox.reply().fill(body)
  await open.inbox.reply().press('Enter')
  await open.inbox.message(body).waitFor()
}
const status = async (text: string) => open.inbox.flat(open.inbox.message(text))
const becomes = (text: string, state: RegExp) => expect.poll(() => status(text), { timeout: 15_000 }).toMatch(state)
const rail = () => open.page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: /^Inbox/ })
const tryNow = async () => {
  await open.page.getByRole('button', { name: /^(Online|Offline)/ }).click()
  await open.page.getByRole('button', { name: 'Try now' }).click()
  await open.page.keyboard.press('Escape')
}

beforeAll(async () => {
  house = await openTextingHouse({ numbers: [number], rooms: 6 })
  await house.onDay('2026-05-11T12:30:00Z', (book) => {
    book({ ...ana, reference: 'A500', rooms: [['101', '2026-05-09', '2026-05-16']] })
    book({ ...ben, reference: 'B500', rooms: [['102', '2026-05-10', '2026-05-16']] })
    book({ ...cleo, reference: 'C500', rooms: [['103', '2026-05-10', '2026-05-16']] })
    book({
      ...dora,
      reference: 'D500',
      rooms: [
        ['104', '2026-05-11', '2026-05-13'],
        ['105', '2026-05-11', '2026-05-13'],
      ],
    })
  })
  await house.twilio.guestTexts({ from: ana.phone, to: number, body: 'We are here!', at: '2026-05-11T11:00:00Z' })
  open = await house.open(monday)
})
afterAll(() => house?.stop())

it('tells of what came in while nobody was there, and counts it', async () => {
  await expect
    .poll(open.alerts, { timeout: 20_000 })
    .toEqual(['A text came in while Latchkey was away: Open the Inbox to read.'])
})

it('counts a text on the rail, tells it on the desktop, and a click opens its conversation', async () => {
  const already = (await open.alerts()).length
  await open.desk.go('today')
  await texts(ana.phone, 'Where is the garage?')
  await texts(ben.phone, 'Thank you!')
  await expect.poll(() => open.inbox.flat(rail()), { timeout: 15_000 }).toMatch(/^Inbox 2/)
  await expect
    .poll(async () => (await open.alerts()).slice(already).sort(), { timeout: 15_000 })
    .toEqual([
      'A guest writes: Apartment 101. Open it to read and answer.',
      'A guest writes: Apartment 102. Open it to read and answer.',
    ])
  await open.clickAlert('Apartment 102')
  await open.page.getByRole('region', { name: 'Conversation 102, Ben Adeyemi' }).waitFor()
  await open.inbox.message('Thank you!').waitFor()
  await expect.poll(() => open.inbox.flat(rail()), { timeout: 15_000 }).toMatch(/^Inbox 1/)
})

it('says how far a reply has come, and sends again what the carrier refused', async () => {
  const { inbox } = open
  await inbox.open(/^101/, 'Conversation 101, Ana Ruiz')
  await write('Round the corner, on the left.')
  await becomes('Round the corner', /^Apartment 101: Round the corner, on the left\. Dana · 14:3\d Sent$/)
  const [first] = await sentTo(ana.phone)
  await house.twilio.receipt({ messageSid: first!.sid, status: 'delivered' })
  await becomes('Round the corner', /Delivered$/)

  await write('The gate code is on the wall.')
  await becomes('The gate code', /Sent$/)
  const second = (await sentTo(ana.phone)).at(-1)!
  await house.twilio.receipt({ messageSid: second.sid, status: 'undelivered', errorCode: 30007 })
  await becomes('The gate code', /Not delivered: .*\(30007\) Try again/)
  await inbox.row(/^101/).getByText('Not sent').waitFor()
  await shoot(open.page, 'texting-refused')
  await inbox.message('The gate code').getByRole('button', { name: 'Try again' }).click()
  await expect
    .poll(async () => (await sentTo(ana.phone)).map(({ body }) => body))
    .toEqual([
      'Apartment 101: Round the corner, on the left.',
      'Apartment 101: The gate code is on the wall.',
      'Apartment 101: The gate code is on the wall.',
    ])
  // The text that was refused stays as it is, without another try; the one sent instead stands below it.
  await inbox.row(/^101/).getByText('Not sent').waitFor({ state: 'hidden' })
  expect(await inbox.message('The gate code').count()).toBe(2)
  expect(await inbox.flat(inbox.message('The gate code').first())).toMatch(/\(30007\)$/)
  await expect.poll(() => inbox.flat(inbox.message('The gate code').last()), { timeout: 15_000 }).toMatch(/Sent$/)
})

it('shows a photo that a guest sends without a word', async () => {
  const { inbox, page } = open
  await inbox.open(/^102/, 'Conversation 102, Ben Adeyemi')
  await texts(ben.phone, '', { media: [{ contentType: 'image/png', base64: picture }] })
  await inbox
    .thread()
    .getByRole('button', { name: /^Open / })
    .waitFor()
  await inbox.row(/^102/).getByText('Picture').waitFor()
  await inbox
    .thread()
    .getByRole('button', { name: /^Open / })
    .click()
  const shown = page.getByRole('dialog').getByRole('img')
  await shown.waitFor()
  expect(await shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(10)
  await shoot(page, 'texting-photo')
  await page.keyboard.press('Escape')
})

it('moves a single text where it belongs, and takes that back', async () => {
  const { inbox, page } = open
  await inbox.open(/^102/, 'Conversation 102, Ben Adeyemi')
  await inbox.message('Thank you!').hover()
  await inbox.message('Thank you!').getByRole('button', { name: 'Move this text to another conversation' }).click()
  await page.getByRole('menuitem', { name: 'Move to Apartment 106' }).click()
  await inbox.row(/^106, Ben Adeyemi/).waitFor()
  await inbox.message('Thank you!').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /^Undo/ }).click()
  await inbox.message('Thank you!').waitFor()
  await inbox.row(/^106/).waitFor({ state: 'hidden' })
})

it('sends nothing to who texted STOP until START comes', async () => {
  const { inbox, page } = open
  await texts(cleo.phone, 'STOP')
  await inbox.open(/^103, Cleo Martin/, 'Conversation 103, Cleo Martin')
  await page.getByText(/^The guest sent STOP to this number, so nothing may be sent\./).waitFor()
  await inbox.reply().fill('Hello?')
  expect(await page.getByRole('button', { name: 'Send as 103' }).isDisabled()).toBe(true)
  await inbox.reply().press('Enter')
  await shoot(page, 'texting-stop')
  await texts(cleo.phone, 'START')
  await page.getByText(/^The guest sent STOP/).waitFor({ state: 'hidden' })
  expect(await sentTo(cleo.phone)).toEqual([])
  await inbox.reply().press('Enter')
  await becomes('Hello?', /Sent$/)
})

it('fetches what no webhook brought, with the times at which it was written', async () => {
  const { inbox } = open
  await house.twilio.webhooks({ live: false })
  await texts(ben.phone, 'We are out of coffee', { at: '2026-05-11T12:12:00Z' })
  await texts(ben.phone, 'And of milk', { at: '2026-05-11T12:14:00Z' })
  await texts(cleo.phone, 'The tap drips', { at: '2026-05-11T12:20:00Z' })
  await tryNow()
  await inbox.open(/^102/, 'Conversation 102, Ben Adeyemi')
  await becomes('out of coffee', / 14:12 Move$/)
  await becomes('And of milk', / 14:14 Move$/)
  await inbox.open(/^103/, 'Conversation 103, Cleo Martin')
  await becomes('The tap drips', / 14:20 Move$/)
  await shoot(open.page, 'texting-fetched')
  await house.twilio.webhooks({ live: true })
})

it('keeps a reply while offline, says so, and sends it once when the Internet is back', async () => {
  const { inbox, page } = open
  await inbox.open(/^103/, 'Conversation 103, Cleo Martin')
  await Promise.all([house.line.cut(), house.network.cut()])
  await write('A plumber comes at four.')
  await becomes('A plumber', /Waits for the Internet/)
  await page.getByRole('button', { name: /^Offline since 14:\d\d: 1 message/ }).waitFor()
  await shoot(page, 'texting-offline')
  await Promise.all([house.line.mend(), house.network.mend()])
  await tryNow()
  await becomes('A plumber', /Sent$/)
  await page.getByRole('button', { name: 'Online' }).waitFor()
  expect((await sentTo(cleo.phone)).filter(({ body }) => body.includes('plumber'))).toHaveLength(1)
})

it('says in the settings how texting stands', async () => {
  const { page } = open
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Texting' }).click()
  await page.getByRole('heading', { name: 'Texting', level: 1 }).waitFor()
  await page.getByText('https://harbour-desk.example.net', { exact: true }).waitFor()
  const shown = formatPhone(number as PhoneNumber)
  const row = page.getByRole('listitem', { name: shown, exact: true })
  expect(await open.inbox.flat(row)).toBe(`${shown} New senders reach the Inbox`)
  expect(await page.getByRole('alert').count()).toBe(0)
  await shoot(page, 'texting-settings')
})

it('tells a party its digits, which neither the screen nor the folder ever holds in clear', async () => {
  const { desk } = open
  house.locks.obey()
  await desk.go('today')
  await desk.openRow(dora.guest)
  await desk.checkIn(dora.guest)
  await desk.leaveDialog()
  await tryNow()
  const onLock = desk.panel(dora.guest).getByText('On lock', { exact: true })
  await expect.poll(() => onLock.count(), { timeout: 15_000 }).toBe(3)
  const code = house.seam.codes().find(({ deviceId }) => deviceId === 'room4')
  // The desk waits a little with telling, in case more is changed; this is a quarter of an hour on.
  open = await house.open(later)
  await open.inbox.show()
  const digits = code!.code
  await expect.poll(async () => (await sentTo(dora.phone)).length, { timeout: 15_000 }).toBe(1)
  const [told] = await sentTo(dora.phone)
  expect(told!.body.replace(/[ -]/g, '')).toContain(digits)
  await open.inbox.open(/^104, Dora Novak/, 'Conversation 104, Dora Novak')
  await open.inbox.message('••••••').waitFor()
  await shoot(open.page, 'texting-codes')
  expect(await open.page.content()).not.toContain(digits)
  const inClear = new RegExp(`(?<![0-9A-Za-z])${digits.slice(0, 3)}[ -]?${digits.slice(3)}(?![0-9A-Za-z])`)
  const files = filesUnder(dirname(house.dataDir))
  expect(files.filter((file) => inClear.test(readFileSync(file, 'latin1')))).toEqual([])
  // What the desk does keep in clear is found so.
  expect(files.some((file) => readFileSync(file, 'latin1').includes('A plumber comes at four.'))).toBe(true)
  expect(await house.twilio.violations()).toEqual([])
})

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
