import { useState } from 'react'
import { Choice } from '../../components/choice.tsx'
import { DateField, TimeField } from '../../components/field.tsx'
import { addDays, nightsBetween } from '../../desk/clock.ts'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { ChangeForm, type ChangeProps } from './change-form.tsx'

const ALL = 'all'

export function ExtendStay(props: ChangeProps) {
  const { sheet } = props
  const extend = useOrder('reservation.extend')
  const live = sheet.stays.filter((stay) => stay.status === 'expected' || stay.status === 'in-house')
  const common = new Set(live.map((stay) => stay.departureDate)).size === 1
  const [stayId, setStayId] = useState(live.length > 1 && common ? ALL : (live[0]?.id ?? ALL))
  const stay = live.find((one) => one.id === stayId) ?? live[0]
  const before = stay?.departureDate ?? ''
  const timeBefore = stay?.departureTime ?? sheet.defaults.checkOutTime
  const [day, setDay] = useState(before)
  const [time, setTime] = useState(timeBefore)
  const nights = before && day ? nightsBetween(before, day) : 0
  const verb =
    nights > 0
      ? words.change.extend(nights)
      : nights < 0
        ? words.change.shorten(-nights)
        : time !== timeBefore
          ? words.change.newTime
          : words.change.noChange

  const submit = () =>
    extend.mutate(
      {
        reservationId: props.reservationId,
        stayId: stayId === ALL ? null : stayId,
        untilDate: day,
        untilTime: time === sheet.defaults.checkOutTime && timeBefore === time ? null : time,
        shorten: nights < 0 || (nights === 0 && time < timeBefore),
      },
      { onSuccess: (after) => props.onDone(words.change.said.extend(props.guest), after) },
    )
  const choose = (id: string) => {
    setStayId(id)
    const chosen = live.find((one) => one.id === id) ?? live[0]
    setDay(chosen?.departureDate ?? '')
    setTime(chosen?.departureTime ?? sheet.defaults.checkOutTime)
  }
  return (
    <ChangeForm
      change={props}
      title={words.change.extendTitle(props.guest)}
      lead={words.change.extendLead}
      verb={verb}
      ready={day !== '' && (nights !== 0 || time !== timeBefore) && !extend.isPending}
      error={extend.error}
      onSubmit={submit}
    >
      {live.length > 1 && (
        <Choice
          label={words.change.room}
          value={stayId}
          options={[
            ...(common ? [{ id: ALL, label: words.change.allRooms }] : []),
            ...live.map((one) => ({ id: one.id, label: one.unitName })),
          ]}
          onChoose={choose}
        />
      )}
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 }}>
        <DateField
          label={words.change.untilDay}
          value={day}
          min={stay ? addDays(stay.arrivalDate, 1) : ''}
          onDay={setDay}
        />
        <TimeField label={words.change.untilTime} value={time} onTime={setTime} />
      </div>
    </ChangeForm>
  )
}
