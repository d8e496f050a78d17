/** Questions of intake as the window asks and answers them. */
import { readHouse } from '../../../db/queries/house.ts'
import type { AlertsView, SheetView } from '../../contract/views.ts'
import type { Failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Caller, Desk } from '../../services/desk/index.ts'
import { type GroupAnswer, type GroupAnswered, sayNotTheirs, sayTheirs } from '../../services/intake/index.ts'
import { collisionView, settleCollision } from '../../services/mail/index.ts'
import { textingIsOn } from '../../services/outbox/index.ts'
import { managerAlerts, setManagerAlerts } from '../../services/sms-commands/index.ts'
import { sheetView } from '../../services/views/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'

type IntakeHandlers = Pick<Handlers, Extract<keyof Handlers, `intake.${string}`>>
type Say = (desk: Desk, caller: Caller, answer: GroupAnswer) => Result<GroupAnswered, Failure>

const alertsView = (desk: Desk): AlertsView => ({
  on: managerAlerts(desk),
  managers: (readHouse(desk.store.read)?.staff ?? []).filter(({ role, phone }) => role === 'manager' && phone !== null)
    .length,
  texting: textingIsOn(desk.store.read),
})

export const intakeHandlers = (context: AppContext): IntakeHandlers => {
  const said = (say: Say, input: { readonly reservationId: string; readonly stayIds: readonly string[] }) =>
    atDesk<SheetView>(context, ({ desk }, caller) => {
      const reservationId = input.reservationId as ReservationId
      const answered = say(desk, caller, { reservationId, stayIds: input.stayIds as readonly StayId[] })
      return answered.ok ? sheetView(desk, { reservationId }) : answered
    })
  return {
    'intake.collision': async ({ channel, arrivalDate }) =>
      atDesk(context, ({ desk }) => collisionView(desk, { channel, arrivalDate: arrivalDate as CalendarDate })),
    'intake.settle': async ({ stays }) =>
      atDesk(context, ({ desk }, caller) =>
        settleCollision(desk, caller, {
          assignments: stays.map(({ stayId, reference }) => ({ stayId: stayId as StayId, reference })),
        }),
      ),
    'intake.alerts': async () => atDesk(context, ({ desk }) => ok(alertsView(desk))),
    'intake.setAlerts': async ({ on }) =>
      atDesk(context, ({ desk }, caller) => {
        const set = setManagerAlerts(desk, caller, on)
        return set.ok ? ok(alertsView(desk)) : set
      }),
    'intake.confirmGroup': async (input) => said(sayTheirs, input),
    'intake.releaseStays': async (input) => said(sayNotTheirs, input),
  }
}
