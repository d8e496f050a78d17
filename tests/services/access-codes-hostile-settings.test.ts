/** Settings that change under codes, and what people type. */
import { describe, expect, it } from 'vitest'
import { minutes } from '../../electron/domain/time.ts'
import { arrive, depart, move, undo } from '../../electron/services/check-in/index.ts'
import { giveAndShowSpare, unlockDoor } from '../../electron/services/fallback/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { type FallbackDesk, fallbackHouses } from '../support/fallback-desk.ts'
import { A } from '../support/houses.ts'
import { book, codeOf, dana, doorStates, houseFile, must, pinsByDoor } from '../support/test-desk.ts'

const open = fallbackHouses()
const settings = (house: FallbackDesk, property: Readonly<Record<string, unknown>>): void => {
  must(setUpHouse(house.desk, dana, houseFile({ rooms: 2, property }), { keepOtherFeeds: true }))
}

describe('settings that change under codes', () => {
  it('digits stay where the policy changed between a check-out by mistake and its undo', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const before = pinsByDoor(house.desk, A)
    must(depart(house.desk, dana, { ref: A }))
    settings(house, { codePolicy: 'per-unit' })
    must(undo(house.desk, dana, {}))
    await house.settleFully()
    expect(pinsByDoor(house.desk, A)).toEqual(before)
  })
})

describe('a guest who opens with a spare', () => {
  it('and is moved keeps the old door until the new one opens', async () => {
    const house = open()
    await house.layOutSpares(1)
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settle()
    const { pin } = must(giveAndShowSpare(house.desk, dana, { ref: A, door: 'd1' }))
    house.simulator.setDevice('room2', { online: false })
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2', despiteFormerCode: true }))
    house.simulator.setDevice('room1', { online: true })
    house.advance(minutes(40))
    await house.settleFully()
    expect(doorStates(house.desk, A).d2).not.toBe('on-lock')
    expect(house.simulator.typeIn('room1', pin)).toBe(true)
  })
})

describe('what people type', () => {
  it.each(['Their code is 482 / 915', 'They have 482, 915', 'code 4_8_2_9_1_5'])(
    'never brings digits into the trail: %s',
    async (reason) => {
      const house = open()
      const answer = await unlockDoor(house.desk, dana, house.worker.atDoor, { door: 'd1', reason })
      expect(codeOf(answer)).toBe('bad-input')
    },
  )
})
