import { KeyRound, Search } from 'lucide-react'
import { Shortcut } from '../../components/button.tsx'
import { Icon, Keyhole } from '../../components/icon.tsx'
import { Tag } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useNow } from '../../desk/clock.ts'
import { longDay, wallTime } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import { ConnectionChip } from './connection-chip.tsx'
import styles from './top-bar.module.css'

export function TopBar(props: { readonly onSearch: () => void }) {
  const { app, property, zone } = useHouse()
  const now = useNow()
  return (
    <header className={styles.topbar}>
      <div className={styles.house} title={property.name}>
        <span className={styles.mark}>
          <Keyhole size={14} />
        </span>
        <span className="cut">{property.name}</span>
      </div>
      <div className={styles.when}>
        {longDay(now, zone)} <b>{wallTime(now, zone)}</b>
      </div>
      <div className={styles.marks}>
        {app.demo && (
          <span title={words.frame.demoHint}>
            <Tag tone="teal">{words.frame.demo}</Tag>
          </span>
        )}
        {app.keyPlace === 'disk' && !app.demo && (
          <span title={words.frame.keyOnDiskHint}>
            <Tag icon={KeyRound}>{words.frame.keyOnDisk}</Tag>
          </span>
        )}
      </div>
      <div className={styles.end}>
        <button type="button" className={styles.search} onClick={props.onSearch} aria-haspopup="dialog">
          <Icon of={Search} size={14} />
          <span className="vh">{words.frame.searchName}: </span>
          <span className="cut">{words.frame.search}</span>
          <Shortcut>Ctrl K</Shortcut>
        </button>
        <ConnectionChip />
      </div>
    </header>
  )
}
