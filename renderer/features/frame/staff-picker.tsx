import { Heading } from 'react-aria-components'
import { Shortcut } from '../../components/button.tsx'
import { DialogBody, DialogFrame } from '../../components/dialog.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useHotkeys } from '../../desk/hotkeys.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './over.module.css'

/** Asks once who is at the desk; a name or its number answers. */
export function StaffPicker() {
  return (
    <DialogFrame size="small" onClose={() => undefined}>
      <People />
    </DialogFrame>
  )
}

function People() {
  const { app } = useHouse()
  const choose = useOrder('desk.choose')
  const pick = (staffId: string) => choose.mutate({ staffId })
  useHotkeys(Object.fromEntries(app.staff.slice(0, 9).map((one, index) => [String(index + 1), () => pick(one.id)])))
  return (
    <DialogBody>
      <div>
        <Heading slot="title" level={2} style={{ font: '600 18px/26px var(--font)', marginTop: 4 }}>
          {words.frame.whoTitle}
        </Heading>
        <p className="soft body13">{words.frame.whoLead}</p>
      </div>
      <div className={styles.people}>
        {app.staff.map((one, index) => (
          <button type="button" className={styles.person} key={one.id} onClick={() => pick(one.id)}>
            <span className={styles.who} aria-hidden="true">
              {one.initials}
            </span>
            <span className="cut">{one.name}</span>
            <span className="hint body13">{words.frame.roles[one.role]}</span>
            {index < 9 && <Shortcut>{index + 1}</Shortcut>}
          </button>
        ))}
      </div>
    </DialogBody>
  )
}
