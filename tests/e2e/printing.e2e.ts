import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pin } from '../../electron/domain/pin.ts'
import { pinGroups } from '../../electron/services/printing/pin-digits.ts'
import { inkHeight, isBlackOnly, pdfPages, pdfText, showsSymbol } from '../printing/pdf.ts'
import { symbolOf } from '../printing/qr-symbol.ts'
import { arrivalOfDemoHouse, ask, told } from '../shell/ask-desk.ts'
import { type CupsPrinter, cupsMissing, startCupsPrinter } from '../support/cups.ts'
import { describeWithCommand } from '../support/system-commands.ts'
import { launchWindow, type OpenWindow } from '../support/window.ts'

/** A house of its own, and a folder for everything the app, Chromium and GTK would put into the system's /tmp. */
async function openHouse(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-printing-'))
  const temporary = mkdtempSync(join(folder, 'tmp-'))
  const dataDir = join(folder, 'data')
  const window = await launchWindow({ dataDir, env: { TMPDIR: temporary, ...env } })
  await window.page.waitForLoadState()
  const reservationId = await arrivalOfDemoHouse(window.page)
  const { pins } = await told(window.page, 'codes.reveal', { reservationId })
  return { folder, temporary, dataDir, window, reservationId, pin: pins[0]!.pin as Pin }
}
type House = Awaited<ReturnType<typeof openHouse>>

async function closeHouse(house: House | undefined): Promise<void> {
  await house?.window.close()
  if (house !== undefined) rmSync(house.folder, { recursive: true, force: true })
}

/**
 * Answers the system's save dialog, which no test can click. Now and then Chromium's debugger drops its answer to us
 * ("Resulting promise was garbage collected"): then it is said once more, which changes nothing.
 */
async function answerSaveDialog(window: OpenWindow, filePath: string | null): Promise<void> {
  const answer = (): Promise<void> =>
    window.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' })
    }, filePath)
  await answer().catch((error: Error) => {
    if (!error.message.includes('garbage collected')) throw error
    return answer()
  })
}

describeWithCommand('pdftotext', 'a slip as PDF', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => closeHouse(house))

  async function savePdf(paper: 'a6' | 'a4' | 'roll-80'): Promise<string> {
    const file = join(house.folder, `${paper}.pdf`)
    await answerSaveDialog(house.window, file)
    const { saved } = await told(house.window.page, 'slip.savePdf', { reservationId: house.reservationId, paper })
    expect(saved).toBe(true)
    return file
  }

  it.each([
    ['a6', 105, 148],
    ['a4', 210, 297],
  ] as const)('has the size of %s', async (paper, width, height) => {
    const pages = pdfPages(await savePdf(paper))
    expect(pages.width).toBeCloseTo(width, 0)
    expect(pages.height).toBeCloseTo(height, 0)
  })

  it('is as wide as the roll and as long as what stands on it, on one page', async () => {
    const pages = pdfPages(await savePdf('roll-80'))
    expect(pages.pages).toBe(1)
    expect(pages.width).toBeCloseTo(80, 0)
    expect(pages.height).toBeGreaterThan(80)
    expect(pages.height).toBeLessThan(400)
  })

  it.each(['a6', 'a4', 'roll-80'] as const)('shows the digits as text, 14 mm high and black, on %s', async (paper) => {
    const file = await savePdf(paper)
    const groups = pinGroups(house.pin)
    expect(pdfText(file).replace(/\s+/g, ' ')).toContain(groups.join(' '))
    for (const group of groups) expect(inkHeight(file, group)).toBeGreaterThanOrEqual(14)
    expect(isBlackOnly(file)).toBe(true)
  })

  it.each([
    ['a6', 20],
    ['a4', 30],
    ['roll-80', 20],
  ] as const)('shows the QR code of the guest pages on %s, %i mm wide', async (paper, millimetres) => {
    const address = async () => (await told(house.window.page, 'texting.view', {})).tunnel.publicUrl
    await expect.poll(address, { timeout: 20_000 }).not.toBe(null)
    const entrance = `${await address()}/g`
    const file = await savePdf(paper)
    expect(showsSymbol(file, symbolOf(entrance), millimetres)).toBe(true)
    expect(showsSymbol(file, symbolOf(`${entrance}x`), millimetres)).toBe(false)
    expect(pdfPages(file).pages).toBe(1)
  })

  it('is kept where a person says, for this login only, and nowhere when they cancel', async () => {
    const file = await savePdf('a6')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    await answerSaveDialog(house.window, null)
    const answer = await ask(house.window.page, 'slip.savePdf', { reservationId: house.reservationId, paper: 'a6' })
    expect(answer).toEqual({ ok: true, value: { saved: false } })
  })

  it('says that a printer is missing instead of printing somewhere else', async () => {
    const answer = await ask(house.window.page, 'slip.print', {
      reservationId: house.reservationId,
      paper: 'a6',
      printer: 'No_Such_Printer',
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'printer-missing' } })
  })
})

const missing = cupsMissing()
if (missing !== null && process.env.CI) throw new Error(`the printing tests need CUPS: ${missing}`)

describe.skipIf(missing !== null)(`a slip on a printer${missing === null ? '' : ` (skipped, ${missing})`}`, () => {
  let printer: CupsPrinter
  let house: House
  beforeAll(async () => {
    printer = await startCupsPrinter()
    house = await openHouse(printer.env)
  })
  afterAll(async () => {
    await closeHouse(house)
    await printer?.stop()
  })

  it('is offered the printers of the system', async () => {
    const { printers } = await told(house.window.page, 'printers.list', {})
    expect(printers.map(({ name }) => name)).toEqual([printer.name])
  })

  it.each([
    ['a6', 105, 148],
    ['a4', 210, 297],
    ['roll-80', 80, null],
  ] as const)('comes out on %s without a dialog', async (paper, width, height) => {
    const { reservationId } = house
    const answer = await ask(house.window.page, 'slip.print', { reservationId, paper, printer: printer.name })
    expect(answer).toEqual({ ok: true, value: { done: true } })
    const size = pdfPages(await printer.printed())
    expect(Math.abs(size.width - width)).toBeLessThan(1)
    if (height !== null) expect(Math.abs(size.height - height)).toBeLessThan(1)
    else expect(size.height).toBeGreaterThan(80)
  })

  it('leaves no page, no PDF and no digits on our disk', async () => {
    await told(house.window.page, 'slip.print', {
      reservationId: house.reservationId,
      paper: 'a6',
      printer: printer.name,
    })
    await printer.printed()
    await house.window.close()
    const files = filesIn(house.folder)
    expect(files.filter((file) => /\.(pdf|html?|ps)$/i.test(file))).toEqual([])
    // The demo's locks are simulated by a file, which holds codes as a real lock would.
    const ours = files.filter((file) => !file.endsWith('simulated-locks.json'))
    const traces = ours.filter((file) => {
      const bytes = readFileSync(file)
      return ['class="digits"', house.pin, pinGroups(house.pin).join(' ')].some((trace) => bytes.includes(trace))
    })
    expect(traces).toEqual([])
  })
})

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : []
