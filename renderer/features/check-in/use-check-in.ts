import { useState } from 'react'
import type { SheetStay, SheetView } from '../../../electron/contract/views.ts'
import type { DeskError } from '../../api.ts'
import { useOrder } from '../../desk/queries.ts'
import type { Draft, Edits } from './use-draft.ts'

/** Stays that share their times are set together; what was not typed stays as it is. */
function timeGroups(stays: readonly SheetStay[], edits: Edits) {
  const groups = new Map<string, { arrivalTime: string | null; departureTime: string | null; stayIds: string[] }>()
  for (const stay of stays) {
    const arrivalTime = edits.from ?? stay.arrivalTime
    const departureTime = edits.until ?? stay.departureTime
    if (arrivalTime === stay.arrivalTime && departureTime === stay.departureTime) continue
    const key = `${arrivalTime} ${departureTime}`
    const group = groups.get(key) ?? { arrivalTime, departureTime, stayIds: [] }
    group.stayIds.push(stay.id)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Saves guest, times and rooms in this order, so that a refusal of one keeps what came before it. */
export function useCheckIn(sheet: SheetView, draft: Draft, edits: Edits) {
  const describe = useOrder('reservation.describe')
  const setTimes = useOrder('reservation.setTimes')
  const arrive = useOrder('checkIn.arrive')
  const [problem, setProblem] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const reservationId = sheet.reservationId ?? ''

  const usual = (time: string | null, usualTime: string) => (time === usualTime ? null : time)

  async function save() {
    const { name, phone, email, language, guestId } = draft
    await describe.mutateAsync({
      reservationId,
      guest: { name: name.trim(), phone: phone.trim(), email: email.trim(), language, guestId },
      note: draft.note,
      idSeen: draft.idSeen,
    })
    const stays =
      draft.ticked.length > 0
        ? draft.ticked
        : sheet.stays.filter((stay) => stay.status === 'expected' || stay.status === 'in-house')
    for (const group of timeGroups(stays, edits)) {
      await setTimes.mutateAsync({
        reservationId,
        stayIds: group.stayIds,
        arrivalTime: usual(group.arrivalTime, sheet.defaults.checkInTime),
        departureTime: usual(group.departureTime, sheet.defaults.checkOutTime),
      })
    }
  }

  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    setProblem(null)
    try {
      await work()
      return true
    } catch (failure) {
      setProblem(failure as DeskError)
      return false
    } finally {
      setBusy(false)
    }
  }

  const checkIn = (despiteFormerCode: boolean) =>
    run(async () => {
      await save()
      await arrive.mutateAsync({
        reservationId,
        stayIds: draft.ticked.map((stay) => stay.id),
        fromTime: draft.onlyFrom ? draft.from : null,
        despiteFormerCode,
      })
    })

  return { checkIn, saveOnly: () => run(save), busy, problem }
}
