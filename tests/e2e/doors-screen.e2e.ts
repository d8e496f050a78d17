/** Doors as a receptionist reads and works them, over the invented house: by keyboard, in both themes, free of what axe finds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { type FixtureWindow, openFixtureWindow } from '../support/fixture-window.ts'
import { shoot } from '../support/screenshots.ts'

let desk: FixtureWindow
const door = (name: string) => desk.page.getByRole('listitem', { name, exact: true })
const panel = (name: string) => desk.page.getByRole('complementary', { name: `Details of ${name}` })
const dialog = () => desk.page.getByRole('dialog').last()
const press = (...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => desk.page.keyboard.press(key)), Promise.resolve())
/** Accessible name or text of what has the focus. */
const focused = () =>
  desk.page.evaluate(() => {
    const { activeElement } = (
      globalThis as unknown as {
        document: { activeElement: { getAttribute(name: string): string | null; textContent: string } }
      }
    ).document
    return activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim()
  })

beforeAll(async () => {
  desk = await openFixtureWindow()
  desk.page.setDefaultTimeout(15_000)
})
afterAll(() => desk?.close())

const openDoors = async () => {
  await desk.scene('')
  await press('4')
  await door('Apartment 102').waitFor()
}

describe('the list of doors', () => {
  beforeAll(openDoors)

  it('says how each door is, with the doors of a silent gateway on top', async () => {
    const { page } = desk
    const rail = page.getByRole('navigation', { name: 'Screens' })
    expect(await rail.getByRole('button').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Doors\s+1\s+to do$/)]),
    )
    const trouble = page.getByRole('region', { name: 'Gateway “East stairs” is offline since 13:40' })
    expect(await trouble.getByRole('listitem').count()).toBe(3)
    const read = async (name: string) => (await door(name).innerText()).replace(/\s+/g, ' ')
    expect(await read('Apartment 102')).toBe(
      'Apartment 102 TTLock, East stairs Offline seen 13:36 Battery 64 % Signal none 1 needs you',
    )
    expect(await read('Apartment 202')).toMatch(/1 waits$/)
    expect(await read('Front door')).toMatch(/^Front door Seam, shared by all Online .* 8 of 8 on lock$/)
    expect(await read('Apartment 101')).toMatch(/1 removing$/)
    expect(await read('Apartment 204')).toMatch(/1 scheduled$/)
    expect(await read('Apartment 301')).toMatch(/1 sending 1 of 2 spare codes$/)
    expect(await read('Apartment 104')).toBe('Apartment 104 Key, no lock Key')
    expect(await read('Loft')).toMatch(/No code$/)
  })

  it('is walked with J and K, opened with Enter, closed with Escape, and keeps the focus on its row', async () => {
    await press('j', 'j', 'k')
    expect(await door('Apartment 202').getAttribute('aria-current')).toBe('true')
    await press('Enter')
    await panel('Apartment 202').waitFor()
    await press('k')
    await panel('Apartment 102').getByText('Missing').waitFor()
    await press('Escape')
    await panel('Apartment 102').waitFor({ state: 'hidden' })
    expect(await focused()).toBe('Apartment 102')
  })

  it('tells what to do about a silent gateway, and asks it again', async () => {
    await desk.page.getByRole('button', { name: 'What to do' }).click()
    await dialog().getByText('Is it plugged in').waitFor()
    expect(await dialog().getByRole('list', { name: 'Doors behind it' }).getByRole('listitem').allInnerTexts()).toEqual(
      [
        expect.stringMatching(/Apartment 102\s+Needs you/),
        expect.stringMatching(/Apartment 202\s+Waits for connection/),
        expect.stringMatching(/Apartment 302\s+On lock/),
      ],
    )
    await press('Enter')
    await desk.page.getByText('It was asked again.').waitFor()
    await dialog().waitFor({ state: 'hidden' })
  })

  it('asks once before all spare codes change, with the way out in the focus', async () => {
    await desk.page.getByRole('button', { name: 'Spare codes' }).click()
    await desk.page.getByRole('menuitem', { name: 'Change all spare codes' }).click()
    await dialog().getByText('Every lock gets other spare digits, 2 each.').waitFor()
    await expect.poll(focused).toMatch(/^Cancel/)
    await dialog().getByRole('button', { name: 'Change spare codes' }).click()
    await desk.page.getByText('The spare codes are being changed.').waitFor()
  })

  it('says which account is missing, and leads to the settings of the doors', async () => {
    await desk.scene('?locks=unconnected')
    await press('4')
    await desk.page.getByText('TTLock is not connected. The desk does not reach 7 doors.').waitFor()
    await expect.poll(() => door('Apartment 202').innerText()).toMatch(/Not connected[\s\S]*1 waits/)
    await desk.page.getByRole('button', { name: 'Open settings' }).click()
    await desk.page.getByRole('heading', { name: 'Doors and units' }).waitFor()
  })

  it('says what will appear here while there is no door', async () => {
    await desk.scene('?locks=none')
    await press('4')
    await desk.page.getByText('No doors yet').waitFor()
  })
})

