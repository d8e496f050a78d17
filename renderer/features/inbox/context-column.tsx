import { BookPlus, Languages, Mail, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConversationView } from '../../../electron/contract/views.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { CodeState } from '../../components/code-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { dayRange, shortTime } from '../../desk/dates.ts'
import { channelAndReference, languageName } from '../../desk/naming.ts'
import { words } from '../../words/index.ts'
import styles from './context.module.css'
import { isNumberLike, placeName } from './place-words.ts'

type Part = { readonly conversation: ConversationView }

/** What stands beside a conversation: stay, codes, the guest's others, the guest, and why it is filed here. */
export function ContextColumn({ conversation }: Part) {
  return (
    <aside className={styles.context} aria-label={words.context.title}>
      <StayPart conversation={conversation} />
      {conversation.codes.length > 0 && <CodesPart conversation={conversation} />}
      {conversation.others.length > 0 && <OthersPart conversation={conversation} />}
      <GuestPart conversation={conversation} />
      {conversation.filed && (
        <Part title={words.context.filed}>
          <p className={styles.words}>{conversation.filed}</p>
        </Part>
      )}
      {conversation.links.length > 1 && <LinksPart conversation={conversation} />}
    </aside>
  )
}

function Part(props: { readonly title: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  return (
    <section>
      <h3>
        {props.title}
        {props.end && <span className={styles.end}>{props.end}</span>}
      </h3>
      {props.children}
    </section>
  )
}

function StayPart({ conversation }: Part) {
  const desk = useDesk()
  const { stay } = conversation
  if (!stay) {
    return (
      <Part title={words.context.stay}>
        <p className={styles.words}>{words.context.noStay}</p>
      </Part>
    )
  }
  const { reservationId } = stay
  const open = reservationId && (
    <LinkButton aria-label={words.thread.openBooking} onClick={() => desk.select({ reservationId })}>
      {words.open}
    </LinkButton>
  )
  return (
    <Part title={words.context.stay} end={open}>
      <p className={styles.unit}>{stay.unitName}</p>
      <p className={styles.words}>
        {dayRange(stay.arrivalDate, stay.departureDate)} · {words.context.status[stay.status] ?? stay.status}
      </p>
      <p className={styles.quiet} data-copy>
        {channelAndReference(stay.channel, stay.reference)}
      </p>
    </Part>
  )
}

function CodesPart({ conversation }: Part) {
  const { app, zone } = useHouse()
  const offline = app.connection.state === 'offline'
  return (
    <Part title={words.context.codes}>
      {conversation.codes.map((code) => (
        <div className={`${styles.line} ${styles.door}`} key={code.doorName}>
          <span className="cut">{code.doorName}</span>
          <span className={styles.end}>
            <CodeState
              state={code.state}
              offline={offline}
              short
              tail={code.state === 'removed' && code.at ? ` ${shortTime(code.at, zone)}` : undefined}
            />
          </span>
        </div>
      ))}
    </Part>
  )
}

function OthersPart({ conversation }: Part) {
  const desk = useDesk()
  return (
    <Part title={words.context.others}>
      <ul>
        {conversation.others.map((other) => {
          const place = placeName(other)
          return (
            <li key={other.id}>
              <button type="button" className={styles.other} onClick={() => desk.selectConversation(other.id)}>
                <span className={`${styles.place} ${isNumberLike(place) ? '' : styles.word}`}>{place}</span>
                <span className="grow">
                  <bdi className={`${styles.lastLine} cut`}>{other.lastLine}</bdi>
                  <span className={styles.detail}>{other.detail}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </Part>
  )
}

function GuestPart({ conversation }: Part) {
  const desk = useDesk()
  const { guests, phone } = conversation
  if (guests.length === 0) {
    return (
      <Part title={words.context.guest}>
        <Line icon={Phone}>{phone}</Line>
        <p className={styles.quiet}>{words.context.nobody}</p>
        <div className={styles.act}>
          <Button size="low" icon={BookPlus} onClick={() => desk.openNewBooking('booking', phone)}>
            {words.context.newBooking}
          </Button>
        </div>
      </Part>
    )
  }
  const [only] = guests
  if (guests.length === 1 && only)
    return (
      <Part title={words.context.guest} end={<EditLink guest={only} phone={phone} />}>
        <GuestLines guest={only} phone={phone} />
      </Part>
    )
  return (
    <Part title={words.context.guests}>
      {guests.map((guest) => (
        <div className={styles.person} key={guest.reservationId}>
          <p className={styles.name}>
            <bdi className="cut">{guest.name ?? words.notNamedYet}</bdi>
            <span className={styles.end}>
              <EditLink guest={guest} phone={phone} />
            </span>
          </p>
          <GuestLines guest={guest} phone={phone} />
        </div>
      ))}
    </Part>
  )
}

type OneGuest = { readonly guest: ConversationView['guests'][number]; readonly phone: string }

function EditLink({ guest, phone }: OneGuest) {
  const desk = useDesk()
  return (
    <LinkButton
      aria-label={`${words.edit}: ${guest.name ?? phone}`}
      onClick={() => desk.openSheet({ reservationId: guest.reservationId })}
    >
      {words.edit}
    </LinkButton>
  )
}

function GuestLines({ guest, phone }: OneGuest) {
  return (
    <>
      {(guest.phones.length > 0 ? guest.phones : [phone]).map((one) => (
        <Line icon={Phone} key={one}>
          {one}
        </Line>
      ))}
      {guest.email && <Line icon={Mail}>{guest.email}</Line>}
      <Line icon={Languages}>{languageName(guest.language)}</Line>
    </>
  )
}

function Line(props: { readonly icon: typeof Phone; readonly children: string }) {
  return (
    <div className={styles.line}>
      <Icon of={props.icon} />
      <span className="cut" data-copy title={props.children}>
        {props.children}
      </span>
    </div>
  )
}

function LinksPart({ conversation }: Part) {
  const { zone } = useHouse()
  return (
    <Part title={words.context.links}>
      <ol className={styles.links}>
        {conversation.links.map((link) => (
          <li key={`${link.at}${link.to}`}>
            <time dateTime={link.at}>{shortTime(link.at, zone)}</time>
            <span>
              {link.to}
              <span className="hint"> · {link.reason}</span>
            </span>
          </li>
        ))}
      </ol>
    </Part>
  )
}
