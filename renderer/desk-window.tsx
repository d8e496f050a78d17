import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import type { AppState, Bucket, PropertyView } from '../electron/contract/views.ts'
import { listen } from './api.ts'
import {
  type AskedNeed,
  type Change,
  type DeskActions,
  DeskProvider,
  type DoorQuestion,
  type GuestPageMatter,
  type Screen,
  type Toast,
} from './desk/actions.tsx'
import { useHotkeys } from './desk/hotkeys.ts'
import { actionName } from './desk/naming.ts'
import { type Subject, useOrder } from './desk/queries.ts'
import { FOCUS_BACK_MS } from './desk/use-keep-focus.ts'
import { BookingsScreen } from './features/bookings/bookings-screen.tsx'
import { CheckInSheet } from './features/check-in/check-in-sheet.tsx'
import { DoorQuestionDialog } from './features/door-questions/door-question.tsx'
import { DoorPanel } from './features/doors/door-panel.tsx'
import { DoorsScreen } from './features/doors/doors-screen.tsx'
import { Frame } from './features/frame/frame.tsx'
import { KeyboardList } from './features/frame/keyboard-list.tsx'
import { SearchPalette } from './features/frame/search-palette.tsx'
import { StaffPicker } from './features/frame/staff-picker.tsx'
import { GuestPageDialog } from './features/guest-pages/guest-page-dialog.tsx'
import { ImportDialog } from './features/import/import-dialog.tsx'
import { InboxScreen } from './features/inbox/inbox-screen.tsx'
import { CollisionDialog } from './features/intake/collision-dialog.tsx'
import { NewBooking } from './features/new-booking/new-booking.tsx'
import { ReservationPanel } from './features/reservation-panel/reservation-panel.tsx'
import { SettingsScreen } from './features/settings/settings-screen.tsx'
import { SlipDialog } from './features/slip/slip-dialog.tsx'
import { ChangeDialog } from './features/stay-changes/change-dialog.tsx'
import { TodayScreen } from './features/today/today-screen.tsx'
import { words } from './words/index.ts'

/** What lies over the page. The slip and a question about a door may lie over the sheet, so they have places of their own. */
type Over =
  | { readonly kind: 'sheet'; readonly subject: Subject }
  | { readonly kind: 'change'; readonly change: Change; readonly reservationId: string }
  | { readonly kind: 'new-booking'; readonly walkIn: boolean; readonly phone: string }
  | { readonly kind: 'collision'; readonly bucket: Bucket }
  | { readonly kind: 'guest-page'; readonly matter: GuestPageMatter; readonly reservationId: string }
  | { readonly kind: 'import' }
  | { readonly kind: 'search' }
  | { readonly kind: 'keys' }

type Asked = { readonly question: DoorQuestion; readonly onClosed: (() => void) | undefined }

const screens: Record<Screen, () => ReactNode> = {
  today: TodayScreen,
  inbox: InboxScreen,
  doors: DoorsScreen,
  bookings: BookingsScreen,
  settings: SettingsScreen,
}

/**
 * The row that opened a dialog may be gone when it closes, as after a check-in, and a panel takes its own buttons away;
 * the focus then goes to the current row.
 */
function useFocusOnCurrentRow(covered: boolean, panel: boolean) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when a panel comes or goes
  useEffect(() => {
    if (covered) return
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return
      document.querySelector<HTMLElement>('#page [aria-current="true"]')?.focus({ preventScroll: true })
    }, FOCUS_BACK_MS)
    return () => clearTimeout(timer)
  }, [covered, panel])
}

