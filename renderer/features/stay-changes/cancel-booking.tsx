import { useState } from 'react'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { ChangeForm, type ChangeProps } from './change-form.tsx'
import { StayTicks } from './stay-ticks.tsx'

export function CancelBooking(props: ChangeProps) {
  const cancel = useOrder('reservation.cancel')
  const expected = props.sheet.stays.filter((stay) => stay.status === 'expected')
  const inHouse = props.sheet.stays.some((stay) => stay.status === 'in-house')
  const [ticked, setTicked] = useState(() => expected.map((stay) => stay.id))
  const lead = words.change.cancelLead(expected.length)
  const submit = () =>
    cancel.mutate(
      // With somebody in house the desk wants the rooms named.
      { reservationId: props.reservationId, stayIds: ticked.length === expected.length && !inHouse ? null : ticked },
      { onSuccess: (sheet) => props.onDone(words.change.said.cancel(props.guest), sheet) },
    )
  return (
    <ChangeForm
      change={props}
      title={words.change.cancelTitle(props.guest)}
      lead={inHouse ? `${lead} ${words.change.cancelInHouse}` : lead}
      verb={words.change.cancelVerb(ticked.length)}
      look="dangerFill"
      wayOut={words.change.keepBooking}
      ready={ticked.length > 0 && !cancel.isPending}
      error={cancel.error}
      onSubmit={submit}
    >
      <StayTicks stays={expected} ticked={ticked} onTick={setTicked} />
    </ChangeForm>
  )
}
