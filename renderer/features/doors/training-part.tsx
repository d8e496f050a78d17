import type { InputOf } from '../../../electron/contract/procedures.ts'
import type { TrainingKnobs } from '../../../electron/contract/views.ts'
import { Choice } from '../../components/choice.tsx'
import { CheckField } from '../../components/field.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './doors.module.css'

const text = words.doorPanel
const WORKS = 'works'
const failures = ['busy', 'duplicate', 'full', 'transient', 'answer-lost'] as const

/** The steps that are offered, and the value there is where it is none of them. */
const steps = (offered: readonly number[], value: number) =>
  offered.includes(value) ? offered : [...offered, value].sort((one, other) => one - other)

/** What a training lock does wrong, as a person sets it; each change counts at once. */
export function TrainingPart(props: { readonly doorId: string; readonly knobs: TrainingKnobs }) {
  const { doorId, knobs } = props
  const order = useOrder('doors.training')
  const set = (change: InputOf<'doors.training'>['knobs']) => order.mutate({ doorId, knobs: change })
  return (
    <section aria-label={text.training}>
      <h3>{text.training}</h3>
      <p className={styles.lead}>{text.trainingLead}</p>
      {order.error && <ErrorBanner error={order.error} />}
      <CheckField checked={knobs.online} onCheck={(online) => set({ online })}>
        <span className="body13">{text.trainingOnline}</span>
      </CheckField>
      <div className={styles.knobs}>
        <Choice
          label={text.latency}
          value={String(knobs.latencySeconds)}
          options={steps([0, 2, 10, 30], knobs.latencySeconds).map((seconds) => ({
            id: String(seconds),
            label: text.latencyOf(seconds),
          }))}
          onChoose={(id) => set({ latencySeconds: Number(id) })}
        />
        <Choice
          label={text.battery}
          value={String(knobs.batteryPercent)}
          options={steps([10, 20, 60, 100], knobs.batteryPercent).map((percent) => ({
            id: String(percent),
            label: words.doors.percent(percent),
          }))}
          onChoose={(id) => set({ batteryPercent: Number(id) })}
        />
      </div>
      <div style={{ marginTop: 12 }}>
        <Choice
          label={text.failNext}
          value={knobs.failNext ?? WORKS}
          options={[WORKS, ...failures].map((id) => ({ id, label: text.failures[id as keyof typeof text.failures] }))}
          onChoose={(id) => set({ failNext: failures.find((one) => one === id) ?? null })}
        />
      </div>
    </section>
  )
}
