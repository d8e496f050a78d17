/** What a receptionist does in the window, in their words; for tests that follow a booking from screen to screen. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { FakeSeam, FakeSeamCode } from './fake-seam.ts'

export type BookingWords = {
  /** Left out for rooms that join a booking that is there. */
  readonly guest?: string
  readonly phone?: string
  readonly reference: string
  readonly rooms: readonly (readonly [unit: string, arrivalDate: string, departureDate: string])[]
}

export type AtTheDesk = {
  readonly page: Page
  /** Says who is at the desk, by number. */
  readonly come: () => Promise<void>
  /** Adds a booking by the form; its panel stands open afterwards. */
  readonly book: (booking: BookingWords) => Promise<void>
  readonly panel: (name: string) => Locator
  readonly dialog: () => Locator
  /** Opens the panel of a row of Today. */
  readonly openRow: (guest: string) => Promise<void>
  /** One of the "More" menu of the open panel. */
  readonly more: (name: string, entry: string) => Promise<void>
  /** Checks in what the open panel offers, without the rooms named; the sheet stays open. */
  readonly checkIn: (guest: string, without?: readonly string[]) => Promise<void>
  /** Closes what lies over the screen. */
  readonly leaveDialog: () => Promise<void>
  readonly go: (screen: 'today' | 'doors') => Promise<void>
}

export function atTheDesk(page: Page): AtTheDesk {
  const dialog = () => page.getByRole('dialog').last()
  const panel = (name: string) => page.getByRole('complementary', { name: `Details of ${name}` })
  const closed = () => page.getByRole('dialog').waitFor({ state: 'hidden' })

  async function fillLine(at: number, [unit, arrivalDate, departureDate]: BookingWords['rooms'][number]) {
    await dialog()
      .getByRole('button', { name: /^Apartment \d/ })
      .nth(at)
      .click()
    await page.getByRole('option', { name: `Apartment ${unit}`, exact: true }).click()
    await dialog()
      .getByLabel(/^Arrival/)
      .nth(at)
      .fill(arrivalDate)
    await dialog()
      .getByLabel(/^Departure/)
      .nth(at)
      .fill(departureDate)
  }

  return {
    page,
    dialog,
    panel,
    async come() {
      await page.getByText('Who is at the desk?').waitFor()
      await page.keyboard.press('1')
      await page.getByText('Who is at the desk?').waitFor({ state: 'hidden' })
    },
    async book({ guest, phone, reference, rooms }) {
      await page.keyboard.press('n')
      await dialog()
        .getByLabel('Name')
        .fill(guest ?? '')
      if (phone !== undefined) await dialog().getByLabel('Phone', { exact: true }).fill(phone)
      for (const [at, room] of rooms.entries()) {
        if (at > 0) await dialog().getByRole('button', { name: 'Add an apartment' }).click()
        await fillLine(at, room)
      }
      await dialog().getByLabel('Reference').fill(reference)
      await dialog()
        .getByRole('button', { name: /^Add booking/ })
        .click()
      await closed()
    },
    async openRow(guest) {
      await page.getByRole('listitem', { name: guest, exact: true }).first().click()
      await panel(guest).waitFor()
    },
    async more(name, entry) {
      await panel(name).getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).click()
    },
    async checkIn(guest, without = []) {
      await panel(guest)
        .getByRole('button', { name: /^Check in/ })
        .click()
      const verb = dialog().getByRole('button', { name: /^Check in/ })
      await verb.waitFor()
      for (const unit of without) await dialog().getByLabel(`Check in ${unit}`).uncheck()
      await verb.click()
      await page.getByText(`${guest} is checked in`).waitFor()
    },
    async leaveDialog() {
      await page.keyboard.press('Escape')
      await closed()
    },
    async go(screen) {
      await page.keyboard.press(screen === 'today' ? '1' : '4')
      await page
        .getByRole('heading', { name: screen === 'today' ? 'Today' : 'Doors', exact: true })
        .first()
        .waitFor()
    },
  }
}

/** `front 2026-05-11T12:00Z..2026-05-12T09:00Z`: what the locks hold of these digits, in order of the doors. */
export const heldOf = (seam: FakeSeam, digits: string): readonly string[] =>
  seam
    .codes()
    .filter((code) => code.code === digits && code.status === 'set')
    .map((code) => `${code.deviceId} ${minute(code.startsAt)}..${minute(code.endsAt)}`)
    .sort()

const minute = (iso: string | null): string => (iso === null ? '' : `${new Date(iso).toISOString().slice(0, 16)}Z`)

/** The codes on the locks, by lock; fails where a lock has not exactly the one that is waited for. */
export async function codesOn(seam: FakeSeam, devices: readonly string[], isTheirs: (code: FakeSeamCode) => boolean) {
  const theirs = () => seam.codes().filter((code) => isTheirs(code) && code.status === 'set')
  await expect
    .poll(
      () =>
        theirs()
          .map((code) => code.deviceId)
          .sort(),
      { timeout: 15_000 },
    )
    .toEqual([...devices].sort())
  return theirs()
}
