import type { GuestPageView } from '../../../electron/contract/views.ts'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogHead, WayOut } from '../../components/dialog.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { EmptyState, ErrorBanner } from '../../components/sheet.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { timeOrDay } from '../../desk/dates.ts'
import { useGuestPage, useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './guest-pages.module.css'
import type { MatterProps } from './matter.ts'

const text = words.guestPage

/** What somebody wrote who showed only the dates, and whether to let them in. */
export function Approval(props: MatterProps) {
  const answer = useGuestPage(props.reservationId)
  return (
    <Loaded answer={answer} rows={3}>
      {(page) => <Written {...props} page={page} />}
    </Loaded>
  )
}

function Written({ page, guest, onClose }: MatterProps & { readonly page: GuestPageView }) {
  const { zone } = useHouse()
  const desk = useDesk()
  const decide = useOrder('guestPage.decide')
  const [one] = page.waiting
  if (one === undefined)
    return (
      <>
        <DialogHead title={text.approvalTitle(guest)} onClose={onClose} />
        <DialogBody>
          <EmptyState title={text.nobody} actions={<Button onClick={onClose}>{words.close}</Button>}>
            {text.nobodyLead}
          </EmptyState>
        </DialogBody>
      </>
    )
  const answer = (letIn: boolean) => {
    if (decide.isPending) return
    decide.mutate(
      { checkInId: one.id, letIn },
      {
        onSuccess: () => {
          desk.say({ text: letIn ? text.letInSaid(guest) : text.turnedAwaySaid, actionId: null })
          // Another phone of the same booking may wait: it is asked next.
          if (page.waiting.length === 1) onClose()
        },
      },
    )
  }
  const facts = [
    [text.wroteName, one.name],
    [text.wrotePhone, one.phone],
    [text.wroteEmail, one.email],
    [text.wroteComes, one.comesAt ?? ''],
    [text.wroteAt, timeOrDay(one.at, zone)],
  ] as const
  return (
    <DialogForm onSubmit={() => answer(true)}>
      <DialogHead
        title={text.approvalTitle(guest)}
        detail={page.waiting.length > 1 ? text.oneOf(page.waiting.length) : undefined}
        onClose={onClose}
      />
      <DialogBody>
        {decide.error && <ErrorBanner error={decide.error} />}
        <p className="soft body13">{text.approvalLead}</p>
        <dl className={styles.facts} aria-label={text.wrote}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={value ? '' : 'hint'} data-copy>
                <bdi>{value || text.nothing}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        <p className="hint body13">{text.letInLead}</p>
      </DialogBody>
      <DialogFoot>
        <Button look="danger" onClick={() => answer(false)} aria-disabled={decide.isPending || undefined}>
          {text.turnAway}
        </Button>
        <span className="grow" />
        <WayOut onClose={onClose}>{text.later}</WayOut>
        <Button look="primary" type="submit" aria-disabled={decide.isPending || undefined}>
          {text.letIn}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
