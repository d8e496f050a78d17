/** Spreadsheets through the built app: read by the libraries as they are bundled, written, taken back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportRows, workbook } from '../import/import-desk.ts'
import { atTheDesk } from '../support/at-the-desk.ts'
import { type HarbourHouse, openHarbourHouse } from '../support/harbour-house.ts'
import { launchWindow, type OpenWindow } from '../support/window.ts'

const now = '2026-06-10T12:31:00Z'
let house: HarbourHouse
let open: OpenWindow
beforeAll(async () => {
  house = await openHarbourHouse({ now, rooms: 3 })
  open = await launchWindow({ dataDir: house.dataDir, args: ['--now', now], env: house.env })
  open.page.setDefaultTimeout(20_000)
  await atTheDesk(open.page).come()
  await open.page.getByRole('button', { name: 'Bookings' }).click()
})
afterAll(async () => {
  await open?.close()
  await house?.stop()
})

const stays = () =>
  (house.command('show', 'stays') as readonly { reference: string; status: string; unit: string }[])
    .map((stay) => `${stay.unit} ${stay.reference} ${stay.status}`)
    .sort()

async function takeIn(name: string, bytes: Uint8Array, rows: number): Promise<void> {
  const { page } = open
  await page.getByRole('button', { name: 'Import' }).click()
  await page
    .getByLabel('Spreadsheet of bookings')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
  await page.getByRole('button', { name: rows === 1 ? 'Take in 1 row' : `Take in ${rows} rows` }).click()
  await page.getByText(new RegExp(`^Took in ${rows} rows? of ${name}`)).waitFor()
}

describe('a spreadsheet in the built app', () => {
  const rows = exportRows([
    { ref: 1000000001, guest: 'Ana Bell', types: 'Apartment 101, Apartment 102', rooms: 2 },
    { ref: 1000000002, guest: 'Bo Cole', types: 'Apartment 103' },
  ])

  it('of Excel’s old kind is taken in and taken back', async () => {
    await takeIn('june.xls', workbook(rows, 'biff8'), 3)
    await open.page.getByText('Ana Bell').first().waitFor()
    await open.page.getByRole('button', { name: 'Undo' }).click()
    await open.page.getByText('Ana Bell').first().waitFor({ state: 'hidden' })
    await expect
      .poll(stays)
      .toEqual(['101 1000000001 cancelled', '102 1000000001 cancelled', '103 1000000002 cancelled'])
  })

  it('of Excel’s new kind, and a list in cp1252, are read too', async () => {
    await takeIn('june.xlsx', workbook(rows, 'xlsx'), 3)
    const list =
      'reference;channel;unit;arrival;departure;guest\nHM2KX5ZQ3A;airbnb;103;13.06.2026;15.06.2026;Zoë Ünal\n'
    await takeIn('list.csv', Buffer.from(list, 'latin1'), 1)
    await open.page.getByText('Zoë Ünal').first().waitFor()
    expect(stays()).toContain('103 HM2KX5ZQ3A expected')
  })
})
