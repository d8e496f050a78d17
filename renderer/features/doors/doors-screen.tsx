import { KeyRound, RefreshCw, Settings2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DoorRow, DoorsView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Menu } from '../../components/menu.tsx'
import { EmptyState, PageHead, SectionHead, sheet } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { listKeys, useHotkeys } from '../../desk/hotkeys.ts'
import { useDoors, useOrder } from '../../desk/queries.ts'
import { openSettingsAt } from '../../desk/settings-place.ts'
import { words } from '../../words/index.ts'
import { DoorListRow, rowId } from './door-list-row.tsx'
import styles from './doors.module.css'
import { doorGroups } from './order.ts'
import { Trouble, Unconnected } from './troubles.tsx'

const text = words.doors

export function DoorsScreen() {
  const answer = useDoors()
  const { data } = answer
  const { zone } = useHouse()
  const hasLocks = data?.doors.some((door) => door.provider !== null) ?? false
  return (
    <div className={styles.page}>
      <PageHead
        title={text.title}
        beside={
          data &&
          data.doors.length > 0 && (
            <span className="hint body13" style={{ paddingTop: 3 }}>
              {data.readAt
                ? text.readAt(data.doors.length, timeOrDay(data.readAt, zone))
                : text.neverRead(data.doors.length)}
            </span>
          )
        }
      >
        {data && hasLocks && <HeadVerbs view={data} />}
      </PageHead>
      <Loaded answer={answer} rows={8}>
        {(view) => (view.doors.length > 0 ? <Lists view={view} /> : <NoDoors />)}
      </Loaded>
    </div>
  )
}

function HeadVerbs({ view }: { readonly view: DoorsView }) {
  const desk = useDesk()
  const read = useOrder('doors.read')
  const readAll = () => {
    if (read.isPending) return
    read.mutate(
      { doorId: null },
      {
        onSuccess: () => desk.say({ text: text.allRead, actionId: null }),
        onError: (error) => desk.say({ text: error.message, actionId: null }),
      },
    )
  }
  return (
    <>
      <Menu
        label={text.spareCodes}
        namedInside
        entries={[
          {
            id: 'change',
            label: text.changeAll,
            icon: KeyRound,
            disabled: view.spareCodes === 0,
            run: () => desk.ask({ kind: 'change-spares', door: null, number: view.spareCodes }),
          },
          { id: 'how-many', label: text.howMany, icon: Settings2, run: () => openSettingsAt('house', desk) },
        ]}
        look="plain"
      >
        <Icon of={KeyRound} />
        {text.spareCodes}
      </Menu>
      <Button icon={RefreshCw} aria-disabled={read.isPending || undefined} onClick={readAll}>
        {read.isPending ? text.reading : text.readAll}
      </Button>
    </>
  )
}

/** Which row the keys stand on: the one in the panel, else the one last taken, else the first. */
function useCurrentDoor(rows: readonly DoorRow[]) {
  const desk = useDesk()
  const [taken, setTaken] = useState<string | null>(desk.selectedDoor)
  const wanted = desk.selectedDoor ?? taken
  const current = rows.find((door) => door.id === wanted) ?? rows[0] ?? null
  return { current, setTaken }
}

function Lists({ view }: { readonly view: DoorsView }) {
  const desk = useDesk()
  const { app, zone } = useHouse()
  const { troubled, others } = useMemo(() => doorGroups(view), [view])
  const rows = useMemo(() => [...troubled.flatMap((group) => group.doors), ...others], [troubled, others])
  const { current, setTaken } = useCurrentDoor(rows)
  const moved = useRef(false)
  const { selectDoor } = desk
  const take = useCallback(
    (doorId: string) => {
      setTaken(doorId)
      selectDoor(doorId)
    },
    [selectDoor, setTaken],
  )
  const move = (step: number) => {
    const at = current ? rows.indexOf(current) : -1
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    if (!next) return
    moved.current = true
    setTaken(next.id)
    if (desk.selectedDoor) selectDoor(next.id)
  }
  const currentId = current?.id
  useEffect(() => {
    if (!moved.current || !currentId) return
    moved.current = false
    const row = document.getElementById(rowId(currentId))
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }, [currentId])
  // A notification or an item of Today has asked for a door: it is brought into sight.
  useEffect(() => {
    if (desk.selectedDoor) document.getElementById(rowId(desk.selectedDoor))?.scrollIntoView({ block: 'nearest' })
  }, [desk.selectedDoor])
  useHotkeys({
    ...listKeys(move),
    enter: (event) => {
      if (event.target instanceof HTMLButtonElement) return event.target.click()
      if (current) take(current.id)
    },
  })
  const offline = app.connection.state === 'offline'
  const list = (doors: readonly DoorRow[]) =>
    doors.map((door) => (
      <DoorListRow
        key={door.id}
        door={door}
        selected={door.id === currentId}
        offline={offline}
        zone={zone}
        spareCodes={view.spareCodes}
        onTake={take}
      />
    ))
  const needs = view.doors.filter((door) => door.codes.worst === 'needs-attention').length
  return (
    <>
      <p className="vh" role="status">
        {text.spoken(view.doors.length, view.doors.filter((door) => door.online === false).length, needs)}
      </p>
      <Unconnected view={view} />
      {troubled.map((group) => (
        <Trouble key={group.trouble.gateway.id} group={group}>
          {list(group.doors)}
        </Trouble>
      ))}
      {others.length > 0 && (
        <section aria-labelledby="head-doors">
          <SectionHead
            id="head-doors"
            title={troubled.length > 0 ? text.others : text.all}
            count={countWords(others)}
          />
          <ul className={sheet.sheet} aria-labelledby="head-doors">
            {list(others)}
          </ul>
        </section>
      )}
    </>
  )
}

/** `10, all online`, where all of them have said so. */
function countWords(doors: readonly DoorRow[]): string {
  const away = doors.filter((door) => door.online === false).length
  if (away > 0) return text.someOffline(doors.length, away)
  return doors.every((door) => door.online) ? text.allOnline(doors.length) : String(doors.length)
}

function NoDoors() {
  const desk = useDesk()
  return (
    <div className={sheet.sheet}>
      <EmptyState
        title={text.empty}
        actions={
          <Button look="primary" onClick={() => openSettingsAt('doors', desk)}>
            {text.toSettings}
          </Button>
        }
      >
        {text.emptyLead}
      </EmptyState>
    </div>
  )
}
