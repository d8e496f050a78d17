import { Check, CircleQuestionMark } from 'lucide-react'
import type { CollisionMail, CollisionStay, CollisionView } from '../../../electron/contract/views.ts'
import { Shortcut } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { sheet, Tag } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { mediumDay, timeOrDay } from '../../desk/dates.ts'
import { words } from '../../words/index.ts'
import styles from './intake.module.css'
import type { Assigned } from './use-assignment.ts'

type Lists = { readonly view: CollisionView; readonly chosen: string; readonly assigned: Assigned }

/** What a stay carries as things stand: said here, or guessed before. */
const carried = (assigned: Assigned, stay: CollisionStay): string | null => {
  const said = assigned[stay.stayId]
  return said === undefined ? stay.guessed : said
}

export function CollisionMails({
  view,
  chosen,
  assigned,
  onChoose,
}: Lists & { readonly onChoose: (reference: string) => void }) {
  return (
    <section aria-labelledby="collision-mails">
      <h3 id="collision-mails" className={styles.head}>
        {words.collision.mails}
      </h3>
      <ul className={sheet.sheet}>
        {view.mails.map((mail, at) => (
          <li key={mail.reference} className={styles.item}>
            <MailButton
              mail={mail}
              number={at + 1}
              isChosen={mail.reference === chosen}
              stays={view.stays.filter((stay) => carried(assigned, stay) === mail.reference).length}
              onChoose={() => onChoose(mail.reference)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MailButton(props: {
  readonly mail: CollisionMail
  readonly number: number
  readonly isChosen: boolean
  readonly stays: number
  readonly onChoose: () => void
}) {
  const { mail } = props
  const { zone } = useHouse()
  const second = [
    words.collision.kinds[mail.kind],
    words.collision.received(timeOrDay(mail.receivedAt, zone)),
    mail.departureDate === null ? null : words.collision.until(mediumDay(mail.departureDate)),
  ].filter(Boolean)
  return (
    <button type="button" className={styles.choice} aria-pressed={props.isChosen} onClick={props.onChoose}>
      <span className={styles.mark}>{props.number <= 9 && <Shortcut>{String(props.number)}</Shortcut>}</span>
      <span className="grow">
        <span className={`${styles.first} num`}>{mail.reference}</span>
        {mail.guestName && (
          <bdi className={`${styles.second} cut`} title={mail.guestName}>
            {mail.guestName}
          </bdi>
        )}
        <span className={styles.second}>{second.join(' · ')}</span>
      </span>
      <Tag tone={props.stays === 0 ? 'wait' : 'teal'}>{words.collision.stayCount(props.stays)}</Tag>
    </button>
  )
}

export function CollisionStays({
  view,
  chosen,
  assigned,
  onToggle,
}: Lists & { readonly onToggle: (stay: CollisionStay) => void }) {
  return (
    <section aria-labelledby="collision-stays">
      <h3 id="collision-stays" className={styles.head}>
        {words.collision.stays}
      </h3>
      <ul className={sheet.sheet}>
        {view.stays.map((stay) => (
          <li key={stay.stayId} className={styles.item}>
            <StayButton view={view} stay={stay} chosen={chosen} assigned={assigned} onToggle={() => onToggle(stay)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function StayButton({
  view,
  stay,
  chosen,
  assigned,
  onToggle,
}: Lists & { readonly stay: CollisionStay; readonly onToggle: () => void }) {
  const { zone } = useHouse()
  const reference = carried(assigned, stay)
  const isSaid = assigned[stay.stayId] !== undefined
  const mail = view.mails.find((one) => one.reference === reference)
  const differs = mail?.departureDate != null && mail.departureDate !== stay.departureDate
  const suggested = view.suggestions.some((one) => one.stayId === stay.stayId && one.reference === chosen)
  const seen = stay.seenFresh ? words.collision.firstSeen(timeOrDay(stay.firstSeenAt, zone)) : words.collision.notFresh
  return (
    <button type="button" className={styles.choice} aria-pressed={isSaid && reference !== null} onClick={onToggle}>
      <span className={styles.mark}>
        {isSaid && reference !== null && <Icon of={Check} />}
        {!isSaid && reference !== null && <Icon of={CircleQuestionMark} />}
      </span>
      <span className="grow">
        <span className={`${styles.first} cut`} title={stay.unitName}>
          {stay.unitName}
        </span>
        <span className={styles.second}>
          {words.nights(stay.nights)}, {words.collision.until(mediumDay(stay.departureDate))} · {seen}
        </span>
        {differs && mail?.departureDate && (
          <span className={styles.warning}>{words.collision.mailSays(mediumDay(mail.departureDate))}</span>
        )}
      </span>
      <span className={styles.carried}>
        {reference === null ? (
          <span className="hint">{words.collision.noReference}</span>
        ) : (
          <span className={isSaid ? `${styles.said} num` : 'num soft'}>{reference}</span>
        )}
        {!isSaid && reference !== null && <small>{words.collision.guessed}</small>}
        {suggested && reference !== chosen && <small>{words.collision.suggested}</small>}
      </span>
    </button>
  )
}
