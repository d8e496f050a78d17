/** What guests are told by the program, where the desk changes its mind after they were told. */
import { describe, expect, it } from 'vitest'
import { hours, minutes } from '../../electron/domain/time.ts'
import { cancel, undo } from '../../electron/services/check-in/index.ts'
import { reissue } from '../../electron/services/fallback/index.ts'
import { tellByHand } from '../../electron/services/guest-messages/index.ts'
import { findReservation } from '../../electron/services/reservations/index.ts'
import { A, houses, type ModelDesk, type ModelDeskOptions, room } from '../support/houses.ts'
import { ann, run, saidTo, switchTextingOn } from '../support/telling-desk.ts'
import { book, dana, must, pinsByDoor } from '../support/test-desk.ts'

const { openModel } = houses()
const open = (options: ModelDeskOptions = {}): ModelDesk => {
  const house = openModel({ now: '2026-06-08T09:00:00Z', ...options })
  switchTextingOn(house.desk)
  return house
}

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

it('the welcome says for the day of the first arrival only the units of that day', () => {
  const house = open({ now: '2026-06-01T09:00:00Z' })
  book(house.desk, A, [room(1), room(2), ['R3', '2026-06-12', '2026-06-14']], ann)
  const { id } = must(findReservation(house.desk.store.read, { ref: A }))
  must(tellByHand(house.desk, dana, { reservationId: id, kind: 'welcome', again: false }))
  expect(saidTo(house.desk)[0]).toContain('We expect you on Wednesday 10 June, from 14:00 (Room 1 and Room 2).')
})
