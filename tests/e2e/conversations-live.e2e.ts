/**
 * Scenarios and edge cases of the chat that Latchkey replaces, as the receptionist meets them: texts come over HTTP from
 * the fake Twilio into the running desk, bookings are made in its window, and what the Inbox shows is read. Once with
 * one number for all guests, once with a pool of three. Apartments stand for the old 101 and 201 by the guest.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toIso } from '../../electron/domain/time.ts'
import type { BookingWords } from '../support/at-the-desk.ts'
import { shoot } from '../support/screenshots.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const [n1, n2, n3] = ['+12025550150', '+12025550151', '+12025550152'] as const
/** Monday 11 May 2026, 14:31 in Rome. */
const monday = '2026-05-11T12:31:00Z'
/** A month on, at eight: the day on which the second stay of scenario 3 begins. */
const june = '2026-06-10T06:00:00Z'

const john = { guest: 'John Carter', phone: '+12025550101' }
const mei = { guest: 'Mei Lin', phone: '+12025550102' }
const omar = { guest: 'Omar Haddad', phone: '+12025550103' }
const rui = { guest: 'Rui Costa', phone: '+12025550104' }
const anneke = { guest: 'Anneke Vos', phone: '+447700900111' }

/** Whose conversation stands under which apartment in the end. */
const guests = { 101: john, 102: john, 103: mei, 104: omar, 107: rui, 108: anneke }

const booking = (who: object, reference: string, unit: string, from: string, to: string): BookingWords => ({
  ...who,
  reference,
  rooms: [[unit, from, to]],
})

const houses = [
  { name: 'one number', key: 'one', numbers: [n1], isPool: false },
  { name: 'a pool of three numbers', key: 'pool', numbers: [n1, n2, n3], isPool: true },
] as const