describe('one door', () => {
  const openDoor = async (name: string) => {
    await door(name).click()
    await panel(name).getByRole('heading', { name: 'History' }).waitFor()
  }
  beforeAll(openDoors)

  it('sets what should be on the lock against what is, and leaves a foreign code alone', async () => {
    await openDoor('Apartment 102')
    const rows = await panel('Apartment 102').getByRole('row').allInnerTexts()
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'Code Should be Is, at 13:36',
      'Adaeze Okonkwo until Tue 24 13:00 On lock Missing',
      'Spare 1 ready to give On lock On lock',
      'Spare 2 ready to give On lock On lock',
      '“Cleaner” set at the lock, not ours Left alone On lock',
    ])
    expect(await panel('Apartment 102').getByRole('listitem').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^Fri 20\s+Opened from here: “plumber” · Marek$/),
    )
    await shoot(desk.page, 'doors')
    expect(await axeFindings(desk.page)).toEqual([])
  })

  it('gives the party it keeps out a spare code, in brass, and hides it by keyboard', async () => {
    await openDoor('Apartment 102')
    const give = panel('Apartment 102').getByRole('button', { name: 'Give spare code to Adaeze Okonkwo' })
    await give.focus()
    await press('Enter')
    await panel('Apartment 102').getByRole('img', { name: 'PIN 6 1 8 2 0 3' }).waitFor()
    expect(await panel('Apartment 102').innerText()).toMatch(
      /Spare code for Apartment 102, until 13:00 on Tue 24\s+Shown to Dana, logged/,
    )
    await expect.poll(focused).toBe('Hide')
    await press('Enter')
    await panel('Apartment 102').getByRole('img', { name: 'PIN 6 1 8 2 0 3' }).waitFor({ state: 'hidden' })
    await panel('Apartment 102').getByText('given to Adaeze Okonkwo').waitFor()
    expect(await give.count()).toBe(0)
  })

  it('shows a spare when asked and masks it when asked again', async () => {
    await openDoor('Apartment 102')
    await panel('Apartment 102').getByRole('button', { name: 'Show Spare 2' }).press('Enter')
    await panel('Apartment 102').getByRole('img', { name: 'PIN 4 4 0 9 1 7' }).waitFor()
    await panel('Apartment 102').getByRole('button', { name: 'Hide Spare 2' }).press('Enter')
    // Spare 1 is in a guest's hands since, and no longer among them.
    expect(await panel('Apartment 102').getByRole('img', { name: 'PIN hidden' }).count()).toBe(1)
  })

  it('opens only with a reason, and says "opened" only where the lock has said so', async () => {
    await openDoor('Apartment 101')
    await panel('Apartment 101').getByRole('button', { name: 'Unlock' }).click()
    await dialog().getByRole('textbox', { name: 'Reason' }).waitFor()
    await press('Enter')
    await dialog().getByText('Say why the door is opened.').waitFor()
    await dialog().getByRole('button', { name: 'Guest locked out' }).click()
    await press('Enter')
    await dialog().getByText('Opened at 15:12').waitFor()
    await press('Escape')
    await openDoor('Apartment 201')
    await panel('Apartment 201').getByRole('button', { name: 'Unlock' }).click()
    await dialog().getByRole('textbox', { name: 'Reason' }).fill('Plumber')
    await press('Enter')
    await dialog().getByText('Sent; the lock has not said that it opened').waitFor()
    expect(
      await dialog()
        .getByText(/^Opened/)
        .count(),
    ).toBe(0)
    await press('Escape')
  })

  it('does not offer to open what is out of reach, and says why', async () => {
    await openDoor('Apartment 302')
    expect(await panel('Apartment 302').getByRole('button', { name: 'Unlock' }).isDisabled()).toBe(true)
    await panel('Apartment 302').getByText('Not possible: East stairs gateway is offline.').waitFor()
  })

  it('writes down who has the key, and that it is back', async () => {
    await openDoor('Apartment 104')
    await panel('Apartment 104').getByRole('button', { name: 'Hand out the key' }).click()
    await dialog().getByRole('textbox', { name: 'Who took it' }).fill('Marek')
    await press('Enter')
    await panel('Apartment 104').getByText('handed to Marek at 15:12').waitFor()
    await panel('Apartment 104')
      .getByRole('button', { name: /^It is back/ })
      .click()
    await panel('Apartment 104').getByRole('button', { name: 'Hand out the key' }).waitFor()
  })

  it('removes a code of ours that no booking knows only after asking', async () => {
    await openDoor('Apartment 101')
    await panel('Apartment 101')
      .getByRole('button', { name: /^Remove/ })
      .click()
    await dialog().getByText('Whoever has its digits gets in until it is removed.').waitFor()
    await dialog().getByRole('button', { name: 'Remove it' }).click()
    await panel('Apartment 101').getByText('ours, but no booking knows it').waitFor({ state: 'hidden' })
  })

  it('lets a training lock fail, and no other', async () => {
    await openDoor('Apartment 103')
    const training = panel('Apartment 103').getByRole('region', { name: 'Training lock' })
    await training.getByRole('checkbox', { name: 'Answers' }).press(' ')
    await expect.poll(() => training.getByRole('checkbox', { name: 'Answers' }).isChecked()).toBe(false)
    await openDoor('Apartment 101')
    expect(await panel('Apartment 101').getByText('The next order').count()).toBe(0)
  })
})

describe('a door that fails at check-in', () => {
  const ladder = () => desk.page.getByRole('group', { name: 'Other ways into Apartment 102' })
  beforeAll(async () => {
    await desk.scene('')
    await desk.page
      .getByRole('listitem', { name: 'Adaeze Okonkwo' })
      .getByRole('button', { name: /^Check in/ })
      .click()
    await dialog()
      .getByRole('button', { name: /^Check in 2 rooms/ })
      .click()
    await ladder().waitFor()
  })

  it('offers the best way in first, and greys what cannot be done with its reason', async () => {
    expect(
      (await ladder().getByRole('listitem').allInnerTexts()).map((rung) => rung.replace(/\s+/g, ' ').trim()),
    ).toEqual([
      'New digits Would not help: nothing is wrong with the digits. New digits',
      'Spare code Already on this lock. Give spare code',
      'Offline code This lock makes no codes by itself. Make one',
      'Unlock from here Not possible: East stairs gateway is offline. Unlock',
      'Envelope 3 in the safe Metal key to Apartment 102. Write down who took it. Hand out',
    ])
    expect(await ladder().getByRole('button', { name: 'Unlock' }).isDisabled()).toBe(true)
    const filled = (name: string) =>
      dialog()
        .getByRole('button', { name })
        .evaluate(
          (button) =>
            (globalThis as unknown as { getComputedStyle(of: unknown): { backgroundColor: string } }).getComputedStyle(
              button,
            ).backgroundColor,
        )
    expect(await filled('Give spare code')).not.toBe(await filled('Print slip'))
    await shoot(desk.page, 'check-in-ladder')
    expect(await axeFindings(desk.page)).toEqual([])
  })

  it('shows a spare in its place, and stands back once it was given', async () => {
    await ladder().getByRole('button', { name: 'Give spare code' }).press('Enter')
    await ladder().getByRole('img', { name: 'PIN 6 1 8 2 0 3' }).waitFor()
    await expect.poll(focused).toBe('Hide')
    await press('Enter')
    await ladder().getByText('given by Dana at 15:12, until 13:00 on Tue 24').waitFor()
    await expect.poll(focused).toBe('Other ways into Apartment 102')
    expect(await ladder().getByRole('listitem').count()).toBe(0)
    await ladder().getByRole('button', { name: 'Other ways in' }).press('Enter')
    expect(await ladder().getByRole('listitem').count()).toBe(5)
  })

  it('hands out the envelope to a name, without the focus falling on Undo', async () => {
    await ladder().getByRole('button', { name: 'Hand out' }).press('Enter')
    await expect.poll(() => dialog().getByRole('textbox', { name: 'Who took it' }).inputValue()).toBe('Adaeze Okonkwo')
    await desk.page.locator('input:focus').waitFor()
    await press('Enter')
    await ladder().getByText('handed to Adaeze Okonkwo at 15:12').waitFor()
    await expect.poll(focused).toBe('Other ways into Apartment 102')
    await ladder()
      .getByRole('button', { name: /^It is back/ })
      .press('Enter')
    await expect.poll(focused).toBe('Other ways into Apartment 102')
  })

  it('says when somebody has used a code', async () => {
    await dialog().getByText('Opened with it 15:12').waitFor()
  })
})

