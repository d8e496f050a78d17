import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { BareField } from '../components/field.tsx'
import { words } from '../words/index.ts'
import { type DraftStaff, type HouseDraft, nextRow } from './draft.ts'
import styles from './house.module.css'

const text = words.house
const { roles } = words.frame

export function StaffEditor(props: {
  readonly staff: HouseDraft['staff']
  readonly onStaff: (staff: HouseDraft['staff']) => void
}) {
  const { staff, onStaff } = props
  const change = (row: number, part: Partial<DraftStaff>) =>
    onStaff(staff.map((one) => (one.row === row ? { ...one, ...part } : one)))
  const add = () =>
    onStaff([...staff, { row: nextRow(), name: '', phone: null, role: staff.length === 0 ? 'manager' : 'reception' }])
  return (
    <section>
      {staff.length > 0 && (
        <>
          <div className={`${styles.columns} ${styles.staffColumns}`} aria-hidden="true">
            <span>{text.staffName}</span>
            <span>{text.staffPhone}</span>
            <span>{text.role}</span>
          </div>
          <ul className={`${styles.list} ${styles.staff}`} aria-label={words.settings.sections.staff}>
            {staff.map((one) => (
              <li key={one.row}>
                <BareField
                  label={text.staffName}
                  value={one.name}
                  maxLength={120}
                  onText={(name) => change(one.row, { name })}
                />
                <BareField
                  label={text.staffPhone}
                  type="tel"
                  value={one.phone ?? ''}
                  maxLength={60}
                  onText={(phone) => change(one.row, { phone })}
                />
                <Choice
                  filter
                  label={text.role}
                  unset={one.role}
                  value={one.role}
                  options={[
                    { id: 'manager', label: roles.manager },
                    { id: 'reception', label: roles.reception },
                  ]}
                  onChoose={(role) => change(one.row, { role: role as DraftStaff['role'] })}
                />
                <IconButton
                  icon={X}
                  size="low"
                  label={text.removeStaff(one.name)}
                  onClick={() => onStaff(staff.filter((other) => other.row !== one.row))}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="hint small" style={{ margin: '8px 0 4px' }}>
        {text.staffPhoneHint}
      </p>
      <div className={styles.add}>
        <Button size="low" icon={Plus} onClick={add}>
          {text.addStaff}
        </Button>
      </div>
    </section>
  )
}
