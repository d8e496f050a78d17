/** Mails and stays of one day that nobody has joined yet, and a guessed room, in the invented house. */
import type { ProcedureName } from '../../electron/contract/procedures.ts'
import type { CollisionView } from '../../electron/contract/views.ts'
import { changed, open, put, Refusal } from './fixture-memory.ts'
import { settleNeed } from './fixture-needs.ts'
import type { Desk } from './fixture-reservations.ts'

const arrivalDate = '2026-11-24'
const mail = (reference: string, time: string, of: Partial<CollisionView['mails'][number]> = {}) => ({
  id: `m-${reference}`,
  reference,
  kind: 'new' as const,
  receivedAt: `2026-11-20T${time}:00.000Z`,
  departureDate: null,
  guestName: null,
  ...of,
})
const stay = (
  unit: string,
  departureDate: string,
  nights: number,
  firstSeen: string,
  of: Partial<CollisionView['stays'][number]> = {},
) => ({
  stayId: `s-${unit}`,
  unitKey: unit,
  unitName: unit === 'Garten' ? 'Hinterhaus Gartenwohnung mit Terrasse und Blick auf den Hof' : `Apartment ${unit}`,
  arrivalDate,
  departureDate,
  nights,
  firstSeenAt: `2026-11-20T${firstSeen}:00.000Z`,
  seenFresh: true,
  guessed: null,
  ...of,
})

const collision: CollisionView = {
  channel: 'booking.com',
  arrivalDate,
  mails: [
    mail('4161207735', '09:12'),
    mail('4161208814', '09:14', { guestName: 'Maria-Theodora Papadopoulou-Konstantinidis' }),
    mail('4161209001', '16:40', { kind: 'modified', departureDate: '2026-11-29' }),
  ],
  stays: [
    stay('101', '2026-11-26', 2, '09:20'),
    stay('102', '2026-11-26', 2, '09:20', { guessed: '4161207735' }),
    stay('203', '2026-11-29', 5, '16:50'),
    stay('Garten', '2026-11-29', 5, '08:00', { seenFresh: false }),
  ],
  suggestions: [{ stayId: 's-203', reference: '4161209001' }],
}

let alertsOn = false
const asked: unknown[] = []
/** What the window has sent so far, for the tests. */
Object.assign(globalThis, { settled: asked })

/** "Also theirs?" of the invented party: yes makes the room theirs, no takes it away. */
const answered = (reservationId: string, stayIds: readonly string[], theirs: boolean) => {
  const sheet = open(reservationId)
  return put({
    ...sheet,
    stays: theirs
      ? sheet.stays.map((one) => (stayIds.includes(one.id) ? { ...one, provisional: false, offered: true } : one))
      : sheet.stays.filter((one) => !stayIds.includes(one.id)),
    undo: { actionId: 'a-name', label: 'name' },
  })
}

export const intakeVerbs: Pick<Desk, Extract<ProcedureName, `intake.${string}`>> = {
  'intake.alerts': () => ({ on: alertsOn, managers: 1, texting: true }),
  'intake.setAlerts': ({ on }) => {
    alertsOn = on
    return { on, managers: 1, texting: true }
  },
  'intake.confirmGroup': ({ reservationId, stayIds }) => answered(reservationId, stayIds, true),
  'intake.releaseStays': ({ reservationId, stayIds }) => answered(reservationId, stayIds, false),
  'intake.collision': ({ arrivalDate: day }) => {
    if (day !== arrivalDate) throw new Refusal('item-unknown', 'There is nothing to join for that day any more.')
    return collision
  },
  'intake.settle': (input) => {
    if (input.stays.every((one) => one.reference === '4161207735'))
      throw new Refusal('changed-since', 'Somebody has answered this in the meantime. Look again. Nothing was changed.')
    asked.push(input)
    settleNeed('A27')
    changed()
    return { actionId: 'u-collision' }
  },
}
