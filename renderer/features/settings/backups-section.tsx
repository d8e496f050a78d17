import { DatabaseBackup } from 'lucide-react'
import type { SettingsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { ErrorBanner, sheet } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './settings.module.css'

export function BackupsSection({ settings }: { readonly settings: SettingsView }) {
  const { zone } = useHouse()
  const backUp = useOrder('settings.backUpNow')
  const { backup } = settings
  return (
    <>
      {backUp.error && <ErrorBanner error={backUp.error} />}
      <dl className={`${sheet.sheet} ${styles.rows}`}>
        <div>
          <dt>{words.settings.lastBackup}</dt>
          <dd>
            <span role="status">{backup.lastAt ? timeOrDay(backup.lastAt, zone) : words.settings.never}</span>
          </dd>
          <dd>
            <Button icon={DatabaseBackup} disabled={backUp.isPending} onClick={() => backUp.mutate({})}>
              {backUp.isPending ? words.settings.backingUp : words.settings.backUpNow}
            </Button>
          </dd>
        </div>
        <div>
          <dt>{words.settings.folder}</dt>
          <dd data-copy>{backup.folder}</dd>
        </div>
      </dl>
    </>
  )
}
