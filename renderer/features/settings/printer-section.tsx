import { Check } from 'lucide-react'
import { useState } from 'react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useOrder, usePrinters } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

const ASK = 'ask'
type Paper = SettingsView['printer']['paper']

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
        <Choice
          label={words.slip.printer}
          value={name}
          options={[
            { id: ASK, label: words.slip.ask },
            ...list.map((one) => ({
              id: one.name,
              label: one.label,
              hint: one.isDefault ? words.slip.defaultPrinter : undefined,
            })),
          ]}
          onChoose={setName}
        />
        <Choice
          label={words.slip.paper}
          value={paper}
          options={(['a6', 'roll-80', 'a4'] as const).map((id) => ({ id, label: words.slip.papers[id] }))}
          onChoose={(id) => setPaper(id as Paper)}
        />
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
