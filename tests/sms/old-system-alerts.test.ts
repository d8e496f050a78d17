/** Texts that answer an alert: the one that is open decides, and its id names it where several are. */
import { describe, expect, it } from 'vitest'
import { snoozeAttentionItem } from '../../db/queries/attention.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { A, B, houses } from '../support/houses.ts'
import { mailDesk } from '../support/mail-desk.ts'
import { staysShown, texted } from '../support/sms-desk.ts'

const open = houses()
const day = '2026-06-20'
const later = '2026-06-24'
const stay = (room: number, from = day, to = '2026-06-22') => [`R${room}`, from, to] as const

/** Two rooms of one day whose two booking mails tell nobody which is which. */
async function collision() {
  const desk = mailDesk(open)
  desk.booked(A, day)
  desk.booked(B, day)
  desk.seen(stay(1))
  desk.seen(stay(2))
  await desk.later(45)
  const [item] = desk.items('mail-collision')
  if (item === undefined) throw new Error('there is no collision')
  return { ...desk, id: item.id }
}

describe('an alert of several rooms', () => {
  it('is settled whole by a line a room, and closes by itself', async () => {
    const desk = await collision()
    expect(texted(desk.desk, `${A}: 2-2\n${B}: 1-2`).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${B}`, `R2 ${A}`])
    expect(desk.items('mail-collision')).toEqual([])
  })

  it('[case 34] decides which of two open dates of a room is meant', async () => {
    const desk = await collision()
    desk.seen(stay(1, '2026-06-12', '2026-06-14'))
    expect(texted(desk.desk, `${A}: 1-2`).applied).toBe(true)
    expect(staysShown(desk.desk).filter((line) => line.startsWith('R1'))).toEqual([
      'R1 2026-06-12..2026-06-14 expected -',
      `R1 ${day}..2026-06-22 expected ${A}`,
    ])
  })

  it('is named by its id, in small letters too, also while it is put aside; another room is not its own', async () => {
    const desk = await collision()
    desk.seen(stay(3, later, '2026-06-26'))
    expect(texted(desk.desk, `${desk.id} ${A}: 3-2`).reply).toBe(`Nothing done. ${desk.id} is about something else.`)
    const until = (desk.desk.clock.now() + 3_600_000) as Instant
    desk.desk.store.write((db) => snoozeAttentionItem(db, Number(desk.id.slice(1)), until))
    expect(texted(desk.desk, `${desk.id.toLowerCase()} ${A}: 1-2`).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, 'R2 -', 'R3 -'])
    expect(texted(desk.desk, `A99 ${B}: 2-2`).reply).toBe('Nothing done. A99 is not open any more.')
  })

  it('with a reference alone asks which of its rooms', async () => {
    const desk = await collision()
    const asked = texted(desk.desk, A)
    expect(asked.applied).toBe(false)
    expect(asked.reply).toMatch(/^Which one\? Reply \d{4} for Room 1, 20-22 Jun, \d{4} for Room 2, 20-22 Jun\.$/)
  })
})

describe('an alert of one stay without a mail', () => {
  it('[case 35] takes a reference alone, whatever else is open; of two alerts it is asked which, by id', async () => {
    const desk = mailDesk(open)
    desk.seen(stay(1))
    await desk.later(60)
    desk.seen(stay(2, later, '2026-06-26'))
    expect(desk.items('mail-missing')).toHaveLength(1)
    expect(texted(desk.desk, A).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, 'R2 -'])
    desk.seen(stay(3))
    await desk.later(60)
    const [second, third] = desk.items('mail-missing')
    const asked = texted(desk.desk, B)
    expect(asked.applied).toBe(false)
    expect(asked.reply).toBe(
      `Which one? ${second!.id} Room 3, 20-22 Jun; ${third!.id} Room 2, 24-26 Jun. Send for example "${second!.id} ${B}".`,
    )
    expect(texted(desk.desk, `${third!.id} ${B}`).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${B}`, 'R3 -'])
  })
})

describe('groups that wait for an OK', () => {
  it('[case 36] are asked for by id where there are two, and each answers to its own', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(stay(1))
    desk.seen(stay(2))
    desk.booked(B, later)
    desk.seen(stay(3, later, '2026-06-26'))
    desk.seen(stay(4, later, '2026-06-26'))
    await desk.later(45)
    const [first, second] = desk.items('mail-group')
    const asked = texted(desk.desk, 'OK')
    expect(asked.reply).toBe(
      `OK to which? ${first!.id} ${A} (Room 1, Room 2); ${second!.id} ${B} (Room 3, Room 4). Send for example "${first!.id} OK".`,
    )
    expect(texted(desk.desk, `OK ${second!.id}`).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}?`, `R2 ${A}?`, `R3 ${B}`, `R4 ${B}`])
    expect(texted(desk.desk, `${second!.id} OK`).reply).toBe(`Nothing done. ${second!.id} is not open any more.`)
    expect(texted(desk.desk, 'OK').applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${B}`, `R4 ${B}`])
  })
})

describe('a guess beside other open stays', () => {
  it('is what its own reference means, with room and nights or alone', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(stay(1))
    desk.seen(stay(2))
    desk.seen(stay(1, '2026-06-12', '2026-06-14'))
    await desk.later(45)
    expect(texted(desk.desk, `${A}: 1-2`).applied).toBe(true)
    expect(desk.references()).toEqual(['R1 -', `R1 ${A}`, `R2 ${A}?`])
    expect(texted(desk.desk, A).applied).toBe(true)
    expect(desk.references()).toEqual(['R1 -', `R1 ${A}`, `R2 ${A}`])
  })

  it('is left alone where the reference is texted for another alert: that is one more room of it', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(stay(1))
    await desk.later(60)
    expect(texted(desk.desk, `${A}: 1-2`).applied).toBe(true)
    desk.seen(stay(3, later, '2026-06-26'))
    await desk.later(60)
    const [missing] = desk.items('mail-missing')
    expect(texted(desk.desk, A).reply).toContain('Known already')
    expect(texted(desk.desk, `${missing!.id} ${A}`).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, `R3 ${A}`])
  })
})

it('a stay that is booked twice is named, and the answer says that it has no code yet', () => {
  const desk = mailDesk(open)
  desk.seen(stay(1))
  desk.seen(stay(1, '2026-06-21', '2026-06-23'), { placed: false })
  const asked = texted(desk.desk, `${A}: 1-2`)
  const second = /(\d{4}) for Room 1, 21/.exec(asked.reply!)![1]!
  expect(texted(desk.desk, second).reply).toMatch(
    /^1000000001: Room 1, 21-23 Jun \(booked twice: no code yet\)\. 1 guest, 0 doors\./,
  )
})
