import {
  ArrowRight,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  Clock,
  CloudOff,
  KeyRound,
  Lock,
  LockOpen,
  TriangleAlert,
} from 'lucide-react'
import type { DoorState } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'
import styles from './code-state.module.css'
import { Icon, type IconShape, LockSolid } from './icon.tsx'

type Tone = 'idle' | 'wait' | 'ok' | 'bad' | 'plain'
type Look = { readonly icon: IconShape; readonly tone: Tone }

/** Only `on-lock` has the filled green lock: what was sent is not yet what opens the door. */
const looks: Record<DoorState, Look> = {
  planned: { icon: Clock, tone: 'idle' },
  sending: { icon: ArrowRight, tone: 'wait' },
  accepted: { icon: Lock, tone: 'wait' },
  'on-lock': { icon: LockSolid, tone: 'ok' },
  removing: { icon: CircleMinus, tone: 'wait' },
  removed: { icon: CircleCheck, tone: 'idle' },
  'needs-attention': { icon: TriangleAlert, tone: 'bad' },
  key: { icon: KeyRound, tone: 'plain' },
  'no-code': { icon: CircleDashed, tone: 'idle' },
}

/** From what cannot wait to what is done. */
export const stateOrder: readonly DoorState[] = [
  'needs-attention',
  'sending',
  'removing',
  'accepted',
  'no-code',
  'planned',
  'key',
  'on-lock',
  'removed',
]

/** Icon and colour of a state, for those who word it themselves. */
export const codeLook = (state: DoorState): Look => looks[state]

type Shown = DoorState | 'waits' | 'stillOpens'
const shownLooks: Record<Shown, Look> = {
  ...looks,
  waits: { icon: CloudOff, tone: 'wait' },
  stillOpens: { icon: LockOpen, tone: 'wait' },
}

/** Without a connection an order waits; a code that waits to be taken off still opens its door, and that is said first. */
function shownState(state: DoorState, offline: boolean): Shown {
  if (!offline) return state
  return state === 'sending' ? 'waits' : state === 'removing' ? 'stillOpens' : state
}

export const stateWords = (state: DoorState, offline: boolean) => words.states[shownState(state, offline)]

/** Icon, word, colour, in this order. `short` is for rows, where the capsule has to hold three rooms. */
export function CodeState(props: {
  readonly state: DoorState
  readonly offline?: boolean
  readonly short?: boolean
  readonly tail?: string | undefined
}) {
  const shown = shownState(props.state, props.offline ?? false)
  const { icon, tone } = shownLooks[shown]
  return (
    <StateLine icon={icon} tone={tone}>
      {(props.short ? words.statesShort : words.states)[shown]}
      {props.tail}
    </StateLine>
  )
}

export function StateLine(props: {
  readonly icon: IconShape
  readonly tone: Tone
  readonly large?: boolean
  readonly children: React.ReactNode
}) {
  return (
    <span className={`${styles.state} ${styles[props.tone] ?? ''} ${props.large ? styles.large : ''}`}>
      <Icon of={props.icon} size={14} />
      <span>{props.children}</span>
    </span>
  )
}
