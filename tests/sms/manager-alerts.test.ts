/** Managers are texted of what they can answer by text, if the house wishes: once, and once for a day. */
import { expect, it } from 'vitest'
import { repliesUnderWay } from '../../db/queries/staff-replies.ts'
import { smsCommands } from '../../electron/desk/sms-command.ts'
import { alertManagers, setManagerAlerts } from '../../electron/services/sms-commands/index.ts'
import { createReplySender } from '../../electron/services/staff-replies/index.ts'
import { commandsOn } from '../support/commands.ts'
import { A, B, houses } from '../support/houses.ts'
import { type MailDesk, mailDesk } from '../support/mail-desk.ts'
import { sendingWorld } from '../support/sending-world.ts'
import { danasPhone, texted } from '../support/sms-desk.ts'
import { dana, must, type TestDeskOptions } from '../support/test-desk.ts'
import { assignNumbers } from '../support/texting-desk.ts'

const open = houses()
const day = '2026-06-20'
const stay = (room: number, from = day, to = '2026-06-22') => [`R${room}`, from, to] as const
const staff = [
  { name: 'Dana', phone: danasPhone, role: 'manager' },
  { name: 'Yusuf', phone: '+12025550198', role: 'reception' },
] as const

async function collision(wished: boolean, people: TestDeskOptions['staff'] = staff): Promise<MailDesk> {
  const desk = mailDesk(open, { staff: people })
  assignNumbers(desk.desk, ['+12025550150'])
  if (wished) must(setManagerAlerts(desk.desk, dana, true))
  desk.booked(A, day)
  desk.booked(B, day)
  desk.seen(stay(1))
  desk.seen(stay(2))
  await desk.later(45)
  expect(desk.items('mail-collision')).toHaveLength(1)
  desk.advance(60_000)
  return desk
}
const told = ({ desk }: MailDesk) => repliesUnderWay(desk.store.read).map((reply) => [reply.phone, reply.body])

it('a collision of two rooms is one text to each manager, with day, references, rooms and what to reply', async () => {
  const desk = await collision(true)
  expect(alertManagers(desk.desk)).toBe(1)
  const [item] = desk.items('mail-collision')
  expect(told(desk)).toEqual([
    [
      danasPhone,
      `${item!.id} 20 Jun: refs ${A}, ${B}; rooms Room 1 (2 nights), Room 2 (2 nights). Reply "REF: 1-2" (room-nights), a line each.`,
    ],
  ])
  desk.advance(3_600_000)
  expect(alertManagers(desk.desk)).toBe(0)
  expect(texted(desk.desk, `${A}: 1-2\n${B}: 2-2`).applied).toBe(true)
  expect(alertManagers(desk.desk)).toBe(0)
})

it('is told to every manager, each once', async () => {
  const mira = { name: 'Mira', phone: '+12025550197', role: 'manager' } as const
  const desk = await collision(true, [...staff, mira])
  expect(alertManagers(desk.desk)).toBe(2)
  expect(
    told(desk)
      .map(([phone]) => phone)
      .sort(),
  ).toEqual([mira.phone, danasPhone].sort())
  desk.advance(3_600_000)
  expect(alertManagers(desk.desk)).toBe(0)
})

it('is not told where the house does not wish it, and told once it does', async () => {
  const desk = await collision(false)
  expect(alertManagers(desk.desk)).toBe(0)
  const { done, run } = commandsOn(() => desk, smsCommands)
  expect(await done('manager-alerts')).toEqual({ on: false })
  expect(await done('manager-alerts', 'on')).toEqual({ on: true })
  expect(await done('manager-alerts')).toEqual({ on: true })
  await expect(run('manager-alerts', 'maybe')).rejects.toThrow('on or off')
  expect(alertManagers(desk.desk)).toBe(1)
  expect(await done('manager-alerts', 'off')).toEqual({ on: false })
})

