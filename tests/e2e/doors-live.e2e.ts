/**
 * Doors that fail and recover under the eyes: the real window against the fake Seam server, one lock silent during a
 * check-in of three rooms (matrix row 16), then what the Doors screen says of locks, strangers and lost codes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtTheDesk, atTheDesk, codesOn } from '../support/at-the-desk.ts'
import { type HarbourHouse, openHarbourHouse } from '../support/harbour-house.ts'
import { shoot } from '../support/screenshots.ts'
import { launchWindow, type OpenWindow } from '../support/window.ts'

/** Monday 11 May 2026, 14:31 in Rome. */
const now = '2026-05-11T12:31:00Z'
const adaeze = 'Adaeze Okonkwo'
const devices = ['front', 'room1', 'room2', 'room3']

let house: HarbourHouse
let open: OpenWindow
let desk: AtTheDesk

beforeAll(async () => {
  // Codes go out at the check-in alone, so that the silent lock meets them there.
  house = await openHarbourHouse({
    now,
    rooms: 3,
    property: { spareCodes: 1, codesAheadHours: 0 },
    envelopes: { d103: 'Envelope 3 in the safe' },
  })
  house.locks.obey()
  open = await launchWindow({ dataDir: house.dataDir, args: ['--now', now], env: house.env })
  open.page.setDefaultTimeout(15_000)
  desk = atTheDesk(open.page)
  await desk.come()
})
afterAll(async () => {
  await open?.close()
  await house?.stop()
})

const doorRow = (name: string) => desk.page.getByRole('main').getByRole('listitem', { name, exact: true })
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()
const partyCodes = (deviceId?: string) =>
  house.seam.codes(deviceId).filter((code) => code.endsAt?.startsWith('2026-05'))

async function openDoor(name: string): Promise<void> {
  await doorRow(name).click()
  await desk.panel(name).getByRole('heading', { name: 'History' }).waitFor()
}
async function readNow(name: string): Promise<void> {
  await desk.more(name, 'Read now')
  await desk.page.getByText(`${name} was asked.`).waitFor()
}
/** The rows of the open panel's table: whose code, as it should be, as it is. */
const table = async (name: string) =>
  (await desk.panel(name).getByRole('row').allInnerTexts()).slice(1).map((row) => squeezed(row))
const history = (name: string, line: RegExp) => desk.panel(name).getByRole('listitem').filter({ hasText: line })

describe('a lock that falls silent and comes back', () => {
  const dialogDoor = (name: string) => desk.dialog().getByRole('listitem', { name, exact: true })
  const ladder = () => desk.dialog().getByRole('group', { name: 'Other ways into Apartment 103' })
  const need = () => desk.page.getByRole('listitem', { name: /^Apartment 103: the code of .* is not on the lock/ })

  it('every lock is online with its spare code at first', async () => {
    await codesOn(house.seam, devices, (code) => code.endsAt?.startsWith('2027') ?? false)
    await desk.go('doors')
    await desk.page.getByText('4, all online').waitFor()
  })

  it('Doors shows it offline once all locks are read', async () => {
    house.locks.silence('room3')
    await desk.page.getByRole('button', { name: 'Read all now' }).click()
    await desk.page.getByText('All locks were asked.').waitFor()
    await expect.poll(async () => squeezed(await doorRow('Apartment 103').innerText())).toMatch(/Offline seen 14:3\d/)
    expect(squeezed(await doorRow('Apartment 101').innerText())).toMatch(/Online seen 14:3\d/)
  })

  it('matrix 16: with one of three locks silent the check-in succeeds, and only that door needs somebody', async () => {
    await desk.go('today')
    await desk.book({
      guest: adaeze,
      reference: 'LK-A16',
      rooms: ['101', '102', '103'].map((unit) => [unit, '2026-05-11', '2026-05-13'] as const),
    })
    expect(partyCodes()).toEqual([])
    await desk.checkIn(adaeze)
    for (const name of ['Front door', 'Apartment 101', 'Apartment 102'])
      await dialogDoor(name).getByText('On lock', { exact: true }).waitFor()
    await dialogDoor('Apartment 103').getByText('Needs you', { exact: true }).waitFor()
    await desk.dialog().getByText('3 of 4 on the lock').waitFor()
    expect(new Set(partyCodes().map((code) => code.code)).size).toBe(1)
    expect(
      partyCodes()
        .map((code) => `${code.deviceId} ${code.status}`)
        .sort(),
    ).toEqual(['front set', 'room1 set', 'room2 set', 'room3 unset'])
    expect(await desk.dialog().getByText('in house', { exact: true }).count()).toBe(3)
  })

  it('matrix 16: the ladder beside that door says what can be done and what cannot', async () => {
    expect((await ladder().getByRole('listitem').allInnerTexts()).map(squeezed)).toEqual([
      'New digits Would not help: nothing is wrong with the digits. New digits',
      'Spare code Already on this lock. Give spare code',
      'Offline code This lock makes no codes by itself. Make one',
      'Unlock from here Not possible: Apartment 103 is offline. Unlock',
      'Envelope 3 in the safe Metal key to Apartment 103. Write down who took it. Hand out',
    ])
    expect(await ladder().getByRole('button', { name: 'Unlock' }).isDisabled()).toBe(true)
    await shoot(desk.page, 'live-16-one-silent')
  })

  it('Today and Doors say which door needs somebody', async () => {
    await desk.leaveDialog()
    await need().getByText('Offline since').waitFor()
    const rail = desk.page.getByRole('navigation', { name: 'Screens' }).getByRole('button')
    await expect.poll(() => rail.allInnerTexts()).toContainEqual(expect.stringMatching(/^Today\s+1\s+to do$/))
    expect(await rail.allInnerTexts()).toContainEqual(expect.stringMatching(/^Doors\s+1\s+to do$/))
    await shoot(desk.page, 'live-today-needs-you')
    await desk.go('doors')
    await expect
      .poll(async () => squeezed(await doorRow('Apartment 103').innerText()))
      .toMatch(/Offline seen 14:3\d .*1 needs you/)
    await shoot(desk.page, 'live-doors-offline')
  })

  it('a spare code given at the silent door is one that its lock holds', async () => {
    await openDoor('Apartment 103')
    expect(await table('Apartment 103')).toContainEqual(
      expect.stringMatching(/^Adaeze Okonkwo until Wed 13 11:00 Offline since .* On lock Missing$/),
    )
    const held = house.seam.codes('room3').filter((code) => code.status === 'set')
    await desk
      .panel('Apartment 103')
      .getByRole('button', { name: `Give spare code to ${adaeze}` })
      .click()
    const card = desk.panel('Apartment 103').getByRole('img', { name: /^PIN \d/ })
    const digits = (await card.getAttribute('aria-label'))?.replace(/\D/g, '')
    expect(held.map((code) => code.code)).toEqual([digits])
    await shoot(desk.page, 'live-spare-given')
  })

  it('matrix 16: when the lock answers again, the row and the item change under the eyes', async () => {
    await desk.go('today')
    await desk.openRow(adaeze)
    await need().waitFor()
    const panel = desk.panel(adaeze)
    expect(await panel.getByText('On lock', { exact: true }).count()).toBe(3)
    house.locks.recover('room3')
    await expect.poll(() => panel.getByText('On lock', { exact: true }).count(), { timeout: 50_000 }).toBe(4)
    await need().waitFor({ state: 'hidden' })
    await desk.page.getByRole('heading', { name: /^Needs you/ }).waitFor({ state: 'hidden' })
    await codesOn(house.seam, devices, (code) => code.code === partyCodes('front')[0]?.code)
    await shoot(desk.page, 'live-16-recovered')
  })
})

