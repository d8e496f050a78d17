/** Commands at a door: new digits, opening it, and the ways in beside the party's own code. */
import type { OpenDesk } from '../composition.ts'
import { fail, ok } from '../domain/result.ts'
import { toIso } from '../domain/time.ts'
import type { Caller } from '../services/desk/index.ts'
import {
  changeSpares,
  giveAndShowSpare,
  giveOfflineCode,
  giveSpare,
  handOutKey,
  keepSpares,
  listSpares,
  mostSpares,
  reissue,
  takeBackKey,
  unlockDoor,
} from '../services/fallback/index.ts'
import { findReservation } from '../services/reservations/index.ts'
import { showReservation } from '../services/views/index.ts'
import { type Answer, type DeskCommand, required, UsageError, type Words, word } from './command.ts'

export const lockCommands: Readonly<Record<string, DeskCommand>> = {
  reissue: {
    usage: 'reissue REF [--door D]',
    values: ['door', 'channel'],
    run({ desk }, caller, words) {
      const changed = reissue(desk, caller, {
        ref: word(words, 0, 'REF'),
        channel: words.option('channel'),
        door: words.option('door'),
      })
      return changed.ok ? showReservation(desk, { ref: changed.value.reservationId }) : changed
    },
  },
  unlock: {
    usage: 'unlock DOOR --reason TEXT [--ref REF]',
    values: ['reason', 'ref', 'channel'],
    async run({ desk, worker }, caller, words) {
      const door = word(words, 0, 'DOOR')
      const reason = required(words, 'reason')
      const ref = words.option('ref')
      const party = ref === null ? null : findReservation(desk.store.read, { ref, channel: words.option('channel') })
      if (party !== null && !party.ok) return party
      const unlocked = await unlockDoor(desk, caller, worker.atDoor, {
        door,
        reason,
        reservationId: party?.value.id ?? null,
      })
      if (!unlocked.ok) return unlocked
      return ok({ door: unlocked.value.door.key, state: unlocked.value.state, at: toIso(unlocked.value.at) })
    },
  },
  'spare-codes': {
    usage: 'spare-codes DOOR [--keep N] [--change] [--give REF] [--reveal]',
    values: ['keep', 'give', 'channel'],
    flags: ['change', 'reveal'],
    run: (open, caller, words) => spareCodes(open, caller, words),
  },
  'offline-code': {
    usage: 'offline-code REF --door D',
    values: ['door', 'channel'],
    async run({ desk, worker }, caller, words) {
      const ref = word(words, 0, 'REF')
      const door = required(words, 'door')
      const given = await giveOfflineCode(desk, caller, worker.atDoor, { ref, channel: words.option('channel'), door })
      if (!given.ok) return given
      const { codeId, doorKey, pin, endsAt, firstUseBy } = given.value
      return ok({
        id: codeId,
        door: doorKey,
        pin,
        endsAt: endsAt === null ? null : toIso(endsAt),
        firstUseBy: toIso(firstUseBy),
      })
    },
  },
  key: {
    usage: 'key DOOR --to NAME [--ref REF] | key DOOR --back',
    values: ['to', 'ref', 'channel'],
    flags: ['back'],
    run({ desk }, caller, words) {
      const door = word(words, 0, 'DOOR')
      const takenBy = words.option('to')
      const ref = words.option('ref')
      if (words.flag('back') === (takenBy !== null) || (words.flag('back') && ref !== null))
        throw new UsageError('say --to NAME, or --back')
      const noted =
        takenBy === null
          ? takeBackKey(desk, caller, { door })
          : handOutKey(desk, caller, { door, takenBy, ref, channel: words.option('channel') })
      if (!noted.ok) return noted
      const { id, doorKey, envelope, handedAt, returnedAt } = noted.value
      return ok({
        id,
        door: doorKey,
        envelope,
        takenBy: noted.value.takenBy,
        handedAt: toIso(handedAt),
        returnedAt: returnedAt === null ? null : toIso(returnedAt),
      })
    },
  },
}

/** Orders first, then what the lock has: the answer shows the door as the orders left it. */
function spareCodes({ desk }: OpenDesk, caller: Caller, words: Words): Answer {
  const door = word(words, 0, 'DOOR')
  const keep = words.option('keep')
  const to = words.option('give')
  if (keep !== null && !/^\d$/.test(keep)) throw new UsageError(`--keep is a number from 0 to ${mostSpares}`)
  if (to !== null && (words.flag('change') || keep !== null))
    throw new UsageError('give a spare code by itself, without --keep and --change')
  if (keep !== null) {
    const kept = keepSpares(desk, caller, door, Number(keep))
    if (!kept.ok) return kept
  }
  if (words.flag('change')) {
    const changed = changeSpares(desk, caller, door)
    if (!changed.ok) return changed
  }
  const given = to === null ? undefined : give(desk, caller, { ref: to, channel: words.option('channel'), door }, words)
  if (given !== undefined && !given.ok) return given
  const listed = listSpares(desk, caller, { door, reveal: words.flag('reveal') })
  if (!listed.ok) return fail(listed.error)
  return ok({
    door: listed.value.doorKey,
    spares: listed.value.spares.map((spare) => ({ ...spare, since: toIso(spare.since) })),
    ...(given === undefined ? {} : { given: given.value }),
  })
}

/** The digits come with `--reveal` alone, as everywhere on the command line. */
function give(
  desk: OpenDesk['desk'],
  caller: Caller,
  to: { readonly ref: string; readonly channel: string | null; readonly door: string },
  words: Words,
): Answer {
  const given = words.flag('reveal') ? giveAndShowSpare(desk, caller, to) : giveSpare(desk, caller, to)
  if (!given.ok) return given
  const { codeId, reservationId, state, endsAt } = given.value
  return ok({
    id: codeId,
    reservationId,
    state,
    endsAt: endsAt === null ? null : toIso(endsAt),
    pin: 'pin' in given.value ? given.value.pin : null,
  })
}
