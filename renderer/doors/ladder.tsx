import { Hash, KeyRound, LockOpen, Mail, WifiOff } from 'lucide-react'
import type { Rung, SheetDoor } from '../../electron/contract/views.ts'
import { Button } from '../components/button.tsx'
import type { IconShape } from '../components/icon.tsx'
import { words } from '../words/index.ts'
import styles from './doors.module.css'

const text = words.ladder

export type Step = {
  readonly key: 'newDigits' | 'spare' | 'offlineCode' | 'unlock' | 'envelope'
  readonly title: string
  readonly verb: string
  readonly icon: IconShape
  readonly rung: Rung
}

/** The rungs best first, as the desk has them; a key that is out already is no way in. */
function stepsOf(door: SheetDoor): Step[] {
  const { ladder } = door
  if (!ladder) return []
  const steps: Step[] = [
    { key: 'newDigits', title: text.newDigits, verb: text.newDigitsVerb, icon: Hash, rung: ladder.newDigits },
    { key: 'spare', title: text.spare, verb: text.spareVerb, icon: KeyRound, rung: ladder.spare },
    { key: 'offlineCode', title: text.offlineCode, verb: text.offlineVerb, icon: WifiOff, rung: ladder.offlineCode },
    { key: 'unlock', title: text.unlock, verb: text.unlockVerb, icon: LockOpen, rung: ladder.unlock },
    {
      key: 'envelope',
      title: ladder.envelope.name ?? text.envelope,
      verb: text.envelopeVerb,
      icon: Mail,
      rung: ladder.envelope,
    },
  ]
  return steps.filter((step) => step.key !== 'envelope' || door.keyOut === null)
}

/** The party has something in hand that opens this door. */
export const isHelped = (door: SheetDoor) =>
  door.keyOut !== null || door.given.some((code) => code.state !== 'removing' && code.state !== 'removed')

/** True where this door asks somebody to choose another way in. */
export const offersWayIn = (door: SheetDoor) => !isHelped(door) && stepsOf(door).some((step) => step.rung.possible)

/** What can be done at a door whose code is not there: the best way filled, what cannot be done with its reason. */
export function Ladder(props: {
  readonly door: SheetDoor
  /** False where another button of the view is the filled one. */
  readonly filled: boolean
  readonly narrow: boolean
  readonly busy: boolean
  readonly onStep: (step: Step) => void
}) {
  const steps = stepsOf(props.door)
  const best = steps.find((step) => step.rung.possible)
  return (
    <ol className={`${styles.ladder} ${props.narrow ? styles.narrow : ''}`}>
      {steps.map((step) => (
        <li key={step.key} aria-label={step.title}>
          <div>
            {step === best ? (
              <b>{step.title}</b>
            ) : (
              <span className={step.rung.possible ? '' : 'soft'}>{step.title}</span>
            )}
            <span className={styles.why}>{step.rung.detail}</span>
          </div>
          {(step.rung.possible || !props.narrow) && (
            <Button
              look={step === best ? (props.filled ? 'primary' : 'teal') : undefined}
              size={props.narrow ? 'low' : undefined}
              icon={step === best ? step.icon : undefined}
              disabled={!step.rung.possible}
              aria-disabled={props.busy || undefined}
              onClick={() => !props.busy && props.onStep(step)}
            >
              {step.verb}
            </Button>
          )}
        </li>
      ))}
    </ol>
  )
}
