import { Ellipsis, Hash, KeyRound, LockOpen, RefreshCw } from 'lucide-react'
import type { DoorCodeLine, DoorPanelView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import { type DeskActions, useDesk } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './doors.module.css'

const text = words.doorPanel

type PartyLine = DoorCodeLine & { readonly reservationId: string }
const isParty = (line: DoorCodeLine): line is PartyLine => line.kind === 'party' && line.reservationId !== null

/** A spare or an offline code that this party was handed for this door. */
const helps = (line: DoorCodeLine, party: PartyLine) =>
  (line.kind === 'spare' || line.kind === 'offline') &&
  line.shouldBe !== 'absent' &&
  (line.reservationId === party.reservationId || line.givenTo === party.who)

/** Parties that should get in here, whose code is not there nor there in a moment, and who were given nothing else. */
function lockedOut(door: DoorPanelView): readonly PartyLine[] {
  return door.codeLines
    .filter(isParty)
    .filter(
      (line) =>
        line.shouldBe === 'present' &&
        (line.state === 'needs-attention' ||
          (door.online === false && (line.state === 'sending' || line.state === 'accepted'))),
    )
    .filter((party) => !door.codeLines.some((line) => helps(line, party)))
}

const hasSpare = (door: DoorPanelView) =>
  door.codeLines.some((line) => line.kind === 'spare' && line.state === 'on-lock' && line.givenTo === null)

/** The one filled button: a spare for whom the door keeps out, else opening it, else its key. */
export function DoorVerbs(props: {
  readonly door: DoorPanelView
  readonly busy: boolean
  readonly onGive: (reservationId: string) => void
}) {
  const { door } = props
  const desk = useDesk()
  const read = useOrder('doors.read')
  const out = hasSpare(door) ? lockedOut(door) : []
  const unlock = () => desk.ask({ kind: 'unlock', doorId: door.id, doorName: door.name, reservationId: null })
  const readNow = () => {
    if (read.isPending) return
    read.mutate(
      { doorId: door.id },
      {
        onSuccess: () => desk.say({ text: words.doors.oneRead(door.name), actionId: null }),
        onError: (error) => desk.say({ text: error.message, actionId: null }),
      },
    )
  }
  const handOut = handOutOf(door, desk)
  if (door.provider === null) {
    return handOut ? (
      <div className={styles.acts}>
        <Button look="primary" icon={KeyRound} onClick={handOut}>
          {text.handOut}
        </Button>
      </div>
    ) : null
  }
  return (
    <div className={styles.acts}>
      {out.length > 0 && <Give parties={out} busy={props.busy} onGive={props.onGive} />}
      <Button
        look={out.length === 0 && door.unlock.possible ? 'primary' : undefined}
        icon={LockOpen}
        disabled={!door.unlock.possible}
        onClick={unlock}
      >
        {text.unlock}
      </Button>
      <Menu label={words.more} entries={moreEntries(door, desk, readNow, handOut)} look="plain" square>
        <Icon of={Ellipsis} />
      </Menu>
      {!door.unlock.possible && <p>{door.unlock.detail}</p>}
    </div>
  )
}

/** With several parties before the door the desk says which one it is. */
function Give(props: {
  readonly parties: readonly PartyLine[]
  readonly busy: boolean
  readonly onGive: (reservationId: string) => void
}) {
  const [only, ...others] = props.parties
  if (only && others.length === 0) {
    return (
      <Button
        look="primary"
        icon={KeyRound}
        aria-label={text.giveTo(only.who)}
        aria-disabled={props.busy || undefined}
        onClick={() => !props.busy && props.onGive(only.reservationId)}
      >
        {text.give}
      </Button>
    )
  }
  return (
    <Menu
      label={text.give}
      namedInside
      look="primary"
      entries={props.parties.map((line) => ({
        id: line.codeId ?? line.reservationId,
        label: text.giveTo(line.who),
        run: () => props.onGive(line.reservationId),
      }))}
    >
      <Icon of={KeyRound} />
      {text.give}
    </Menu>
  )
}

function handOutOf(door: DoorPanelView, desk: DeskActions): (() => void) | null {
  const { envelope } = door
  if (!envelope || door.keyOut) return null
  const guest = lockedOut(door)[0]
  return () =>
    desk.ask({
      kind: 'hand-out',
      doorId: door.id,
      doorName: door.name,
      envelope,
      reservationId: guest?.reservationId ?? null,
      guest: guest?.who ?? '',
    })
}

/** So many parties are offered by name; a front door may have fifty. */
const MOST_PARTIES = 8

function moreEntries(
  door: DoorPanelView,
  desk: DeskActions,
  readNow: () => void,
  handOut: (() => void) | null,
): MenuEntry[] {
  const parties = door.codeLines.filter(isParty).filter((line) => line.shouldBe === 'present')
  return [
    { id: 'read', label: words.doors.readOne, icon: RefreshCw, run: readNow },
    ...(handOut ? [{ id: 'hand-out', label: text.handOut, icon: KeyRound, run: handOut }] : []),
    ...parties.slice(0, MOST_PARTIES).map(
      (line, at): MenuEntry => ({
        id: `digits-${line.codeId ?? line.reservationId}`,
        label: text.newDigits(line.who),
        icon: Hash,
        apart: at === 0,
        run: () =>
          desk.ask({
            kind: 'new-digits',
            reservationId: line.reservationId,
            guest: line.who,
            door: { id: door.id, name: door.name },
          }),
      }),
    ),
  ]
}
