/** What guests are told when something changes, and what is judged again at the moment of sending. */
import { describe, expect, it } from 'vitest'
import { hours, minutes } from '../../electron/domain/time.ts'
import { arrive, cancel, depart, extend, move, setTimes, undo } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { reissue } from '../../electron/services/fallback/index.ts'
import { planGuestMessages } from '../../electron/services/guest-messages/index.ts'
import { describeGuest, findReservation } from '../../electron/services/reservations/index.ts'
import { A, type ModelDesk, type ModelDeskOptions, room } from '../support/houses.ts'
import { ann, leave, run, saidTo, tellingHouses } from '../support/telling-desk.ts'
import { book, codesByDoor, dana, must, pinsByDoor } from '../support/test-desk.ts'

const { open } = tellingHouses()
const two = [room(1), room(2)]
const until12 = 'from Wednesday 10 June, 14:00 until Friday 12 June, 11:00.'

describe('what changes afterwards', () => {
  const told = async (options: ModelDeskOptions = {}, stays = two): Promise<ModelDesk> => {
    const house = open(options)
    book(house.desk, A, stays, ann)
    await run(house, minutes(10))
    expect(saidTo(house.desk)).toHaveLength(1)
    return house
  }
  const news = (house: ModelDesk): readonly string[] => saidTo(house.desk).slice(1)

  it('case 68 of the old system: new digits are one text, once all locks have them', async () => {
    const house = await told()
    house.model.setOnline('room2', false)
    must(reissue(house.desk, dana, { ref: A }))
    await run(house, minutes(5))
    expect(news(house)).toEqual([])
    house.model.setOnline('room2', true)
    house.advance(hours(1))
    await run(house, minutes(20))
    const pin = pinsByDoor(house.desk, A).front!
    expect(news(house).join()).toBe(
      `Hello Ann Example, your door code has changed. Please use only this one.\nFront door, Room 1 and Room 2: ${pin}, ${until12}`,
    )
  })

  it('a longer stay is one text with the new end; checked in, early times and a note are none', async () => {
    const house = await told({}, [room(1)])
    must(setTimes(house.desk, dana, { ref: A, units: ['R1'], arrivalTime: '12:00', departureTime: null }))
    await run(house, minutes(20))
    house.setNow('2026-06-10T12:00:00Z')
    must(arrive(house.desk, dana, { ref: A }))
    await run(house, minutes(20))
    expect(news(house)).toEqual([])
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await run(house, minutes(20))
    expect(news(house)).toHaveLength(1)
    expect(news(house)[0]).toMatch(/the times of your door code have changed\.\n.*until Saturday 13 June, 11:00\.$/)
  })

  it('two changes at one go are one text', async () => {
    const house = await told({}, [room(1)])
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    await run(house, minutes(1))
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-14' }))
    await run(house, minutes(20))
    expect(news(house)).toHaveLength(1)
    expect(news(house)[0]).toContain('Sunday 14 June')
  })

  it('matrix row 3: a room added later is told with the same digits', async () => {
    const house = await told({}, [room(1)])
    book(house.desk, A, [room(3)])
    await run(house, minutes(20))
    expect(news(house)).toEqual([
      `Hello Ann Example, more about your doors at Test House.\nRoom 3: ${pinsByDoor(house.desk, A).d1}, ${until12}`,
    ])
  })

  it('a move tells the new door', async () => {
    const house = await told({}, [room(1)])
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' }))
    await run(house, minutes(20))
    expect(news(house)).toHaveLength(1)
    expect(news(house)[0]).toContain('Room 3: ')
  })

  it('a later stay of the same party is told when its own time comes', async () => {
    const house = await told({}, [room(1), ['R2', '2026-07-10', '2026-07-12']])
    expect(saidTo(house.desk)[0]).not.toContain('Room 2')
    house.setNow('2026-07-08T09:00:00Z')
    await run(house, minutes(20))
    expect(news(house).join()).toContain('Room 2: ')
    expect(news(house).join()).toContain('from Friday 10 July, 14:00')
  })

  it('matrix row 7: a booking cancelled whole is one text, and none where it is taken back in time', async () => {
    const house = await told()
    const { actionId } = must(cancel(house.desk, dana, { ref: A }))
    await run(house, minutes(1))
    must(undo(house.desk, dana, { actionId }))
    await run(house, minutes(15))
    expect(news(house)).toEqual([])
    must(cancel(house.desk, dana, { ref: A }))
    await run(house, minutes(15))
    expect(news(house)).toEqual([
      `Hello Ann Example, your booking ${A} at Test House is cancelled.\nThe door codes we sent you do not work any more.\nIs that wrong? Just answer this text.`,
    ])
  })

  it('a cancellation is no news to somebody who was told nothing, nor is one room of two', async () => {
    const house = open({ now: '2026-06-01T09:00:00Z' })
    book(house.desk, A, two, ann)
    must(cancel(house.desk, dana, { ref: A, units: ['R2'] }))
    must(cancel(house.desk, dana, { ref: A }))
    await run(house, minutes(15))
    expect(saidTo(house.desk)).toEqual([])
  })

  it('case 75 of the old system: after check-out nothing is texted by itself', async () => {
    const house = await told()
    house.setNow('2026-06-10T14:00:00Z')
    must(arrive(house.desk, dana, { ref: A }))
    must(depart(house.desk, dana, { ref: A }))
    for (let day = 0; day < 3; day++) {
      await run(house, minutes(15))
      house.advance(hours(20))
    }
    expect(news(house)).toEqual([])
  })

  it('another guest’s texts are not touched by any of it', async () => {
    const house = await told({}, [room(1)])
    book(house.desk, '1000000002', [room(4)], { name: 'Ben Example', phone: '+12025550102' })
    await run(house, minutes(20))
    must(reissue(house.desk, dana, { ref: A }))
    await run(house, minutes(20))
    expect(saidTo(house.desk).filter((text) => text.startsWith('Hello Ben'))).toHaveLength(1)
  })
})

