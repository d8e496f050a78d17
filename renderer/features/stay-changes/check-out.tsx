import { useState } from 'react'
import { TimeField } from '../../components/field.tsx'
import { EmptyState } from '../../components/sheet.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { todayIn } from '../../desk/dates.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { ChangeForm, type ChangeProps } from './change-form.tsx'
import { StayTicks } from './stay-ticks.tsx'

export function CheckOut(props: ChangeProps) {
  const { zone } = useHouse()
  const depart = useOrder('checkOut.depart')
  const today = todayIn(zone)
  const inHouse = props.sheet.stays.filter((stay) => stay.status === 'in-house')
  const leaving = inHouse.filter((stay) => stay.departureDate <= today)
  const [ticked, setTicked] = useState(() => (leaving.length > 0 ? leaving : inHouse).map((stay) => stay.id))
  const [keepUntil, setKeepUntil] = useState('')
  const submit = () =>
    depart.mutate(
      {
        reservationId: props.reservationId,
        stayIds: ticked.length === inHouse.length ? null : ticked,
        keepUntil: keepUntil || null,
      },
      { onSuccess: (sheet) => props.onDone(words.change.said['check-out'](props.guest), sheet) },
    )
  return (
    <ChangeForm
      change={props}
      title={words.change.checkOutTitle(props.guest)}
      lead={words.change.checkOutLead(Math.max(1, ticked.length))}
      focusVerb
      verb={words.today.checkOut(Math.max(1, ticked.length))}
      ready={ticked.length > 0 && !depart.isPending}
      error={depart.error}
      onSubmit={submit}
    >
      {inHouse.length === 0 ? (
        <EmptyState title={words.change.nothingInHouse}>{null}</EmptyState>
      ) : (
        <StayTicks stays={inHouse} ticked={ticked} onTick={setTicked} />
      )}
      <TimeField
        label={words.change.keep}
        source={words.change.keepLabel}
        hint={words.change.keepHint}
        value={keepUntil}
        onTime={setKeepUntil}
      />
    </ChangeForm>
  )
}
