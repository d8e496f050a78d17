import { BookOpen, ChevronsUpDown, DoorClosed, Inbox, Keyboard, LogOut, Settings, Sun, UserRound } from 'lucide-react'
import { Icon, type IconShape } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import { type Screen, useDesk, useHouse } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './rail.module.css'

/** Calendar takes its place between these once it exists. */
const entries: readonly { readonly screen: Screen; readonly icon: IconShape }[] = [
  { screen: 'today', icon: Sun },
  { screen: 'inbox', icon: Inbox },
  { screen: 'doors', icon: DoorClosed },
  { screen: 'bookings', icon: BookOpen },
  { screen: 'settings', icon: Settings },
]

export function Rail(props: { readonly onKeys: () => void }) {
  const desk = useDesk()
  const { app } = useHouse()
  return (
    <nav className={styles.rail} aria-label={words.frame.screens}>
      {entries.map(({ screen, icon }) => {
        const toDo = screen === 'bookings' || screen === 'settings' ? 0 : app.badges[screen]
        return (
          <button
            type="button"
            key={screen}
            className={styles.item}
            title={words.frame[screen]}
            aria-current={desk.screen === screen ? 'page' : undefined}
            onClick={() => desk.go(screen)}
          >
            <Icon of={icon} size={18} />
            <span>{words.frame[screen]}</span>
            {toDo > 0 && (
              <span className={`${styles.badge} ${screen === 'doors' ? styles.bad : ''}`}>
                {toDo}
                <span className="vh"> {words.frame.toDo(toDo).replace(String(toDo), '').trim()}</span>
              </span>
            )}
          </button>
        )
      })}
      <Person onKeys={props.onKeys} />
    </nav>
  )
}

/** Who is at the desk, and the way to change it. */
function Person(props: { readonly onKeys: () => void }) {
  const { app, staff } = useHouse()
  const choose = useOrder('desk.choose')
  const people: MenuEntry[] = app.staff
    .filter((one) => one.id !== staff?.id)
    .map((one) => ({ id: one.id, label: one.name, icon: UserRound, run: () => choose.mutate({ staffId: one.id }) }))
  const rest: MenuEntry[] = [
    { id: 'keys', label: words.frame.keys, icon: Keyboard, shortcut: '?', apart: people.length > 0, run: props.onKeys },
    {
      id: 'leave',
      label: words.frame.leaveDesk,
      icon: LogOut,
      disabled: !staff,
      run: () => choose.mutate({ staffId: null }),
    },
  ]
  return (
    <Menu
      label={words.frame.changePerson}
      namedInside
      entries={[...people, ...rest]}
      className={styles.foot}
      placement="top start"
    >
      <span className={styles.who} aria-hidden="true">
        {staff?.initials ?? '–'}
      </span>
      <span className="cut grow">
        {staff?.name ?? words.frame.nobody}
        <span className="vh">. {words.frame.changePerson}</span>
      </span>
      <Icon of={ChevronsUpDown} size={14} />
    </Menu>
  )
}
