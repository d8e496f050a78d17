import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { StateLine } from '../components/code-state.tsx'
import { TextField } from '../components/field.tsx'
import { Banner, ErrorBanner } from '../components/sheet.tsx'
import { useOrder } from '../desk/queries.ts'
import { words } from '../words/index.ts'
import type { LockDevice } from './draft.ts'
import styles from './house.module.css'

/** The key of the lock account, and a test that says in plain words what it sees. */
export function SeamKey(props: {
  readonly apiKey: string
  readonly kept: boolean
  readonly onKey: (key: string) => void
  readonly onDevices: (devices: readonly LockDevice[]) => void
}) {
  const check = useOrder('app.checkSeam')
  const [seen, setSeen] = useState<number | null>(null)
  const test = () => {
    setSeen(null)
    check.mutate(
      { apiKey: props.apiKey.trim() },
      {
        onSuccess: ({ devices }) => {
          setSeen(devices.length)
          props.onDevices(devices.map((device) => ({ ...device, provider: 'seam' })))
        },
      },
    )
  }
  return (
    <div className={styles.stack}>
      <div className={styles.keyLine}>
        <TextField
          label={words.house.seamKey}
          hint={props.kept && !props.apiKey ? words.house.seamKept : words.house.seamKeyHint}
          type="password"
          value={props.apiKey}
          maxLength={200}
          onText={props.onKey}
        />
        <Button onClick={test} disabled={check.isPending || !props.apiKey.trim()}>
          {check.isPending ? words.house.testing : words.house.test}
        </Button>
      </div>
      {check.error && <ErrorBanner error={check.error} />}
      {seen !== null && seen > 0 && (
        <div role="status">
          <StateLine icon={CircleCheck} tone="ok" large>
            {words.house.seamWorks(seen)}
          </StateLine>
        </div>
      )}
      {seen === 0 && (
        <Banner tone="bad" title={words.house.seamNone} tall>
          {words.house.seamNoneLead}
        </Banner>
      )}
    </div>
  )
}
