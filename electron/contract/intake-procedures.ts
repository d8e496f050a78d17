/** Procedures of intake: questions that only a person can answer. */
import { z } from 'zod'
import type { AlertsView, CollisionView, SettledView } from './intake-views.ts'
import { procedure } from './procedure.ts'
import type { SheetView } from './views.ts'

const id = z.string().min(1).max(64)
const bucket = {
  channel: z.string().min(1).max(60),
  arrivalDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
}

export const intakeProcedures = {
  /** Mails and stays of one channel and arrival day, side by side. */
  'intake.collision': procedure(z.object(bucket).strict()).answers<CollisionView>(),
  /**
   * Gives each named stay its reference; several stays of one reference are one party. A null reference takes a guess
   * away. Stays that are not named are left as they are. One step, and one undo.
   */
  'intake.settle': procedure(
    z
      .object({
        ...bucket,
        stays: z
          .array(z.object({ stayId: id, reference: z.string().min(1).max(80).nullable() }).strict())
          .min(1)
          .max(100),
      })
      .strict(),
  ).answers<SettledView>(),
  /** "Also theirs?" Yes: these stays belong to the party, which gets its codes for them. */
  'intake.confirmGroup': procedure(
    z.object({ reservationId: id, stayIds: z.array(id).min(1).max(100) }).strict(),
  ).answers<SheetView>(),
  /** "Also theirs?" No: these stays are without a reference again. */
  'intake.releaseStays': procedure(
    z.object({ reservationId: id, stayIds: z.array(id).min(1).max(100) }).strict(),
  ).answers<SheetView>(),
  /** Whether managers are texted of what needs a decision. */
  'intake.alerts': procedure(z.object({}).strict()).answers<AlertsView>(),
  'intake.setAlerts': procedure(z.object({ on: z.boolean() }).strict()).answers<AlertsView>(),
} as const
