/** The guest pages on the command line: links, what guests did there, their photos, and how the house has it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenDesk } from '../composition.ts'
import { type Failure, failure } from '../domain/failure.ts'
import type { ReservationId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Caller } from '../services/desk/index.ts'
import { sendGuestLink } from '../services/guest-messages/index.ts'
import {
  approveGuestCheckIn,
  closePartyLinks,
  type GuestPagesGiven,
  makeDeskLink,
  noteIdSeen,
  previewPage,
  refuseGuestCheckIn,
  removePhoto,
  reviewPhotos,
  saveGuestPages,
  showPhoto,
} from '../services/guest-pages/index.ts'
import { findReservation } from '../services/reservations/index.ts'
import { guestPagesView, guestPageView } from '../services/views/index.ts'
import { type Answer, type DeskCommand, UsageError, type Words, word } from './command.ts'

type Party = { readonly id: ReservationId; readonly reference: string | null }

const party = ({ desk }: OpenDesk, words: Words): Result<Party, Failure> =>
  findReservation(desk.store.read, { ref: word(words, 0, 'REF'), channel: words.option('channel') })

/** For a party that is named by the first word. */
const ofParty =
  (act: (open: OpenDesk, caller: Caller, found: Party, words: Words) => Answer): DeskCommand['run'] =>
  (open, caller, words) => {
    const found = party(open, words)
    return found.ok ? act(open, caller, found.value, words) : found
  }

/** How the page stands; the answer of whatever was done to it. */
function shown({ desk }: OpenDesk, { id, reference }: Party): Answer {
  const view = guestPageView(desk, id)
  if (!view.ok) return view
  const { reservationId, waiting, ...rest } = view.value
  // What a guest wrote who is not let in yet is looked at in the window.
  return ok({
    reservationId,
    reference,
    ...rest,
    waiting: waiting.map(({ id: of, at, comesAt }) => ({ id: of, at, comesAt })),
  })
}

export const guestCommands: Readonly<Record<string, DeskCommand>> = {
  'guest-link': {
    usage: 'guest-link REF [--send | --close]',
    values: ['channel'],
    flags: ['send', 'close'],
    run: ofParty(({ desk }, caller, { id }, words) => {
      if (words.flag('send') && words.flag('close')) throw new UsageError('--send and --close do not go together')
      if (words.flag('send')) return sendGuestLink(desk, caller, id)
      return words.flag('close') ? closePartyLinks(desk, caller, id) : makeDeskLink(desk, caller, id)
    }),
  },
  'guest-page': {
    usage: 'guest-page REF [--preview FILE] [--id-seen]',
    values: ['channel', 'preview'],
    flags: ['id-seen'],
    run: ofParty((open, caller, found, words) => {
      const file = words.option('preview')
      if (file !== null) {
        const page = previewPage(open.desk, found.id)
        if (!page.ok) return page
        writeFileSync(file, page.value, { mode: 0o600 })
      }
      if (words.flag('id-seen')) {
        const noted = noteIdSeen(open.desk, caller, found.id)
        if (!noted.ok) return noted
      }
      return shown(open, found)
    }),
  },
  'approve-guest': {
    usage: 'approve-guest REF [--refuse]',
    values: ['channel'],
    flags: ['refuse'],
    run: ofParty((open, caller, found, words) => {
      const view = guestPageView(open.desk, found.id)
      if (!view.ok) return view
      const [first, ...others] = view.value.waiting
      if (first === undefined)
        return fail(failure('not-waiting', 'Nobody waits to be let in for this booking. Nothing was changed.'))
      // Several phones, and each may be another person: the items on Today tell them apart.
      if (others.length > 0)
        return fail(
          failure(
            'not-waiting',
            'Several wait for this booking. Answer each by its item: "show attention", "resolve".',
          ),
        )
      const decide = words.flag('refuse') ? refuseGuestCheckIn : approveGuestCheckIn
      const decided = decide(open.desk, caller, first.id)
      return decided.ok ? shown(open, found) : decided
    }),
  },
  'guest-photo': {
    usage: 'guest-photo REF [--photo ID] [--save DIR] [--reviewed] [--delete]',
    values: ['channel', 'photo', 'save'],
    flags: ['reviewed', 'delete'],
    run: ofParty(photos),
  },
  'guest-settings': {
    usage:
      'guest-settings [--on | --off] [--unlock on|off] [--trust-reference on|off] [--ask-photo on|off] [--photo-days N] [--pins-ahead HOURS] [--desk-phone P] [--wifi NAME] [--wifi-password-env VARIABLE] [--notes TEXT] [--link-in-texts on|off]',
    values: [
      'unlock',
      'trust-reference',
      'ask-photo',
      'photo-days',
      'pins-ahead',
      'desk-phone',
      'wifi',
      'wifi-password-env',
      'notes',
      'link-in-texts',
    ],
    flags: ['on', 'off'],
    run(open, caller, words) {
      const given = givenSettings(open, words)
      if (Object.keys(given).length > 0) {
        const saved = saveGuestPages(open.desk, caller, given)
        if (!saved.ok) return saved
      }
      return guestPagesView(open.desk)
    },
  },
}

