/** Intake as the window asks: from the item on Today to the joined party, through the contract and the real services. */
import { describe, expect, it } from 'vitest'
import type { OpenDesk } from '../../electron/composition.ts'
import { type InputOf, type OutputOf, type ProcedureName, procedures } from '../../electron/contract/procedures.ts'
import type { NeedView } from '../../electron/contract/views.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import type { Result } from '../../electron/domain/result.ts'
import type { AppContext } from '../../electron/ipc/handlers/context.ts'
import { intakeHandlers } from '../../electron/ipc/handlers/intake.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { sheetView, todayView } from '../../electron/services/views/index.ts'
import { A, B, houses } from '../support/houses.ts'
import { collidedByMail, farDay, type MailDesk, mailDesk } from '../support/mail-desk.ts'
import { codeOf, codesByDoor, dana, must } from '../support/test-desk.ts'

const house = houses()

type Name = Extract<ProcedureName, `intake.${string}`>
/** Asks as the window does: what is sent goes through the contract. */
function ask<Asked extends Name>(
  { desk }: MailDesk,
  name: Asked,
  input: InputOf<Asked>,
): Promise<Result<OutputOf<Asked>, Failure>> {
  const handlers = intakeHandlers({
    current: () => ({ desk }) as Partial<OpenDesk>,
    blocked: () => null,
    deskStaff: () => ({ id: 'staff', name: 'Yusuf' }),
  } as Partial<AppContext> as AppContext) as unknown as Record<Name, (sent: unknown) => Promise<never>>
  return handlers[name](procedures[name].input.parse(input))
}
const needs = ({ desk }: MailDesk): readonly NeedView[] => must(todayView(desk)).needs

/** Two mails and three stays of one day that nobody but a person can join. */
async function collided() {
  const desk = mailDesk(house)
  await collidedByMail(desk, [A, B], 3)
  return desk
}

describe('mails and stays of one day', () => {
  it('are opened from Today, joined in one step with their codes, and taken apart by undo', async () => {
    const desk = await collided()
    const [need] = needs(desk)
    expect(need?.kind).toBe('mail-collision')
    const opening = need?.opens.find((one) => one.what === 'collision')
    const bucket = { channel: opening!.channel, arrivalDate: opening!.arrivalDate }
    const view = must(await ask(desk, 'intake.collision', bucket))
    expect(view.mails.map((mail) => mail.reference).sort()).toEqual([A, B])
    expect(view.stays.map((stay) => stay.unitKey)).toEqual(['R1', 'R2', 'R3'])
    const [first, second, third] = view.stays.map((stay) => stay.stayId) as [string, string, string]
    const { actionId } = must(
      await ask(desk, 'intake.settle', {
        ...bucket,
        stays: [
          { stayId: first, reference: A },
          { stayId: second, reference: A },
          { stayId: third, reference: B },
        ],
      }),
    )
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${B}`])
    expect(Object.keys(codesByDoor(desk.desk, A)).sort()).toEqual(['d1', 'd2', 'front'])
    expect(needs(desk).filter((one) => one.kind === 'mail-collision')).toEqual([])
    expect(codeOf(await ask(desk, 'intake.collision', bucket))).toBe('item-unknown')
    must(takeBack(desk.desk, dana, actionId))
    expect(desk.references()).toEqual(['R1 -', 'R2 -', 'R3 -'])
  })

  it('say in the sheet why each is theirs and whose word the reference is', async () => {
    const desk = await collided()
    const bucket = { channel: 'booking.com', arrivalDate: farDay }
    const { stayId } = must(await ask(desk, 'intake.collision', bucket)).stays[0]!
    must(await ask(desk, 'intake.settle', { ...bucket, stays: [{ stayId, reference: A }] }))
    const sheet = must(sheetView(desk.desk, { stayId: stayId as StayId }))
    expect(sheet.stays[0]?.why).toBe('Yusuf said so at the desk.')
    expect(sheet.origins.find((one) => one.field === 'reference')?.first).toMatchObject({ source: 'desk', by: 'Yusuf' })
  })
})

describe('texts to managers', () => {
  it('are off until somebody switches them on, and say what is missing', async () => {
    const desk = mailDesk(house)
    expect(await ask(desk, 'intake.alerts', {})).toEqual({
      ok: true,
      value: { on: false, managers: 1, texting: false },
    })
    expect(await ask(desk, 'intake.setAlerts', { on: true })).toMatchObject({ ok: true, value: { on: true } })
    expect(await ask(desk, 'intake.alerts', {})).toMatchObject({ ok: true, value: { on: true } })
  })
})
