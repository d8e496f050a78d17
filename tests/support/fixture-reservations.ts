/** What the invented desk does with a reservation: each verb writes its sheet, and the doors follow after a moment. */
import type { InputOf, OutputOf, ProcedureName } from '../../electron/contract/procedures.ts'
import { changed, forget, NOW, open, page, put, Refusal } from './fixture-memory.ts'
import { sheetFor } from './fixture-sheets.ts'

export type Desk = { readonly [Name in ProcedureName]: (input: InputOf<Name>) => OutputOf<Name> }
type Verbs = Pick<Desk, Extract<ProcedureName, `reservation.${string}` | `check${string}` | 'desk.undo'>>

const noTexts = new URLSearchParams(page.location.search).get('texting') === 'off'

export const reservationVerbs: Verbs = {
  'reservation.open': (subject) => open('reservationId' in subject ? subject.reservationId : subject.stayId),
  'reservation.add': (input) => ({
    ...put({
      ...sheetFor('r-jo'),
      reservationId: 'r-new',
      reference: input.reference || 'LK-2070',
      guest: {
        id: 'g-new',
        name: input.guest?.name ?? null,
        phones: input.guest?.phone ? [input.guest.phone] : [],
        email: null,
        language: 'en',
        idSeenAt: null,
        idSeenBy: null,
      },
      undo: { actionId: 'a-add', label: 'Undo adding the booking' },
    }),
    warnings: input.welcome && noTexts ? ['Texting is not set up in this house. Nothing was sent.'] : [],
  }),
  'reservation.adopt': ({ reference, guest }) =>
    put({
      ...sheetFor('r-jo'),
      reservationId: 'r-adopted',
      channel: 'booking.com',
      reference,
      guest: {
        id: 'g-adopted',
        name: guest?.name ?? null,
        phones: [],
        email: null,
        language: 'en',
        idSeenAt: null,
        idSeenBy: null,
      },
    }),
  'reservation.describe': ({ reservationId, guest, note, idSeen }) => {
    if (/^[a-z]+$/i.test(guest.phone))
      throw new Refusal('phone-invalid', 'A phone number has digits only, with a + in front.')
    const sheet = open(reservationId)
    return put({
      ...sheet,
      note,
      guest: {
        id: sheet.guest?.id ?? 'g-1',
        name: guest.name || null,
        phones: guest.phone ? [guest.phone] : [],
        email: guest.email || null,
        language: guest.language,
        idSeenAt: idSeen ? NOW : null,
        idSeenBy: idSeen ? 'Dana' : null,
      },
    })
  },
  'reservation.setTimes': ({ reservationId, stayIds, arrivalTime, departureTime }) => {
    const sheet = open(reservationId)
    return put({
      ...sheet,
      stays: sheet.stays.map((stay) => (stayIds.includes(stay.id) ? { ...stay, arrivalTime, departureTime } : stay)),
    })
  },
  'reservation.cancel': ({ reservationId }) => {
    const sheet = open(reservationId)
    return put({
      ...sheet,
      stays: sheet.stays.map((stay) => ({ ...stay, status: 'cancelled', offered: false })),
      undo: { actionId: 'a-cancel', label: 'cancel' },
    })
  },
  'reservation.extend': ({ reservationId, untilDate }) => {
    const sheet = open(reservationId)
    return put({
      ...sheet,
      stays: sheet.stays.map((stay) => ({ ...stay, departureDate: untilDate })),
      undo: { actionId: 'a-extend', label: 'extend' },
    })
  },
  'reservation.move': ({ reservationId, toUnit, despiteFormerCode }) => {
    if (toUnit === '201')
      throw new Refusal(
        'unit-already-occupied',
        'Apartment 201 is taken from 21 to 25 November by Annegret-Wilhelmine von Hasselwerder-Kieselbronn.',
      )
    if (toUnit === '301' && !despiteFormerCode)
      throw new Refusal(
        'former-code-live',
        'A former code may still open Apartment 301 until 18:00: its lock is offline. Nothing was moved.',
      )
    return put({ ...open(reservationId), undo: { actionId: 'a-move', label: 'move' } })
  },
  'checkIn.arrive': ({ reservationId, stayIds, despiteFormerCode }) => {
    const sheet = open(reservationId)
    if (sheet.stays.some((stay) => stayIds.includes(stay.id) && stay.notSafeUntil) && !despiteFormerCode)
      throw new Refusal(
        'former-code-live',
        'A former code opens Apartment 301 until 18:00: Rosa Lindqvist left without check-out.',
      )
    const step = (from: string, to: 'sending' | 'on-lock') =>
      page.setTimeout(
        () => {
          const now = open(reservationId)
          put({
            ...now,
            doors: now.doors.map((door) => ({
              ...door,
              ...(door.state === from ? { state: to, stateSince: NOW } : {}),
              openedAt: door.shared && door.state === 'on-lock' ? NOW : null,
            })),
          })
        },
        to === 'sending' ? 400 : 3500,
      )
    step('planned', 'sending')
    step('no-code', 'sending')
    step('sending', 'on-lock')
    return put({
      ...sheet,
      pinCount: 1,
      stays: sheet.stays.map((stay) =>
        stayIds.includes(stay.id)
          ? { ...stay, status: 'in-house', offered: false, provisional: false, arrivedAt: NOW }
          : stay,
      ),
      accessFrom: NOW,
      accessUntil: '2026-11-24T13:00:00.000Z',
      checkedIn: { at: '2026-11-21T15:14:00.000Z', by: 'Dana' },
      undo: { actionId: `in ${reservationId}`, label: 'check-in' },
      doors: sheet.doors.map((door, at) => ({ ...door, codeId: `c-${at}`, state: at === 0 ? 'on-lock' : door.state })),
    })
  },
  'checkOut.depart': ({ reservationId }) => {
    const sheet = open(reservationId)
    return put({
      ...sheet,
      stays: sheet.stays.map((stay) => ({ ...stay, status: 'departed', departedAt: NOW })),
      undo: { actionId: `out ${reservationId}`, label: 'check-out' },
    })
  },
  'desk.undo': ({ actionId }) => {
    const id = actionId?.split(' ')[1] ?? null
    if (id) forget(id)
    page.setTimeout(changed, 10)
    return { label: actionId?.startsWith('out') ? 'check-out' : 'check-in', reservationId: id, conversationId: null }
  },
}
