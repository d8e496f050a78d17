import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { call } from '../../api.ts'
import { subjectOf, useDesk } from '../../desk/actions.tsx'
import type { Placed } from './due-row.ts'

/** What the button of a row does, and the keys that do the same. */
export function useRowVerbs() {
  const desk = useDesk()
  const client = useQueryClient()

  const checkIn = useCallback(
    ({ list, row }: Placed) => {
      const subject = subjectOf(row)
      if (subject && list === 'arrivals' && row.doneAt === null) desk.openSheet(subject)
    },
    [desk],
  )
  const checkOut = useCallback(
    ({ list, row }: Placed) => {
      if (row.reservationId && list !== 'arrivals' && row.doneAt === null)
        desk.openChange('check-out', row.reservationId)
    },
    [desk],
  )
  /** The row's own last action is taken back, not the desk's last one. */
  const undo = useCallback(
    async ({ row }: Placed) => {
      if (!row.reservationId) return
      const sheet = await client.fetchQuery({
        queryKey: ['reservation.open', row.reservationId],
        queryFn: () => call('reservation.open', { reservationId: row.reservationId as string }),
        staleTime: 0,
      })
      if (sheet.undo && /check-(in|out)/.test(sheet.undo.label)) desk.undo(sheet.undo.actionId)
    },
    [client, desk],
  )
  const run = useCallback(
    (placed: Placed) => {
      if (placed.row.doneAt !== null) return void undo(placed)
      if (placed.list === 'arrivals') return checkIn(placed)
      if (placed.list === 'departures') return checkOut(placed)
      desk.select(subjectOf(placed.row))
    },
    [undo, checkIn, checkOut, desk],
  )
  return useMemo(() => ({ checkIn, checkOut, run }), [checkIn, checkOut, run])
}
