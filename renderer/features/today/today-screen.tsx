import { CloudOff, UserPlus } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TodayView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Banner, EmptyState, PageHead, SectionHead, sheet } from '../../components/sheet.tsx'
import { sameSubject, subjectOf, useDesk, useHouse } from '../../desk/actions.tsx'
import { useNow } from '../../desk/clock.ts'
import { listKeys, useHotkeys } from '../../desk/hotkeys.ts'
import { useToday } from '../../desk/queries.ts'
import { useWriteTo } from '../../desk/write-to.ts'
import { words } from '../../words/index.ts'
import { dueRow, type ListName, type Placed, placedRows, placeKey } from './due-row.ts'
import { NeedsList } from './needs-list.tsx'
import { ReservationRow } from './reservation-row.tsx'
import styles from './today.module.css'
import { useRowVerbs } from './use-row-verbs.ts'

export function TodayScreen() {
  const answer = useToday()
  const desk = useDesk()
  return (
    <div className={styles.today}>
      <PageHead title={words.today.title} beside={answer.data && <Jump view={answer.data} />}>
        <Button icon={UserPlus} shortcut="W" onClick={() => desk.openNewBooking('walk-in')}>
          {words.today.walkIn}
        </Button>
      </PageHead>
      <Loaded answer={answer} rows={6}>
        {(view) => <Lists view={view} />}
      </Loaded>
    </div>
  )
}

function Jump({ view }: { readonly view: TodayView }) {
  const jump = (id: string) => document.getElementById(id)?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  const { counts } = view
  return (
    <nav className={styles.jump} aria-label={words.today.jump}>
      <button type="button" onClick={() => jump('arrivals')}>
        <b>{counts.toArrive}</b> {words.today.toArrive}
      </button>
      <button type="button" onClick={() => jump('departures')}>
        <b>{counts.toLeave}</b> {words.today.toLeave}
      </button>
      <button type="button" onClick={() => jump('inHouse')}>
        <b>{counts.inHouse}</b> {words.today.inHouseCount}
      </button>
    </nav>
  )
}

/** Which row is chosen: by the keys or a click, else the one that is due. */
function useChosenRow(view: TodayView) {
  const desk = useDesk()
  const now = useNow()
  const rows = useMemo(() => placedRows(view), [view])
  const [chosen, setChosen] = useState<string | null>(null)
  const fromPanel = rows.find(({ row }) => sameSubject(desk.selected, subjectOf(row)))
  const byHand = rows.find((placed) => placeKey(placed) === chosen)
  // A party stands in two lists on its last day: the hand's choice wins where it is the panel's party.
  const current =
    desk.selected && fromPanel
      ? byHand && sameSubject(desk.selected, subjectOf(byHand.row))
        ? byHand
        : fromPanel
      : byHand
  return { rows, current: current ?? dueRow(view, now), byHand: current !== undefined, choose: setChosen }
}

function Lists({ view }: { readonly view: TodayView }) {
  const desk = useDesk()
  const { app } = useHouse()
  const { rows, current, choose } = useChosenRow(view)
  const verbs = useRowVerbs()
  const currentKey = current ? placeKey(current) : null
  const moved = useRef(false)

  const take = useCallback(
    (placed: Placed, open: boolean) => {
      choose(placeKey(placed))
      if (open || desk.selected) desk.select(subjectOf(placed.row))
    },
    [choose, desk],
  )
  const move = (step: number) => {
    const at = rows.findIndex((placed) => placeKey(placed) === currentKey)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    if (!next) return
    moved.current = true
    take(next, false)
  }
  useEffect(() => {
    if (!moved.current || !currentKey) return
    moved.current = false
    const row = document.getElementById(`row-${currentKey}`)
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }, [currentKey])

  useHotkeys({
    ...listKeys(move),
    enter: (event) => {
      if (event.target instanceof HTMLButtonElement) return event.target.click()
      if (current) take(current, true)
    },
    c: () => current && verbs.checkIn(current),
    o: () => current && verbs.checkOut(current),
  })

  const list = (name: ListName) => ({
    placed: rows.filter((placed) => placed.list === name),
    currentKey,
    onTake: take,
    onVerb: verbs.run,
  })
  const { counts } = view
  if (rows.length === 0 && view.needs.length === 0 && counts.toArrive + counts.inHouse + counts.left === 0)
    return <NothingYet />
  return (
    <>
      {app.connection.state === 'offline' && (
        <div className={styles.offline}>
          <Banner tone="wait" title={words.today.offlineTitle} icon={CloudOff}>
            {words.today.offlineLead}
          </Banner>
        </div>
      )}
      <NeedsList needs={view.needs} />
      <RowList
        {...list('arrivals')}
        id="arrivals"
        title={words.today.arrivals}
        count={words.today.arrivalsCount(counts.toArrive, counts.unitsToArrive)}
      >
        <EmptyState title={words.today.emptyArrivals}>{words.today.emptyArrivalsLead}</EmptyState>
      </RowList>
      <RowList
        {...list('departures')}
        id="departures"
        title={words.today.departures}
        count={words.today.departuresCount(counts.toLeave, counts.left)}
      >
        <EmptyState title={words.today.emptyDepartures}>{words.today.emptyDeparturesLead}</EmptyState>
      </RowList>
      <RowList {...list('inHouse')} id="inHouse" title={words.today.inHouse} count={String(counts.inHouse)}>
        <EmptyState title={words.today.emptyInHouse}>{words.today.emptyInHouseLead}</EmptyState>
      </RowList>
    </>
  )
}

function RowList(props: {
  readonly id: ListName
  readonly title: string
  readonly count: string
  readonly placed: readonly Placed[]
  readonly currentKey: string | null
  readonly onTake: (placed: Placed, open: boolean) => void
  readonly onVerb: (placed: Placed) => void
  readonly children: React.ReactNode
}) {
  const { app, zone } = useHouse()
  const { writeTo } = useWriteTo()
  return (
    <section id={props.id} className={styles.anchor} aria-labelledby={`head-${props.id}`}>
      <SectionHead id={`head-${props.id}`} title={props.title} count={props.count} />
      {props.placed.length === 0 ? (
        <div className={sheet.sheet}>{props.children}</div>
      ) : (
        <ul className={sheet.sheet} aria-labelledby={`head-${props.id}`}>
          {props.placed.map((placed) => (
            <ReservationRow
              key={placed.row.key}
              placed={placed}
              id={`row-${placeKey(placed)}`}
              selected={placeKey(placed) === props.currentKey}
              offline={app.connection.state === 'offline'}
              zone={zone}
              onTake={props.onTake}
              onVerb={props.onVerb}
              onWrite={writeTo}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

function NothingYet() {
  const desk = useDesk()
  return (
    <div className={sheet.sheet}>
      <EmptyState
        title={words.today.emptyAll}
        actions={
          <>
            <Button look="primary" onClick={() => desk.openNewBooking('booking')}>
              {words.palette.newBooking}
            </Button>
            <Button onClick={() => desk.go('settings')}>{words.frame.settings}</Button>
          </>
        }
      >
        {words.today.emptyAllLead}
      </EmptyState>
    </div>
  )
}
