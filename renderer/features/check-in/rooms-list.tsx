import { TriangleAlert } from 'lucide-react'
import type { SheetStay, SheetView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { CheckField } from '../../components/field.tsx'
import { Icon } from '../../components/icon.tsx'
import { sheet as styles } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { dayRange, shortDay, timeOrDay } from '../../desk/dates.ts'
import { useGroupAnswer } from '../../desk/use-group-answer.ts'
import { words } from '../../words/index.ts'
import own from './check-in.module.css'

const over: Partial<Record<SheetStay['status'], string>> = {
  'in-house': words.sheet.alreadyIn,
  departed: words.sheet.departed,
  cancelled: words.sheet.cancelled,
  'no-show': words.sheet.noShow,
}

/** The booking's rooms. Ticked ones check in; a guessed one asks; one of a later day says when. */
export function RoomsList(props: {
  readonly sheet: SheetView
  readonly ticked: readonly SheetStay[]
  /** Absent once checked in: the list then only tells. */
  readonly onTick?: (stayId: string, on: boolean) => void
}) {
  const stays = props.sheet.stays.filter((stay) => stay.status !== 'cancelled' || props.sheet.stays.length === 1)
  const answer = useGroupAnswer(props.sheet)
  return (
    <ul className={styles.sheet} aria-label={words.sheet.apartments}>
      {stays.map((stay) => (
        <Room
          key={stay.id}
          stay={stay}
          ticked={props.ticked.includes(stay)}
          onTick={props.onTick}
          lead={stays[0]}
          onAnswer={answer}
        />
      ))}
    </ul>
  )
}

function Room(props: {
  readonly stay: SheetStay
  readonly lead: SheetStay | undefined
  readonly ticked: boolean
  readonly onTick: ((stayId: string, on: boolean) => void) | undefined
  readonly onAnswer: (stay: SheetStay, theirs: boolean) => void
}) {
  const { stay, ticked, onTick } = props
  const { zone } = useHouse()
  const open = stay.status === 'expected'
  const guess = open && stay.provisional
  const sameDates =
    guess &&
    props.lead !== stay &&
    props.lead?.arrivalDate === stay.arrivalDate &&
    props.lead.departureDate === stay.departureDate
  const later = stay.blocked?.code === 'not-arrival-day'
  const can = open && !stay.blocked && onTick !== undefined
  const warning = stay.notSafeUntil
    ? words.sheet.formerCode(timeOrDay(stay.notSafeUntil, zone))
    : stay.blocked && !later
      ? stay.blocked.message
      : null
  return (
    <li
      className={`${styles.row} ${own.room} ${guess && !ticked && onTick ? own.guess : ''} ${(warning && open) || (guess && stay.why) ? own.warned : ''}`}
      aria-label={stay.unitName}
    >
      <CheckField
        checked={ticked || stay.status === 'in-house'}
        disabled={!can}
        label={words.sheet.tick(stay.unitName)}
        onCheck={(on) => onTick?.(stay.id, on)}
      >
        <b className={(open && !later) || stay.status === 'in-house' ? '' : own.off}>
          {guess ? words.sheet.alsoTheirs(stay.unitName) : stay.unitName}
        </b>
      </CheckField>
      <span className="soft body13 cut">
        {sameDates ? words.sheet.sameDates : dayRange(stay.arrivalDate, stay.departureDate)}
      </span>
      {guess ? (
        <span className={styles.actions}>
          <Button
            size="low"
            look="teal"
            aria-label={words.group.yesOf(stay.unitName)}
            onClick={() => props.onAnswer(stay, true)}
          >
            {words.group.yes}
          </Button>
          <Button
            size="low"
            look="quiet"
            aria-label={words.group.noOf(stay.unitName)}
            onClick={() => props.onAnswer(stay, false)}
          >
            {words.group.no}
          </Button>
        </span>
      ) : (
        <span className={own.words}>
          {later && open ? words.sheet.later(shortDay(stay.arrivalDate)) : (over[stay.status] ?? '')}
        </span>
      )}
      {guess && stay.why && <p className={own.why}>{stay.why}</p>}
      {warning && open && (
        <p>
          <Icon of={TriangleAlert} size={14} />
          {warning}
        </p>
      )}
    </li>
  )
}
