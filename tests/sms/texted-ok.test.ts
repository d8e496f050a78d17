/** `OK` means what its sender has seen: a room that joined the group since is asked about, and a yes covers what was asked. */
import { describe, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import { sayTheirs } from '../../electron/services/intake/index.ts'
import { alertManagers, setManagerAlerts } from '../../electron/services/sms-commands/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { mailDesk } from '../support/mail-desk.ts'
import { danasPhone, guessedGroup, staysShown, texted, wordOf } from '../support/sms-desk.ts'
import { dana, must, type TestDesk } from '../support/test-desk.ts'
import { assignNumbers } from '../support/texting-desk.ts'

const open = houses()
const minute = 60_000
/** The rooms of today that are somebody's for sure, and those that are so by a guess, as `R1 1000000001` and `R2 ?...`. */
const shown = (house: TestDesk): readonly string[] =>
  staysShown(house.desk).map((line) => line.replace(/ \S+ expected/, ''))
const guess = (house: TestDesk, reference: string, rooms: readonly number[]) =>
  guessedGroup(house.desk, reference, rooms.map(room))

/** A group of two rooms for which Dana texted OK, and a third that joined it before that text came in. */
function overtaken(): TestDesk {
  const house = open.openTraining()
  guess(house, A, [1, 2])
  house.advance(10 * minute)
  guess(house, A, [3])
  house.advance(minute)
  return house
}
const lateOk = (house: TestDesk) => texted(house.desk, 'OK', danasPhone, 5)

describe('OK to a group that a room has joined since it was written', () => {
  it('asks, naming the rooms, and does nothing; the yes then confirms them all', () => {
    const house = overtaken()
    const asked = lateOk(house)
    expect(asked.applied).toBe(false)
    expect(asked.reply).toBe(`${A} is Room 1, Room 2, Room 3 now. Reply ${wordOf(asked)} to do it.`)
    expect(shown(house)).toEqual([`R1 ?${A}`, `R2 ?${A}`, `R3 ?${A}`])
    expect(texted(house.desk, wordOf(asked)).applied).toBe(true)
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${A}`])
  })

  it('asks again where one more room has come between the question and the yes', () => {
    const house = overtaken()
    const first = lateOk(house)
    house.advance(minute)
    guess(house, A, [4])
    house.advance(minute)
    const second = texted(house.desk, wordOf(first))
    expect(second.applied).toBe(false)
    expect(second.reply).toContain(`${A} is Room 1, Room 2, Room 3, Room 4 now.`)
    expect(shown(house).filter((line) => !line.includes('?'))).toEqual([])
    expect(texted(house.desk, wordOf(second)).applied).toBe(true)
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${A}`, `R4 ${A}`])
  })

  it('confirms at once where it was written after the room had joined', () => {
    const house = overtaken()
    expect(texted(house.desk, 'OK').applied).toBe(true)
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${A}`])
  })

  it('asks where the reference alone is texted in its place', () => {
    const house = overtaken()
    const asked = texted(house.desk, A, danasPhone, 5)
    expect(asked).toMatchObject({ command: 'name', applied: false })
    expect(texted(house.desk, wordOf(asked)).applied).toBe(true)
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${A}`])
  })
})

describe('the answer to which of two groups is meant', () => {
  function asked() {
    const house = open.openTraining()
    const stayIds = guess(house, A, [1, 2])
    guess(house, B, [3])
    const { reply } = texted(house.desk, 'OK')
    const word = new RegExp(`(\\d{4}) for ${A} \\(Room 1, Room 2\\)`).exec(reply ?? '')?.[1]
    if (word === undefined) throw new Error(`does not ask which: ${reply}`)
    return { house, word, stayIds }
  }

  it('confirms that group alone', () => {
    const { house, word } = asked()
    expect(texted(house.desk, word).applied).toBe(true)
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ?${B}`])
  })

  it('asks again where a room has joined that group meanwhile', () => {
    const { house, word } = asked()
    guess(house, A, [4])
    house.advance(minute)
    const again = texted(house.desk, word)
    expect(again.reply).toBe(`${A} is Room 1, Room 2, Room 4 now. Reply ${wordOf(again)} to do it.`)
    expect(texted(house.desk, wordOf(again)).applied).toBe(true)
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ?${B}`, `R4 ${A}`])
  })

  it('never goes to the other group, though that is the only one left', () => {
    const { house, word, stayIds } = asked()
    const reservationId = readStay(house.desk.store.read, stayIds[0]!)!.reservationId!
    must(sayTheirs(house.desk, dana, { reservationId, stayIds }))
    expect(texted(house.desk, word).reply).toBe('Nothing done. This booking waits for no OK any more.')
    expect(shown(house)).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ?${B}`])
  })
})

describe('OK in a house whose managers are texted of open questions', () => {
  const day = '2026-06-20'
  async function groupByMail() {
    const desk = mailDesk(open)
    assignNumbers(desk.desk, ['+12025550150'])
    must(setManagerAlerts(desk.desk, dana, true))
    desk.booked(A, day)
    for (const name of ['R1', 'R2']) desk.seen([name, day, '2026-06-22'])
    await desk.later(45)
    const [item] = desk.items('mail-group')
    if (item === undefined) throw new Error('nobody asks about the group')
    desk.advance(2 * minute)
    return { desk, item }
  }

  it('asks while they have not been texted of the group as it is, also where that was after the OK was written', async () => {
    const { desk } = await groupByMail()
    expect(texted(desk.desk, 'OK').applied).toBe(false)
    expect(alertManagers(desk.desk)).toBe(1)
    desk.advance(minute)
    expect(texted(desk.desk, 'OK', danasPhone, 2).applied).toBe(false)
    expect(desk.references()).toEqual([`R1 ${A}?`, `R2 ${A}?`])
    expect(texted(desk.desk, 'OK').applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`])
  })

  it('with the id of the alert confirms at once what that alert names, and no other room', async () => {
    const { desk, item } = await groupByMail()
    guessedGroup(desk.desk, A, [['R3', '2026-06-24', '2026-06-26']])
    expect(texted(desk.desk, `OK ${item.id}`).applied).toBe(true)
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`, `R3 ${A}?`])
  })
})
