/** Questions that a manager can answer by text are texted once, where the house wishes that: one text a day of arrival. */
import { noteTexted, textedAttention } from '../../../db/queries/attention.ts'
import { readReservation, readStay } from '../../../db/queries/bookings.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import { ourNumbers } from '../../../db/queries/lines.ts'
import type { Failure } from '../../domain/failure.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { type CalendarDate, minutes } from '../../domain/time.ts'
import { attentionItems, type Item, numberOf } from '../attention/index.ts'
import { audit, type Caller, type Desk, program, transact, type Work } from '../desk/index.ts'
import { collisionView } from '../mail/index.ts'
import { queueReply } from '../staff-replies/index.ts'
import { answerable } from './alerts.ts'
import { asciiOf, dayOf, nightsOf, nightsWords, roomOf } from './stay-words.ts'

const setting = 'manager-alerts'
/** What opens together is told together. */
const settlesForMs = minutes(1)
const mostReferences = 5
const mostRooms = 10

/** Whether managers are texted of open questions; they are not unless somebody said so. */
export const managerAlerts = (desk: Desk): boolean => readSetting(desk.store.read, setting) === true

export const setManagerAlerts = (desk: Desk, caller: Caller, on: boolean): Result<{ readonly on: boolean }, Failure> =>
  transact(desk, caller, (work) => {
    if (managerAlerts(desk) !== on) {
      writeSetting(work.db, setting, on)
      audit(work, 'manager-alerts.set', {}, { on })
    }
    return ok({ on })
  })

/** Answers how many texts were written. */
export function alertManagers(desk: Desk): number {
  if (!managerAlerts(desk) || ourNumbers(desk.store.read).length === 0) return 0
  const done = transact(desk, program, (work) => ok(writeAlerts(work)))
  return done.ok ? done.value : 0
}

function writeAlerts(work: Work): number {
  const managers = work.house.staff.flatMap(({ role, phone }) => (role === 'manager' && phone !== null ? [phone] : []))
  const texted = textedAttention(work.db)
  const fresh = attentionItems(work.desk).filter(
    (item) =>
      (answerable.has(item.kind) || item.kind === 'double-booking') &&
      !texted.has(numberOf(item)) &&
      work.now - item.openedAt >= settlesForMs,
  )
  if (managers.length === 0 || fresh.length === 0) return 0
  const byDay = Map.groupBy(fresh, (item) => staysOf(work, item)[0]?.arrivalDate ?? '')
  const texts = [...byDay.values()].flatMap((items) => inTexts(work, items))
  for (const { items, body } of texts) {
    const key = `alert:${items.map((item) => item.id).join(',')}`
    for (const phone of managers)
      queueReply(work, { key: `${key}:${phone}`, phone, number: null, conversationSid: null, body })
    for (const item of items) noteTexted(work.db, numberOf(item), work.now)
  }
  return texts.length * managers.length
}

/** Twilio refuses what is longer than 1,600 letters. */
const longestText = 1_000

/** As few texts as hold them all, each whole. */
function inTexts(
  work: Work,
  items: readonly Item[],
): readonly { readonly items: readonly Item[]; readonly body: string }[] {
  const texts: { items: Item[]; body: string }[] = []
  for (const item of items) {
    const words = asciiOf(alertWords(work, item)).slice(0, longestText)
    const last = texts.at(-1)
    if (last === undefined || last.body.length + 1 + words.length > longestText)
      texts.push({ items: [item], body: words })
    else {
      last.items.push(item)
      last.body += `\n${words}`
    }
  }
  return texts
}

/** In the order of the rooms. */
function staysOf(work: Work, { stayIds, stayId }: Item): readonly Stay[] {
  const ids = stayIds.length > 0 ? stayIds : stayId === null ? [] : [stayId]
  const place = (stay: Stay): number => work.house.units.findIndex((unit) => unit.id === stay.unitId)
  return ids.flatMap((id) => readStay(work.db, id) ?? []).sort((left, right) => place(left) - place(right))
}

/** The day, the references and the rooms with their nights, and what to reply. Never a guest's name. */
function alertWords(work: Work, item: Item): string {
  const stays = staysOf(work, item)
  const [first] = stays
  const rooms = short(
    stays.map((stay) => `${roomOf({ work }, stay.unitId)} (${nightsWords(nightsOf(stay))})`),
    mostRooms,
  )
  const start = `${item.id} ${first === undefined ? '' : `${dayOf(first.arrivalDate)}: `}`
  switch (item.kind) {
    case 'mail-group': {
      const reservation = item.reservationId === null ? null : readReservation(work.db, item.reservationId)
      return `${start}is ${reservation?.reference ?? 'one booking'} ${rooms}? Reply OK ${item.id}, or the right refs: "REF: 1-2" a line each.`
    }
    case 'mail-collision':
      return `${start}refs ${short(referencesOf(work, item), mostReferences)}; rooms ${rooms}. Reply "REF: 1-2" (room-nights), a line each.`
    case 'mail-missing':
      return `${start}no booking mail for ${rooms}. Reply ${stays.length === 1 ? `"${item.id} REF"` : '"REF: 1-2" (room-nights), a line each'}.`
    default:
      return `${item.id} ${item.title} ${item.detail}`
  }
}

const short = (words: readonly string[], most: number): string =>
  words.length > most ? `${words.slice(0, most).join(', ')} and ${words.length - most} more` : words.join(', ')

function referencesOf(work: Work, item: Item): readonly string[] {
  const opening = item.opens.find((one) => one.what === 'collision')
  const view =
    opening === undefined
      ? null
      : collisionView(work.desk, { channel: opening.channel, arrivalDate: opening.arrivalDate as CalendarDate })
  return view?.ok ? view.value.mails.map((mail) => mail.reference) : []
}
