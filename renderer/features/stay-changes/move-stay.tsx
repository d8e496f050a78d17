import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Choice } from '../../components/choice.tsx'
import { useHouse } from '../../desk/actions.tsx'
import { useOrder } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import { ChangeForm, type ChangeProps } from './change-form.tsx'

export function MoveStay(props: ChangeProps) {
  const { app } = useHouse()
  const move = useOrder('reservation.move')
  const live = props.sheet.stays.filter((stay) => stay.status === 'expected' || stay.status === 'in-house')
  const [from, setFrom] = useState(live[0]?.unitKey ?? '')
  const [to, setTo] = useState('')
  const taken = new Set(live.map((stay) => stay.unitKey))
  const free = app.units.filter((unit) => !taken.has(unit.key))
  const target = app.units.find((unit) => unit.key === to)
  // The warning is about one unit: another choice asks anew. Enter alone never goes past it.
  const warned = move.error?.code === 'former-code-live' && move.variables?.toUnit === to
  const submit = (despiteFormerCode = false) =>
    move.mutate(
      { reservationId: props.reservationId, fromUnit: from, toUnit: to, despiteFormerCode },
      { onSuccess: (sheet) => props.onDone(words.change.said.move(props.guest, target?.name ?? to), sheet) },
    )
  return (
    <ChangeForm
      change={props}
      title={words.change.moveTitle(props.guest)}
      lead={words.change.moveLead}
      verb={target ? words.change.move(target.name) : words.change.chooseUnit}
      ready={from !== '' && to !== '' && !move.isPending}
      error={move.error}
      errorActions={
        warned && (
          <Button look="danger" disabled={move.isPending} onClick={() => submit(true)}>
            {words.change.moveAnyway}
          </Button>
        )
      }
      onSubmit={() => submit()}
    >
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 12 }}>
        <Choice
          label={words.change.from}
          value={from}
          options={live.map((stay) => ({ id: stay.unitKey, label: stay.unitName }))}
          onChoose={setFrom}
        />
        <Choice
          label={words.change.to}
          value={to}
          options={[
            { id: '', label: words.change.chooseUnit },
            ...free.map((unit) => ({ id: unit.key, label: unit.name })),
          ]}
          onChoose={setTo}
        />
      </div>
    </ChangeForm>
  )
}
