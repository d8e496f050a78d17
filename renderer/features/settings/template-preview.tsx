import { readTemplate, type TemplateField } from '../../../electron/contract/template-fields.ts'
import type { TodayRow } from '../../../electron/contract/views.ts'
import { useHouse } from '../../desk/actions.tsx'
import { mediumDay } from '../../desk/dates.ts'
import { guestLabel } from '../../desk/naming.ts'
import { useSettings, useToday } from '../../desk/queries.ts'
import { words } from '../../words/index.ts'
import styles from './templates.module.css'

const text = words.templates
type Values = Readonly<Record<TemplateField, string | null>>

/** What the fields hold for one party of today; null where nobody arrives or stays. */
function usePreview(): { readonly guest: string; readonly values: Values } | null {
  const { app } = useHouse()
  const house = useSettings().data?.house.property
  const today = useToday().data
  const row = [...(today?.arrivals ?? []), ...(today?.inHouse ?? [])].find((one) => one.guestName !== null)
  if (!row) return null
  return {
    guest: guestLabel(row.guestName, row.reference),
    values: {
      ...placesOf(row),
      guest: row.guestName,
      reference: row.reference,
      house: app.property?.name ?? null,
      address: house?.address || null,
      checkIn: app.property?.checkInTime ?? null,
      checkOut: app.property?.checkOutTime ?? null,
      doors: text.fieldNames.doors,
    },
  }
}

const placesOf = (row: TodayRow) => ({
  unit: row.units[0]?.unitName ?? null,
  units: row.units.map((unit) => unit.unitName).join(', ') || null,
  arrival: mediumDay(row.arrivalDate),
  departure: mediumDay(row.departureDate),
})

/** The text as a guest of today would get it: fields filled, what is empty or to be typed marked. */
export function TemplatePreview({ body }: { readonly body: string }) {
  const preview = usePreview()
  const { parts } = readTemplate(body)
  const empty = parts.flatMap((part) =>
    'field' in part && preview && !preview.values[part.field] ? [text.fieldNames[part.field]] : [],
  )
  if (body.trim() === '')
    return (
      <section className={styles.preview} aria-label={text.preview}>
        <p className="hint small">{text.previewNothing}</p>
      </section>
    )
  return (
    <section className={styles.preview} aria-label={text.preview}>
      <p className="hint small">{preview ? text.previewOf(preview.guest) : text.previewNobody}</p>
      <p className={styles.bubble} dir="auto">
        {parts.map((part, at) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
          if ('text' in part) return <span key={at}>{part.text}</span>
          const name = 'free' in part ? part.free : text.fieldNames[part.field]
          const value = 'free' in part ? null : (preview?.values[part.field] ?? null)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
            <mark key={at} className={value === null && preview ? styles.empty : styles.filled}>
              {value ?? name}
            </mark>
          )
        })}
      </p>
      {empty.length > 0 && <p className="hint small">{text.previewEmpty(empty.join(', '))}</p>}
    </section>
  )
}
