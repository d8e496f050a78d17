import { CloudOff, LockOpen } from 'lucide-react'
import type { DoorRow } from '../../../electron/contract/views.ts'
import { codeLook, StateLine } from '../../components/code-state.tsx'
import { words } from '../../words/index.ts'

const text = words.doors

/** The codes of a door in one state: the worst there is, and how many are in it. */
export function DoorSummary({ door, offline }: { readonly door: DoorRow; readonly offline: boolean }) {
  const { worst, inWorst, onLock, wanted } = door.codes
  // What has to wait for a lock out of reach does not move, and is not said to.
  const stuck = offline || door.online === false || !door.configured
  if (stuck && worst === 'sending') {
    return (
      <StateLine icon={CloudOff} tone="wait">
        {text.summary.waits(inWorst)}
      </StateLine>
    )
  }
  if (stuck && worst === 'removing') {
    return (
      <StateLine icon={LockOpen} tone="wait">
        {text.summary.stillOpens(inWorst)}
      </StateLine>
    )
  }
  const { icon, tone } = codeLook(worst)
  return (
    <StateLine icon={icon} tone={tone}>
      {worst === 'key'
        ? text.keyState
        : worst === 'no-code' || worst === 'removed'
          ? text.noCode
          : worst === 'on-lock'
            ? text.onLock(onLock, wanted)
            : text.summary[worst](inWorst)}
    </StateLine>
  )
}
