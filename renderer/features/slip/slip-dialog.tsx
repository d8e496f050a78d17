import { FileDown, Printer } from 'lucide-react'
import { useState } from 'react'
import type { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { ASK_PRINTER as ASK, type Paper, PaperChoice, PrinterChoice } from '../../components/printer-choice.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { useOrder, usePrinters, useSettings } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './slip.module.css'
import { SlipPreview } from './slip-preview.tsx'

/** The slip as it will be printed, on the paper and the printer the house uses. */
export function SlipDialog(props: { readonly reservationId: string; readonly onClose: () => void }) {
  const { reservationId } = props
  const desk = useDesk()
  const settings = useSettings()
  const printers = usePrinters()
  const print = useOrder('slip.print')
  const savePdf = useOrder('slip.savePdf')
  const [chosenPaper, setPaper] = useState<Paper | null>(null)
  const [chosenPrinter, setPrinter] = useState<string | null>(null)
  const paper = chosenPaper ?? settings.data?.printer.paper ?? 'a6'
  const printer = chosenPrinter ?? settings.data?.printer.name ?? ASK
  const list = printers.data?.printers ?? []
  const error = (print.error ?? savePdf.error) as DeskError | null
  const busy = print.isPending || savePdf.isPending

  const say = (text: string) => {
    desk.say({ text, actionId: null })
    props.onClose()
  }
  const onPrint = () => {
    if (busy) return
    print.mutate(
      { reservationId, paper, printer: printer === ASK ? null : printer },
      { onSuccess: () => say(words.slip.sent) },
    )
  }
  const onPdf = () =>
    savePdf.mutate({ reservationId, paper }, { onSuccess: ({ saved }) => saved && say(words.slip.savedPdf) })
  return (
    <DialogFrame size="medium" onClose={props.onClose}>
      <DialogForm onSubmit={onPrint}>
        <DialogHead title={words.slip.title} detail={words.slip.lead} onClose={props.onClose} />
        <DialogBody>
          {error && <ErrorBanner error={error} />}
          <div className={styles.body}>
            <SlipPreview reservationId={reservationId} paper={paper} />
            <div className={styles.side}>
              <PaperChoice value={paper} onChoose={setPaper} />
              <PrinterChoice value={printer} printers={list} onChoose={setPrinter} />
              {printers.data && list.length === 0 && <p className="hint small">{words.slip.noPrinters}</p>}
            </div>
          </div>
        </DialogBody>
        <DialogFoot>
          <Button icon={FileDown} disabled={busy} onClick={onPdf}>
            {words.slip.savePdf}
          </Button>
          <span className="grow" />
          <WayOut onClose={props.onClose} />
          <Button look="primary" icon={Printer} shortcut="Enter" type="submit" disabled={busy} autoFocus>
            {words.slip.print}
          </Button>
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}
