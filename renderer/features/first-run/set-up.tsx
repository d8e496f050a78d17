import { CircleCheck, Clock } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { Keyhole } from '../../components/icon.tsx'
import {
  emptyHouse,
  type HouseDraft,
  type LockDevice,
  lockFor,
  type Maker,
  ttlockHalfTyped,
  unitsComplete,
} from '../../house/draft.ts'
import { PropertyFields } from '../../house/property-fields.tsx'
import { StaffEditor } from '../../house/staff-editor.tsx'
import { UnitsEditor } from '../../house/units-editor.tsx'
import { words } from '../../words/index.ts'
import { CalendarsStep } from './calendars-step.tsx'
import styles from './first-run.module.css'
import { keepSetUp, readKeptSetUp, type Step, steps } from './kept-set-up.ts'
import { LocksStep } from './locks-step.tsx'
import { ReviewStep } from './review-step.tsx'

const text = words.firstRun

function missing(step: Step, draft: HouseDraft): string | null {
  if (step === 'house')
    return draft.property.name.trim() && /^[A-Za-z]{2}$/.test(draft.property.country) ? null : text.missing.house
  if (step === 'units') return unitsComplete(draft) ? null : text.missing.units
  if (step === 'locks') return ttlockHalfTyped(draft.ttlock) ? words.house.ttlockLacks : null
  if (step === 'staff') return draft.staff.every((one) => one.name.trim()) ? null : text.missing.staff
  return null
}

/** Short guided steps that can be left and resumed; nothing is written to the desk before the last one. */
export function SetUp(props: {
  readonly suggestedZone: string
  readonly country: string
  readonly onLeave: () => void
}) {
  const [kept] = useState(readKeptSetUp)
  const [draft, setDraft] = useState<HouseDraft>(() => kept?.draft ?? emptyHouse(props.suggestedZone, props.country))
  const [maker, setMaker] = useState<Maker>(kept?.maker ?? 'simulator')
  const [devices, setDevices] = useState<readonly LockDevice[]>([])
  const [step, setStep] = useState<Step>(kept?.step ?? 'house')
  const [furthest, setFurthest] = useState<Step>(kept?.furthest ?? 'house')
  const [complaint, setComplaint] = useState<string | null>(null)
  const head = useRef<HTMLHeadingElement>(null)
  const at = steps.indexOf(step)

  useEffect(() => keepSetUp({ step, furthest, maker, draft }), [step, furthest, maker, draft])

  const goTo = (next: Step) => {
    setComplaint(null)
    setStep(next)
    if (steps.indexOf(next) > steps.indexOf(furthest)) setFurthest(next)
    requestAnimationFrame(() => head.current?.focus())
  }
  const onNext = () => {
    const lacks = missing(step, draft)
    const next = steps[at + 1]
    if (lacks) setComplaint(lacks)
    else if (next) goTo(next)
  }
  const chooseMaker = (next: Maker) => {
    setMaker(next)
    setDraft({ ...draft, doors: draft.doors.map((door) => ({ ...door, lock: lockFor(next, door.key) })) })
  }
  const bodies: Record<Step, () => ReactNode> = {
    house: () => (
      <PropertyFields
        property={draft.property}
        all={false}
        onProperty={(property) => setDraft({ ...draft, property })}
      />
    ),
    units: () => <UnitsEditor draft={draft} onDraft={setDraft} maker={maker} />,
    locks: () => (
      <LocksStep
        draft={draft}
        onDraft={setDraft}
        maker={maker}
        onMaker={chooseMaker}
        devices={devices}
        onDevices={setDevices}
      />
    ),
    calendars: () => <CalendarsStep draft={draft} onDraft={setDraft} />,
    staff: () => <StaffEditor staff={draft.staff} onStaff={(staff) => setDraft({ ...draft, staff })} />,
    review: () => <ReviewStep draft={draft} onBack={() => goTo('staff')} />,
  }
  return (
    <main className={styles.page}>
      <div className={`${styles.inner} ${styles.wide}`}>
        <div className={styles.brand}>
          <span className={styles.mark}>
            <Keyhole size={20} />
          </span>
          <span className="cut grow">{draft.property.name.trim() || words.appName}</span>
          <Button look="quiet" onClick={props.onLeave}>
            {text.leave}
          </Button>
        </div>
        <div className={styles.setUp}>
          <StepList step={step} furthest={furthest} draft={draft} onStep={goTo} />
          <section className={styles.step} aria-labelledby="step">
            <h1 id="step" ref={head} tabIndex={-1} style={{ boxShadow: 'none' }}>
              {text.steps[step]}
            </h1>
            <p className={styles.stepLead}>
              {text.stepOf(at + 1, steps.length)} {text.leads[step]}
            </p>
            {bodies[step]()}
            {complaint && (
              <p role="alert" className="body13" style={{ color: 'var(--c-bad)', marginTop: 16 }}>
                {complaint}
              </p>
            )}
            {step !== 'review' && (
              <div className={styles.verbs}>
                {at > 0 && (
                  <Button look="quiet" size="large" onClick={() => goTo(steps[at - 1] ?? 'house')}>
                    {words.back}
                  </Button>
                )}
                <span className="grow" />
                <Button look="primary" size="large" onClick={onNext}>
                  {words.next}
                </Button>
              </div>
            )}
          </section>
        </div>
      </div>
    </main>
  )
}

/** What may be done later, and is not done yet. */
const isLater = (step: Step, draft: HouseDraft) =>
  (step === 'calendars' && draft.addFeeds.length === 0) || (step === 'staff' && draft.staff.length === 0)

function StepList(props: {
  readonly step: Step
  readonly furthest: Step
  readonly draft: HouseDraft
  readonly onStep: (step: Step) => void
}) {
  const reached = steps.indexOf(props.furthest)
  return (
    <ol className={styles.steps}>
      {steps.map((step, at) => (
        <li key={step}>
          <button
            type="button"
            disabled={at > reached}
            aria-current={step === props.step ? 'step' : undefined}
            onClick={() => props.onStep(step)}
          >
            {text.steps[step]}
            {at < reached && step !== props.step && !missing(step, props.draft) && (
              <StateLine
                icon={isLater(step, props.draft) ? Clock : CircleCheck}
                tone={isLater(step, props.draft) ? 'idle' : 'ok'}
              >
                {isLater(step, props.draft) ? text.stepLater : text.stepDone}
              </StateLine>
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}
