import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import type { AppState, PropertyView } from '../electron/contract/views.ts'
import { listen } from './api.ts'
import { type Change, type DeskActions, DeskProvider, type Screen, type Toast } from './desk/actions.tsx'
import { useHotkeys } from './desk/hotkeys.ts'
import { actionName } from './desk/naming.ts'
import { type Subject, useOrder } from './desk/queries.ts'
import { BookingsScreen } from './features/bookings/bookings-screen.tsx'
import { CheckInSheet } from './features/check-in/check-in-sheet.tsx'
import { Frame } from './features/frame/frame.tsx'
import { KeyboardList } from './features/frame/keyboard-list.tsx'
import { SearchPalette } from './features/frame/search-palette.tsx'
import { StaffPicker } from './features/frame/staff-picker.tsx'
import { NewBooking } from './features/new-booking/new-booking.tsx'
import { ReservationPanel } from './features/reservation-panel/reservation-panel.tsx'
import { SettingsScreen } from './features/settings/settings-screen.tsx'
import { SlipDialog } from './features/slip/slip-dialog.tsx'
import { ChangeDialog } from './features/stay-changes/change-dialog.tsx'
import { TodayScreen } from './features/today/today-screen.tsx'
import { words } from './words/index.ts'

/** What lies over the page. The slip may lie over the sheet, so it has a place of its own. */
type Over =
  | { readonly kind: 'sheet'; readonly subject: Subject }
  | { readonly kind: 'change'; readonly change: Change; readonly reservationId: string }
  | { readonly kind: 'new-booking'; readonly walkIn: boolean }
  | { readonly kind: 'search' }
  | { readonly kind: 'keys' }

const screens: Record<Screen, () => ReactNode> = {
  today: TodayScreen,
  bookings: BookingsScreen,
  settings: SettingsScreen,
}

/** The row that opened a dialog may be gone when it closes, as after a check-in; the focus then goes to the current row. */
function useFocusOnCurrentRow(covered: boolean) {
  useEffect(() => {
    if (covered) return
    // React Aria gives the focus back in the next frame, where it still can.
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return
      document.querySelector<HTMLElement>('#page [aria-current="true"]')?.focus({ preventScroll: true })
    }, 60)
    return () => clearTimeout(timer)
  }, [covered])
}

export function DeskWindow(props: { readonly app: AppState; readonly property: PropertyView }) {
  const { app, property } = props
  const [screen, setScreen] = useState<Screen>('today')
  const [selected, setSelected] = useState<Subject | null>(null)
  const [over, setOver] = useState<Over | null>(null)
  const [slip, setSlip] = useState<string | null>(null)
  const [toast, setToast] = useState<Toast | null>(null)
  const undoOrder = useOrder('desk.undo')

  const go = useCallback((next: Screen) => {
    setScreen(next)
    setSelected(null)
  }, [])

  const actions: DeskActions = useMemo(
    () => ({
      screen,
      go,
      selected,
      select: setSelected,
      openSheet: (subject) => setOver({ kind: 'sheet', subject }),
      openChange: (change, reservationId) => setOver({ kind: 'change', change, reservationId }),
      openSlip: setSlip,
      openNewBooking: (kind) => setOver({ kind: 'new-booking', walkIn: kind === 'walk-in' }),
      say: setToast,
      undo: (actionId) =>
        undoOrder.mutate(
          { actionId },
          {
            onSuccess: ({ label }) => setToast({ text: words.frame.undoing(actionName(label)), actionId: null }),
            onError: (error) => setToast({ text: words.frame.undoFailed(error.message), actionId: null }),
          },
        ),
    }),
    [screen, go, selected, undoOrder.mutate],
  )

  useEffect(() => {
    document.title = `${words.frame[screen]} · ${property.name} · ${words.appName}`
  }, [screen, property.name])

  useFocusOnCurrentRow(over !== null || slip !== null)

  useEffect(
    () =>
      listen('open', (event) => {
        go(event.screen)
        if (event.reservationId) setSelected({ reservationId: event.reservationId })
      }),
    [go],
  )

  // The numbers keep the places of the screens to come: 2 Calendar, 3 Inbox, 4 Doors.
  useHotkeys({
    '1': () => go('today'),
    '5': () => go('bookings'),
    '6': () => go('settings'),
    '/': () => setOver({ kind: 'search' }),
    'mod+k': () => setOver({ kind: 'search' }),
    w: () => actions.openNewBooking('walk-in'),
    n: () => actions.openNewBooking('booking'),
    '?': () => setOver({ kind: 'keys' }),
    escape: () => setSelected(null),
    'mod+z': () => {
      if (toast?.actionId) actions.undo(toast.actionId)
    },
  })

  const CurrentScreen = screens[screen]
  const close = () => setOver(null)
  const asks = app.deskStaffId === null && app.staff.length > 0
  return (
    <DeskProvider actions={actions} app={app} property={property}>
      <Frame
        toast={toast}
        onToastEnd={() => setToast(null)}
        onSearch={() => setOver({ kind: 'search' })}
        onKeys={() => setOver({ kind: 'keys' })}
        covered={over !== null || slip !== null || asks}
        panel={selected && screen !== 'settings' ? <ReservationPanel subject={selected} /> : null}
      >
        <CurrentScreen />
      </Frame>
      {over?.kind === 'sheet' && (
        <CheckInSheet
          key={JSON.stringify(over.subject)}
          subject={over.subject}
          covered={slip !== null}
          onClose={close}
        />
      )}
      {over?.kind === 'change' && (
        <ChangeDialog change={over.change} reservationId={over.reservationId} onClose={close} />
      )}
      {over?.kind === 'new-booking' && <NewBooking walkIn={over.walkIn} onClose={close} />}
      {over?.kind === 'search' && <SearchPalette onClose={close} />}
      {over?.kind === 'keys' && <KeyboardList onClose={close} />}
      {slip && <SlipDialog reservationId={slip} onClose={() => setSlip(null)} />}
      {asks && <StaffPicker />}
    </DeskProvider>
  )
}