/** What the words change; blank takes phone and Wi-Fi away. */
function givenSettings({ environment }: OpenDesk, words: Words): GuestPagesGiven {
  if (words.flag('on') && words.flag('off')) throw new UsageError('--on and --off do not go together')
  const variable = words.option('wifi-password-env')
  if (variable !== null && !environment[variable]) throw new UsageError(`there is nothing in ${variable}`)
  const all: Record<keyof GuestPagesGiven, unknown> = {
    on: words.flag('on') ? true : words.flag('off') ? false : null,
    unlock: onOrOff(words, 'unlock'),
    trustsReference: onOrOff(words, 'trust-reference'),
    asksPhoto: onOrOff(words, 'ask-photo'),
    linkInTexts: onOrOff(words, 'link-in-texts'),
    photoDays: whole(words, 'photo-days'),
    pinsAheadHours: whole(words, 'pins-ahead'),
    deskPhone: words.option('desk-phone'),
    wifiName: words.option('wifi'),
    wifiPassword: variable === null ? null : environment[variable],
    notes: words.option('notes'),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

function onOrOff(words: Words, option: string): boolean | null {
  const value = words.option(option)
  if (value === null) return null
  if (value !== 'on' && value !== 'off') throw new UsageError(`--${option} offers on, off`)
  return value === 'on'
}

function whole(words: Words, option: string): number | null {
  const value = words.option(option)
  if (value === null) return null
  if (!/^\d{1,4}$/.test(value)) throw new UsageError(`--${option} needs a whole number`)
  return Number(value)
}

function photos(open: OpenDesk, caller: Caller, found: Party, words: Words): Answer {
  const { desk } = open
  const view = guestPageView(desk, found.id)
  if (!view.ok) return view
  const named = words.option('photo')
  const chosen = view.value.photos.filter((photo) => named === null || photo.id === named)
  if (named !== null && chosen.length === 0)
    return fail(failure('photo-gone', `There is no photo ${named} of this booking. Nothing was changed.`))
  const folder = words.option('save')
  const saved: string[] = []
  for (const { id } of folder === null ? [] : chosen) {
    const photo = showPhoto(desk, caller, id)
    if (!photo.ok) return photo
    mkdirSync(folder!, { recursive: true, mode: 0o700 })
    const file = join(folder!, `${id}.${photo.value.contentType.slice('image/'.length)}`)
    writeFileSync(file, photo.value.bytes, { mode: 0o600 })
    saved.push(file)
  }
  if (words.flag('reviewed')) {
    const reviewed = reviewPhotos(desk, caller, found.id)
    if (!reviewed.ok) return reviewed
  }
  for (const { id } of words.flag('delete') ? chosen : []) {
    const deleted = removePhoto(desk, caller, id)
    if (!deleted.ok) return deleted
  }
  const after = guestPageView(desk, found.id)
  return after.ok ? ok({ photos: after.value.photos, saved }) : after
}
