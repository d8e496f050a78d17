/** A move adds, confirms, then removes: what else happens meanwhile must not shut both doors, nor leave one open. */
import { describe, expect, it } from 'vitest'
import { minutes } from '../../electron/domain/time.ts'
import { arrive, depart, extend, move } from '../../electron/services/check-in/index.ts'
import { A, houses } from '../support/houses.ts'
import { book, dana, doorStates, must, pinsByDoor, type StayWords } from '../support/test-desk.ts'

const room = (number: number): StayWords => [`R${number}`, '2026-06-10', '2026-06-14']
const { openModel: open } = houses()

describe('people who are in and are moved to a room whose lock does not answer', () => {
  const movedIn = async () => {
    const house = open()
    book(house.desk, A, [room(1)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const digits = pinsByDoor(house.desk, A).d1!
    house.model.setOnline('room2', false)
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    await house.settleFully()
    expect(house.model.opens('room1', digits, house.desk.clock.now())).toBe(true)
    return { house, digits }
  }

  it('keep the old room when their stay is extended meanwhile', async () => {
    const { house, digits } = await movedIn()
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-15' }))
    await house.worker.syncNow('locks')
    await house.settleFully()
    expect(doorStates(house.desk, A).d2).not.toBe('on-lock')
    expect(house.model.opens('room1', digits, house.desk.clock.now())).toBe(true)
  })

  it('lose the old room at once when they check out', async () => {
    const { house, digits } = await movedIn()
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.advance(minutes(45))
    await house.settleFully()
    expect(house.model.opens('room1', digits, house.desk.clock.now())).toBe(false)
  })

  it('keep both old rooms when two rooms are moved one after the other', async () => {
    const house = open()
    book(house.desk, A, [room(1), room(2)])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const digits = pinsByDoor(house.desk, A).d1!
    house.model.setOnline('room3', false)
    house.model.setOnline('room4', false)
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' }))
    must(move(house.desk, dana, { ref: A, fromUnit: 'R2', toUnit: 'R4' }))
    await house.settleFully()
    expect(house.model.opens('room2', digits, house.desk.clock.now())).toBe(true)
    expect(house.model.opens('room1', digits, house.desk.clock.now())).toBe(true)
  })
})
