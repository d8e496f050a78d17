import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DoorsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Banner, sheet } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { providerName, troubleTitle } from '../../desk/door-words.ts'
import { openSettingsAt } from '../../desk/settings-place.ts'
import { words } from '../../words/index.ts'
import styles from './doors.module.css'
import { type DoorGroup, unconnected } from './order.ts'

const text = words.doors

/** Doors that share a trouble, under what it is and what still works. */
export function Trouble({ group, children }: { readonly group: DoorGroup; readonly children: ReactNode }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const { trouble, doors } = group
  const id = `head-${trouble.gateway.id}`
  const since = trouble.offlineSince ? ` ${text.since(timeOrDay(trouble.offlineSince, zone))}` : ''
  return (
    <section className={`${sheet.sheet} ${styles.trouble}`} aria-labelledby={id}>
      <div className={styles.groupHead}>
        <Icon of={WifiOff} size={18} />
        <div className="grow">
          <h2 id={id}>{troubleTitle(trouble) + since}</h2>
          <span className="soft">{text.troubleLead(doors.length)}</span>
        </div>
        <Button size="low" onClick={() => desk.ask({ kind: 'gateway', trouble, doors })}>
          {text.whatToDo}
        </Button>
      </div>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
  )
}

/** Accounts that are not given yet, and the way to give them. */
export function Unconnected({ view }: { readonly view: DoorsView }) {
  const desk = useDesk()
  const missing = [...unconnected(view)]
  if (missing.length === 0) return null
  return (
    <div className={styles.banners}>
      {missing.map(([provider, number]) => (
        <Banner
          key={provider}
          tone="wait"
          title={text.notConfigured(providerName(provider))}
          actions={<Button onClick={() => openSettingsAt('doors', desk)}>{text.toSettings}</Button>}
        >
          {text.notConfiguredLead(number)}
        </Banner>
      ))}
    </div>
  )
}
