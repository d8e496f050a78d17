/** What booking mail leaves to people, and a mailbox that cannot be read. */
import { readStay } from '../../../db/queries/bookings.ts'
import { hurryMailboxes, readMailboxState } from '../../../db/queries/mails.ts'
import { dayWords, momentWords } from '../../domain/day-words.ts'
import type { Failure } from '../../domain/failure.ts'
import type { StayId } from '../../domain/ids.ts'
import { isMailboxFault, mailboxFaultText } from '../../domain/mailbox-fault.ts'
import { ok, type Result } from '../../domain/result.ts'
import { hours } from '../../domain/time.ts'
import type { Caller, Desk } from '../desk/index.ts'
import { mailboxAccount, mailboxSettings } from '../house/index.ts'
import { sayNotTheirs, sayTheirs } from '../intake/index.ts'
import {
  cancelBooking,
  giveToHeir,
  inbox,
  type MailQuestion,
  mailQuestions,
  putMailsAside,
  settleCollision,
} from '../mail/index.ts'
import { type Cause, cause, leaveIt, unitNameOf, type World } from './cause.ts'

export const mailCauses = (world: World): readonly Cause[] => [
  ...mailQuestions(world).map((question) => causeOf(world, question)),
  ...failingMailbox(world),
]

type Of<Kind extends MailQuestion['is']> = Extract<MailQuestion, { is: Kind }>

function causeOf(world: World, question: MailQuestion): Cause {
  switch (question.is) {
    case 'ask-group':
      return group(world, question)
    case 'ask-collision':
      return collision(world, question)
    case 'ask-missing':
      return missing(world, question)
    case 'ask-unmatched':
      return unmatched(world, question)
    case 'ask-cancelled':
      return cancelled(world, question)
    case 'ask-doubtful':
      return doubtful(world, question)
  }
}

const channelWords: ReadonlyMap<string, string> = new Map([
  ['booking.com', 'Booking.com'],
  ['airbnb', 'Airbnb'],
  ['vrbo', 'Vrbo'],
  ['expedia', 'Expedia'],
])
const channelName = (channel: string | null): string => channelWords.get(channel ?? '') ?? channel ?? 'a channel'

/** More than so many are counted: a person compares them on a screen of their own. */
const roomsNamed = 6

/** `Room 1 until Fri 12 June`, one a stay. */
function roomWords(world: World, ids: readonly StayId[]): string {
  const stays = ids.slice(0, roomsNamed).flatMap((id) => readStay(world.db, id) ?? [])
  const named = stays.map((stay) => `${unitNameOf(world, stay.unitId)} until ${dayWords(stay.departureDate)}`)
  return [...named, ...(ids.length > roomsNamed ? [`${ids.length - roomsNamed} more`] : [])].join(', ')
}

const idsOf = (stays: readonly { readonly id: StayId }[]): readonly StayId[] => stays.map((stay) => stay.id)
const emptied = (result: Result<unknown, Failure>): Result<null, Failure> => (result.ok ? ok(null) : result)

function group(world: World, { bucket, reference, stays, reservationId }: Of<'ask-group'>): Cause {
  const stayIds = idsOf(stays)
  const answer = { reservationId, stayIds }
  return cause({
    kind: 'mail-group',
    cause: `mail-group ${bucket.channel} ${bucket.arrivalDate} ${reference} ${[...stayIds].sort().join(' ')}`,
    tone: 'question',
    title: `Is ${stayIds.length === 1 ? 'this stay' : `all this one booking`} of ${dayWords(bucket.arrivalDate)}: ${reference}?`,
    detail: `${roomWords(world, stayIds)}. One booking mail of ${channelName(bucket.channel)} fits. With OK they are one party and their codes are planned; until then nobody gets a code for ${stayIds.length === 1 ? 'it' : 'them'}.`,
    reservationId,
    stayId: stayIds[0] ?? null,
    stayIds,
    actions: [
      { key: 'ok', label: 'OK, one booking' },
      { key: 'not', label: 'No' },
    ],
    act: (desk, caller, action) => emptied((action === 'ok' ? sayTheirs : sayNotTheirs)(desk, caller, answer)),
  })
}

const whyWords = {
  several: 'Several booking mails and calendars name this day, so nothing was guessed.',
  nights: 'There is one booking mail, but the stays have different nights, so they were not joined.',
  unsure: 'It is not known when these stays came to the channel, so nothing was guessed.',
  held: 'Somebody said before which booking is not theirs, so nothing was guessed.',
} as const

function collision(world: World, { bucket, why, bookings, stays }: Of<'ask-collision'>): Cause {
  const stayIds = idsOf(stays)
  const references = bookings.map((booking) => booking.reference)
  const [only] = references
  const single = references.length === 1 && only !== undefined
  return cause({
    kind: 'mail-collision',
    cause: `mail-collision ${bucket.channel} ${bucket.arrivalDate}`,
    tone: 'question',
    title: `Which booking is which room? ${channelName(bucket.channel)}, arrivals of ${dayWords(bucket.arrivalDate)}.`,
    detail: `${whyWords[why]} ${single ? 'Booking' : 'Bookings'}: ${references.slice(0, 8).join(', ')}${references.length > 8 ? ` and ${references.length - 8} more` : ''}. Rooms: ${roomWords(world, stayIds)}.`,
    stayId: stayIds[0] ?? null,
    stayIds,
    actions: single
      ? [{ key: 'all', label: stayIds.length === 1 ? `It is ${only}` : `All are ${only}` }, leaveIt]
      : [leaveIt],
    opens: [{ what: 'collision', label: 'Compare', ...bucket }],
    act: single
      ? (desk, caller) =>
          emptied(
            settleCollision(desk, caller, { assignments: stayIds.map((stayId) => ({ stayId, reference: only })) }),
          )
      : null,
  })
}

