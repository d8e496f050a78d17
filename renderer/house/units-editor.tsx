import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../components/button.tsx'
import { BareField, CheckField, NumberField } from '../components/field.tsx'
import { MultiChoice } from '../components/multi-choice.tsx'
import { words } from '../words/index.ts'
import {
  type DraftDoor,
  type DraftUnit,
  type HouseDraft,
  type Maker,
  nextRow,
  withApartments,
  withoutDoor,
  withoutUnit,
  withUnit,
} from './draft.ts'
import styles from './house.module.css'

type Props = {
  readonly draft: HouseDraft
  readonly onDraft: (draft: HouseDraft) => void
  /** How new doors open. */
  readonly maker: Maker
  /** What stands in the lock column, where the locks are assigned here. */
  readonly lockOf?: (door: DraftDoor) => React.ReactNode
}

const text = words.house

/** The units and the doors they open with, from a quick start of "n apartments" on. */
export function UnitsEditor(props: Props) {
  const { draft } = props
  return (
    <div className={styles.stack}>
      <Builder {...props} />
      {draft.units.length > 0 && <Units {...props} />}
      {draft.doors.length > 0 && <Doors {...props} />}
    </div>
  )
}

function Builder({ draft, onDraft, maker }: Props) {
  const [howMany, setHowMany] = useState(draft.units.length === 0 ? 8 : 1)
  const [first, setFirst] = useState(101)
  return (
    <section className={styles.builder} aria-label={text.builder}>
      <p>{text.builderLead}</p>
      <NumberField label={text.howMany} value={howMany} min={1} max={200} onNumber={setHowMany} />
      <NumberField label={text.firstNumber} value={first} max={9999} onNumber={setFirst} />
      <Button look="teal" onClick={() => onDraft(withApartments(draft, howMany, first, maker))}>
        {text.build(howMany)}
      </Button>
    </section>
  )
}

function Units({ draft, onDraft, maker }: Props) {
  const change = (row: number, part: Partial<DraftUnit>) =>
    onDraft({ ...draft, units: draft.units.map((unit) => (unit.row === row ? { ...unit, ...part } : unit)) })
  const doors = draft.doors.map((door) => ({ id: door.key, label: door.name }))
  return (
    <section>
      <h3 className={styles.head}>
        {text.units} <span>{draft.units.length}</span>
      </h3>
      <div className={`${styles.columns} ${styles.unitColumns}`} aria-hidden="true">
        <span>{text.unitKey}</span>
        <span>{text.unitName}</span>
        <span>{text.opensWith}</span>
      </div>
      <ul className={`${styles.list} ${styles.units}`} aria-label={text.units}>
        {draft.units.map((unit) => (
          <li key={unit.row}>
            <BareField
              label={text.unitKey}
              value={unit.key}
              maxLength={40}
              onText={(key) => change(unit.row, { key })}
            />
            <BareField
              label={text.unitName}
              value={unit.name}
              maxLength={120}
              onText={(name) => change(unit.row, { name })}
            />
            <MultiChoice
              label={text.opensWith}
              empty={text.noLock}
              options={doors}
              values={unit.doors}
              onChoose={(keys) => change(unit.row, { doors: keys })}
            />
            <IconButton
              icon={X}
              size="low"
              label={text.removeUnit(unit.name || unit.key)}
              onClick={() => onDraft(withoutUnit(draft, unit.row))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.add}>
        <Button size="low" icon={Plus} onClick={() => onDraft(withUnit(draft, '', '', maker))}>
          {text.addUnit}
        </Button>
      </div>
    </section>
  )
}

function Doors({ draft, onDraft, maker, lockOf }: Props) {
  const change = (key: string, part: Partial<DraftDoor>) =>
    onDraft({ ...draft, doors: draft.doors.map((door) => (door.key === key ? { ...door, ...part } : door)) })
  const add = () => {
    const key = `door-${nextRow()}-${draft.doors.length + 1}`
    const lock = maker === 'simulator' ? { provider: 'simulator', deviceId: key } : null
    onDraft({ ...draft, doors: [...draft.doors, { key, name: text.door, shared: false, lock, envelope: null }] })
  }
  return (
    <section>
      <h3 className={styles.head}>
        {text.doors} <span>{draft.doors.length}</span>
      </h3>
      <div className={`${styles.columns} ${lockOf ? styles.fullDoorColumns : styles.doorColumns}`} aria-hidden="true">
        <span>{text.door}</span>
        <span />
        <span>{lockOf ? text.lock : ''}</span>
        {lockOf && <span>{text.envelope}</span>}
      </div>
      <ul className={`${styles.list} ${lockOf ? styles.fullDoors : styles.doors}`} aria-label={text.doors}>
        {draft.doors.map((door) => (
          <li key={door.key}>
            <BareField
              label={text.door}
              value={door.name}
              maxLength={120}
              onText={(name) => change(door.key, { name })}
            />
            <CheckField checked={door.shared} onCheck={(shared) => change(door.key, { shared })}>
              {text.shared}
            </CheckField>
            <div>{lockOf?.(door)}</div>
            {lockOf && (
              <BareField
                label={text.envelopeOf(door.name)}
                placeholder={text.envelopeHint}
                value={door.envelope ?? ''}
                maxLength={120}
                onText={(envelope) => change(door.key, { envelope })}
              />
            )}
            <IconButton
              icon={X}
              size="low"
              label={text.removeDoor(door.name)}
              onClick={() => onDraft(withoutDoor(draft, door.key))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.add}>
        <Button size="low" icon={Plus} onClick={add}>
          {text.addDoor}
        </Button>
      </div>
    </section>
  )
}
