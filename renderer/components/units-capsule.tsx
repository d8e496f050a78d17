import type { UnitChip } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'
import styles from './code-state.module.css'
import { CodeState, stateOrder, stateWords } from './code-state.tsx'

type Group = { readonly state: UnitChip['state']; readonly until: string | null; readonly units: UnitChip[] }

function groupsOf(units: readonly UnitChip[]): Group[] {
  const groups: Group[] = []
  for (const unit of units) {
    const group = groups.find((one) => one.state === unit.state && one.until === unit.until)
    if (group) group.units.push(unit)
    else groups.push({ state: unit.state, until: unit.until, units: [unit] })
  }
  return groups
}

/** With four groups or more the two worst are shown and the rest is counted. */
const MOST_GROUPS = 3
const MOST_UNITS = 4

function shownOf(groups: readonly Group[]): { shown: readonly Group[]; hidden: number } {
  if (groups.length <= MOST_GROUPS) return { shown: groups, hidden: 0 }
  const worst = [...groups].sort((one, other) => stateOrder.indexOf(one.state) - stateOrder.indexOf(other.state))
  return { shown: worst.slice(0, 2), hidden: worst.slice(2).reduce((sum, group) => sum + group.units.length, 0) }
}

const spoken = (groups: readonly Group[], offline: boolean, time: (until: string) => string) =>
  groups
    .map((group) => {
      const until = group.until ? words.states.until(time(group.until)) : ''
      return `${group.units.map((unit) => unit.unitName).join(', ')}: ${stateWords(group.state, offline)}${until}`
    })
    .join('; ')

/** The rooms of one reservation. `time` writes an instant as the property's wall time. */
export function UnitsCapsule(props: {
  readonly units: readonly UnitChip[]
  readonly offline: boolean
  readonly time: (instant: string) => string
}) {
  const groups = groupsOf(props.units)
  const { shown, hidden } = shownOf(groups)
  const label = spoken(groups, props.offline, props.time)
  return (
    <span className={styles.units} role="img" aria-label={label} title={label}>
      {shown.map((group) => {
        const many = group.units.length > MOST_UNITS
        const named = many ? group.units.slice(0, MOST_UNITS - 1) : group.units
        return (
          <span
            className={group.state === 'needs-attention' ? styles.isBad : undefined}
            key={group.state + group.until}
          >
            {named.map((unit) => (
              <b key={unit.stayId}>{unit.unitKey}</b>
            ))}
            {many && <span className={styles.more}>+{group.units.length - named.length}</span>}
            <CodeState
              state={group.state}
              offline={props.offline}
              short
              // Where a person is needed that word comes before the hour; the label keeps both.
              tail={
                group.until && group.state !== 'needs-attention'
                  ? words.states.until(props.time(group.until))
                  : undefined
              }
            />
          </span>
        )
      })}
      {hidden > 0 && (
        <span>
          <span className={styles.more}>{words.moreRooms(hidden)}</span>
        </span>
      )}
    </span>
  )
}

/** The rooms alone, for tables. */
export function UnitNames(props: { readonly units: readonly string[] }) {
  const many = props.units.length > MOST_UNITS - 1
  const named = many ? props.units.slice(0, MOST_UNITS - 2) : props.units
  return (
    <span className={styles.units} title={props.units.join(', ')}>
      {named.map((unit) => (
        <span key={unit}>
          <b>{unit}</b>
        </span>
      ))}
      {many && (
        <span>
          <span className={styles.more}>+{props.units.length - named.length}</span>
        </span>
      )}
    </span>
  )
}
