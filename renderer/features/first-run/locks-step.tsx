import type { DraftDoor, HouseDraft, Maker, SeamDevice } from '../../house/draft.ts'
import house from '../../house/house.module.css'
import { LockChoice } from '../../house/lock-choice.tsx'
import { SeamKey } from '../../house/seam-key.tsx'
import { words } from '../../words/index.ts'
import styles from './first-run.module.css'

const makers: readonly Maker[] = ['simulator', 'seam', 'none']
const text = words.house

/** A door takes the lock that carries its name; the rest is chosen by hand. */
function matched(doors: readonly DraftDoor[], devices: readonly SeamDevice[]): DraftDoor[] {
  return doors.map((door) => {
    if (door.lock?.provider === 'seam') return door
    const device = devices.find((one) => one.name.trim().toLowerCase() === door.name.trim().toLowerCase())
    return device ? { ...door, lock: { provider: 'seam', deviceId: device.deviceId } } : door
  })
}

export function LocksStep(props: {
  readonly draft: HouseDraft
  readonly onDraft: (draft: HouseDraft) => void
  readonly maker: Maker
  readonly onMaker: (maker: Maker) => void
  readonly devices: readonly SeamDevice[]
  readonly onDevices: (devices: readonly SeamDevice[]) => void
}) {
  const { draft, onDraft, maker, devices } = props
  const onDevices = (found: readonly SeamDevice[]) => {
    props.onDevices(found)
    onDraft({ ...draft, doors: matched(draft.doors, found) })
  }
  const setLock = (key: string, lock: DraftDoor['lock']) =>
    onDraft({ ...draft, doors: draft.doors.map((door) => (door.key === key ? { ...door, lock } : door)) })
  return (
    <div className={styles.stack}>
      <fieldset className={house.makers}>
        <legend className="vh">{text.maker}</legend>
        {makers.map((one) => (
          <label className={house.maker} key={one}>
            <input type="radio" name="maker" checked={maker === one} onChange={() => props.onMaker(one)} />
            <b>{text.makers[one]}</b>
            <small>{text.makersLead[one]}</small>
          </label>
        ))}
      </fieldset>
      {maker === 'seam' && (
        <>
          <SeamKey
            apiKey={draft.seamApiKey}
            kept={false}
            onKey={(seamApiKey) => onDraft({ ...draft, seamApiKey })}
            onDevices={onDevices}
          />
          {devices.length > 0 && (
            <ul className={`${house.list} ${house.assign}`} aria-label={text.doors}>
              {draft.doors.map((door) => (
                <li key={door.key}>
                  <b className="cut">{door.name}</b>
                  <LockChoice
                    door={door}
                    devices={devices}
                    simulator={false}
                    onLock={(lock) => setLock(door.key, lock)}
                  />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  )
}
