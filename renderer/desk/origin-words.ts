/** Whose word a field is, in words: "from the Booking.com calendar, 3 h ago; dates changed by Dana, 14:02". */
import type { FieldOrigin, Said, SheetView } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'
import { deskNow, toMillis } from './clock.ts'
import { shortTime, spanWords } from './dates.ts'
import { channelName } from './naming.ts'

/** How long ago within the last day, else the day. */
function when(instant: string, zone: string): string {
  const minutes = Math.floor((deskNow() - toMillis(instant)) / 60_000)
  if (minutes < 1) return words.origin.justNow
  return minutes < 24 * 60 ? words.origin.ago(spanWords(minutes)) : shortTime(instant, zone)
}

/** Null for what the program made up itself, as in the demo house. */
function from(said: Said | null, channel: string, zone: string): string | null {
  const name = said && words.origin.from[said.source]
  return said && name ? `${name(channelName(channel), said.by)}, ${when(said.at, zone)}` : null
}

const who = (said: Said) => words.origin.changedBy[said.source]?.() ?? said.by

/** One line for a stay: where it came from, and which of its fields somebody has changed since. */
export function stayOrigin(sheet: SheetView, stayId: string, zone: string): string | null {
  const fields = sheet.origins.filter((one) => one.stayId === stayId)
  const first = fields.find((one) => one.field === 'dates')?.first ?? null
  const changes = new Map<string, FieldOrigin[]>()
  for (const one of fields) {
    if (!one.changed) continue
    const key = `${who(one.changed)} ${one.changed.at}`
    changes.set(key, [...(changes.get(key) ?? []), one])
  }
  const parts = [
    from(first, sheet.channel, zone),
    ...[...changes.values()].map((group) => {
      const said = group[0]?.changed as Said
      return words.origin.changed(
        words.origin.and(group.map((one) => words.origin.fields[one.field])),
        who(said),
        when(said.at, zone),
      )
    }),
    referenceLine(fields, first, zone),
  ].filter((part) => part !== null)
  const line = parts.join('; ')
  return line === '' ? null : line.charAt(0).toUpperCase() + line.slice(1)
}

/** Only where the reference did not come with the stay itself. */
function referenceLine(fields: readonly FieldOrigin[], first: Said | null, zone: string): string | null {
  const said = fields.find((one) => one.field === 'reference')?.first ?? null
  if (!said || said.source === first?.source) return null
  const line = from(said, '', zone)
  return line && `${words.origin.fields.reference} ${line}`
}

/** Whose word a field of the guest is; null where nobody's is kept. */
export const guestOrigin = (sheet: SheetView, field: 'name' | 'phone' | 'email', zone: string): string | null =>
  from(sheet.origins.find((one) => one.stayId === null && one.field === field)?.first ?? null, sheet.channel, zone)
