import { type DraftDoor, type HouseDraft, type LockDevice, type Maker, withDevices } from '../../house/draft.ts'
import house from '../../house/house.module.css'
import { LockChoice } from '../../house/lock-choice.tsx'
import { RadioCards } from '../../house/radio-cards.tsx'
import { SeamKey } from '../../house/seam-key.tsx'
import { TtlockAccount } from '../../house/ttlock-account.tsx'
import { words } from '../../words/index.ts'
import styles from './first-run.module.css'

const makers: readonly Maker[] = ['simulator', 'seam', 'ttlock', 'none']
const text = words.house

/** A door takes the lock that carries its name; the rest is chosen by hand. */
function matched(doors: readonly DraftDoor[], devices: readonly LockDevice[]): DraftDoor[] {
  return doors.map((door) => {
    if (door.lock && devices.some((one) => one.provider === door.lock?.provider)) return door
    const device = devices.find((one) => one.name.trim().toLowerCase() === door.name.trim().toLowerCase())
    return device ? { ...door, lock: { provider: device.provider, deviceId: device.deviceId } } : door
  })
}

export function LocksStep(props: {
  readonly draft: HouseDraft
  readonly onDraft: (draft: HouseDraft) => void
  readonly maker: Maker
  readonly onMaker: (maker: Maker) => void
  readonly devices: readonly LockDevice[]
  readonly onDevices: (devices: readonly LockDevice[]) => void
}) {
  const { draft, onDraft, maker } = props
  const devices = props.devices.filter((device) => device.provider === maker)
  const onDevices = (found: readonly LockDevice[]) => {
    props.onDevices(withDevices(props.devices, found))
    onDraft({ ...draft, doors: matched(draft.doors, found) })
  }
  const setLock = (key: string, lock: DraftDoor['lock']) =>
    onDraft({ ...draft, doors: draft.doors.map((door) => (door.key === key ? { ...door, lock } : door)) })
  return (
    <div className={styles.stack}>
      <RadioCards
        label={text.maker}
        shown={false}
        cards={makers.map((one) => ({ key: one, title: text.makers[one], lead: text.makersLead[one] }))}
        value={maker}
        onChoose={props.onMaker}
      />
      {maker === 'seam' && (
        <SeamKey
          apiKey={draft.seamApiKey}
          kept={false}
          onKey={(seamApiKey) => onDraft({ ...draft, seamApiKey })}
          onDevices={onDevices}
        />
      )}
      {maker === 'ttlock' && (
        <TtlockAccount
          account={draft.ttlock}
          kept={false}
          onAccount={(ttlock) => onDraft({ ...draft, ttlock })}
          onDevices={onDevices}
        />
      )}
      {devices.length > 0 && (
        <ul className={`${house.list} ${house.assign}`} aria-label={text.doors}>
          {draft.doors.map((door) => (
            <li key={door.key}>
              <b className="cut">{door.name}</b>
              <LockChoice door={door} devices={devices} simulator={false} onLock={(lock) => setLock(door.key, lock)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
