import type { PrinterInfo as SystemPrinter, WebContents } from 'electron'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Printer, PrinterInfo, PrintFailure } from '../../ports/printer.ts'
import { inInches, inMicrons, type Millimetres } from './paper-size.ts'
import { withHiddenWindow, within, withPage } from './print-page.ts'

const spoolMs = 60_000
/** A person reads the system's dialog. */
const dialogMs = 15 * 60_000

/** Paper by Electron's own printing. "Done" means handed to the system's queue: no system tells more. */
export function electronPrinter(logger: Logger): Printer {
  const list = (): Promise<readonly PrinterInfo[]> =>
    withHiddenWindow(async (contents) => (await contents.getPrintersAsync()).map(printerInfo))

  const guarded = async <Value>(
    work: () => Promise<Result<Value, PrintFailure>>,
  ): Promise<Result<Value, PrintFailure>> => {
    try {
      return await work()
    } catch (error) {
      logger.error('printer.failed', error)
      return fail('printer-failed')
    }
  }

  return {
    list,
    print: ({ html, paper, printer }) =>
      guarded(async () => {
        // Asked first: a name the system does not know would fail without a reason, or print somewhere else.
        const known = printer === null ? null : (await list()).find(({ name }) => name === printer)
        if (known === undefined) return fail('printer-missing')
        return withPage({ html, paper }, (contents, size) => send(contents, size, known?.name ?? null, logger))
      }),
    toPdf: ({ html, paper }) =>
      guarded(() =>
        withPage({ html, paper }, async (contents, size) => {
          const pdf = await within(
            spoolMs,
            'the PDF was not made',
            contents.printToPDF({
              preferCSSPageSize: true,
              pageSize: inInches(size),
              margins: { top: 0, bottom: 0, left: 0, right: 0 },
              printBackground: false,
              generateTaggedPDF: true,
            }),
          )
          return ok(new Uint8Array(pdf))
        }),
      ),
  }
}

function send(
  contents: WebContents,
  size: Millimetres,
  deviceName: string | null,
  logger: Logger,
): Promise<Result<null, PrintFailure>> {
  const spooled = new Promise<Result<null, PrintFailure>>((resolve) => {
    contents.print(
      {
        silent: deviceName !== null,
        ...(deviceName === null ? {} : { deviceName }),
        pageSize: inMicrons(size),
        margins: { marginType: 'none' },
        copies: 1,
        printBackground: false,
        color: false,
      },
      (success, failureReason) => {
        if (success) return resolve(ok(null))
        logger.warn('printer.refused', { reason: failureReason })
        resolve(fail(/cancel/i.test(failureReason) ? 'print-cancelled' : 'printer-failed'))
      },
    )
  })
  return within(deviceName === null ? dialogMs : spoolMs, 'the printer did not take the page', spooled)
}

/** Electron up to 35 says which printer is the default one; later ones do not. */
const printerInfo = (printer: SystemPrinter & { readonly isDefault?: boolean }): PrinterInfo => ({
  name: printer.name,
  label: printer.displayName || printer.name,
  isDefault: printer.isDefault === true,
})