describe('doors from elsewhere', () => {
  beforeAll(() => desk.scene(''))

  it('are opened from an item that needs somebody', async () => {
    await desk.page.getByRole('button', { name: /^Open door: Apartment 102/ }).click()
    await panel('Apartment 102').waitFor()
    expect(await door('Apartment 102').getAttribute('aria-current')).toBe('true')
  })

  it('are opened by a notification, in sight and selected', async () => {
    await desk.page.evaluate(() =>
      (globalThis as unknown as { openScreen(event: unknown): void }).openScreen({
        screen: 'doors',
        reservationId: null,
        doorId: 'd-203',
      }),
    )
    await panel('Apartment 203').getByText('The clock of this lock is 6 min ahead.').waitFor()
    expect(await door('Apartment 203').getAttribute('aria-current')).toBe('true')
    await press('1')
  })

  it('a new PIN is asked for once, and says that the guest must be told', async () => {
    await desk.page.getByRole('listitem', { name: 'Rui Sá' }).click()
    await desk.page.getByRole('button', { name: 'More', exact: true }).click()
    await desk.page.getByRole('menuitem', { name: 'New PIN for all doors' }).click()
    await dialog()
      .getByText('The old PIN stops working on every door as soon as each lock has the new one. Tell the guest.')
      .waitFor()
    await dialog().getByRole('button', { name: 'Make a new PIN' }).click()
    await desk.page.getByText('New PIN for Rui Sá: the doors are getting it.').waitFor()
  })

  it('a move past a former code is asked for, and Enter alone does not go past it', async () => {
    await desk.page.getByRole('button', { name: 'More', exact: true }).click()
    await desk.page.getByRole('menuitem', { name: 'Move to another unit' }).click()
    await dialog()
      .getByRole('button', { name: /Choose a unit/ })
      .first()
      .click()
    await desk.page.getByRole('option', { name: 'Apartment 301' }).click()
    const move = dialog().getByRole('button', { name: 'Move to Apartment 301' })
    await move.press('Enter')
    await dialog().getByText('A former code may still open Apartment 301').waitFor()
    await move.press('Enter')
    await dialog().getByText('A former code may still open Apartment 301').waitFor()
    await dialog().getByRole('button', { name: 'Move all the same' }).press('Enter')
    await desk.page.getByText('Rui Sá moved to Apartment 301.').waitFor()
  })

  it('the settings keep a TTLock account only whole, and name the locks it sees', async () => {
    const { page } = desk
    await press('6')
    await page.getByRole('textbox', { name: 'Spare codes on each lock' }).waitFor()
    await page.getByRole('button', { name: 'Doors and units' }).click()
    await page.getByLabel('Client ID').fill('client')
    await page.getByText('The TTLock account lacks a field').waitFor()
    await page.getByLabel('Client secret').fill('secret')
    await page.getByLabel('Account name').fill('desk@example.com')
    await page.getByLabel('Account password').fill('long enough')
    await page.getByRole('region', { name: 'TTLock account' }).getByRole('button', { name: 'Test' }).click()
    await page.getByText('The account works and sees 3 locks.').waitFor()
    expect(await page.getByRole('list', { name: 'Locks in the account' }).innerText()).toMatch(
      /Apartment 102\s+offline/,
    )
    await shoot(page, 'settings-locks')
    expect(await axeFindings(page)).toEqual([])
  })
})
