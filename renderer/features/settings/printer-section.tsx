import { Check } from 'lucide-react'
import { useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ASK_PRINTER as ASK, type Paper, PaperChoice, PrinterChoice } from '../../components/printer-choice.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useOrder, usePrinters } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

export function PrinterSection({ settings }: { readonly settings: SettingsView }) {
  const printers = usePrinters()
  const save = useOrder('settings.savePrinter')
  const [name, setName] = useState(settings.printer.name ?? ASK)
  const [paper, setPaper] = useState<Paper>(settings.printer.paper)
  const list = printers.data?.printers ?? []
  const dirty = name !== (settings.printer.name ?? ASK) || paper !== settings.printer.paper
  return (
    <section className={styles.card}>
      {save.error && <ErrorBanner error={save.error} />}
      {printers.data && list.length === 0 && <p className="soft body13">{words.slip.noPrinters}</p>}
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 }}>
        <PrinterChoice value={name} printers={list} onChoose={setName} />
        <PaperChoice value={paper} onChoose={setPaper} />
      </div>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
        <Button
          look={dirty ? 'primary' : undefined}
          disabled={!dirty || save.isPending}
          onClick={() => save.mutate({ name: name === ASK ? null : name, paper })}
        >
          {words.settings.savePrinter}
        </Button>
        <span role="status">
          {save.isSuccess && !dirty && (
            <StateLine icon={Check} tone="ok" large>
              {words.saved}
            </StateLine>
          )}
        </span>
      </div>
    </section>
  )
}
