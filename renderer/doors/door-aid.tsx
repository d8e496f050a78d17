import { ChevronDown, KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { GivenCode, KeyOutView, SheetDoor } from '../../electron/contract/views.ts'
import { call } from '../api.ts'
import { Button } from '../components/button.tsx'
import { CodeState } from '../components/code-state.tsx'
import { Icon } from '../components/icon.tsx'
import { Pin, PinToggle } from '../components/pin.tsx'
import { ErrorBanner } from '../components/sheet.tsx'
import { useDesk, useHouse } from '../desk/actions.tsx'
import { toMillis } from '../desk/clock.ts'
import { moment, timeOrDay } from '../desk/dates.ts'
import { useOrder } from '../desk/queries.ts'
import { focusIn, useKeepFocus } from '../desk/use-keep-focus.ts'
import { useShownPin } from '../desk/use-pins.ts'
import { words } from '../words/index.ts'
import styles from './doors.module.css'
import { isHelped, Ladder, type Step } from './ladder.tsx'
import { ShownPinCard } from './shown-pin-card.tsx'

const text = words.ladder

/** True where there is anything to show under the door. */
export const needsAid = (door: SheetDoor) => door.ladder !== null || door.given.length > 0 || door.keyOut !== null

/** Under one door of a party: digits just given, what it was given before, the key that is out, and the ways that are left. */
export function DoorAid(props: {
  readonly door: SheetDoor
  readonly reservationId: string
  readonly guest: string
  readonly filled: boolean
  readonly narrow?: boolean
}) {
  const { door, reservationId, guest } = props
  const desk = useDesk()
  const { shown, failed, busy, show, hide } = useShownPin()
  const [more, setMore] = useState(false)
  const place = useKeepFocus<HTMLDivElement>()
  // A dialog gives the focus back to its button, which may be gone by then.
  const back = () => {
    if (!place.current?.contains(document.activeElement)) focusIn(place.current)
  }
  const { doorId, doorName } = door

  const take = (step: Step) => {
    const verbs: Record<Step['key'], () => void> = {
      newDigits: () =>
        desk.ask({ kind: 'new-digits', reservationId, guest, door: { id: doorId, name: doorName } }, back),
      spare: () => void show('give spare', () => call('spares.give', { doorId, reservationId })),
      offlineCode: () => void show('give offline', () => call('offlineCode.give', { doorId, reservationId })),
      unlock: () => desk.ask({ kind: 'unlock', doorId, doorName, reservationId }, back),
      envelope: () =>
        desk.ask({ kind: 'hand-out', doorId, doorName, envelope: step.title, reservationId, guest }, back),
    }
    verbs[step.key]()
  }
  const given = shown?.key.startsWith('give ') ? (shown.key === 'give offline' ? 'offline' : 'spare') : null
  const newest = [...door.given]
    .filter((code) => code.kind === given)
    .sort((one, other) => toMillis(other.givenAt) - toMillis(one.givenAt))[0]
  const hideCard = () => {
    hide()
    // The card takes its own button away; the focus stays at this door.
    requestAnimationFrame(() => focusIn(place.current))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would add a frame of its own
    <div className={styles.aid} ref={place} tabIndex={-1} role="group" aria-label={text.name(doorName)}>
      {failed && <ErrorBanner error={failed.error} />}
      {shown && given && <ShownPinCard kind={given} pin={shown.pin} onHide={hideCard} />}
      {door.given
        .filter((code) => code !== newest)
        .map((code) => (
          <Given
            key={code.codeId}
            code={code}
            digits={shown?.key === code.codeId ? shown.pin.pin : null}
            onShow={() => void show(code.codeId, () => call('spares.show', { codeId: code.codeId }))}
            onHide={hide}
          />
        ))}
      {door.keyOut && <KeyOut keyOut={door.keyOut} />}
      {door.ladder && isHelped(door) && (
        // What was given opens the door: the rest stands back until somebody asks for it.
        <div>
          <Button look="quiet" size="low" icon={ChevronDown} aria-expanded={more} onClick={() => setMore(!more)}>
            {text.others}
          </Button>
        </div>
      )}
      {door.ladder && (more || !isHelped(door)) && (
        <Ladder door={door} filled={props.filled} narrow={props.narrow ?? false} busy={busy} onStep={take} />
      )}
    </div>
  )
}

function Given(props: {
  readonly code: GivenCode
  readonly digits: string | null
  readonly onShow: () => void
  readonly onHide: () => void
}) {
  const { code, digits } = props
  const { zone } = useHouse()
  const title = text.given[code.kind]
  const until = code.endsAt ? `, ${words.doorPanel.until(moment(code.endsAt, zone))}` : ''
  const gone = code.state === 'removed'
  return (
    <div className={styles.given}>
      {!gone && <Pin digits={digits} size="low" />}
      <div className="grow">
        <b>{title}</b>
        <span className={styles.why}>
          {text.givenBy(code.givenBy, timeOrDay(code.givenAt, zone))}
          {until}
        </span>
      </div>
      {(code.state === 'removing' || gone) && <CodeState state={code.state} />}
      {!gone && (
        <PinToggle
          shown={digits !== null}
          label={digits ? words.doorPanel.hideSpare(title) : words.doorPanel.showSpare(title)}
          onShow={props.onShow}
          onHide={props.onHide}
        />
      )}
    </div>
  )
}

/** A metal key that is out, who has it, and the way to write down that it came back. */
export function KeyOut({ keyOut }: { readonly keyOut: KeyOutView }) {
  const { zone } = useHouse()
  const back = useOrder('keys.takeBack')
  return (
    <>
      {back.error && <ErrorBanner error={back.error} />}
      <div className={styles.given}>
        <Icon of={KeyRound} />
        <div className="grow">
          <b>{keyOut.envelope}</b>
          <span className={styles.why}>{text.keyWith(keyOut.takenBy, timeOrDay(keyOut.at, zone))}</span>
        </div>
        <Button
          size="low"
          aria-label={text.isBackOf(keyOut.envelope)}
          aria-disabled={back.isPending || undefined}
          onClick={() => !back.isPending && back.mutate({ handOutId: keyOut.id })}
        >
          {text.itIsBack}
        </Button>
      </div>
    </>
  )
}
