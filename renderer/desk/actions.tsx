/** What any part of the screen may ask of the window: another screen, a sheet, a dialog, a word at the foot. */
import { createContext, type ReactNode, useContext } from 'react'
import type { AppState, Bucket, DoorRow, GatewayTrouble, PropertyView } from '../../electron/contract/views.ts'
import type { Subject } from './queries.ts'

export type Screen = 'today' | 'inbox' | 'doors' | 'bookings' | 'settings'
export type Change = 'check-out' | 'extend' | 'move' | 'cancel'
/** What of a party's guest page a dialog shows. */
export type GuestPageMatter = 'approval' | 'photos' | 'link' | 'preview' | 'close'
export type Toast = { readonly text: string; readonly actionId: string | null }

/** What is asked once before it is done to a door; it may lie over a sheet. */
export type DoorQuestion =
  | {
      readonly kind: 'unlock'
      readonly doorId: string
      readonly doorName: string
      readonly reservationId: string | null
    }
  | {
      readonly kind: 'hand-out'
      readonly doorId: string
      readonly doorName: string
      readonly envelope: string
      readonly reservationId: string | null
      /** Who stands there most likely. */
      readonly guest: string
    }
  | {
      readonly kind: 'new-digits'
      readonly reservationId: string
      readonly guest: string
      /** Null: all doors of the party. */
      readonly door: { readonly id: string; readonly name: string } | null
    }
  | {
      readonly kind: 'change-spares'
      /** Null: the spares of all locks. */
      readonly door: { readonly id: string; readonly name: string } | null
      readonly number: number
    }
  | {
      readonly kind: 'remove-orphan'
      readonly doorId: string
      readonly doorName: string
      readonly ref: string
      readonly name: string
    }
  | { readonly kind: 'gateway'; readonly trouble: GatewayTrouble; readonly doors: readonly DoorRow[] }

export type QuestionOf<Kind extends DoorQuestion['kind']> = Extract<DoorQuestion, { readonly kind: Kind }>

/** An item by its id, or the list itself as "list". */
export type AskedNeed = { readonly id: string }

export type DeskActions = {
  readonly screen: Screen
  readonly go: (screen: Screen) => void
  /** The row whose details the panel shows; null closes it. */
  readonly selected: Subject | null
  readonly select: (subject: Subject | null) => void
  /** The door whose details the panel of the Doors screen shows. */
  readonly selectedDoor: string | null
  /** What of "Needs you" a notification or the tray asked for; each time a new object. */
  readonly askedNeed: AskedNeed | null
  readonly selectDoor: (doorId: string | null) => void
  /** Goes to Doors with this one selected. */
  readonly openDoor: (doorId: string) => void
  /** The conversation whose thread the Inbox shows; it stays chosen while another screen is open. */
  readonly conversation: string | null
  readonly selectConversation: (conversationId: string | null) => void
  /** Goes to the Inbox with this one selected. */
  readonly openConversation: (conversationId: string) => void
  /** `onClosed` runs once the focus has come back from the dialog. */
  readonly ask: (question: DoorQuestion, onClosed?: () => void) => void
  readonly openSheet: (subject: Subject) => void
  readonly openChange: (change: Change, reservationId: string) => void
  readonly openSlip: (reservationId: string) => void
  /** Mails and stays of one day that somebody must join. */
  readonly openCollision: (bucket: Bucket) => void
  /** `phone` is filled in where somebody of it has written. */
  readonly openNewBooking: (kind: 'walk-in' | 'booking', phone?: string) => void
  /** A spreadsheet of bookings is chosen and shown before it is taken in. */
  readonly openImport: () => void
  readonly openGuestPage: (matter: GuestPageMatter, reservationId: string) => void
  readonly say: (toast: Toast) => void
  readonly undo: (actionId: string | null) => void
}

const ActionsContext = createContext<DeskActions | null>(null)
const HouseContext = createContext<{ readonly app: AppState; readonly property: PropertyView } | null>(null)

export function DeskProvider(props: {
  readonly actions: DeskActions
  readonly app: AppState
  readonly property: PropertyView
  readonly children: ReactNode
}) {
  return (
    <HouseContext.Provider value={{ app: props.app, property: props.property }}>
      <ActionsContext.Provider value={props.actions}>{props.children}</ActionsContext.Provider>
    </HouseContext.Provider>
  )
}

export function useDesk(): DeskActions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('useDesk outside of the desk')
  return actions
}

export function useHouse() {
  const house = useContext(HouseContext)
  if (!house) throw new Error('useHouse outside of the desk')
  return {
    ...house,
    zone: house.property.timeZone,
    staff: house.app.staff.find((one) => one.id === house.app.deskStaffId),
  }
}

export const subjectOf = (row: {
  readonly reservationId: string | null
  readonly stayId?: string | null
  readonly stayIds?: readonly string[]
}): Subject | null => {
  if (row.reservationId) return { reservationId: row.reservationId }
  const stayId = row.stayId ?? row.stayIds?.[0]
  return stayId ? { stayId } : null
}

export const sameSubject = (one: Subject | null, other: Subject | null) =>
  one !== null && other !== null && JSON.stringify(one) === JSON.stringify(other)
