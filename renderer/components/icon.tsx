import type { LucideIcon, LucideProps } from 'lucide-react'
import type { ComponentType } from 'react'

type Size = 12 | 14 | 16 | 18 | 20
/** Small icons carry a heavier line, so that all sizes weigh the same beside text. */
const strokes: Record<Size, number> = { 12: 2.25, 14: 2, 16: 1.75, 18: 1.75, 20: 1.6 }

export type IconShape = LucideIcon | ComponentType<LucideProps>

export function Icon(props: { readonly of: IconShape; readonly size?: Size; readonly className?: string | undefined }) {
  const size = props.size ?? 16
  const Shape = props.of
  return (
    <Shape
      size={size}
      strokeWidth={strokes[size]}
      className={props.className}
      aria-hidden="true"
      style={{ flex: 'none' }}
    />
  )
}

/** The mark of Latchkey. */
export function Keyhole(props: LucideProps) {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 24 24" className={props.className} aria-hidden="true">
      <circle cx="12" cy="8.5" r="4.5" fill="currentColor" />
      <path d="M10.2 11.5 8.4 21h7.2l-1.8-9.5z" fill="currentColor" />
    </svg>
  )
}

/** A filled lock: the code is confirmed on the lock, and nothing less. */
export function LockSolid(props: LucideProps) {
  return (
    <svg
      width={props.size}
      height={props.size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={props.strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={props.className}
      aria-hidden="true"
    >
      <path d="M7 11V7a5 5 0 0 1 10 0v4" />
      <rect x="3" y="11" width="18" height="11" rx="2" fill="currentColor" />
    </svg>
  )
}
