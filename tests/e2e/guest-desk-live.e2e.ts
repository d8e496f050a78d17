/** A guest checks in over HTTP while the desk's real window is open: it shows it live, decides, looks and closes. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { saveGuestPages } from '../../electron/services/guest-pages/index.ts'
import { axeFindings } from '../support/axe.ts'
import { photoOf } from '../support/guest-desk.ts'
import { shoot } from '../support/screenshots.ts'
import { dana, must } from '../support/test-desk.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const reference = '1234567890'
/** Monday 11 May 2026, 11:05 in Rome. */
const start = '2026-05-11T09:05:00Z'
let house: TextingHouse
let open: DeskWindow
/** The guest's own page, once there is one. */
let page = '/g'

const need = (title: RegExp) =>
  open.page.getByRole('region', { name: 'Needs you' }).getByRole('listitem', { name: title })
const dialog = () => open.page.getByRole('dialog')
const panel = () => open.desk.panel('Ann Smith')
/** Sends a form as a browser does, and answers where it leads. */
async function send(path: string, fields: Readonly<Record<string, string | Blob>>): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const answer = await fetch(`http://127.0.0.1:${open.port}${path}`, { method: 'POST', body: form, redirect: 'manual' })
  await answer.body?.cancel()
  return answer.headers.get('location') ?? ''
}

beforeAll(async () => {
  house = await openTextingHouse({ numbers: ['+12025550150'], rooms: 2 })
  house.locks.obey()
  await house.onDay('2026-05-11T09:00:00Z', (book, desk) => {
    book({ guest: '', reference, rooms: [['101', '2026-05-11', '2026-05-13']] })
    must(saveGuestPages(desk, dana, { asksPhoto: true }))
  })
  open = await house.open(start)
})
afterAll(() => house?.stop())

it('shows at once that somebody waits who knew only the dates, and lets them in', async () => {
  page = await send('/g', { do: 'prove', reference, arrival: '2026-05-11', departure: '2026-05-13' })
  expect(page).toMatch(/^\/g\/[\w-]{43}$/)
  const form = { do: 'check-in', name: 'Ann Smith', phone: '+12025550117', consent: 'yes', 'comes-at': '21:30' }
  await send(page, form)
  const waits = need(new RegExp(`for ${reference} and showed only its dates`))
  await waits.getByRole('button', { name: 'Look at it' }).click()
  await dialog().getByText('Ann Smith').waitFor()
  await dialog().getByRole('button', { name: 'Let them in' }).click()
  await waits.waitFor({ state: 'detached' })
  const row = open.page.getByRole('listitem', { name: 'Ann Smith', exact: true })
  await row.getByText(/^Checked in by phone 11:0\d/).waitFor()
  await row.getByText('comes 21:30').waitFor()
  await shoot(open.page, 'guest-desk-live-today')
})

it('opens the photo from its sealed bytes under the window’s own policy', async () => {
  await send(page, { do: 'photos', photo: photoOf(1) })
  const waits = need(/^A photo of a document came/)
  await waits.getByRole('button', { name: 'Look at it' }).click()
  const photo = dialog().getByAltText('Photo 1 of 1 of a document')
  await photo.waitFor()
  await expect
    .poll(() => photo.evaluate((node) => (node as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0)
  await dialog().getByRole('button', { name: 'Looked at' }).click()
  await waits.waitFor({ state: 'detached' })
  expect(house.command('guest-photo', reference, '--now', start)).toMatchObject({ photos: [{ reviewedBy: 'Dana' }] })
})

it('shows the page as the guest sees it, in a frame where nothing of it works', async () => {
  await open.desk.openRow('Ann Smith')
  await panel().getByRole('button', { name: 'More: Guest page' }).click()
  await open.page.getByRole('menuitem', { name: 'Show as the guest sees it' }).click()
  const frame = open.page.frameLocator('iframe[title="The page as the guest sees it"]')
  await frame.getByText('Harbour House').first().waitFor()
  await shoot(open.page, 'guest-desk-live-preview')
  const text = (await frame.locator('body').innerText()).replace(/\D/g, '')
  const [code] = house.seam.codes()
  expect(code?.code).toMatch(/^\d{6}$/)
  expect(text).not.toContain(code!.code)
  expect(await axeFindings(open.page)).toEqual([])
  await dialog().getByRole('button', { name: 'Done' }).click()
})

it('makes a link for the phone at the desk, and closes every way to the page', async () => {
  await panel().getByRole('button', { name: 'Show link as QR' }).click()
  const code = dialog().getByAltText('QR code of the link')
  await expect
    .poll(() => code.evaluate((node) => (node as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0)
  await dialog().getByRole('button', { name: 'Done' }).click()
  await panel().getByRole('button', { name: 'More: Guest page' }).click()
  // The text with the doors has one, too.
  await open.page.getByRole('menuitem', { name: /^Close [23] open links$/ }).click()
  await dialog().getByRole('button', { name: 'Close the page' }).click()
  await open.page.getByText(/^[23] links are closed\.$/).waitFor()
  const gone = await fetch(`http://127.0.0.1:${open.port}${page}`)
  expect(gone.status).toBe(404)
})

it('saves the settings of the pages, which the command line tells', async () => {
  await open.page.keyboard.press('6')
  await open.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: 'Guest pages' }).click()
  await open.page.getByLabel('Wi-Fi name').fill('Harbour guests')
  await open.page.getByLabel('Wi-Fi password').fill('invented-secret')
  await open.page.getByRole('button', { name: 'Save changes' }).click()
  await open.page.getByText('Saved', { exact: true }).waitFor()
  const said = house.command('guest-settings', '--now', start)
  expect(said).toMatchObject({ wifiName: 'Harbour guests', hasWifiPassword: true })
  expect(JSON.stringify(said)).not.toContain('invented-secret')
})
