/** `desk sms`: a command of the staff as if texted, and the shape of its answer (design.md 5.3). */
import { describe, expect, it } from 'vitest'
import type { OpenDesk } from '../../electron/composition.ts'
import { doctorTexting } from '../../electron/desk/doctor-texting.ts'
import { smsCommands } from '../../electron/desk/sms-command.ts'
import { commandsOn } from '../support/commands.ts'
import { A, houses, room } from '../support/houses.ts'
import { danasPhone, fromFeed, staysShown } from '../support/sms-desk.ts'
import { dumpTables, type TestDesk } from '../support/test-desk.ts'
import { assignNumbers } from '../support/texting-desk.ts'

const { openTraining } = houses()
let house: TestDesk
const { done, run } = commandsOn(() => house, smsCommands)

describe('desk sms', () => {
  it('answers as the text would be answered, refused or not', async () => {
    house = openTraining()
    fromFeed(house.desk, [room(1)])
    expect(await done('sms', '--from', danasPhone, `${A}: 1-2`)).toEqual({
      from: danasPhone,
      command: 'assign',
      applied: true,
      reply: `${A}: Room 1, 10-12 Jun. 1 guest, 2 doors. Contact missing, A1.`,
      lines: [{ line: `${A}: 1-2`, ok: true, reason: null }],
    })
    expect(await done('sms', '--from', danasPhone, `${A}: 1-0`)).toEqual({
      from: danasPhone,
      command: null,
      applied: false,
      reply: 'Nothing done. 0 nights: a stay has at least one.',
      lines: [{ line: `${A}: 1-0`, ok: false, reason: '0 nights: a stay has at least one' }],
    })
  })

  it('takes the phone as a person writes it, and nobody else’s', async () => {
    house = openTraining({ staff: [{ name: 'Yusuf', phone: '+447700900111', role: 'reception' }] })
    fromFeed(house.desk, [room(1)])
    const nobody = { command: null, applied: false, reply: null, lines: [] }
    expect(await done('sms', '--from', '+1 202 555 0177', `${A}: 1-2`)).toEqual({ from: '+12025550177', ...nobody })
    expect(await done('sms', '--from', 'the manager', `${A}: 1-2`)).toEqual({ from: 'the manager', ...nobody })
    expect(staysShown(house.desk)).toEqual(['R1 2026-06-10..2026-06-12 expected -'])
    expect((await done('sms', '--from', '07700 900111', `${A}: 1-2`)).from).toBe('+447700900111')
    expect(staysShown(house.desk)).toEqual([`R1 2026-06-10..2026-06-12 expected ${A}`])
  })

  it('leaves of an unknown phone a number in doctor, and nothing else', async () => {
    house = openTraining()
    assignNumbers(house.desk, ['+12025550150'])
    await done('sms', '--from', '+12025550177', `${A}: 1-2`)
    const open = { desk: house.desk, environment: {} } as Partial<OpenDesk> as OpenDesk
    expect(doctorTexting(open)).toMatchObject({
      staffTexts: { waiting: 0, failed: 0, unknownSenders: 1, managerAlerts: false },
    })
    const { settings: _counted, ...rest } = dumpTables(house.desk)
    expect(JSON.stringify(rest)).not.toContain('5550177')
  })

  it('asks for its words where they are missing', async () => {
    house = openTraining()
    await expect(run('sms', `${A}: 1-2`)).rejects.toThrow('--from is missing')
    await expect(run('sms', '--from', danasPhone)).rejects.toThrow('TEXT is missing')
  })
})
