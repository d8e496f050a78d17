/** The tray of the real program: what it is told to show, and what a click on it does. Nothing draws it under Xvfb. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toIso } from '../../electron/domain/time.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const number = '+12025550150'
const start = '2026-05-11T09:05:00Z'
const soon = { timeout: 10_000 }
/** What Electron was asked to show, kept in the main process beside the real tray, menu and picture. */
type InMain = {
  readonly tray: {
    tooltip: string
    menu: { readonly items: readonly { readonly label: string; readonly enabled: boolean; click(): void }[] } | null
    picture: { toBitmap(): Uint8Array; getSize(): { width: number } } | null
    self: { emit(event: 'click'): void } | null
  }
}
let house: TextingHouse
let open: DeskWindow
const needs = () => open.page.getByRole('region', { name: 'Needs you' })
const tooltip = () => open.app.evaluate(() => (globalThis as unknown as InMain).tray.tooltip)
const lines = () =>
  open.app.evaluate(() =>
    ((globalThis as unknown as InMain).tray.menu?.items ?? [])
      .filter(({ label }) => label !== '')
      .map(({ label, enabled }) => (enabled ? label : `(${label})`)),
  )
const choose = (wanted: string) =>
  open.app.evaluate((_electron, label) => {
    ;(globalThis as unknown as InMain).tray.menu?.items.find((item) => item.label === label)?.click()
  }, wanted)
/** How many dots of the picture are in the badge's red. */
const redDots = () =>
  open.app.evaluate(() => {
    const bytes = (globalThis as unknown as InMain).tray.picture?.toBitmap() ?? new Uint8Array()
    let found = 0
    for (let at = 0; at < bytes.length; at += 4) if (bytes[at + 2]! > 150 && bytes[at + 1]! < 80) found++
    return found
  })
const add = (reference: string, unit: string) =>
  house.command(
    ...['add-reservation', '--ref', reference, '--channel', 'booking.com'],
    ...['--stay', `${unit}:2026-05-11:2026-05-13`, '--now', toIso(open.now())],
  )

beforeAll(async () => {
  house = await openTextingHouse({ numbers: [number], rooms: 3 })
  house.locks.obey()
  open = await house.open(start)
  await open.app.evaluate(({ Tray }) => {
    const kept = { tooltip: '', menu: null, picture: null, self: null }
    Object.assign(globalThis, { tray: kept })
    const { setToolTip, setContextMenu, setImage } = Tray.prototype
    Object.assign(Tray.prototype, {
      setToolTip(this: Electron.Tray, words: string) {
        Object.assign(kept, { self: this, tooltip: words })
        setToolTip.call(this, words)
      },
      setContextMenu(this: Electron.Tray, menu: Electron.Menu) {
        Object.assign(kept, { menu })
        setContextMenu.call(this, menu)
      },
      setImage(this: Electron.Tray, picture: Electron.NativeImage) {
        Object.assign(kept, { picture })
        setImage.call(this, picture)
      },
    })
  })
})
afterAll(() => house?.stop())

it('says live how many need a person: the number of the window, in words, menu and icon', async () => {
  await open.desk.go('today')
  add('1234567890', '101')
  await expect.poll(tooltip, soon).toBe('Latchkey: 1 needs you')
  add('1234567891', '102')
  await expect.poll(tooltip, soon).toBe('Latchkey: 2 need you')
  await expect.poll(() => open.page.getByRole('button', { name: /^Today/ }).innerText(), soon).toContain('2')
  expect(await lines()).toEqual(['Open Latchkey', '2 need you', 'Quit Latchkey'])
  expect(await redDots()).toBeGreaterThan(100)
})

it('counts no more what is answered or put aside', async () => {
  const first = needs().getByRole('listitem').first()
  await first.getByRole('button', { name: /^More/ }).click()
  await open.page.getByRole('menuitem', { name: 'Put aside until tomorrow' }).click()
  await expect.poll(tooltip, soon).toBe('Latchkey: 1 needs you')
  for (const reference of ['1234567890', '1234567891']) house.command('cancel', reference, '--now', toIso(open.now()))
  await expect.poll(tooltip, soon).toBe('Latchkey: nothing needs you')
  expect(await lines()).toEqual(['Open Latchkey', '(Nothing needs you)', 'Quit Latchkey'])
  expect(await redDots()).toBe(0)
})

it('brings the window to the front with "Needs you" on it, from wherever it was', async () => {
  add('1234567892', '103')
  await expect.poll(tooltip, soon).toBe('Latchkey: 1 needs you')
  await open.page.keyboard.press('6')
  await open.page.getByRole('heading', { name: 'House' }).waitFor()
  await open.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await open.app.evaluate(() => (globalThis as unknown as InMain).tray.self?.emit('click'))
  await needs().waitFor()
  expect(await open.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
  const hasFocus = () => needs().evaluate((node) => node === node.ownerDocument.activeElement)
  await expect.poll(hasFocus, soon).toBe(true)
  // Once more, after the focus went elsewhere on the same screen.
  await open.page.getByRole('button', { name: /^Today/ }).focus()
  await choose('1 needs you')
  await expect.poll(hasFocus, soon).toBe(true)
})

it('names unread conversations, and leads to the Inbox', async () => {
  await house.twilio.guestTexts({ from: '+12025550123', to: number, body: 'Hello', at: toIso(open.now()) })
  await expect.poll(lines, soon).toContain('1 unread conversation')
  await choose('1 unread conversation')
  await open.page.getByRole('heading', { name: 'Inbox' }).first().waitFor()
})

it('quits the program, and the desk is closed as always', async () => {
  const ended = new Promise<number | null>((resolve) => open.app.process().once('exit', resolve))
  await choose('Quit Latchkey').catch(() => {})
  expect(await ended).toBe(0)
})
