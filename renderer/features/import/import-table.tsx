import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { ImportAct, ImportLineView } from '../../../electron/contract/import-views.ts'
import { Choice } from '../../components/choice.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { sheet } from '../../components/sheet.tsx'
import table from '../../components/table.module.css'
import { dayRange } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import styles from './import.module.css'
import { actName, actOf, type Choices, lookOf } from './line-look.ts'

const ROW = 52
const heads = Object.keys(words.importing.heads) as (keyof typeof words.importing.heads)[]

type Choose = (key: string, act: ImportAct) => void

/** The lines of a file; only those in sight are drawn, so that 20,000 scroll as well as 20. */
export function ImportTable(props: {
  readonly lines: readonly ImportLineView[]
  readonly choices: Choices
  readonly onChoose: Choose
}) {
  const { lines } = props
  const scroll = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its top
  useEffect(() => scroll.current?.scrollTo({ top: 0 }), [lines])
  const items = rows.getVirtualItems()
  return (
    <section
      className={`${sheet.sheet} ${styles.scroll}`}
      ref={scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also where no row in it takes the focus
      tabIndex={0}
      aria-label={words.importing.filter}
    >
      <table
        className={`${table.table} ${styles.table}`}
        aria-label={words.importing.title}
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles[head]}>
                {words.importing.heads[head]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={items[0]?.start ?? 0} />
          {items.map(({ index }) => {
            const line = lines[index]
            return (
              line && (
                <tr key={line.key} aria-rowindex={index + 2}>
                  <Cells line={line} act={actOf(line, props.choices)} onChoose={props.onChoose} />
                </tr>
              )
            )
          })}
          <Gap height={rows.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  )
}

/** Stands for the rows out of sight. */
function Gap({ height }: { readonly height: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: this row takes no focus
    <tr aria-hidden="true" className={styles.gap}>
      <td colSpan={heads.length} style={{ height }} />
    </tr>
  )
}

function Cells({
  line,
  act,
  onChoose,
}: {
  readonly line: ImportLineView
  readonly act: ImportAct
  readonly onChoose: Choose
}) {
  const look = lookOf(line)
  const detail = detailOf(line)
  return (
    <>
      <td className={styles.row}>{line.row}</td>
      <td className={styles.guest}>
        <bdi className={`cut ${line.guest ? '' : 'soft'}`} title={line.guest ?? undefined}>
          {line.guest ?? words.importing.noName}
        </bdi>
        <span className="cut num hint">{line.reference}</span>
      </td>
      <td className="cut" title={line.unitName ?? undefined}>
        {line.unitName}
      </td>
      <td>{line.arrivalDate && line.departureDate && dayRange(line.arrivalDate, line.departureDate)}</td>
      <td className={styles.verdict}>
        <StateLine icon={look.icon} tone={look.tone}>
          {words.importing.verdicts[line.verdict]}
        </StateLine>
        {detail && (
          <span className="cut hint" title={detail}>
            {detail}
          </span>
        )}
      </td>
      <td className={styles.act}>
        {line.acts.length > 1 && (
          <Choice
            filter
            label={words.importing.actOf(line.row)}
            unset={line.acts[0] ?? ''}
            value={act}
            options={line.acts.map((id) => ({ id, label: actName(line, id) }))}
            onChoose={(id) => onChoose(line.key, id as ImportAct)}
          />
        )}
      </td>
    </>
  )
}

/** Why it means that, what it fills in, and what of it could not be read. */
function detailOf(line: ImportLineView): string {
  const { standing } = line
  const days = standing ? dayRange(standing.arrivalDate, standing.departureDate) : ''
  const here = standing && standing.unitName !== line.unitName ? standing.unitName : days
  const shows = line.verdict === 'same' && line.fills.length > 0
  return [
    ...(line.reason ? [words.importing.reasons[line.reason](here)] : []),
    ...(shows ? [words.importing.fills(line.fills)] : []),
    ...line.warnings.map((warning) => words.importing.warnings[warning]),
  ].join('. ')
}
