import type { Paper } from '../../components/printer-choice.tsx'
import { useSheet } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './slip.module.css'

/** Each paper at 96 px an inch. The roll is cut where its text ends; this is one PIN for three doors. */
const pages: Record<Paper, { readonly width: number; readonly height: number }> = {
  a6: { width: 397, height: 559 },
  'roll-80': { width: 302, height: 560 },
  a4: { width: 794, height: 1123 },
}
/** The room for the paper inside the frame. */
const ROOM = { width: 312, height: 440 }

/** The desk's page cannot be measured from here, so the roll grows with what is printed on it. */
function useRollHeight(reservationId: string): number {
  const { data: sheet } = useSheet({ reservationId })
  if (!sheet) return pages['roll-80'].height
  const { height } = pages['roll-80']
  const doors = sheet.doors.filter((door) => door.codeId !== null).length
  const pins = Math.max(1, sheet.pinCount)
  const inTwoLanguages = sheet.guest && sheet.guest.language !== 'en' ? 1.25 : 1
  return Math.round((height + (pins - 1) * 360 + Math.max(0, doors - 3) * 20) * inTwoLanguages)
}

/** The whole page as it will be printed, only smaller. */
export function SlipPreview(props: { readonly reservationId: string; readonly paper: Paper }) {
  const { reservationId, paper } = props
  const { width } = pages[paper]
  const rollHeight = useRollHeight(reservationId)
  const height = paper === 'roll-80' ? rollHeight : pages[paper].height
  const scale = Math.min(ROOM.width / width, ROOM.height / height)
  return (
    <div className={styles.preview}>
      <div className={styles.paper} style={{ width: width * scale, height: height * scale }}>
        {/* SECURITY: served by the desk on its own host under its own policy; without scripts, forms or links. */}
        <iframe
          key={paper}
          sandbox=""
          scrolling="no"
          tabIndex={-1}
          title={words.slip.preview}
          src={`app://slip/${reservationId}/${paper}`}
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  )
}