it('a group names the answer OK with its id, a stay without a mail the reference; questions of one day are one text', async () => {
  const desk = mailDesk(open, { staff })
  assignNumbers(desk.desk, ['+12025550150'])
  must(setManagerAlerts(desk.desk, dana, true))
  desk.booked(A, day)
  desk.seen(stay(1))
  desk.seen(stay(2))
  await desk.later(45)
  const [group] = desk.items('mail-group')
  // What opens together is told together: a minute later.
  expect(alertManagers(desk.desk)).toBe(0)
  desk.advance(60_000)
  expect(alertManagers(desk.desk)).toBe(1)
  expect(told(desk)[0]![1]).toBe(
    `${group!.id} 20 Jun: is ${A} Room 1 (2 nights), Room 2 (2 nights)? Reply OK ${group!.id}, or the right refs: "REF: 1-2" a line each.`,
  )
  desk.seen(stay(3, '2026-06-24', '2026-06-25'))
  await desk.later(60)
  const [missing] = desk.items('mail-missing')
  desk.advance(60_000)
  alertManagers(desk.desk)
  expect(told(desk)[1]![1]).toBe(
    `${missing!.id} 24 Jun: no booking mail for Room 3 (1 night). Reply "${missing!.id} REF".`,
  )
})

it('an alert that could not leave before its question was answered is not sent', async () => {
  const desk = await collision(true)
  expect(alertManagers(desk.desk)).toBe(1)
  expect(texted(desk.desk, `${A}: 1-2\n${B}: 2-2`).applied).toBe(true)
  expect(desk.items('mail-collision')).toEqual([])
  const world = sendingWorld(() => desk.desk.clock.now())
  const gateways = { current: () => world.gateway }
  await createReplySender({ desk: desk.desk, gateways, statusUrl: () => null }).work()
  expect(world.bodies()).toEqual([])
  expect(repliesUnderWay(desk.desk.store.read)).toEqual([])
})

it('more than one text holds are several, each question whole in one of them and none told twice', () => {
  const mira = { name: 'Mira', phone: '+12025550197', role: 'manager' } as const
  const rooms = Array.from({ length: 14 }, (_, index) => index + 1)
  const desk = mailDesk(open, { staff: [...staff, mira], rooms: rooms.length })
  assignNumbers(desk.desk, ['+12025550150'])
  must(setManagerAlerts(desk.desk, dana, true))
  for (const room of rooms) {
    desk.seen(stay(room))
    desk.seen(stay(room), { placed: false })
  }
  const items = desk.items('double-booking')
  expect(items).toHaveLength(rooms.length)
  desk.advance(60_000)
  const written = alertManagers(desk.desk)
  const texts = repliesUnderWay(desk.desk.store.read)
  expect(texts).toHaveLength(written)
  const toDana = texts.filter((text) => text.phone === danasPhone)
  const toMira = texts.filter((text) => text.phone === mira.phone)
  expect(toDana.length).toBeGreaterThan(1)
  expect(toMira.map((text) => text.body)).toEqual(toDana.map((text) => text.body))
  const lines = toDana.map((text) => text.body.split('\n'))
  expect(lines.flat()).toEqual(items.map((item) => `${item.id} ${item.title} ${item.detail}`))
  for (const [index, { body, key }] of toDana.entries()) {
    expect(body.length).toBeLessThanOrEqual(1_000)
    const next = lines[index + 1]
    if (next !== undefined) expect(body.length + 1 + next[0]!.length).toBeGreaterThan(1_000)
    expect(key).toBe(`alert:${lines[index]!.map((line) => line.split(' ')[0]).join(',')}:${danasPhone}`)
  }
  desk.advance(3_600_000)
  expect(alertManagers(desk.desk)).toBe(0)
  // One that opens later is told by itself.
  desk.seen(stay(1, '2026-06-21', '2026-06-23'), { placed: false })
  expect(desk.items('double-booking')).toHaveLength(rooms.length + 1)
  desk.advance(60_000)
  expect(alertManagers(desk.desk)).toBe(2)
})
