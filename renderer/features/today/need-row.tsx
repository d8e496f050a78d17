import { ClockAlert, Ellipsis, MessageSquareWarning, TriangleAlert } from 'lucide-react'
import type { NeedView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import { sheet } from '../../components/sheet.tsx'
import { type DeskActions, subjectOf, useDesk } from '../../desk/actions.tsx'
import { words } from '../../words/index.ts'
import styles from './today.module.css'

export type Act = (need: NeedView, action: string) => void

/** One thing that needs somebody: what it is, its id, the likeliest answer, and the others in a menu. */
export function NeedRow({ need, onAct }: { readonly need: NeedView; readonly onAct: Act }) {
  const desk = useDesk()
  const verbs = verbsOf(need, desk, onAct)
  const door = need.doorId
  // Beside its door, leaving it is not the answer to show.
  const main = door && verbs[0]?.id === 'dismiss' ? undefined : verbs[0]
  const rest = verbs.filter((verb) => verb !== main)
  const late = /overdue|late|no-show/.test(need.kind)
  const snoozes: MenuEntry[] = need.snoozes.map((snooze, at) => ({
    id: snooze.key,
    label: words.today.putAside(snooze.label),
    apart: at === 0 && rest.length > 0,
    run: () => onAct(need, snooze.key),
  }))
  const menu = [...rest, ...snoozes]
  return (
    <li
      id={`need-${need.id}`}
      tabIndex={-1}
      className={`${sheet.row} ${styles.needs} ${need.tone === 'question' ? styles.question : ''}`}
      aria-label={need.title}
    >
      <Icon of={need.tone === 'question' ? MessageSquareWarning : late ? ClockAlert : TriangleAlert} size={18} />
      <p title={`${need.title} ${need.detail}`}>
        <b>{need.title}</b> <span className="soft">{need.detail}</span>
      </p>
      <span className={`${styles.needId} num`}>{need.id}</span>
      <div className={sheet.actions}>
        {main && (
          <Button look="teal" onClick={main.run}>
            {main.label}
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

/** Everything that can be done about it, the likeliest first: what takes something away is never that. */
function verbsOf(need: NeedView, desk: DeskActions, onAct: Act): readonly MenuEntry[] {
  const opens = need.opens.map((opening): MenuEntry & { readonly first: boolean } => ({
    id: `${opening.what} ${opening.label}`,
    label: opening.label,
    // Looked at before anything is said of it.
    first: opening.what !== 'move',
    run: () => openOver(opening, desk),
  }))
  const actions = need.actions.map(
    (action): MenuEntry => ({
      id: action.key,
      label: action.label,
      danger:
        action.key.startsWith('cancel') ||
        action.key === 'turn-away' ||
        (need.kind === 'feed-suspect' && action.key === 'apply'),
      run: () => onAct(need, action.key),
    }),
  )
  const isMild = ({ id, danger }: MenuEntry) => id !== 'dismiss' && !danger
  // A text is read before anything is said of it.
  const reads = need.kind === 'text-review'
  return [
    ...opens.filter((one) => one.first),
    ...(reads ? opensSubject(need, desk) : []),
    ...actions.filter(isMild),
    ...opens.filter((one) => !one.first),
    ...(reads ? [] : opensSubject(need, desk)),
    ...actions.filter((action) => !isMild(action)),
  ]
}

function openOver(opening: NeedView['opens'][number], desk: DeskActions): void {
  if (opening.what === 'collision') desk.openCollision({ channel: opening.channel, arrivalDate: opening.arrivalDate })
  else if (opening.what === 'move') desk.openChange('move', opening.reservationId)
  else desk.openGuestPage(opening.what === 'guest-photos' ? 'photos' : 'approval', opening.reservationId)
}

/** The conversation or the booking it is about; a door has a button of its own. */
function opensSubject(need: NeedView, desk: DeskActions): readonly MenuEntry[] {
  const { conversationId } = need
  if (conversationId) return [{ id: 'open', label: words.open, run: () => desk.openConversation(conversationId) }]
  const subject = subjectOf(need)
  return subject ? [{ id: 'open', label: words.open, run: () => desk.select(subject) }] : []
}
