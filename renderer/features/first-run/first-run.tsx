import { ArrowRight, CalendarDays, DoorOpen, House, KeyRound, Lock, Undo2, WifiOff } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Icon, type IconShape, Keyhole } from '../../components/icon.tsx'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useOrder, useZones } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './first-run.module.css'
import { readKeptSetUp } from './kept-set-up.ts'
import { SetUp } from './set-up.tsx'

const text = words.firstRun
const demoIcons: readonly IconShape[] = [DoorOpen, WifiOff, Undo2]
const setUpIcons: readonly IconShape[] = [House, KeyRound, Lock, CalendarDays]

/** Two doors in: a demo house, or one's own. */
export function FirstRun() {
  const zones = useZones()
  const [inside, setInside] = useState(false)
  if (inside && zones.data) {
    return <SetUp suggestedZone={zones.data.suggested} country={zones.data.country} onLeave={() => setInside(false)} />
  }
  return <TwoDoors onSetUp={() => setInside(true)} ready={zones.data !== undefined} />
}

function TwoDoors(props: { readonly onSetUp: () => void; readonly ready: boolean }) {
  const demo = useOrder('app.startDemo')
  const [kept] = useState(readKeptSetUp)
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <div className={styles.brand}>
          <span className={styles.mark}>
            <Keyhole size={20} />
          </span>
          {words.appName}
        </div>
        <h1>{text.title}</h1>
        <p className={styles.lead}>{text.lead}</p>
        {demo.error && <ErrorBanner error={demo.error} />}
        <div className={styles.choice}>
          <section className={styles.card} aria-labelledby="door-demo">
            <h2 id="door-demo">{text.demoTitle}</h2>
            <p>{text.demoLead}</p>
            <Points points={text.demoPoints} icons={demoIcons} />
            <Button size="large" disabled={demo.isPending} onClick={() => demo.mutate({})}>
              {demo.isPending ? text.demoBusy : text.demoVerb}
            </Button>
          </section>
          <section className={`${styles.card} ${styles.main}`} aria-labelledby="door-own">
            <h2 id="door-own">{text.setUpTitle}</h2>
            <p>{kept ? text.resumeLead(text.steps[kept.step]) : text.setUpLead}</p>
            <Points points={text.setUpPoints} icons={setUpIcons} />
            <Button look="primary" size="large" disabled={!props.ready || demo.isPending} onClick={props.onSetUp}>
              {kept ? text.resumeVerb : text.setUpVerb}
              <Icon of={ArrowRight} />
            </Button>
          </section>
        </div>
      </div>
    </main>
  )
}

function Points(props: { readonly points: readonly string[]; readonly icons: readonly IconShape[] }) {
  return (
    <ul>
      {props.points.map((point, at) => (
        <li key={point}>
          <Icon of={props.icons[at] ?? House} />
          <span>{point}</span>
        </li>
      ))}
    </ul>
  )
}
