import { Choice } from '../components/choice.tsx'
import { NumberField, TextField, TimeField } from '../components/field.tsx'
import { useZones } from '../desk/queries.ts'
import { words } from '../words/index.ts'
import type { HouseDraft } from './draft.ts'
import styles from './house.module.css'

type Property = HouseDraft['property']

/** Locks keep a limited number of codes, and each spare is one more way in. */
const MOST_SPARES = 5

/** Name, place and the times guests know. `all` adds what only an existing house thinks about. */
export function PropertyFields(props: {
  readonly property: Property
  readonly onProperty: (property: Property) => void
  readonly all: boolean
}) {
  const { property } = props
  const zones = useZones()
  const set = (part: Partial<Property>) => props.onProperty({ ...property, ...part })
  const list = zones.data?.zones ?? []
  const known = list.includes(property.timeZone) || !property.timeZone ? list : [property.timeZone, ...list]
  return (
    <div className={styles.stack}>
      <TextField label={words.house.name} value={property.name} maxLength={120} onText={(name) => set({ name })} />
      <div className={styles.pair}>
        <Choice
          label={words.house.timeZone}
          value={property.timeZone}
          options={known.map((zone) => ({ id: zone, label: zone.replaceAll('_', ' ') }))}
          onChoose={(timeZone) => set({ timeZone })}
        />
        <TextField
          label={words.house.country}
          hint={words.house.countryHint}
          value={property.country}
          maxLength={2}
          onText={(country) => set({ country: country.toUpperCase() })}
        />
        <TimeField
          label={words.house.checkInTime}
          value={property.checkInTime}
          onTime={(checkInTime) => set({ checkInTime })}
        />
        <TimeField
          label={words.house.checkOutTime}
          value={property.checkOutTime}
          onTime={(checkOutTime) => set({ checkOutTime })}
        />
      </div>
      <TextField
        label={words.house.address}
        hint={words.house.addressHint}
        value={property.address}
        maxLength={300}
        onText={(address) => set({ address })}
      />
      {props.all && <CodeRules property={property} set={set} />}
    </div>
  )
}

function CodeRules({
  property,
  set,
}: {
  readonly property: Property
  readonly set: (part: Partial<Property>) => void
}) {
  const { codePolicies } = words.house
  return (
    <div className={styles.pair}>
      <Choice
        label={words.house.codePolicy}
        value={property.codePolicy}
        options={[
          { id: 'per-reservation', label: codePolicies['per-reservation'] },
          { id: 'per-unit', label: codePolicies['per-unit'] },
        ]}
        onChoose={(id) => set({ codePolicy: id as Property['codePolicy'] })}
      />
      <NumberField
        label={words.house.codesAhead}
        hint={words.house.codesAheadHint}
        value={property.codesAheadHours}
        max={720}
        onNumber={(codesAheadHours) => set({ codesAheadHours })}
      />
      <NumberField
        label={words.house.graceBefore}
        value={property.graceBefore}
        max={240}
        onNumber={(graceBefore) => set({ graceBefore })}
      />
      <NumberField
        label={words.house.graceAfter}
        value={property.graceAfter}
        max={240}
        onNumber={(graceAfter) => set({ graceAfter })}
      />
      <NumberField
        label={words.house.spareCodes}
        hint={words.house.spareCodesHint}
        value={property.spareCodes}
        max={MOST_SPARES}
        onNumber={(spareCodes) => set({ spareCodes })}
      />
    </div>
  )
}
