/** Settings, backups and paper. */

import type { OpenDesk } from '../../composition.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { FeedId, ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { toIso } from '../../domain/time.ts'
import type { Paper, PrintFailure } from '../../ports/printer.ts'
import { backUp, backupFolder } from '../../services/backup/index.ts'
import { houseFileSchema, setUpHouse } from '../../services/house/index.ts'
import { slipHtml } from '../../services/printing/index.ts'
import { noteBackup, savePrinter, settingsView } from '../../services/settings/index.ts'
import { slipContent } from '../../services/slip/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'
import { houseFromInput } from './house-input.ts'

const printTexts: Record<PrintFailure, string> = {
  'printer-missing': 'That printer is not there. Choose another one, or save the slip as a PDF. Nothing was printed.',
  'printer-failed':
    'The printer did not take the slip. See that it is on, then print again, or save the slip as a PDF.',
  'printing-needs-window': 'Printing needs the Latchkey window.',
  'print-cancelled': 'Printing was cancelled. Nothing was printed.',
}
const printed = <Value>(
  result: Result<Value, PrintFailure>,
): Result<Value, { readonly code: string; readonly message: string }> =>
  result.ok ? result : fail({ code: result.error, message: printTexts[result.error] })

/** The slip as a page; making one is logged as a reveal. */
export function slipPage(context: AppContext, reservationId: string, paper: Paper): Result<string, Failure> {
  return atDesk(context, (open, caller) => {
    const content = slipContent(open.desk, caller, reservationId as ReservationId)
    return content.ok ? ok(slipHtml(content.value, paper, context.slipFont)) : content
  })
}

const settings = (open: OpenDesk) => settingsView(open.desk, open.keyPlace, backupFolder(open.desk))

type OfficeHandlers = Pick<
  Handlers,
  | 'slip.preview'
  | 'slip.print'
  | 'slip.savePdf'
  | 'printers.list'
  | 'settings.view'
  | 'settings.saveHouse'
  | 'settings.savePrinter'
  | 'settings.backUpNow'
>

export const officeHandlers = (context: AppContext): OfficeHandlers => ({
  'slip.preview': async ({ reservationId, paper }) => {
    const html = slipPage(context, reservationId, paper)
    return html.ok ? ok({ html: html.value }) : html
  },
  'slip.print': async ({ reservationId, paper, printer }) => {
    const html = slipPage(context, reservationId, paper)
    if (!html.ok) return html
    const result = printed(await context.printer.print({ html: html.value, paper, printer }))
    return result.ok ? ok({ done: true as const }) : result
  },
  'slip.savePdf': async ({ reservationId, paper }) => {
    const html = slipPage(context, reservationId, paper)
    if (!html.ok) return html
    const pdf = printed(await context.printer.toPdf({ html: html.value, paper }))
    if (!pdf.ok) return pdf
    return ok(await context.saveFile({ suggestedName: 'pin-slip.pdf', bytes: pdf.value }))
  },
  'printers.list': async () => ok({ printers: [...(await context.printer.list())] }),
  'settings.view': async () => atDesk(context, settings),
  'settings.saveHouse': async (input) =>
    atDesk(context, (open, caller) => {
      const file = houseFileSchema.safeParse(houseFromInput(input))
      if (!file.success)
        return fail(
          failure(
            'bad-input',
            `${file.error.issues[0]?.path.join('.')}: ${file.error.issues[0]?.message}. Nothing was saved.`,
          ),
        )
      const saved = setUpHouse(open.desk, caller, file.data, {
        keepOtherFeeds: true,
        removeFeeds: input.removeFeeds as FeedId[],
        seamApiKey: input.seamApiKey,
        ttlock: input.ttlock,
      })
      return saved.ok ? settings(open) : saved
    }),
  'settings.savePrinter': async (printer) =>
    atDesk(context, (open) => {
      savePrinter(open.desk, printer)
      return settings(open)
    }),
  'settings.backUpNow': async () =>
    atDesk(context, (open) => {
      const name = `latchkey-${toIso(open.desk.clock.now()).replace(/[:.]/g, '-')}.db`
      const made = backUp(open.desk, `${backupFolder(open.desk)}/${name}`)
      if (!made.ok) return made
      noteBackup(open.desk)
      return settings(open)
    }),
})
