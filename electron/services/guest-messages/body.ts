/** The texts the program writes, in the guest's language and the property's time. PINs stand in them as placeholders. */
import type { Reservation } from '../../../db/queries/bookings.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import { plannedArrival } from '../../domain/access-window.ts'
import type { TellingNews, ToldDoor } from '../../domain/guest-message.ts'
import { pinPlaceholder } from '../../domain/message-pins.ts'
import type { Stay } from '../../domain/stay.ts'
import { wallTimeOf } from '../../domain/time.ts'
import { dayInWords, type SlipWords, validityInWords, wordsFor } from '../printing/index.ts'
import { textWordsFor } from './words/index.ts'
import type { TextWords } from './words/text-words.ts'

/** For whom a text is written. */
export type Addressee = {
  readonly house: House
  readonly reservation: Reservation
  /** Null while the guest is nameless. */
  readonly guestName: string | null
  readonly language: string
}

const said = (to: Addressee, write: (words: TextWords, days: SlipWords) => readonly (string | null)[]): string => {
  const words = textWordsFor(to.language)
  const name = to.guestName?.trim() ?? ''
  // The names of days come from the slip's words, which speak the same languages.
  const [opening, ...lines] = write(words, wordsFor(words.language)[0]!).filter((line) => line !== null)
  return [`${words.greeting(name === '' ? null : name)} ${opening}`, ...lines].join('\n')
}

const listed = (names: readonly string[], words: TextWords): string => {
  const each = [...new Set(names)]
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} ${words.and} ${each.at(-1)}`
}

/** A unit's own door says whose it is where its name does not. */
function doorName({ units }: House, door: Door): string {
  const [unit, ...others] = units.filter((one) => one.doorIds.includes(door.id))
  const isOwn = unit !== undefined && others.length === 0 && !door.shared
  return isOwn && !door.name.includes(unit.name) ? `${unit.name} (${door.name})` : door.name
}

/** The doors and how they open; equal digits over equal times are said once. Doors that the house no longer has are left out. */
export function doorLines(to: Addressee, doors: readonly ToldDoor[]): readonly string[] {
  const words = textWordsFor(to.language)
  const days = wordsFor(words.language)[0]!
  const { timeZone } = to.house.property
  const named = doors.flatMap((told) => {
    const door = to.house.doors.find((one) => one.id === told.doorId)
    return door === undefined ? [] : [{ told, name: doorName(to.house, door) }]
  })
  const groups = new Map<string, { readonly told: ToldDoor; readonly names: string[] }>()
  for (const { told, name } of named) {
    const key = told.how === 'pin' ? `${told.mac} ${told.startsAt} ${told.endsAt}` : told.how
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { told, names: [name] })
    else group.names.push(name)
  }
  const order = ['pin', 'key', 'pending']
  return [...groups.values()]
    .sort((left, right) => order.indexOf(left.told.how) - order.indexOf(right.told.how))
    .map(({ told, names }) => {
      const which = listed(names, words)
      if (told.how === 'key') return words.key(which)
      if (told.how === 'pending' || told.codeId === null) return words.pending(which)
      const [from, until] = validityInWords(told, timeZone, days)
      return `${which}: ${pinPlaceholder(told.codeId)}, ${from} ${until}.`
    })
}

/** `page`: named by the first text alone, where it is served. */
export function doorsBody(to: Addressee, news: TellingNews, doors: readonly ToldDoor[], page: PageLink | null): string {
  const body = said(to, (words) => {
    const { name } = to.house.property
    const opening = { first: words.first(name), more: words.more(name), digits: words.digits, times: words.times }
    return [opening[news], ...doorLines(to, doors)]
  })
  return news === 'first' ? withPage(to, body, page) : body
}

/** Twilio takes 1600 characters, the prefix of a shared line included. */
const longestBody = 1500

/** How a text names the party's page: what stands for its address at rest, and how long the address is. */
export type PageLink = { readonly placeholder: string; readonly letters: number }

/** Every text says all it has to say without the page: where the address does not fit, it goes without. */
function withPage(to: Addressee, body: string, page: PageLink | null): string {
  if (page === null) return body
  const lead = `\n${textWordsFor(to.language).page} `
  return body.length + lead.length + Math.max(page.letters, page.placeholder.length) > longestBody
    ? body
    : `${body}${lead}${page.placeholder}`
}

/** As many of the doors as fit one text, the first ones; the others are told next. */
export function fittingDoors(
  to: Addressee,
  news: TellingNews,
  doors: readonly ToldDoor[],
  page: PageLink | null,
): { readonly doors: readonly ToldDoor[]; readonly body: string } {
  const body = doorsBody(to, news, doors, page)
  return body.length <= longestBody || doors.length < 2
    ? { doors, body }
    : fittingDoors(to, news, doors.slice(0, Math.ceil(doors.length / 2)), page)
}

/** The page and nothing else, at the desk's word. */
export const pageBody = (to: Addressee, page: PageLink): string =>
  said(to, (words) => [words.pageOf(to.house.property.name), page.placeholder])

/** `stays`: those still to come or in house, in the order of arrival. */
export const welcomeBody = (to: Addressee, stays: readonly Stay[], page: PageLink | null): string => {
  const body = said(to, (words, days) => {
    const { property, units } = to.house
    const [first] = stays
    const coming = first !== undefined && first.status === 'expected'
    const at = first === undefined ? null : plannedArrival(first, property)
    const thatDay = stays.filter((stay) => stay.status === first?.status && stay.arrivalDate === first.arrivalDate)
    const theirs = thatDay.map((stay) => units.find((unit) => unit.id === stay.unitId)?.name ?? '')
    return [
      words.welcome(property.name),
      coming && at !== null
        ? words.expected(
            listed(theirs, words),
            dayInWords(at, property.timeZone, days, false),
            wallTimeOf(at, property.timeZone),
          )
        : null,
      coming ? words.codesFollow : null,
      words.questions,
    ]
  })
  return withPage(to, body, page)
}

export const cancelledBody = (to: Addressee, hadDoors: boolean): string =>
  said(to, (words) => [
    words.cancelled(to.house.property.name, to.reservation.reference),
    hadDoors ? words.codesEnd : null,
    words.wrong,
  ])