export function DeskWindow(props: { readonly app: AppState; readonly property: PropertyView }) {
  const { app, property } = props
  const [screen, setScreen] = useState<Screen>('today')
  const [selected, setSelected] = useState<Subject | null>(null)
  const [over, setOver] = useState<Over | null>(null)
  const [selectedDoor, setSelectedDoor] = useState<string | null>(null)
  const [askedNeed, setAskedNeed] = useState<AskedNeed | null>(null)
  const [conversation, setConversation] = useState<string | null>(null)
  const [slip, setSlip] = useState<string | null>(null)
  const [question, setQuestion] = useState<Asked | null>(null)
  const [toast, setToast] = useState<Toast | null>(null)
  const undoOrder = useOrder('desk.undo')

  const go = useCallback((next: Screen) => {
    setScreen(next)
    setSelected(null)
    setSelectedDoor(null)
  }, [])
  const selectDoor = useCallback((doorId: string | null) => {
    setSelected(null)
    setSelectedDoor(doorId)
  }, [])
  // The panel of another party would lie over what is read now.
  const selectConversation = useCallback((conversationId: string | null) => {
    setSelected(null)
    setConversation(conversationId)
  }, [])

  const actions: DeskActions = useMemo(
    () => ({
      screen,
      go,
      selected,
      select: setSelected,
      selectedDoor,
      askedNeed,
      selectDoor,
      openDoor: (doorId) => {
        go('doors')
        setSelectedDoor(doorId)
      },
      conversation,
      selectConversation,
      openConversation: (conversationId) => {
        go('inbox')
        setConversation(conversationId)
      },
      ask: (asked, onClosed) => setQuestion({ question: asked, onClosed }),
      openSheet: (subject) => setOver({ kind: 'sheet', subject }),
      openChange: (change, reservationId) => setOver({ kind: 'change', change, reservationId }),
      openSlip: setSlip,
      openCollision: (bucket) => setOver({ kind: 'collision', bucket }),
      openNewBooking: (kind, phone = '') => setOver({ kind: 'new-booking', walkIn: kind === 'walk-in', phone }),
      openGuestPage: (matter, reservationId) => setOver({ kind: 'guest-page', matter, reservationId }),
      openImport: () => setOver({ kind: 'import' }),
      say: setToast,
      undo: (actionId) =>
        undoOrder.mutate(
          { actionId },
          {
            onSuccess: ({ label, conversationId }) => {
              setToast({ text: words.frame.undoing(actionName(label)), actionId: null })
              // The texts are back where they were before: there they are shown.
              if (conversationId) setConversation(conversationId)
            },
            onError: (error) => setToast({ text: words.frame.undoFailed(error.message), actionId: null }),
          },
        ),
    }),
    [screen, go, selected, selectedDoor, askedNeed, selectDoor, conversation, selectConversation, undoOrder.mutate],
  )

  useEffect(() => {
    document.title = `${words.frame[screen]} · ${property.name} · ${words.appName}`
  }, [screen, property.name])

  const covered = over !== null || slip !== null || question !== null
  const panelOpen = selected !== null || selectedDoor !== null
  useFocusOnCurrentRow(covered, panelOpen)

  useEffect(
    () =>
      listen('open', (event) => {
        go(event.screen)
        if (event.reservationId) setSelected({ reservationId: event.reservationId })
        if (event.screen === 'doors' && event.doorId) setSelectedDoor(event.doorId)
        const need = event.needs ? 'list' : event.itemId
        setAskedNeed(event.screen === 'today' && need ? { id: need } : null)
        if (event.screen === 'inbox' && event.conversationId) setConversation(event.conversationId)
      }),
    [go],
  )

  // The numbers keep the place of the screen to come: 2 Calendar.
  useHotkeys({
    '1': () => go('today'),
    '3': () => go('inbox'),
    '4': () => go('doors'),
    '5': () => go('bookings'),
    '6': () => go('settings'),
    '/': () => setOver({ kind: 'search' }),
    'mod+k': () => setOver({ kind: 'search' }),
    w: () => actions.openNewBooking('walk-in'),
    n: () => actions.openNewBooking('booking'),
    '?': () => setOver({ kind: 'keys' }),
    escape: () => (selected ? setSelected(null) : setSelectedDoor(null)),
    'mod+z': () => {
      if (toast?.actionId) actions.undo(toast.actionId)
    },
  })

  const CurrentScreen = screens[screen]
  const close = () => setOver(null)
  const closeQuestion = () => {
    setQuestion(null)
    if (question?.onClosed) setTimeout(question.onClosed, FOCUS_BACK_MS)
  }
  const panel =
    selected && screen !== 'settings' ? (
      <ReservationPanel subject={selected} />
    ) : screen === 'doors' && selectedDoor ? (
      <DoorPanel key={selectedDoor} doorId={selectedDoor} />
    ) : null
  const asks = app.deskStaffId === null && app.staff.length > 0
  return (
    <DeskProvider actions={actions} app={app} property={property}>
      <Frame
        toast={toast}
        onToastEnd={() => setToast(null)}
        onSearch={() => setOver({ kind: 'search' })}
        onKeys={() => setOver({ kind: 'keys' })}
        covered={covered || asks}
        docked={screen === 'doors'}
        writes={screen === 'inbox'}
        panel={panel}
      >
        <CurrentScreen />
      </Frame>
      {over?.kind === 'sheet' && (
        <CheckInSheet
          key={JSON.stringify(over.subject)}
          subject={over.subject}
          covered={slip !== null || question !== null}
          onClose={close}
        />
      )}
      {over?.kind === 'change' && (
        <ChangeDialog change={over.change} reservationId={over.reservationId} onClose={close} />
      )}
      {over?.kind === 'new-booking' && <NewBooking walkIn={over.walkIn} phone={over.phone} onClose={close} />}
      {over?.kind === 'collision' && <CollisionDialog bucket={over.bucket} onClose={close} />}
      {over?.kind === 'guest-page' && (
        <GuestPageDialog matter={over.matter} reservationId={over.reservationId} onClose={close} />
      )}
      {over?.kind === 'import' && <ImportDialog onClose={close} />}
      {over?.kind === 'search' && <SearchPalette onClose={close} />}
      {over?.kind === 'keys' && <KeyboardList onClose={close} />}
      {slip && <SlipDialog reservationId={slip} onClose={() => setSlip(null)} />}
      {question && <DoorQuestionDialog question={question.question} onClose={closeQuestion} />}
      {asks && <StaffPicker />}
    </DeskProvider>
  )
}