describe('what a door says when it is read', () => {
  beforeAll(() => desk.go('doors'))

  it('a code of somebody else is shown, and left alone', async () => {
    const id = house.seam.addForeignCode('room1', 'Cleaner', '4711')
    await openDoor('Apartment 101')
    await readNow('Apartment 101')
    await expect.poll(() => table('Apartment 101')).toContain('“Cleaner” set at the lock, not ours Left alone On lock')
    expect(house.seam.codes('room1').map((code) => code.id)).toContain(id)
    await shoot(desk.page, 'live-door-foreign')
  })

  it('a code deleted behind our back is put back with its digits, and the history says so', async () => {
    const before = partyCodes('room2')[0]!
    await openDoor('Apartment 102')
    house.seam.deleteCode(before.id)
    await readNow('Apartment 102')
    await readNow('Apartment 102')
    const [again] = await codesOn(
      house.seam,
      ['room2'],
      (code) => code.deviceId === 'room2' && code.code === before.code,
    )
    expect(again).toMatchObject({ startsAt: before.startsAt, endsAt: before.endsAt })
    expect(again!.id).not.toBe(before.id)
    await history('Apartment 102', /Code found missing/).waitFor()
    await expect
      .poll(() => table('Apartment 102'), { timeout: 15_000 })
      .toContain('Adaeze Okonkwo until Wed 13 11:00 On lock On lock')
    await shoot(desk.page, 'live-door-put-back')
  })

  it('opening it says "opened" or "sent" as the lock has it, and stands in its history with the reason', async () => {
    await openDoor('Apartment 103')
    await readNow('Apartment 103')
    const unlock = async (reason: string) => {
      await desk.panel('Apartment 103').getByRole('button', { name: 'Unlock' }).click()
      await desk.dialog().getByRole('textbox', { name: 'Reason' }).fill(reason)
      await desk.page.keyboard.press('Enter')
    }
    await unlock('Guest locked out')
    await desk
      .dialog()
      .getByText(/^Opened at 14:3\d/)
      .waitFor()
    await shoot(desk.page, 'live-unlocked')
    await desk.leaveDialog()
    house.seam.setUnlocking('unconfirmed')
    await unlock('Plumber')
    await desk.dialog().getByText('Sent; the lock has not said that it opened').waitFor()
    await desk.leaveDialog()
    expect(house.seam.unlockings()).toBe(2)
    await history('Apartment 103', /Opened from here: “Guest locked out” · Dana/).waitFor()
    await history('Apartment 103', /Opening sent from here, not confirmed: “Plumber” · Dana/).waitFor()
    await shoot(desk.page, 'live-door-history')
  })
})
