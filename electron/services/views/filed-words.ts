/** Why a text stands where it stands, in plain words: from the rule kept with it (design.md 3.3). Pure. */
import type { Alternative, Message } from '../../../db/queries/messages.ts'
import type { RouteRule } from '../../domain/message.ts'
import type { PhasedStay } from '../../domain/stay-phase.ts'
import { isPageText } from '../conversations/index.ts'

/** The rule in a few words, for the line under a bubble. */
const shortWords: Record<RouteRule, string> = {
  'reserved-line': 'its own number',
  pin: 'pinned here',
  'current-stay': 'the only current stay',
  'near-stay': 'the only booking near',
  'last-wrote': 'where the desk last wrote',
  'same-reservation': 'first room of one booking',
  'latest-booking': 'most recent booking',
  general: 'no booking to go by',
  moved: 'moved by the desk',
}

export const routeWords = (message: Pick<Message, 'routeRule' | 'rosterUnknown' | 'settledBy'>): string => {
  if (message.routeRule === null) return ''
  if (message.rosterUnknown) return 'the number it came to is not known yet'
  if (message.routeRule === 'moved' && message.settledBy !== null) return `moved by ${message.settledBy}`
  return shortWords[message.routeRule]
}

export type FiledPlace = {
  /** "201", or null for the general conversation. */
  readonly unitKey: string | null
  /** The booking of each unit it may have been about, as it stood when the text came. */
  readonly candidates: readonly PhasedStay[]
  readonly alternatives: readonly string[]
}

/** The whole sentence of the context column. */
export function filedSentence(
  message: Pick<Message, 'direction' | 'routeRule' | 'rosterUnknown' | 'settledBy' | 'guess' | 'clientId'>,
  place: FiledPlace,
): string | null {
  if (message.routeRule === null) return null
  if (isPageText(message) && message.routeRule !== 'moved')
    return `Written on the guest page, under ${place.unitKey ?? 'no unit'}.`
  const also = place.alternatives.length === 0 ? '' : ` Also possible: ${place.alternatives.join(', ')}.`
  if (message.rosterUnknown)
    return 'Twilio has not said yet which of our numbers it came to. It is filed again as soon as it has.'
  const kept =
    message.settledBy === null || message.routeRule === 'moved' ? '' : ` ${message.settledBy} said that it is right.`
  return `${because(message.routeRule, message.settledBy, place)}${also}${kept}`
}

function because(rule: RouteRule, settledBy: string | null, place: FiledPlace): string {
  const unit = place.unitKey ?? 'the conversation without a unit'
  switch (rule) {
    case 'reserved-line':
      return `It came by the number that this guest has for ${unit} alone.${elsewhere(place)}`
    case 'pin':
      return `The desk pinned this guest's texts to ${unit}.`
    case 'current-stay':
      return `${unit} is the only unit this guest has now.`
    case 'near-stay':
      return `Not a current guest. The only booking from 7 days back to 30 days ahead is ${unit}.`
    case 'last-wrote':
      return `Several bookings fit. The desk last wrote in ${unit}, within 3 days before.`
    case 'same-reservation':
      return `One booking with several units. So: its first, ${unit}.`
    case 'latest-booking':
      return `${nothingCloser(place)} So: the most recent booking, ${unit}.`
    case 'general':
      return place.candidates.length === 0
        ? 'Nobody with this phone has a booking.'
        : 'Not a current guest, none due in 30 days, none left within 7. So: no unit.'
    case 'moved':
      return settledBy === null ? `Moved to ${unit} by the desk.` : `Moved to ${unit} by ${settledBy}.`
  }
}

const isCurrent = (one: PhasedStay): boolean => one.phase === 'current'

const nothingCloser = ({ candidates }: FiledPlace): string =>
  candidates.some(isCurrent)
    ? 'Several units are theirs now, and the desk wrote in none in the last 3 days.'
    : 'Not a current guest, several bookings near, and the desk wrote in none in the last 3 days.'

/** The number is one unit's, and the guest is now in another. */
const elsewhere = ({ candidates, alternatives }: FiledPlace): string =>
  alternatives.length > 0 && candidates.some(isCurrent) ? ' Another stay of theirs runs now.' : ''

/** The alternatives kept with a text; what cannot be read counts as none. */
export const alternativesOf = (message: Pick<Message, 'alternatives'>): readonly Alternative[] =>
  JSON.parse(message.alternatives) as readonly Alternative[]
