import { CircleCheck } from 'lucide-react'
import { Button } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { StateLine } from '../components/code-state.tsx'
import { TextField } from '../components/field.tsx'
import { Banner, ErrorBanner } from '../components/sheet.tsx'
import { useOrder } from '../desk/queries.ts'
import { words } from '../words/index.ts'
import { type LockDevice, type TtlockDraft, ttlockComplete, ttlockInput } from './draft.ts'
import styles from './house.module.css'

const text = words.house

/** The account of the TTLock Open Platform, and a test that names the locks it sees. */
export function TtlockAccount(props: {
  readonly account: TtlockDraft
  readonly kept: boolean
  readonly onAccount: (account: TtlockDraft) => void
  readonly onDevices: (devices: readonly LockDevice[]) => void
}) {
  const { account } = props
  const check = useOrder('app.checkTtlock')
  const ready = ttlockComplete(account)
  const set = (part: Partial<TtlockDraft>) => {
    check.reset()
    props.onAccount({ ...account, ...part })
  }
  const test = () => {
    if (!ready || check.isPending) return
    check.mutate(ttlockInput(account), {
      onSuccess: ({ devices }) => props.onDevices(devices.map((device) => ({ ...device, provider: 'ttlock' }))),
    })
  }
  const seen = check.data?.devices
  return (
    <div className={styles.stack}>
      <div>
        <b>{text.ttlock}</b>
        <p className="hint small">{props.kept ? text.ttlockKept : text.ttlockLead}</p>
      </div>
      <div className={styles.pair}>
        <TextField
          label={text.clientId}
          value={account.clientId}
          maxLength={120}
          onText={(clientId) => set({ clientId })}
        />
        <TextField
          label={text.clientSecret}
          type="password"
          value={account.clientSecret}
          maxLength={200}
          onText={(clientSecret) => set({ clientSecret })}
        />
        <TextField
          label={text.accountName}
          value={account.username}
          maxLength={200}
          onText={(username) => set({ username })}
        />
        <TextField
          label={text.accountPassword}
          hint={text.accountPasswordHint}
          type="password"
          value={account.password}
          maxLength={200}
          onText={(password) => set({ password })}
        />
        <Choice
          label={text.region}
          value={account.region}
          options={[
            { id: 'eu', label: text.regions.eu },
            { id: 'cn', label: text.regions.cn },
          ]}
          onChoose={(region) => set({ region: region === 'cn' ? 'cn' : 'eu' })}
        />
      </div>
      <div className={styles.testLine}>
        <Button onClick={test} disabled={!ready} aria-disabled={check.isPending || undefined}>
          {check.isPending ? text.testing : text.test}
        </Button>
        <span role="status">
          {seen && seen.length > 0 && (
            <StateLine icon={CircleCheck} tone="ok" large>
              {text.ttlockWorks(seen.length)}
            </StateLine>
          )}
        </span>
      </div>
      {check.error && <ErrorBanner error={check.error} />}
      {seen && seen.length > 0 && (
        <ul className={styles.found} aria-label={text.found}>
          {seen.map((device) => (
            <li key={device.deviceId}>
              <span className="cut">{device.name}</span>
              {device.online !== null && <span className="hint">{device.online ? text.online : text.offline}</span>}
            </li>
          ))}
        </ul>
      )}
      {seen?.length === 0 && (
        <Banner tone="bad" title={text.ttlockNone} tall>
          {text.ttlockNoneLead}
        </Banner>
      )}
    </div>
  )
}
