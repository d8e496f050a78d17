/**
 * Rows of the multi-room matrix (facts/old-rooms-system.md, section 3) in the real window, against what the locks of
 * the fake Seam server hold: one party, one PIN, a window a room, and the front door open while any room is theirs.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AtTheDesk, atTheDesk, codesOn, heldOf } from '../support/at-the-desk.ts'
import { type HarbourHouse, openHarbourHouse } from '../support/harbour-house.ts'
import { shoot } from '../support/screenshots.ts'
import { launchWindow, type OpenWindow } from '../support/window.ts'

/** Monday 11 May 2026, 14:31 in Rome; the house lets in from 14:00 and out until 11:00, which is 12:00Z and 09:00Z. */
const monday = '2026-05-11T12:31:00Z'
/** Wednesday afternoon: between the two stays of one booking. */
const wednesday = '2026-05-13T14:00:00Z'

let house: HarbourHouse
let open: OpenWindow
let desk: AtTheDesk

async function openDesk(now: string): Promise<void> {
  open = await launchWindow({ dataDir: house.dataDir, args: ['--now', now], env: house.env })
  open.page.setDefaultTimeout(15_000)
  desk = atTheDesk(open.page)
  await desk.come()
}

beforeAll(async () => {
  house = await openHarbourHouse({ now: monday, rooms: 6 })
  house.locks.obey()
  await openDesk(monday)
})
afterAll(async () => {
  await open?.close()
  await house?.stop()
})

/** Does something that puts codes on these locks, and answers their one set of digits. */
async function digitsOf(devices: readonly string[], deed: () => Promise<void>): Promise<string> {
  const before = new Set(house.seam.codes().map((code) => code.id))
  await deed()
  const fresh = await codesOn(house.seam, devices, (code) => !before.has(code.id))
  expect(new Set(fresh.map((code) => code.code)).size).toBe(1)
  return fresh[0]!.code
}
const devicesOf = (digits: string) => heldOf(house.seam, digits).map((line) => line.split(' ')[0])
const becomes = (digits: string, devices: readonly string[]) =>
  expect.poll(() => devicesOf(digits), { timeout: 15_000 }).toEqual(devices)
/** The open panel says so of this many doors. */
const says = (guest: string, state: string, doors: number) =>
  expect.poll(() => desk.panel(guest).getByText(state, { exact: true }).count(), { timeout: 15_000 }).toBe(doors)

describe('rooms that come and go', () => {
  const ines = 'Ines Duarte'
  const rooms = [
    ['103', '2026-05-11', '2026-05-12'],
    ['104', '2026-05-11', '2026-05-12'],
  ] as const
  let digits: string

  it('matrix 5: a room cancelled before arrival takes its own code off and no other', async () => {
    digits = await digitsOf(['front', 'room3', 'room4'], () => desk.book({ guest: ines, reference: 'LK-B2', rooms }))
    const front = house.seam.codes('front')
    await desk.more(ines, 'Cancel the booking')
    await desk.dialog().getByLabel('Apartment 103').uncheck()
    await desk.dialog().getByRole('button', { name: 'Cancel 1 room' }).click()
    await becomes(digits, ['front', 'room3'])
    expect(house.seam.codes('room4')).toEqual([])
    expect(house.seam.codes('front')).toEqual(front)
    await desk.panel(ines).getByText('cancelled', { exact: true }).waitFor()
    await says(ines, 'On lock', 2)
  })

  it('matrix 7: with the last room cancelled nothing opens any more', async () => {
    await desk.more(ines, 'Cancel the booking')
    await desk.dialog().getByText('Apartment 103').waitFor()
    await desk.dialog().getByRole('button', { name: 'Cancel 1 room' }).click()
    await becomes(digits, [])
    expect(house.seam.codes().filter((code) => code.code === digits)).toEqual([])
    await says(ines, 'Removed', 3)
    await shoot(desk.page, 'live-all-cancelled')
  })

  it('matrix 6: a room in house is not cancelled with the others, only checked out', async () => {
    const jonas = 'Jonas Weber'
    const theirs = await digitsOf(['front', 'room3', 'room4'], () =>
      desk.book({ guest: jonas, reference: 'LK-C3', rooms }),
    )
    await desk.checkIn(jonas, ['Apartment 104'])
    await desk.leaveDialog()
    await desk.more(jonas, 'Cancel the booking')
    await desk.dialog().getByText('Who is in house is not cancelled: check them out instead.').waitFor()
    expect(await desk.dialog().getByText('Apartment 103').count()).toBe(0)
    await shoot(desk.page, 'live-cancel-asks')
    await desk.dialog().getByRole('button', { name: 'Cancel 1 room' }).click()
    await becomes(theirs, ['front', 'room3'])
    await desk.panel(jonas).getByText('in house', { exact: true }).waitFor()
    await desk.more(jonas, 'Check out')
    await desk.dialog().getByRole('button', { name: 'Check out' }).click()
    await becomes(theirs, [])
  })
})

describe('rooms of different dates', () => {
  it('matrix 8: each room has its own window and the front door the union of them', async () => {
    const theirs = await digitsOf(['front', 'room3', 'room4'], () =>
      desk.book({
        guest: 'Mei Lin',
        reference: 'LK-D4',
        rooms: [
          ['103', '2026-05-11', '2026-05-13'],
          ['104', '2026-05-12', '2026-05-15'],
        ],
      }),
    )
    expect(heldOf(house.seam, theirs)).toEqual([
      'front 2026-05-11T12:00Z..2026-05-15T09:00Z',
      'room3 2026-05-11T12:00Z..2026-05-13T09:00Z',
      'room4 2026-05-12T12:00Z..2026-05-15T09:00Z',
    ])
    await says('Mei Lin', 'On lock', 3)
  })
})