describe('at the moment of sending', () => {
  /** A text about the doors that waits, because the house is offline. */
  const waiting = async (): Promise<ModelDesk> => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    await house.settleFully()
    house.advance(minutes(10))
    expect(planGuestMessages(house.desk)).toBe(1)
    return house
  }

  it('it is rebuilt with the guest’s present name', async () => {
    const house = await waiting()
    must(
      transact(house.desk, dana, (work) =>
        describeGuest(work, must(findReservation(work.db, { ref: A })), { name: 'Anna Example' }),
      ),
    )
    expect(leave(house.desk)).toEqual([])
    expect(saidTo(house.desk)[0]).toMatch(/^Hello Anna Example,/)
  })

  it('with other digits it is left, and a new text says those', async () => {
    const house = await waiting()
    must(reissue(house.desk, dana, { ref: A }))
    expect(leave(house.desk)).toEqual(['the doors or their codes have changed since; a new text says how it is now'])
    await run(house, minutes(20))
    expect(saidTo(house.desk)).toHaveLength(1)
    expect(saidTo(house.desk)[0]).toContain(pinsByDoor(house.desk, A).d1!)
  })

  it('cancelled, it is left; taken back, it is told after all', async () => {
    const house = await waiting()
    const { actionId } = must(cancel(house.desk, dana, { ref: A }))
    expect(leave(house.desk)).toEqual(['the booking was cancelled'])
    must(undo(house.desk, dana, { actionId }))
    await run(house, minutes(20))
    expect(saidTo(house.desk)).toHaveLength(1)
  })

  it('after the stay it is left', async () => {
    const house = await waiting()
    house.setNow('2026-06-10T14:00:00Z')
    must(arrive(house.desk, dana, { ref: A }))
    must(depart(house.desk, dana, { ref: A }))
    expect(leave(house.desk)).toEqual(['the stay is over'])
  })

  it('with another phone it is left, and the new phone is told', async () => {
    const house = await waiting()
    must(
      transact(house.desk, dana, (work) =>
        describeGuest(work, must(findReservation(work.db, { ref: A })), { phone: '+12025550109' }),
      ),
    )
    expect(leave(house.desk)).toEqual(['the guest has another phone number now'])
    await run(house, minutes(20))
    expect(saidTo(house.desk)).toHaveLength(1)
  })

  it('a cancellation that was taken back is left', async () => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    await run(house, minutes(10))
    const { actionId } = must(cancel(house.desk, dana, { ref: A }))
    house.advance(minutes(3))
    expect(planGuestMessages(house.desk)).toBe(1)
    must(undo(house.desk, dana, { actionId }))
    expect(leave(house.desk)).toEqual(['the cancellation was taken back'])
    expect(codesByDoor(house.desk, A).d1?.desired).toBe('present')
  })
})

describe('a cancellation that the guest was told and that is taken back', () => {
  const cancelled = async () => {
    const house = open()
    book(house.desk, A, [room(1)], ann)
    await run(house, minutes(15))
    const { actionId } = must(cancel(house.desk, dana, { ref: A }))
    await run(house, minutes(15))
    expect(saidTo(house.desk).at(-1)).toContain('is cancelled.\nThe door codes we sent you do not work any more.')
    must(undo(house.desk, dana, { actionId }))
    return house
  }

  it('has the guest told anew how to get in', async () => {
    const house = await cancelled()
    await run(house, minutes(20))
    const said = saidTo(house.desk)
    expect(said).toHaveLength(3)
    expect(said.at(-1)).toMatch(/^Hello Ann Example, this is how you get in at Test House\./)
    expect(said.at(-1)).toContain(pinsByDoor(house.desk, A).d1!)
    await run(house, hours(1))
    expect(saidTo(house.desk)).toHaveLength(3)
  })

  it('and called off again, is told again, with the end of the codes', async () => {
    const house = await cancelled()
    must(cancel(house.desk, dana, { ref: A }))
    await run(house, minutes(15))
    expect(saidTo(house.desk).at(-1)).toContain('The door codes we sent you do not work any more.')
  })

  it('new digits later are "changed", not a first text', async () => {
    const house = await cancelled()
    await run(house, minutes(20))
    must(reissue(house.desk, dana, { ref: A }))
    await run(house, minutes(20))
    expect(saidTo(house.desk).at(-1)).toContain('your door code has changed')
  })
})