describe.each(houses)('with $name', ({ key, numbers, isPool }) => {
  let house: TextingHouse
  let open: DeskWindow
  const texts = (from: string, body: string, to: string = n1) =>
    house.twilio.guestTexts({ from, to, body, at: toIso(open.now()) })
  const beside = () => open.page.getByRole('complementary', { name: 'About this conversation' })
  /** What the guest's phone got from us, as `number: text`. */
  const heardBy = async (phone: string) =>
    (await house.twilio.state()).conversations.flatMap(({ participants, messages }) =>
      participants
        .filter(({ address }) => address === phone)
        .flatMap(({ proxyAddress }) =>
          messages.filter(({ author }) => author !== phone).map(({ body }) => `${proxyAddress}: ${body}`),
        ),
    )
  /** The texts of the open conversation. */
  const bodies = async () =>
    (await open.inbox.message('').locator('[data-copy]').allInnerTexts()).map((body) => body.trim())
  const answer = async (body: string) => {
    await open.inbox.reply().fill(body)
    await open.inbox.reply().press('Enter')
    await open.inbox.message(body).getByText('Sent', { exact: true }).waitFor()
  }

  beforeAll(async () => {
    house = await openTextingHouse({ numbers, rooms: 8 })
    const { twilio } = house
    await house.onDay('2026-03-02T10:00:00Z', (book) => book(booking(mei, 'M100', '103', '2026-03-01', '2026-03-11')))
    await twilio.guestTexts({ from: mei.phone, to: n1, body: 'The heating is loud', at: '2026-03-02T10:05:00Z' })
    await house.onDay('2026-04-21T10:00:00Z', (book) => book(booking(john, 'A100', '101', '2026-04-20', '2026-05-10')))
    await twilio.guestTexts({ from: john.phone, to: n1, body: 'Where are the bins?', at: '2026-04-21T10:05:00Z' })
    // A minute ago: the guests are told of their doors a while after, so that here nobody but the desk writes to them.
    await house.onDay('2026-05-11T12:30:00Z', (book) => {
      book(booking(mei, 'M300', '103', '2026-05-10', '2026-05-14'))
      book(booking(omar, 'O100', '104', '2026-05-09', '2026-05-16'))
      book(booking(omar, 'O200', '105', '2026-06-10', '2026-06-20'))
      book(booking(rui, 'R100', '106', '2026-05-08', '2026-05-17'))
      book(booking(rui, 'R200', '107', '2026-05-10', '2026-05-15'))
    })
    open = await house.open(monday)
    await open.inbox.show()
  })
  afterAll(() => house?.stop())

  it('scenario 1: a second apartment is a conversation of its own', async () => {
    const { inbox, desk } = open
    await desk.book(booking(john, 'B200', '102', '2026-05-10', '2026-05-20'))
    await texts(john.phone, 'How does the oven work?')
    await inbox.row(/^102, John Carter, 1 unread$/).waitFor()
    await inbox.row(/^101, John Carter$/).waitFor()
    await inbox.open(/^102/, 'Conversation 102, John Carter')
    await inbox.message('How does the oven work?').waitFor()
    expect(await inbox.flat(beside())).toMatch(/Apartment 102 Sun 10 to Wed 20 May .* B200/)
    await answer('Turn the left knob.')
    await shoot(open.page, `conversations-${key}-second-apartment`)
    expect(await heardBy(john.phone)).toEqual([
      isPool ? `${n2}: Turn the left knob.` : `${n1}: Apartment 102: Turn the left knob.`,
    ])
    await inbox.open(/^101/, 'Conversation 101, John Carter')
    expect(await bodies()).toEqual(['Where are the bins?'])
    expect(await inbox.flat(inbox.message('Where are the bins?'))).toMatch(/12:05/)
    expect(await inbox.flat(beside())).toMatch(/Apartment 101 Mon 20 Apr to Sun 10 May .* A100/)
  })

  it('scenario 2: who comes back to the same apartment finds the same conversation, linked to the new booking', async () => {
    const { inbox } = open
    await texts(mei.phone, 'I am back')
    await inbox.row(/^103, Mei Lin, 1 unread$/).waitFor()
    expect(await inbox.row(/Mei Lin/).count()).toBe(1)
    await inbox.open(/^103/, 'Conversation 103, Mei Lin')
    await inbox.message('The heating is loud').waitFor()
    await inbox.message('I am back').waitFor()
    expect(await inbox.flat(beside())).toMatch(/Apartment 103 Sun 10 to Thu 14 May .* M300 .* Linked to .* M100/)
    // Booked twice, but one person as far as anybody can tell.
    expect(await inbox.flat(beside())).not.toContain('Guests with this phone')
    await shoot(open.page, `conversations-${key}-returning`)
  })

  it('scenario 3: with one stay now and one next month, it is about the one now', async () => {
    const { inbox } = open
    await texts(omar.phone, 'Is there an iron?')
    await inbox.row(/^104, Omar Haddad, 1 unread$/).waitFor()
    expect(await inbox.row(/^105/).count()).toBe(0)
    await inbox.open(/^104/, 'Conversation 104, Omar Haddad')
    expect(await inbox.flat(beside())).toContain('104 is the only unit this guest has now.')
    expect(await open.page.getByText('Right?').count()).toBe(0)
  })

  it('edge case: two stays at once are filed under the latest booking, and asked about', async () => {
    const { inbox, page } = open
    await texts(rui.phone, 'The lamp is broken')
    await inbox.open(/^107, Rui Costa/, 'Conversation 107, Rui Costa')
    await page.getByText('Filed under 107: most recent booking. Right?').waitFor()
    await inbox.row(/^107/).getByText('Review').waitFor()
    await shoot(page, `conversations-${key}-review`)
    await page.getByRole('button', { name: 'Move to 106' }).click()
    await page.getByRole('region', { name: 'Conversation 106, Rui Costa' }).waitFor()
    expect(await inbox.flat(inbox.message('The lamp is broken'))).toMatch(/filed by “moved by Dana”/)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await inbox.toast('Undone').waitFor()
    await inbox.row(/^106/).waitFor({ state: 'hidden' })
    await inbox.open(/^107/, 'Conversation 107, Rui Costa')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Right?').waitFor({ state: 'hidden' })
  })

  it('edge cases: who has no booking is unknown, and a booking made afterwards takes the conversation over', async () => {
    const { inbox, desk, page } = open
    await texts(anneke.phone, 'Is an apartment free tonight?')
    const filters = page.getByRole('navigation', { name: 'Filter' })
    await filters.getByRole('button', { name: 'Unknown 1' }).click()
    await inbox.open(/^Unknown, \+44 7700 900111/, 'Conversation Unknown, +44 7700 900111')
    await shoot(page, `conversations-${key}-unknown`)
    await desk.book(booking(anneke, 'V100', '108', '2026-05-11', '2026-05-14'))
    await filters.getByRole('button', { name: /^Open/ }).click()
    await inbox.open(/^108, Anneke Vos/, 'Conversation 108, Anneke Vos')
    await inbox.message('Is an apartment free tonight?').waitFor()
    expect(await inbox.flat(beside())).toMatch(/Apartment 108 .* V100/)
  })

  it('edge case: nothing of what was written is lost, moved or doubled', async () => {
    const shown: Record<string, readonly string[]> = {}
    for (const [unit, { guest }] of Object.entries(guests)) {
      await open.inbox.open(new RegExp(`^${unit}`), `Conversation ${unit}, ${guest}`)
      shown[unit] = await bodies()
    }
    expect(shown).toEqual({
      101: ['Where are the bins?'],
      102: ['How does the oven work?', isPool ? 'Turn the left knob.' : 'Apartment 102: Turn the left knob.'],
      103: ['The heating is loud', 'I am back'],
      104: ['Is there an iron?'],
      107: ['The lamp is broken'],
      108: ['Is an apartment free tonight?'],
    })
  })

  it('scenario 3, a month on: within the second stay it is about that one', async () => {
    open = await house.open(june)
    await open.inbox.show()
    const { inbox } = open
    await texts(omar.phone, 'We are here again')
    await inbox.open(/^105, Omar Haddad/, 'Conversation 105, Omar Haddad')
    await inbox.message('We are here again').waitFor()
    await answer('Welcome back!')
    expect(await heardBy(omar.phone)).toEqual([isPool ? `${n2}: Welcome back!` : `${n1}: Apartment 105: Welcome back!`])
    await shoot(open.page, `conversations-${key}-a-month-on`)
    await inbox.open(/^104/, 'Conversation 104, Omar Haddad')
    expect(await bodies()).toEqual(['Is there an iron?'])
    expect(await house.twilio.violations()).toEqual([])
  })
})
