import { ClockAlert, Ellipsis, MessageSquareWarning, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { NeedView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu } from '../../components/menu.tsx'
import { ErrorBanner, SectionHead, sheet } from '../../components/sheet.tsx'
import { subjectOf, useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './today.module.css'

/** What a person must decide or know, each with what can be done about it. */
export function NeedsList({ needs }: { readonly needs: readonly NeedView[] }) {
  const resolve = useOrder('attention.resolve')
  const [failed, setFailed] = useState<DeskError | null>(null)
  if (needs.length === 0) return null
  const act = (itemId: string, action: string) => {
    setFailed(null)
    resolve.mutate({ itemId, action }, { onError: setFailed })
  }
  return (
    <section aria-labelledby="head-needs" className={styles.tight}>
      <SectionHead id="head-needs" title={words.today.needs} count={needs.length} />
      {failed && <ErrorBanner error={failed} />}
      <ul className={sheet.sheet} aria-labelledby="head-needs">
        {needs.map((need) => (
          <Need need={need} key={need.id} onAct={act} />
        ))}
      </ul>
    </section>
  )
}

function Need({ need, onAct }: { readonly need: NeedView; readonly onAct: (itemId: string, action: string) => void }) {
  const desk = useDesk()
  const subject = subjectOf(need)
  const [main, ...rest] = need.actions
  const door = need.doorId
  const late = /overdue|late|no-show/.test(need.kind)
  const entries = rest.map((action) => ({ id: action.key, label: action.label, run: () => onAct(need.id, action.key) }))
  const open = subject ? [{ id: 'open-details', label: words.open, run: () => desk.select(subject) }] : []
  const menu = main || door ? [...entries, ...open] : entries
  return (
    <li
      className={`${sheet.row} ${styles.needs} ${need.tone === 'question' ? styles.question : ''}`}
      aria-label={need.title}
    >
      <Icon of={need.tone === 'question' ? MessageSquareWarning : late ? ClockAlert : TriangleAlert} size={18} />
      <p className="cut" title={`${need.title} ${need.detail}`}>
        <b>{need.title}</b> <span className="soft">{need.detail}</span>
      </p>
      <div className={sheet.actions}>
        {main && (
          <Button look="teal" onClick={() => onAct(need.id, main.key)}>
            {main.label}
          </Button>
        )}
        {!main && !door && subject && (
          <Button look="teal" onClick={() => desk.select(subject)}>
            {words.open}
          </Button>
        )}
        {door && (
          <Button onClick={() => desk.openDoor(door)} aria-label={words.today.openDoorOf(need.title)}>
            {words.today.openDoor}
          </Button>
        )}
        {menu.length > 0 && (
          <Menu label={`${words.more}: ${need.title}`} entries={menu} square>
            <Icon of={Ellipsis} />
          </Menu>
        )}
      </div>
    </li>
  )
}