describe('a party whose rooms come one after the other', () => {
  const adaeze = 'Adaeze Okonkwo'
  let digits: string

  it('matrix 2: the second room, checked in after the first, has the same digits and a code of its own', async () => {
    digits = await digitsOf(['front', 'room1'], () =>
      desk.book({ guest: adaeze, reference: 'LK-A1', rooms: [['101', '2026-05-11', '2026-05-13']] }),
    )
    await desk.checkIn(adaeze)
    await desk.leaveDialog()
    const first = house.seam.codes().filter((code) => code.code === digits)
    await desk.book({ reference: 'LK-A1', rooms: [['102', '2026-05-11', '2026-05-13']] })
    await desk.checkIn(adaeze)
    await desk.dialog().getByText('3 of 3 on the lock').waitFor()
    await shoot(desk.page, 'live-second-room')
    await desk.leaveDialog()
    const all = await codesOn(house.seam, ['front', 'room1', 'room2'], (code) => code.code === digits)
    expect(all.filter((code) => code.deviceId !== 'room2')).toEqual(first)
    expect(new Set(all.map((code) => code.id)).size).toBe(3)
  })

  it('matrix 19: other dates keep the digits and move the end on every lock', async () => {
    const before = house.seam.codes().filter((code) => code.code === digits)
    await desk.more(adaeze, 'Extend or shorten')
    await desk
      .dialog()
      .getByLabel(/^Until/)
      .fill('2026-05-14')
    await desk.dialog().getByRole('button', { name: 'Extend by 1 night' }).click()
    const ends = () => house.seam.codes().filter((code) => code.code === digits && code.status === 'set')
    await expect
      .poll(() => heldOf(house.seam, digits), { timeout: 15_000 })
      .toEqual(['front', 'room1', 'room2'].map((device) => `${device} 2026-05-11T12:00Z..2026-05-14T09:00Z`))
    expect(ends().map((code) => code.id)).toEqual(before.map((code) => code.id))
    await says(adaeze, 'On lock', 3)
  })

  it('matrix 22: a new PIN is one and the same on all doors, and the old one is on none', async () => {
    await desk.more(adaeze, 'New PIN for all doors')
    await desk.dialog().getByRole('button', { name: 'Make a new PIN' }).click()
    await desk.page.getByText(`New PIN for ${adaeze}: the doors are getting it.`).waitFor()
    await becomes(digits, [])
    const now = house.seam.codes().filter((code) => code.endsAt?.startsWith('2026-05-14T09:00'))
    expect(now.map((code) => code.deviceId).sort()).toEqual(['front', 'room1', 'room2'])
    expect(new Set(now.map((code) => code.code)).size).toBe(1)
    expect(house.seam.codes().map((code) => code.code)).not.toContain(digits)
    digits = now[0]!.code
    await becomes(digits, ['front', 'room1', 'room2'])
    await says(adaeze, 'On lock', 3)
    await desk.panel(adaeze).getByRole('button', { name: 'Show' }).click()
    await desk
      .panel(adaeze)
      .getByRole('img', { name: `PIN ${[...digits].join(' ')}` })
      .waitFor()
    await shoot(desk.page, 'live-new-pin')
  })
})

describe('a party with a gap between its rooms', () => {
  const rui = 'Rui Sá'
  let digits: string

  it('matrix 4: a room added days ahead waits for its day with the digits of the first', async () => {
    digits = await digitsOf(['front', 'room5'], () =>
      desk.book({ guest: rui, reference: 'LK-E5', rooms: [['105', '2026-05-11', '2026-05-12']] }),
    )
    await desk.book({ reference: 'LK-E5', rooms: [['106', '2026-05-15', '2026-05-17']] })
    await desk.panel(rui).getByText('Scheduled').waitFor()
    await desk.panel(rui).getByRole('button', { name: 'Show' }).click()
    await desk
      .panel(rui)
      .getByRole('img', { name: `PIN ${[...digits].join(' ')}` })
      .waitFor()
    expect(house.seam.codes('room6')).toEqual([])
    await shoot(desk.page, 'live-room-ahead')
  })

  it('matrix 9: the front door is shut between the stays, and opens again for the second', async () => {
    expect(heldOf(house.seam, digits)).toEqual([
      'front 2026-05-11T12:00Z..2026-05-12T09:00Z',
      'room5 2026-05-11T12:00Z..2026-05-12T09:00Z',
    ])
    await open.close()
    await openDesk(wednesday)
    await expect
      .poll(() => heldOf(house.seam, digits), { timeout: 15_000 })
      .toEqual(['front 2026-05-15T12:00Z..2026-05-17T09:00Z', 'room6 2026-05-15T12:00Z..2026-05-17T09:00Z'])
    await desk.page.keyboard.press('/')
    await desk.page.keyboard.type(rui)
    await desk.page.getByRole('option').filter({ hasText: 'LKE5' }).click()
    await says(rui, 'On lock', 2)
    await shoot(desk.page, 'live-gap')
  })
})
