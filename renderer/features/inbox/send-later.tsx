import { useState } from 'react'
import type { MessageView } from '../../../electron/contract/views.ts'
import { instantOfWallTime } from '../../../electron/contract/wall-time.ts'
import { Button } from '../../components/button.tsx'
import { DialogBody, DialogFoot, DialogForm, DialogFrame, DialogHead, WayOut } from '../../components/dialog.tsx'
import { DateField, TimeField } from '../../components/field.tsx'
import { useDesk, useHouse } from '../../desk/actions.tsx'
import { addDays, deskNow, toMillis } from '../../desk/clock.ts'
import { dayOf, timeOrDay, todayIn, wallTime } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './composer.module.css'

/** Asks for a day and a time of the property, and answers the instant. */
export function SendLaterDialog(props: {
  readonly title: string
  readonly from: string | null
  readonly busy: boolean
  readonly error: string | null
  readonly onClose: () => void
  readonly onSend: (sendAt: string) => void
}) {
  const { zone } = useHouse()
  const [day, setDay] = useState(() => (props.from ? dayOf(props.from, zone) : addDays(todayIn(zone), 1)))
  const [time, setTime] = useState(() => (props.from ? wallTime(props.from, zone) : '09:00'))
  const sendAt = instantOfWallTime(day, time, zone)
  const ahead = sendAt !== null && toMillis(sendAt) > deskNow()
  const submit = () => {
    if (sendAt && ahead && !props.busy) props.onSend(sendAt)
  }
  return (
    <DialogFrame size="small" onClose={props.onClose}>
      <DialogForm onSubmit={submit}>
        <DialogHead title={props.title} onClose={props.onClose} />
        <DialogBody>
          <p className="soft body13">{words.composer.laterLead}</p>
          <div className={styles.moment}>
            <DateField label={words.composer.day} value={day} min={todayIn(zone)} onDay={setDay} />
            <TimeField label={words.composer.time} value={time} onTime={setTime} />
          </div>
          <p className={styles.wrong} role="alert">
            {props.error ?? (ahead ? '' : words.composer.notFuture)}
          </p>
        </DialogBody>
        <DialogFoot>
          <span className="grow" />
          <WayOut onClose={props.onClose} />
          <Button look="primary" shortcut="Enter" type="submit" disabled={!ahead || props.busy}>
            {sendAt && ahead ? words.composer.laterVerb(timeOrDay(sendAt, zone)) : words.composer.later}
          </Button>
        </DialogFoot>
      </DialogForm>
    </DialogFrame>
  )
}

/** Another moment for a text that waits for its own. */
export function RescheduleDialog(props: { readonly message: MessageView; readonly onClose: () => void }) {
  const desk = useDesk()
  const { zone } = useHouse()
  const order = useOrder('inbox.reschedule')
  return (
    <SendLaterDialog
      title={words.composer.changeTitle}
      from={props.message.sendAt}
      busy={order.isPending}
      error={order.error?.message ?? null}
      onClose={props.onClose}
      onSend={(sendAt) =>
        order.mutate(
          { messageId: props.message.id, sendAt },
          {
            onSuccess: () => {
              props.onClose()
              desk.say({ text: words.thread.said.rescheduled(timeOrDay(sendAt, zone)), actionId: null })
            },
          },
        )
      }
    />
  )
}
