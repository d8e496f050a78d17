import {
  ArrowRight,
  CalendarClock,
  Check,
  CheckCheck,
  CircleMinus,
  CircleQuestionMark,
  CircleX,
  Clock,
  CloudOff,
  Hand,
  type LucideIcon,
} from 'lucide-react'
import type { MessageView } from '../../../electron/contract/views.ts'
import { StateLine } from '../../components/code-state.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'

type Tone = 'idle' | 'wait' | 'ok' | 'bad' | 'plain'
type Outgoing = Exclude<MessageView['status'], 'received' | 'noted'>
const looks: Record<Outgoing, { readonly icon: LucideIcon; readonly tone: Tone }> = {
  scheduled: { icon: CalendarClock, tone: 'idle' },
  waiting: { icon: Clock, tone: 'wait' },
  held: { icon: Hand, tone: 'wait' },
  sending: { icon: ArrowRight, tone: 'wait' },
  unknown: { icon: CircleQuestionMark, tone: 'wait' },
  sent: { icon: Check, tone: 'plain' },
  delivered: { icon: CheckCheck, tone: 'plain' },
  read: { icon: CheckCheck, tone: 'ok' },
  undelivered: { icon: CircleX, tone: 'bad' },
  failed: { icon: CircleX, tone: 'bad' },
  'not-sent': { icon: CircleMinus, tone: 'idle' },
}

/** How far a text of ours has come: icon, word, colour, and the reason where it did not arrive. */
export function MessageStatus({ message }: { readonly message: MessageView }) {
  const { app, zone } = useHouse()
  const { status } = message
  if (status === 'received' || status === 'noted') return null
  const offline = status === 'waiting' && app.connection.state === 'offline'
  const { icon, tone } = offline ? { icon: CloudOff, tone: 'wait' as const } : looks[status]
  return (
    <StateLine icon={icon} tone={tone}>
      {statusWords(message, offline, zone)}
    </StateLine>
  )
}

function statusWords({ status, statusReason, sendAt }: MessageView, offline: boolean, zone: string): string {
  const said = words.thread.status
  if (status === 'scheduled' && sendAt) return words.thread.sendsAt(timeOrDay(sendAt, zone))
  if (offline) return said.waitingOffline
  const word = said[status as Outgoing]
  return statusReason ? words.thread.because(word, statusReason) : word
}
