import type { SettingsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { ErrorBanner, sheet } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

export function AboutSection({ settings }: { readonly settings: SettingsView }) {
  const { app } = useHouse()
  const leave = useOrder('app.leaveDemo')
  const lines: readonly (readonly [string, string])[] = [
    [words.settings.version, app.fallbackRuntime ? `${app.version} · ${words.frame.training}` : app.version],
    [words.settings.dataFolder, settings.dataFolder],
    [words.settings.keyPlace, words.settings.keyPlaces[settings.keyPlace]],
    [words.settings.licence, words.settings.mit],
  ]
  return (
    <>
      <dl className={`${sheet.sheet} ${styles.rows}`}>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-copy>{value}</dd>
          </div>
        ))}
      </dl>
      {app.demo && (
        <div className={styles.leave}>
          <p>{words.settings.leaveDemoLead}</p>
          <Button disabled={leave.isPending} onClick={() => leave.mutate({})}>
            {words.settings.leaveDemo}
          </Button>
          {leave.error && <ErrorBanner error={leave.error} />}
        </div>
      )}
    </>
  )
}
