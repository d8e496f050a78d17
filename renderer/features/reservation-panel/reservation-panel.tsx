import { ArrowLeftRight, Ban, CalendarRange, Ellipsis, KeyRound, LogOut, Pencil, Printer, X } from 'lucide-react'
import type { SheetView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import styles from '../../components/panel.module.css'
import { ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { type DeskActions, useDesk, useHouse } from '../../desk/actions.tsx'
import { todayIn } from '../../desk/dates.ts'
import { channelAndReference, guestLabel } from '../../desk/naming.ts'
import { type Subject, useSheet } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { GuestPagePart } from './guest-page-part.tsx'
import { CodesPart, HistoryPart, NotePart, ReachPart } from './panel-parts.tsx'
import { StayPart } from './stay-part.tsx'

/** Details of the chosen row and everything that can be done with it. */
export function ReservationPanel({ subject }: { readonly subject: Subject }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const { data: sheet, error } = useSheet(subject)
  const close = <IconButton icon={X} size="low" label={words.close} onClick={() => desk.select(null)} />
  if (!sheet) {
    return (
      <aside className={styles.panel} aria-label={words.loading}>
        <div className={styles.head}>
          <div className="grow" />
          {close}
        </div>
        <div className={styles.skeleton}>
          {error ? <ErrorBanner error={error as DeskError} /> : <Skeleton rows={5} />}
        </div>
      </aside>
    )
  }
  const guest = guestLabel(sheet.guest?.name, sheet.reference)
  const { offered, leaving } = duePart(sheet, todayIn(zone))
  const filledVerb = !sheet.reservationId || offered > 0 || leaving.length > 0
  return (
    <aside className={styles.panel} aria-label={words.panel.name(guest)}>
      <div className={styles.head}>
        <div className="grow">
          <h2>
            <bdi>{guest}</bdi>
          </h2>
          <p data-copy>{channelAndReference(sheet.channel, sheet.reference)}</p>
        </div>
        <MoreMenu sheet={sheet} />
        {close}
      </div>
      <MainVerb sheet={sheet} subject={subject} />
      <StayPart sheet={sheet} />
      <CodesPart key={sheet.reservationId} sheet={sheet} filled={!filledVerb} />
      <ReachPart sheet={sheet} />
      {sheet.reservationId && (
        <GuestPagePart
          key={`page ${sheet.reservationId}`}
          reservationId={sheet.reservationId}
          hasPhone={(sheet.guest?.phones.length ?? 0) > 0}
        />
      )}
      <NotePart sheet={sheet} />
      <HistoryPart sheet={sheet} />
    </aside>
  )
}

/** What of this booking comes or goes today. */
function duePart(sheet: SheetView, today: string) {
  const inHouse = sheet.stays.filter((stay) => stay.status === 'in-house')
  return {
    offered: sheet.stays.filter((stay) => stay.offered).length,
    inHouse,
    leaving: inHouse.filter((stay) => stay.departureDate <= today),
  }
}

function MainVerb({ sheet, subject }: { readonly sheet: SheetView; readonly subject: Subject }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const { offered, inHouse, leaving } = duePart(sheet, todayIn(zone))
  if (!sheet.reservationId) {
    return (
      <div className={styles.act}>
        <Button look="primary" size="large" wide onClick={() => desk.openSheet(subject)}>
          {words.panel.continueCheckIn}
        </Button>
      </div>
    )
  }
  const { reservationId } = sheet
  if (offered > 0) {
    return (
      <div className={styles.act}>
        <Button look="primary" size="large" wide shortcut="C" onClick={() => desk.openSheet(subject)}>
          {words.today.checkIn(offered)}
        </Button>
      </div>
    )
  }
  if (leaving.length > 0) {
    return (
      <div className={styles.act}>
        <Button
          look="primary"
          size="large"
          wide
          shortcut="O"
          onClick={() => desk.openChange('check-out', reservationId)}
        >
          {words.today.checkOut(leaving.length)}
        </Button>
      </div>
    )
  }
  if (inHouse.length > 0) {
    return (
      <div className={styles.act}>
        <Button size="large" wide icon={Printer} onClick={() => desk.openSlip(reservationId)}>
          {words.panel.slip}
        </Button>
      </div>
    )
  }
  return null
}

function MoreMenu({ sheet }: { readonly sheet: SheetView }) {
  const desk = useDesk()
  if (!sheet.reservationId) return null
  return (
    <Menu label={words.more} entries={entriesFor(sheet, sheet.reservationId, desk)} square size="low">
      <Icon of={Ellipsis} />
    </Menu>
  )
}

function entriesFor(sheet: SheetView, reservationId: string, desk: DeskActions): MenuEntry[] {
  const expected = sheet.stays.some((stay) => stay.status === 'expected')
  const inHouse = sheet.stays.some((stay) => stay.status === 'in-house')
  const live = expected || inHouse
  return [
    { id: 'edit', label: words.panel.edit, icon: Pencil, run: () => desk.openSheet({ reservationId }) },
    {
      id: 'slip',
      label: words.panel.slip,
      icon: Printer,
      disabled: sheet.pinCount === 0,
      run: () => desk.openSlip(reservationId),
    },
    {
      id: 'new-pin',
      label: words.panel.newPin,
      icon: KeyRound,
      disabled: !live || sheet.pinCount === 0,
      run: () =>
        desk.ask({
          kind: 'new-digits',
          reservationId,
          guest: guestLabel(sheet.guest?.name, sheet.reference),
          door: null,
        }),
    },
    {
      id: 'extend',
      label: words.panel.extend,
      icon: CalendarRange,
      disabled: !live,
      apart: true,
      run: () => desk.openChange('extend', reservationId),
    },
    {
      id: 'move',
      label: words.panel.move,
      icon: ArrowLeftRight,
      disabled: !live,
      run: () => desk.openChange('move', reservationId),
    },
    {
      id: 'out',
      label: words.panel.checkOut,
      icon: LogOut,
      disabled: !inHouse,
      run: () => desk.openChange('check-out', reservationId),
    },
    {
      id: 'cancel',
      label: words.panel.cancelBooking,
      icon: Ban,
      danger: true,
      disabled: !expected,
      apart: true,
      run: () => desk.openChange('cancel', reservationId),
    },
  ]
}
