import type { OutputOf } from '../../electron/contract/procedures.ts'
import { words } from '../words/index.ts'
import { Choice } from './choice.tsx'

/** In place of a printer's name: the system's own dialog asks. */
export const ASK_PRINTER = 'ask'

export const PrinterChoice = (props: {
  readonly value: string
  readonly printers: OutputOf<'printers.list'>['printers']
  readonly onChoose: (name: string) => void
}) => (
  <Choice
    label={words.slip.printer}
    value={props.value}
    options={[
      { id: ASK_PRINTER, label: words.slip.ask },
      ...props.printers.map((one) => ({
        id: one.name,
        label: one.label,
        hint: one.isDefault ? words.slip.defaultPrinter : undefined,
      })),
    ]}
    onChoose={props.onChoose}
  />
)

const papers = ['a6', 'roll-80', 'a4'] as const
export type Paper = (typeof papers)[number]

export const PaperChoice = (props: { readonly value: Paper; readonly onChoose: (paper: Paper) => void }) => (
  <Choice
    label={words.slip.paper}
    value={props.value}
    options={papers.map((id) => ({ id, label: words.slip.papers[id] }))}
    onChoose={(id) => props.onChoose(id as Paper)}
  />
)
