import { useState } from 'react'
import type { Bucket, CollisionView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { EmptyState, ErrorBanner, Skeleton } from '../../components/sheet.tsx'
import { useDesk } from '../../desk/actions.tsx'
import { mediumDay } from '../../desk/dates.ts'
import { useHotkeys } from '../../desk/hotkeys.ts'
import { channelName } from '../../desk/naming.ts'
import { useCollision, useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { CollisionMails, CollisionStays } from './collision-lists.tsx'
import styles from './intake.module.css'
import { useAssignment } from './use-assignment.ts'

/** Booking mails and stays of one day side by side: a click on a mail, then on its stays. */
export function CollisionDialog(props: { readonly bucket: Bucket; readonly onClose: () => void }) {
  const { data: view, error } = useCollision(props.bucket)
  const title = words.collision.title(channelName(props.bucket.channel), mediumDay(props.bucket.arrivalDate))
  const nothingLeft = error !== null && (error as DeskError).code === 'item-unknown'
  return (
    <DialogFrame size="wide" onClose={props.onClose}>
      {view && !nothingLeft ? (
        <Assigning view={view} title={title} onClose={props.onClose} />
      ) : (
        <>
          <DialogHead title={title} onClose={props.onClose} />
          <DialogBody>
            {nothingLeft ? (
              <EmptyState
                title={words.collision.empty}
                actions={<Button onClick={props.onClose}>{words.close}</Button>}
              >
                {words.collision.emptyLead}
              </EmptyState>
            ) : error ? (
              <ErrorBanner error={error as DeskError} />
            ) : (
              <Skeleton rows={5} />
            )}
          </DialogBody>
        </>
      )}
    </DialogFrame>
  )
}

function Assigning(props: { readonly view: CollisionView; readonly title: string; readonly onClose: () => void }) {
  const { view } = props
  const desk = useDesk()
  const work = useAssignment(view)
  const settle = useOrder('intake.settle')
  const [failed, setFailed] = useState<DeskError | null>(null)
  const joined = work.orders.filter((order) => order.reference !== null).length
  useHotkeys(
    Object.fromEntries(
      view.mails.slice(0, 9).map((mail, at) => [String(at + 1), () => work.choose(mail.reference)] as const),
    ),
  )
  const submit = () => {
    if (work.orders.length === 0 || settle.isPending) return
    setFailed(null)
    settle.mutate(
      { channel: view.channel, arrivalDate: view.arrivalDate, stays: work.orders },
      {
        onSuccess: ({ actionId }) => {
          props.onClose()
          desk.say({ text: words.collision.said(work.orders.length), actionId })
        },
        onError: setFailed,
      },
    )
  }
  return (
    <DialogForm onSubmit={submit}>
      <DialogHead title={props.title} detail={words.collision.lead} onClose={props.onClose} />
      <div className={styles.body}>
        {failed && (
          <div className={styles.failed}>
            <ErrorBanner error={failed} />
          </div>
        )}
        <CollisionMails view={view} chosen={work.chosen} assigned={work.assigned} onChoose={work.choose} />
        <CollisionStays view={view} chosen={work.chosen} assigned={work.assigned} onToggle={work.toggle} />
      </div>
      <DialogFoot>
        <span className="hint body13">{words.collision.keys}</span>
        <span className="grow" />
        {view.suggestions.length > 0 && (
          <Button size="large" onClick={work.takeSuggestions}>
            {words.collision.useSuggestions}
          </Button>
        )}
        <WayOut onClose={props.onClose} size="large">
          {words.collision.later}
        </WayOut>
        <Button look="primary" size="large" type="submit" aria-disabled={work.orders.length === 0 || settle.isPending}>
          {words.collision.save(joined)}
        </Button>
      </DialogFoot>
    </DialogForm>
  )
}
