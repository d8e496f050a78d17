import { useCallback, useState } from 'react'
import type { SheetView } from '../../../electron/contract/views.ts'

/** What was typed over what the desk knows. Only edits are kept, so that the rest stays as fresh as the desk. */
export type Edits = {
  readonly name?: string
  readonly phone?: string
  readonly email?: string
  readonly language?: string
  readonly note?: string
  readonly idSeen?: boolean
  readonly from?: string
  readonly until?: string
  readonly onlyFrom?: boolean
  /** A guest known from before, taken as this one. */
  readonly guestId?: string | null
  readonly ticks?: Readonly<Record<string, boolean>>
  readonly dismissed?: readonly string[]
}

/** A receptionist is interrupted: a sheet closed half-typed comes back as it was. Nothing of this leaves the window. */
const kept = new Map<string, Edits>()

export function useDraft(sheet: SheetView) {
  const key = sheet.reservationId ?? ''
  const [edits, setEdits] = useState<Edits>(() => kept.get(key) ?? {})
  const [resumed] = useState(() => kept.has(key))
  const edit = useCallback(
    (change: Edits) =>
      setEdits((before) => {
        const next = { ...before, ...change }
        kept.set(key, next)
        return next
      }),
    [key],
  )
  const forget = useCallback(() => {
    kept.delete(key)
    setEdits({})
  }, [key])
  return { edits, edit, forget, resumed, draft: draftOf(sheet, edits) }
}

export type Draft = ReturnType<typeof draftOf>

function draftOf(sheet: SheetView, edits: Edits) {
  const known = sheet.found.find((one) => one.guestId === edits.guestId)
  const ticked = sheet.stays.filter((stay) => edits.ticks?.[stay.id] ?? stay.offered)
  const lead =
    ticked[0] ?? sheet.stays.find((stay) => stay.status === 'expected' || stay.status === 'in-house') ?? sheet.stays[0]
  return {
    name: edits.name ?? sheet.guest?.name ?? known?.name ?? '',
    phone: edits.phone ?? sheet.guest?.phones[0] ?? '',
    email: edits.email ?? sheet.guest?.email ?? '',
    language: edits.language ?? sheet.guest?.language ?? 'en',
    note: edits.note ?? sheet.note,
    idSeen: edits.idSeen ?? sheet.guest?.idSeenAt != null,
    guestId: edits.guestId ?? null,
    from: edits.from ?? lead?.arrivalTime ?? sheet.defaults.checkInTime,
    until: edits.until ?? lead?.departureTime ?? sheet.defaults.checkOutTime,
    onlyFrom: edits.onlyFrom ?? false,
    ticked,
    lead,
    found: sheet.found.filter((one) => !edits.dismissed?.includes(one.guestId)),
  }
}
