import { ok } from '../domain/result.ts'
import { arrive, cancel, depart, extend, move } from '../services/check-in/index.ts'
import { transact } from '../services/desk/index.ts'
import { addReservation, describeGuest, findReservation, forgetGuest } from '../services/reservations/index.ts'
import { takeBack } from '../services/undo/index.ts'
import { showReservation } from '../services/views/index.ts'
import { type Answer, type DeskCommand, required, UsageError, type Words, word } from './command.ts'

const units = (words: Words) => ({ units: words.options('unit') })
const name = (words: Words) => ({ ref: word(words, 0, 'REF'), channel: words.option('channel') })

/** `UNIT:ARRIVAL:DEPARTURE`; a unit's key may hold colons itself. */
const readStay = (text: string) => {
  const found = /^(.+):(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})$/.exec(text)
  if (found === null) throw new UsageError(`--stay ${text}: write UNIT:ARRIVAL:DEPARTURE with days as YYYY-MM-DD`)
  return { unit: found[1]!, arrivalDate: found[2]!, departureDate: found[3]! }
}

export const bookingCommands: Readonly<Record<string, DeskCommand>> = {
  'add-reservation': {
    usage:
      'add-reservation --ref R --channel C --stay UNIT:ARRIVAL:DEPARTURE ... [--guest NAME] [--phone P] [--welcome]',
    values: ['ref', 'channel', 'stay', 'guest', 'phone'],
    flags: ['welcome'],
    run({ desk }, caller, words) {
      const guest = words.option('guest')
      const phone = words.option('phone')
      const stays = words.options('stay').map(readStay)
      if (stays.length === 0) throw new UsageError('--stay is missing')
      const added = addReservation(desk, caller, {
        reference: required(words, 'ref'),
        channel: required(words, 'channel'),
        stays,
        guest:
          guest === null && phone === null
            ? null
            : { ...(guest === null ? {} : { name: guest }), ...(phone === null ? {} : { phone }) },
        welcome: words.flag('welcome'),
      })
      if (!added.ok) return added
      const shown = showReservation(desk, { ref: added.value.reservationId })
      return shown.ok ? ok({ ...shown.value, warnings: added.value.warnings }) : shown
    },
  },
  guest: {
    usage: 'guest REF [--name N] [--phone P] [--email E] [--forget]',
    values: ['name', 'phone', 'email', 'channel'],
    flags: ['forget'],
    run({ desk }, caller, words) {
      const changed = transact(desk, caller, (work) => {
        const reservation = findReservation(work.db, name(words))
        if (!reservation.ok) return reservation
        if (words.flag('forget')) {
          const gone = forgetGuest(work, reservation.value)
          return gone.ok ? ok({ id: reservation.value.id, warnings: [] as readonly string[] }) : gone
        }
        const given = (option: string) => words.option(option) ?? undefined
        const described = describeGuest(work, reservation.value, {
          name: given('name'),
          phone: given('phone'),
          email: given('email'),
        })
        return described.ok ? ok({ id: reservation.value.id, warnings: described.value.warnings }) : described
      })
      if (!changed.ok) return changed
      const shown = showReservation(desk, { ref: changed.value.id })
      return shown.ok ? ok({ ...shown.value, warnings: changed.value.warnings }) : shown
    },
  },
  'check-in': {
    usage: 'check-in REF [--unit U ...] [--from HH:mm] [--despite-former-code]',
    values: ['unit', 'from', 'channel'],
    flags: ['despite-former-code'],
    run({ desk }, caller, words) {
      const arrived = arrive(desk, caller, {
        ...name(words),
        ...units(words),
        from: words.option('from'),
        despiteFormerCode: words.flag('despite-former-code'),
      })
      if (!arrived.ok) return arrived
      const shown = showReservation(desk, { ref: arrived.value.reservationId })
      return shown.ok ? ok({ ...shown.value, arrived: arrived.value.arrived }) : shown
    },
  },
  'check-out': {
    usage: 'check-out REF [--unit U ...] [--keep-until HH:mm]',
    values: ['unit', 'keep-until', 'channel'],
    run: (open, caller, words) =>
      after(
        open,
        depart(open.desk, caller, { ...name(words), ...units(words), keepUntil: words.option('keep-until') }),
      ),
  },
  cancel: {
    usage: 'cancel REF [--unit U ...]',
    values: ['unit', 'channel'],
    run: (open, caller, words) => after(open, cancel(open.desk, caller, { ...name(words), ...units(words) })),
  },
  move: {
    usage: 'move REF --from U --to U [--despite-former-code]',
    values: ['from', 'to', 'channel'],
    flags: ['despite-former-code'],
    run: (open, caller, words) =>
      after(
        open,
        move(open.desk, caller, {
          ...name(words),
          fromUnit: required(words, 'from'),
          toUnit: required(words, 'to'),
          despiteFormerCode: words.flag('despite-former-code'),
        }),
      ),
  },
  extend: {
    usage: 'extend REF [--unit U] --until DATE[THH:mm] [--shorten]',
    values: ['unit', 'until', 'channel'],
    flags: ['shorten'],
    run(open, caller, words) {
      const [untilDate = '', untilTime = null] = required(words, 'until').split('T')
      return after(
        open,
        extend(open.desk, caller, {
          ...name(words),
          ...units(words),
          untilDate,
          untilTime,
          shorten: words.flag('shorten'),
        }),
      )
    },
  },
  undo: {
    usage: 'undo',
    run(open, caller) {
      const undone = takeBack(open.desk, caller, null)
      if (!undone.ok) return undone
      const { kind, reservationId, conversationId } = undone.value
      if (reservationId === null) return ok({ undone: kind, conversation: conversationId })
      const shown = showReservation(open.desk, { ref: reservationId })
      return shown.ok ? ok({ undone: kind, ...shown.value }) : shown
    },
  },
}

/** Answers the reservation as a change left it. */
const after = ({ desk }: Parameters<DeskCommand['run']>[0], changed: ReturnType<typeof depart>): Answer =>
  changed.ok ? showReservation(desk, { ref: changed.value.reservationId }) : changed
