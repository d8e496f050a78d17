import type { SheetStay, SheetView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import styles from '../../components/panel.module.css'
import { useHouse } from '../../desk/actions.tsx'
import { nightsBetween } from '../../desk/clock.ts'
import { dayRange, timeOrDay } from '../../desk/dates.ts'
import { stayOrigin } from '../../desk/origin-words.ts'
import { useGroupAnswer } from '../../desk/use-group-answer.ts'
import { words } from '../../words/index.ts'

type Part = { readonly sheet: SheetView }

/** The stays of a booking: where, when, whose word that is, and whether a guessed one is theirs too. */
export function StayPart({ sheet }: Part) {
  const lead = sheet.stays.find((stay) => stay.status === 'expected' || stay.status === 'in-house')
  return (
    <section>
      <h3>{words.panel.stay}</h3>
      {sheet.stays.map((stay) => (
        <StayLine key={stay.id} stay={stay} sheet={sheet} />
      ))}
      {lead?.arrivalTime && lead.status === 'expected' && (
        <div className={styles.line}>
          <span className="soft">{words.panel.arrivesAbout(lead.arrivalTime)}</span>
        </div>
      )}
      {lead?.departureTime && (
        <div className={styles.line}>
          <span className="soft">{words.panel.leavesAbout(lead.departureTime)}</span>
        </div>
      )}
    </section>
  )
}

function StayLine({ stay, sheet }: Part & { readonly stay: SheetStay }) {
  const { zone } = useHouse()
  const over = stay.status === 'cancelled' || stay.status === 'no-show'
  const nights = nightsBetween(stay.arrivalDate, stay.departureDate)
  const answer = useGroupAnswer(sheet)
  const guess = stay.provisional && stay.status === 'expected'
  const origin = over ? null : stayOrigin(sheet, stay.id, zone)
  const status = guess ? words.panel.provisional : stay.status === 'expected' ? '' : words.panel.status[stay.status]
  return (
    <>
      <div className={styles.line}>
        <b className={over ? styles.gone : ''}>{stay.unitKey}</b>
        <span className="soft cut">
          {dayRange(stay.arrivalDate, stay.departureDate)}, {words.nights(nights)}
        </span>
        {status && <span className={styles.end}>{status}</span>}
      </div>
      {guess && (
        <div className={styles.answer}>
          <Button
            size="low"
            look="teal"
            aria-label={words.group.yesOf(stay.unitName)}
            onClick={() => answer(stay, true)}
          >
            {words.group.yes}
          </Button>
          <Button
            size="low"
            look="quiet"
            aria-label={words.group.noOf(stay.unitName)}
            onClick={() => answer(stay, false)}
          >
            {words.group.no}
          </Button>
        </div>
      )}
      {origin && <p className={styles.origin}>{origin}</p>}
      {stay.why && !over && <p className={styles.origin}>{stay.why}</p>}
      {!stay.placed && !over && <p className={styles.bad}>{words.panel.doubleBooking}</p>}
      {stay.notSafeUntil && stay.status === 'expected' && (
        <p className={styles.bad}>{words.today.notSafe(stay.unitName, timeOrDay(stay.notSafeUntil, zone))}</p>
      )}
    </>
  )
}
