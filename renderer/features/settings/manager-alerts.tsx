import { CheckField } from '../../components/field.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useAlerts, useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

/** Whether managers are texted of what needs a decision; kept at once, apart from the people above. */
export function ManagerAlerts() {
  const { data: alerts } = useAlerts()
  const set = useOrder('intake.setAlerts')
  if (!alerts) return null
  const lack = alerts.texting ? (alerts.managers === 0 ? words.alerts.noManager : null) : words.alerts.noTexting
  return (
    <section className={styles.card} aria-label={words.alerts.label}>
      {set.error && <ErrorBanner error={set.error} />}
      <CheckField
        checked={set.isPending ? set.variables.on : alerts.on}
        disabled={lack !== null && !alerts.on}
        onCheck={(on) => set.mutate({ on })}
      >
        {words.alerts.label}
      </CheckField>
      <p className="soft body13">{lack ?? words.alerts.lead}</p>
    </section>
  )
}
