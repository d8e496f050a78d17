import { CircleQuestionMark, Clock, Ellipsis, Eye, Link2, Link2Off, QrCode, Send, Smartphone } from 'lucide-react'
import type { GuestPageView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { Icon } from '../../components/icon.tsx'
import { Menu, type MenuEntry } from '../../components/menu.tsx'
import styles from '../../components/panel.module.css'
import { ErrorBanner } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useGuestPage, useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'

const text = words.guestPage

const looks = {
  none: { icon: Link2, tone: 'idle' },
  sent: { icon: Link2, tone: 'plain' },
  'handed-over': { icon: Link2, tone: 'plain' },
  opened: { icon: Smartphone, tone: 'plain' },
  waiting: { icon: CircleQuestionMark, tone: 'wait' },
  'checked-in': { icon: Smartphone, tone: 'ok' },
} as const

/** How far this party is on its page, and what the desk can do with it. */
export function GuestPagePart({
  reservationId,
  hasPhone,
}: {
  readonly reservationId: string
  readonly hasPhone: boolean
}) {
  const { data: page } = useGuestPage(reservationId)
  if (!page) return null
  const { state, noLink } = page
  // A house without guest pages, and a booking that is over, say nothing of them.
  if (state === 'none' && noLink !== null && noLink.code !== 'no-public-address') return null
  return (
    <section>
      <h3>{text.title}</h3>
      <Facts page={page} />
      <Acts page={page} hasPhone={hasPhone} />
    </section>
  )
}

function Facts({ page }: { readonly page: GuestPageView }) {
  const { zone } = useHouse()
  const desk = useDesk()
  const { state, at, checkIn, photos, waiting, reservationId } = page
  const { icon, tone } = looks[state]
  const unseen = photos.filter((photo) => photo.reviewedAt === null)
  const [last] = photos.toReversed()
  return (
    <>
      <div className={styles.line}>
        <StateLine icon={icon} tone={tone}>
          {text.states[state](at === null ? '' : timeOrDay(at, zone))}
        </StateLine>
        {waiting.length > 0 && (
          <span className={styles.end}>
            <Button size="low" look="teal" onClick={() => desk.openGuestPage('approval', reservationId)}>
              {text.lookAt}
            </Button>
          </span>
        )}
      </div>
      {checkIn && <p className={styles.origin}>{text.consent(timeOrDay(checkIn.consentAt, zone))}</p>}
      {checkIn?.comesAt && (
        <div className={styles.line}>
          <Icon of={Clock} />
          <span>{text.comes(checkIn.comesAt)}</span>
        </div>
      )}
      {last && (
        <div className={styles.line}>
          <span className="cut">
            {text.photos(photos.length)},{' '}
            <span className="hint">
              {unseen.length > 0 || last.reviewedAt === null
                ? text.notLookedAt
                : text.lookedAtBy(last.reviewedBy ?? '', timeOrDay(last.reviewedAt, zone))}
            </span>
          </span>
          <span className={styles.end}>
            <Button
              size="low"
              look={unseen.length > 0 ? 'teal' : undefined}
              onClick={() => desk.openGuestPage('photos', reservationId)}
            >
              {photos.length > 1 ? text.lookAtThem : text.lookAt}
            </Button>
          </span>
        </div>
      )}
    </>
  )
}

function Acts({ page, hasPhone }: { readonly page: GuestPageView; readonly hasPhone: boolean }) {
  const desk = useDesk()
  const send = useOrder('guestPage.sendLink')
  const { reservationId, noLink, openLinks } = page
  const over = noLink?.code === 'not-expected'
  const menu: MenuEntry[] = [
    { id: 'preview', label: text.preview, icon: Eye, run: () => desk.openGuestPage('preview', reservationId) },
    {
      id: 'close',
      label: text.close(openLinks),
      icon: Link2Off,
      danger: true,
      disabled: openLinks === 0,
      apart: true,
      run: () => desk.openGuestPage('close', reservationId),
    },
  ]
  if (over) return null
  return (
    <>
      {noLink && <p className={styles.origin}>{noLink.message}</p>}
      {send.error && <ErrorBanner error={send.error} />}
      <div className={styles.answer}>
        {!noLink && (
          <>
            <Button
              size="low"
              icon={Send}
              disabled={!hasPhone}
              aria-disabled={send.isPending || undefined}
              onClick={() =>
                send.isPending ||
                send.mutate({ reservationId }, { onSuccess: () => desk.say({ text: text.sent, actionId: null }) })
              }
            >
              {text.send}
            </Button>
            <Button size="low" icon={QrCode} onClick={() => desk.openGuestPage('link', reservationId)}>
              {text.showQr}
            </Button>
          </>
        )}
        <Menu label={`${words.more}: ${text.title}`} entries={menu} square size="low">
          <Icon of={Ellipsis} />
        </Menu>
      </div>
    </>
  )
}
