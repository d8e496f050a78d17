/** What the tray says of the desk, in words and in the badge of its icon. Pure. */
import type { DeskCounts } from '../../ports/count-display.ts'

export type TrayFace = {
  readonly tooltip: string
  /** At most two signs; null where nothing waits. */
  readonly badge: string | null
  readonly needs: string
  /** Null where nothing is unread. */
  readonly unread: string | null
}

/** SECURITY: a tray is seen by everyone at the desk: numbers only, no names. */
export function trayFace({ waiting, unread }: DeskCounts): TrayFace {
  const needs = waiting === 0 ? 'Nothing needs you' : waiting === 1 ? '1 needs you' : `${waiting} need you`
  return {
    tooltip: `Latchkey: ${waiting === 0 ? 'nothing needs you' : needs}`,
    badge: waiting === 0 ? null : waiting > 9 ? '9+' : `${waiting}`,
    needs,
    unread: unread === 0 ? null : unread === 1 ? '1 unread conversation' : `${unread} unread conversations`,
  }
}
