import { MultiChoice } from '../../components/multi-choice.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { words } from '../../words/index.ts'
import styles from './import.module.css'

export type UnitTypes = Readonly<Record<string, readonly string[]>>

/** Which apartments a channel's types of room are. Rows of a type are read once it is said. */
export function UnitTypesStep(props: {
  readonly asked: readonly { readonly type: string; readonly rows: number }[]
  readonly said: UnitTypes
  readonly onSay: (said: UnitTypes) => void
}) {
  const { app } = useHouse()
  return (
    <section className={styles.types} aria-labelledby="import-types">
      <h3 id="import-types">{words.importing.types(props.asked.length)}</h3>
      <p className="hint small">{words.importing.typesLead}</p>
      <ul>
        {props.asked.map(({ type, rows }) => (
          <li key={type}>
            <bdi className="cut" title={type}>
              {type}
            </bdi>
            <span className="hint small">{words.importing.typeRows(rows)}</span>
            <MultiChoice
              label={type}
              empty={words.importing.noUnits}
              options={app.units.map((unit) => ({ id: unit.key, label: unit.name }))}
              values={props.said[type] ?? []}
              onChoose={(units) => props.onSay({ ...props.said, [type]: units })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