function missing(world: World, { bucket, stays }: Of<'ask-missing'>): Cause {
  const stayIds = idsOf(stays)
  return cause({
    kind: 'mail-missing',
    cause: `mail-missing ${bucket.channel} ${bucket.arrivalDate} ${[...stayIds].sort().join(' ')}`,
    tone: 'question',
    title: `No booking mail has come for ${roomWords(world, stayIds)}, arriving ${dayWords(bucket.arrivalDate)}.`,
    detail: `The ${channelName(bucket.channel)} calendar has it and the mailbox was read since. It may be a closure of yours; otherwise look the booking up at the channel and give the stay its reference.`,
    stayId: stayIds[0] ?? null,
    stayIds,
    actions: [leaveIt],
  })
}

const aside =
  (ids: readonly string[]) =>
  (desk: Desk, caller: Caller): Result<null, Failure> =>
    putMailsAside(desk, caller, ids)
const nothingToDo = { key: 'done', label: 'Nothing to do' } as const

const unmatched = (world: World, { bucket, booking }: Of<'ask-unmatched'>): Cause =>
  cause({
    kind: 'mail-unmatched',
    cause: `mail-unmatched ${booking.channel} ${booking.reference} ${bucket.arrivalDate}`,
    tone: 'question',
    title: `Booking ${booking.reference} of ${dayWords(bucket.arrivalDate)} is in no calendar.`,
    detail: `${channelName(booking.channel)} wrote of it at ${momentWords(booking.toldAt, world.house.property.timeZone, world.now)}. Look it up at the channel; add the stay by hand if the calendars lack it.`,
    actions: [nothingToDo],
    act: aside(booking.mailIds),
  })

const doubtful = (_world: World, { mail }: Of<'ask-doubtful'>): Cause =>
  cause({
    kind: 'mail-unmatched',
    cause: `mail-doubtful ${mail.id}`,
    tone: 'question',
    title: `A mail about booking ${mail.reference} of ${mail.arrivalDate === null ? 'an unknown day' : dayWords(mail.arrivalDate)} was not used.`,
    detail: mail.trusted
      ? `It came from ${channelName(mail.channel)}, but in words that are not known here. Read it in your mailbox: it may bring, change or cancel a booking. Nothing was changed here.`
      : `It says it is from ${channelName(mail.channel)}, but your mail server does not vouch for that. Look the booking up at the channel before you believe it.`,
    actions: [nothingToDo],
    act: aside([mail.id]),
  })

function cancelled(world: World, { booking, reservationId, stays, heirs }: Of<'ask-cancelled'>): Cause {
  const [heir] = heirs
  const inHouse = stays.filter((stay) => stay.status === 'in-house')
  const expected = stays.filter((stay) => stay.status === 'expected')
  const stayIds = idsOf(stays)
  return cause({
    kind: 'mail-cancelled',
    cause: `mail-cancelled ${booking.channel} ${booking.reference}`,
    tone: 'question',
    title: `${channelName(booking.channel)} says that booking ${booking.reference} is cancelled.`,
    detail: `${roomWords(world, stayIds)} ${stays.length === 1 ? 'still stands' : 'still stand'} here. ${inHouse.length > 0 ? 'Guests are in the house: nothing is changed for them.' : 'Codes may be out or the arrival is near, or the calendar still shows it, so nothing was changed.'}${heir === undefined ? '' : ` Booking ${heir.reference} of the same day came later and has no stay: the room may be theirs by now.`}`,
    reservationId,
    stayId: stayIds[0] ?? null,
    stayIds,
    actions: [
      ...(heir === undefined ? [] : [{ key: 'heir', label: `It is ${heir.reference} now` }]),
      ...(expected.length > 0 ? [{ key: 'cancel', label: 'Cancel it here too' }] : []),
      { key: 'keep', label: 'Keep it' },
    ],
    act: (desk, caller, action) => {
      if (action === 'cancel') return cancelBooking(desk, caller, reservationId)
      if (action !== 'heir' || heir === undefined || heir.arrivalDate === null)
        return putMailsAside(desk, caller, booking.mailIds)
      const { reference, arrivalDate } = heir
      return giveToHeir(desk, caller, { from: reservationId, reference, arrivalDate })
    },
  })
}

/** What a person must cure is told at once; what may pass by itself after an hour. */
function failingMailbox({ db, house, now }: World): readonly Cause[] {
  const account = mailboxAccount(db)
  const state = account === null ? null : readMailboxState(db, account, inbox)
  if (account === null || state === null || !isMailboxFault(state.status)) return []
  const passing = state.status === 'unreachable' || state.status === 'timeout' || state.status === 'refused'
  if (passing && (state.failures < 3 || now - (state.lastOkAt ?? 0) < hours(1))) return []
  const { timeZone } = house.property
  return [
    cause({
      kind: 'mailbox-failing',
      cause: `mailbox ${account} ${state.status} ${state.lastOkAt ?? 0}`,
      tone: 'question',
      title: `The mailbox at ${mailboxSettings(db)?.host ?? 'the server'} cannot be read.`,
      detail: `${mailboxFaultText(state.status)} ${state.lastOkAt === null ? 'It has never been read.' : `Last read at ${momentWords(state.lastOkAt, timeZone, now)}.`} Nothing is lost: what came meanwhile is read later; new bookings lack their references until then.`,
      actions: [{ key: 'retry', label: 'Try now' }],
      act: (desk) => {
        desk.store.write((work) => hurryMailboxes(work, desk.clock.now()))
        return ok(null)
      },
    }),
  ]
}
