/** What the invented desk remembers: the sheets it wrote, and who listens. */
import type { DeskEvents } from '../../electron/contract/events.ts'
import type { SheetView } from '../../electron/contract/views.ts'
import { sheetFor } from './fixture-sheets.ts'

type Page = {
  latchkey?: unknown
  openScreen?: (event: DeskEvents['open']) => void
  /** A guest writes into an open conversation, and somebody at another desk. */
  guestTexts?: (conversationId: string, body: string) => void
  staffTexts?: (conversationId: string, author: string, body: string) => void
  inbox?: { readonly orders: readonly { name: string; input: unknown }[]; readonly sent: ReadonlyMap<string, string> }
  readonly location: { readonly search: string }
  readonly setTimeout: (run: () => void, delay: number) => unknown
}
export const page = globalThis as unknown as Page
export const NOW = '2026-11-21T15:12:20.000Z'

export class Refusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const sheets = new Map<string, SheetView>()
export const listeners = new Set<(event: { at: string }) => void>()
export const changed = () => {
  for (const listener of listeners) listener({ at: NOW })
}

export function open(id: string): SheetView {
  const sheet = sheets.get(id) ?? sheetFor(id)
  sheets.set(id, sheet)
  return sheet
}

/** Writes a sheet and tells the window, as the desk does. */
export function put(sheet: SheetView): SheetView {
  sheets.set(sheet.reservationId ?? sheet.feedStayId ?? '', sheet)
  page.setTimeout(changed, 10)
  return sheet
}

export const forget = (id: string) => sheets.delete(id)
export const left = (id: string) => sheets.get(id)?.stays.every((stay) => stay.status === 'departed') ?? false
export const arrived = (id: string | null) =>
  (id !== null && sheets.get(id)?.stays.some((stay) => stay.status === 'in-house')) ?? false
