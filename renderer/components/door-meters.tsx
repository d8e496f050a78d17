import { Battery, BatteryFull, BatteryLow, BatteryMedium, BatteryWarning, Wifi, WifiOff } from 'lucide-react'
import type { DoorRow, Signal } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'
import { StateLine } from './code-state.tsx'
import styles from './door-meters.module.css'
import { Icon, type IconShape } from './icon.tsx'

/** From here on the batteries are to be changed soon, and at once. */
const LOW_PERCENT = 25
const CRITICAL_PERCENT = 15

/** Icon and percent, amber and red where somebody has to bring batteries. */
export function BatteryMeter({ door }: { readonly door: Pick<DoorRow, 'batteryPercent' | 'battery'> }) {
  const { batteryPercent: percent, battery } = door
  if (percent === null && battery === null) return <Unknown of={words.doors.columns.battery} />
  const level =
    percent === null
      ? (battery ?? 'ok')
      : percent <= CRITICAL_PERCENT
        ? 'critical'
        : percent <= LOW_PERCENT
          ? 'low'
          : 'ok'
  const icons: Record<typeof level, IconShape> = {
    critical: BatteryWarning,
    low: BatteryLow,
    ok: percent === null ? Battery : percent > 70 ? BatteryFull : BatteryMedium,
  }
  return (
    <span className={`${styles.meter} ${styles[level] ?? ''}`} title={words.doors.columns.battery}>
      <Icon of={icons[level]} />
      <span className="vh">{words.doors.columns.battery} </span>
      {percent === null ? words.doors.batteryWords[level] : words.doors.percent(percent)}
    </span>
  )
}

const bars: Record<Signal, number> = { none: 0, weak: 1, fair: 2, good: 4 }
const heights = [4, 8, 12, 16]

export function SignalMeter({ signal }: { readonly signal: Signal | null }) {
  if (signal === null) return <Unknown of={words.doors.columns.signal} />
  return (
    <span className={styles.meter} title={words.doors.columns.signal}>
      <svg width={16} height={16} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
        {heights.map((height, at) => (
          <path
            key={height}
            d={`M${4 + at * 6} 20v-${height}`}
            stroke="currentColor"
            strokeWidth={3.2}
            strokeLinecap="round"
            opacity={at < bars[signal] ? 1 : 0.3}
          />
        ))}
      </svg>
      <span className="vh">{words.doors.columns.signal} </span>
      {words.doors.signals[signal]}
    </span>
  )
}

/** Nobody knows: said to those who hear it, a quiet dash to those who see it. */
const Unknown = (props: { readonly of: string }) => (
  <span className={styles.meter}>
    <span aria-hidden="true">–</span>
    <span className="vh">{props.of}: ?</span>
  </span>
)

/** On or off the net, in icon, word and colour. */
export function Reached({ door }: { readonly door: Pick<DoorRow, 'online' | 'configured'> }) {
  if (!door.configured || door.online === null) {
    return (
      <StateLine icon={WifiOff} tone="idle">
        {door.configured ? words.doors.notAsked : words.doors.notConnected}
      </StateLine>
    )
  }
  return door.online ? (
    <StateLine icon={Wifi} tone="ok">
      {words.doors.online}
    </StateLine>
  ) : (
    <StateLine icon={WifiOff} tone="bad">
      {words.doors.offline}
    </StateLine>
  )
}
