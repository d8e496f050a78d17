/** The Inbox as a receptionist reads and files it, over the invented house: by keyboard, in both themes, free of what axe finds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { type InboxWindow, openInboxWindow } from '../support/inbox-window.ts'
import { shoot } from '../support/screenshots.ts'

let inbox: InboxWindow
beforeAll(async () => {
  inbox = await openInboxWindow()
})
afterAll(() => inbox?.close())

describe('the list of conversations', () => {
  beforeAll(() => inbox.scene(''))

  it('names unit, guest, last line, time and state of each, newest first', async () => {
    const { row, flat, page } = inbox
    expect(await flat(row(/^201, Émile/))).toBe(
      '201 Émile Châtelain 15:12 Review You: A reminder: we keep your scarf until 21 December.',
    )
    expect(await flat(row(/^102, Adaeze/))).toBe('102 Adaeze Okonkwo 14:53 My sister has her own phone, add her?')
    expect(await flat(row(/^302, Rui/))).toBe('302 Rui Sá 14:30 Opted out STOP')
    expect(await flat(row(/^103, Tomás/))).toMatch(/14:14 Held You: Your PIN is ••••••/)
    expect(await flat(row(/^Unknown/))).toBe('Unknown +1 202 555 0166 12:47 Hi, do you have a cot?')
    expect(await flat(row(/^No unit/))).toMatch(/^No unit Annegret/)
    expect(await flat(row(/^Loft/))).toMatch(/Thu 19 Not sent You: The code works/)
    expect(await row(/^101, Adaeze Okonkwo, 2 unread$/).count()).toBe(1)
    await shoot(page, 'inbox')
    expect(await axeFindings(page)).toEqual([])
  })

  it('counts the unread conversations on the rail', async () => {
    const rail = inbox.page.getByRole('navigation', { name: 'Screens' })
    await inbox.settles(() => inbox.flat(rail.getByRole('button', { name: /^Inbox/ }))).toMatch(/^Inbox [123] to do$/)
  })

  it('filters with counts, and says of an empty filter what will appear there', async () => {
    const { page, row } = inbox
    const filters = page.getByRole('navigation', { name: 'Filter' })
    expect(await filters.getByRole('button').allInnerTexts()).toEqual([
      'Open 10',
      'Review 1',
      'Unknown 1',
      'No unit 1',
      'Stuck 2',
      'Closed 2',
    ])
    await filters.getByRole('button', { name: 'Stuck 2' }).click()
    await row(/^Loft/).waitFor()
    await row(/^201/).waitFor({ state: 'hidden' })
    await filters.getByRole('button', { name: 'Open 10' }).click()
    await row(/^201/).waitFor()
    await inbox.scene('?inbox=empty')
    await page.getByText('No open conversations').waitFor()
    await filters.getByRole('button', { name: 'Review' }).click()
    await page.getByText('Nothing to review').waitFor()
    await shoot(page, 'inbox-empty')
    expect(await axeFindings(page)).toEqual([])
  })

  it('searches, and clears the search with Escape', async () => {
    const { page, row } = inbox
    await inbox.scene('')
    const search = page.getByRole('searchbox', { name: 'Search in texts, names, phones' })
    await search.fill('cot')
    await row(/^201/).waitFor({ state: 'hidden' })
    await row(/^Unknown/).waitFor()
    await search.fill('nothing like it')
    await page.getByText('Nothing found for “nothing like it”').waitFor()
    await search.press('Escape')
    await row(/^201/).waitFor()
  })

  it('is walked with J and K; the focus stays on its conversation when another moves past it', async () => {
    const { row, press, focused, thread } = inbox
    await inbox.scene('')
    await inbox.open(/^201/, 'Conversation 201, Émile Châtelain')
    await press('j', 'j', 'j', 'j')
    await inbox.page.getByRole('region', { name: 'Conversation 103, Tomás Echeverría Quintana' }).waitFor()
    expect(await row(/^103/).getAttribute('aria-current')).toBe('true')
    expect(await focused()).toMatch(/^103, Tomás/)
    await inbox.guestTexts('c-cot', 'And a high chair?')
    await row(/^Unknown, .* 1 unread$/).waitFor()
    await inbox.settles(() => inbox.flat(inbox.page.getByRole('list', { name: 'Conversations' }))).toMatch(/^Unknown/)
    expect(await focused()).toMatch(/^103, Tomás/)
    expect(await thread().getAttribute('aria-label')).toBe('Conversation 103, Tomás Echeverría Quintana')
    await press('k')
    await inbox.settles(focused).toMatch(/^302, Rui/)
  })

  it('marks read what stood in sight for a second, and nothing that was passed by', async () => {
    const { row, press } = inbox
    await inbox.scene('')
    await inbox.open(/^201/, 'Conversation 201, Émile Châtelain')
    for (const passed of ['102, Adaeze Okonkwo', '101, Adaeze Okonkwo', '302, Rui Sá']) {
      await press('j')
      await inbox.page.getByRole('region', { name: `Conversation ${passed}` }).waitFor()
    }
    await row(/^302, Rui Sá$/).waitFor()
    expect((await inbox.orders('inbox.markRead')).map((one) => one.conversationId)).toEqual(['c-rui'])
    expect(await row(/^101, .*2 unread$/).count()).toBe(1)
    await press('u')
    await inbox.toast('Marked unread').waitFor()
    await row(/^302, Rui Sá, 1 unread$/).waitFor()
  })

  it('scrolls through 20,000 conversations, and keeps only those in sight in the page', async () => {
    const { page, press } = inbox
    await inbox.scene('?inbox=many')
    await page.getByRole('button', { name: 'Open 20,000' }).waitFor()
    const list = page.getByRole('list', { name: 'Conversations' })
    await list.getByRole('listitem').first().click()
    expect(await list.getByRole('listitem').count()).toBeLessThan(60)
    await list.evaluate((node) => {
      const place = (node as unknown as { parentElement: { scrollTop: number } }).parentElement
      place.scrollTop = 15_000 * 58
    })
    await list.getByText('Text number 15001', { exact: true }).waitFor()
    expect(await list.getByRole('listitem').count()).toBeLessThan(60)
    await press('j')
    await inbox.settles(() => list.locator('[aria-current="true"]').getAttribute('aria-posinset')).toBe('2')
  })
})

describe('a conversation', () => {
  it('says of each text of ours how far it has come, and why it did not arrive', async () => {
    const { message, flat } = inbox
    await inbox.scene('')
    await inbox.open(/^201/, 'Conversation 201, Émile Châtelain')
    expect(await flat(message('having a look'))).toBe(
      'Apartment 201: Hello Émile, we are having a look now. Dana · 15:04 Delivered',
    )
    expect(await flat(message('Shall we post'))).toMatch(/Not delivered: carrier refused \(30007\) Try again$/)
    expect(await flat(message('or keep it here'))).toMatch(/Dana · 15:11 Sending$/)
    expect(await flat(message('A reminder'))).toMatch(/Sends Mon 23 09:00 Change Send it now Leave it$/)
    expect(await flat(message('lost property, shelf 2'))).toMatch(/^Note, staff only\. Marek found it/)
    await inbox.open(/^103/, 'Conversation 103, Tomás Echeverría Quintana')
    expect(await flat(message('We kept your apartment'))).toMatch(/Held: written 3 h ago Send it Leave it$/)
    expect(await flat(message('The front door is open'))).toMatch(/Waiting for its turn Leave it$/)
    await inbox.page.getByText('One to one, not a group').waitFor()
    await shoot(inbox.page, 'inbox-states')
    expect(await axeFindings(inbox.page)).toEqual([])
  })

  it('case 44: names a third phone in a group as one that nobody knows', async () => {
    const { message, flat } = inbox
    await inbox.open(/^102/, 'Conversation 102, Adaeze Okonkwo')
    expect(await flat(message('Hi, it is Ngozi'))).toMatch(/\+1 202 555 0168, nobody the house knows 14:50/)
    expect(await flat(message('I will let them in'))).toMatch(/^In the group\. .* Omar Haddad · 14:47$/)
  })

  it('cases 54 and 55: shows a picture, one on its way, and one that could not be fetched', async () => {
    const { page, thread } = inbox
    await inbox.open(/^101, Adaeze/, 'Conversation 101, Adaeze Okonkwo')
    await thread().getByRole('button', { name: 'Open leak.png' }).waitFor()
    await thread().getByText('Loading the picture').waitFor()
    await thread().getByText('The picture could not be fetched').waitFor()
    await thread().getByText('ticket.pdf').waitFor()
    await shoot(page, 'inbox-pictures')
    await thread().getByRole('button', { name: 'Open leak.png' }).click()
    await page.getByRole('dialog').getByRole('img', { name: 'leak.png' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await inbox.settles(inbox.focused).toBe('Open leak.png')
  })

  it('tries again, sends what was held, and leaves what was planned', async () => {
    const { message, flat, settles } = inbox
    await inbox.open(/^201/, 'Conversation 201, Émile Châtelain')
    await message('Shall we post').getByRole('button', { name: 'Try again' }).click()
    await settles(() => flat(message('Shall we post'))).toMatch(/Sending$/)
    await message('A reminder').getByRole('button', { name: 'Leave it' }).click()
    await settles(() => flat(message('A reminder'))).toMatch(/Left unsent: stopped by Dana$/)
    await inbox.open(/^103/, 'Conversation 103, Tomás Echeverría Quintana')
    await message('We kept your apartment').getByRole('button', { name: 'Send it' }).click()
    await settles(() => flat(message('We kept your apartment'))).toMatch(/Sending$/)
  })

  it('shows the newest text, earlier ones on demand, and does not move the reader when another comes', async () => {
    const { page, thread, message, settles } = inbox
    await inbox.open(/^203/, 'Conversation 203, Siobhán Ní Bhriain')
    const body = thread().getByRole('region', { name: 'Messages' })
    const fromFoot = () =>
      body.evaluate((node) => {
        const place = node as unknown as { scrollHeight: number; scrollTop: number; clientHeight: number }
        return Math.round(place.scrollHeight - place.scrollTop - place.clientHeight)
      })
    expect(await fromFoot()).toBeLessThan(2)
    await body.evaluate((node) => {
      ;(node as unknown as { scrollTop: number }).scrollTop = 0
    })
    await thread().getByRole('button', { name: '10 earlier messages' }).click()
    await message('Message 1 about').waitFor({ state: 'attached' })
    // What stood on top before stays where it stood: the earlier ones come in above it.
    await settles(() => body.evaluate((node) => (node as unknown as { scrollTop: number }).scrollTop > 100)).toBe(true)
    const before = await body.evaluate((node) => (node as unknown as { scrollTop: number }).scrollTop)
    await inbox.guestTexts('c-siobhan', 'He is here')
    await thread().getByRole('button', { name: 'New message below' }).waitFor()
    expect(await body.evaluate((node) => (node as unknown as { scrollTop: number }).scrollTop)).toBe(before)
    await page.getByRole('status').filter({ hasText: 'Siobhán Ní Bhriain: He is here' }).waitFor({ state: 'attached' })
    await thread().getByRole('button', { name: 'New message below' }).click()
    await settles(fromFoot).toBeLessThan(2)
    await inbox.guestTexts('c-siobhan', 'And gone again')
    await message('And gone again').waitFor()
    await settles(fromFoot).toBeLessThan(2)
  })

  it('stands beside its stay, codes, guest, other conversations and the reason it is filed here', async () => {
    const { page } = inbox
    await inbox.scene('')
    await inbox.open(/^201/, 'Conversation 201, Émile Châtelain')
    const beside = page.getByRole('complementary', { name: 'About this conversation' })
    const text = await inbox.flat(beside)
    expect(text).toContain('Apartment 201 Thu 5 to Tue 10 Nov · departed Booking.com 4161207735')
    expect(text).toContain('Front door Removed 10 Nov')
    expect(text).toContain('So: the most recent booking, 201. Also possible: 101.')
    await beside.getByRole('button', { name: /Do you have parking/ }).click()
    await page.getByRole('region', { name: 'Conversation No unit, Émile Châtelain' }).waitFor()
  })
})
