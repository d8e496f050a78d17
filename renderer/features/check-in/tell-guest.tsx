import { Check, MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { StateLine } from '../../components/code-state.tsx'
import { useOrder } from '../../desk/queries.ts'
import { useKeepFocus } from '../../desk/use-keep-focus.ts'
import { words } from '../../words/index.ts'
import styles from './check-in.module.css'

/** Sends the doors and PINs to the guest's phone; a second time only when it is said again. */
export function TellGuest(props: { readonly reservationId: string; readonly hasPhone: boolean }) {
  const tell = useOrder('inbox.tell')
  const [before, setBefore] = useState(false)
  const [sent, setSent] = useState(false)
  const run = () => {
    if (tell.isPending) return
    tell.mutate(
      { reservationId: props.reservationId, kind: 'codes', again: before },
      {
        onSuccess: () => setSent(true),
        onError: (error) => setBefore(error.code === 'already-sent'),
      },
    )
  }
  const place = useKeepFocus<HTMLSpanElement>()
  return (
    <span className={styles.tell} ref={place} tabIndex={-1} role="status">
      {sent ? (
        <StateLine icon={Check} tone="ok" large>
          {words.write.sentToGuest}
        </StateLine>
      ) : (
        <>
          {tell.error && (
            <span className="soft body13">{before ? words.thread.toldBefore.codes : tell.error.message}</span>
          )}
          <Button
            size="large"
            icon={MessageSquare}
            disabled={!props.hasPhone}
            title={props.hasPhone ? undefined : words.write.noPhone}
            onClick={run}
          >
            {before ? words.thread.sendAgain : words.write.sendToGuest}
          </Button>
        </>
      )}
    </span>
  )
}
