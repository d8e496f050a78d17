import { describe, expect, it } from 'vitest'
import { arrive, depart, move } from '../../electron/services/check-in/index.ts'
import { type FallbackDesk, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import { book, dana, doorStates, must, staysOf } from '../support/test-desk.ts'

const former = 'LEFT01'
const A = 'BOOKA1'
const openHouse = fallbackHouses()

/** Room 2 was left early while its lock was offline: the former guest's code may open it until the 14th. */
async function beforeRoom2(): Promise<FallbackDesk> {
  const house = openHouse()
  book(house.desk, former, [['R2', '2026-06-10', '2026-06-14']])
  must(arrive(house.desk, dana, { ref: former }))
  await house.settleFully()
  house.simulator.setDevice('room2', { online: false })
  must(depart(house.desk, dana, { ref: former }))
  await house.settleFully()
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
  return house
}
const moveToRoom2 = (house: FallbackDesk, despiteFormerCode?: boolean) =>
  move(house.desk, dana, {
    ref: A,
    fromUnit: 'R1',
    toUnit: 'R2',
    ...(despiteFormerCode === undefined ? {} : { despiteFormerCode }),
  })

describe('moving a party that is in house', () => {
  it("asks where a former guest's code may still open the new unit, and goes on when told to", async () => {
    const house = await beforeRoom2()
    must(arrive(house.desk, dana, { ref: A }))
    for (const despite of [undefined, false]) {
      const refused = await refusedUntouched(house, () => moveToRoom2(house, despite))
      expect([refused.code, refused.message]).toEqual([
        'former-code-live',
        expect.stringContaining('may open Room 2 until 2026-06-14 11:00'),
      ])
    }
    must(moveToRoom2(house, true))
    expect(staysOf(house.desk, A)).toEqual(['R2 in-house'])
  })

  it('asks nothing once the lock has confirmed that the former code is gone', async () => {
    const house = await beforeRoom2()
    must(arrive(house.desk, dana, { ref: A }))
    house.simulator.setDevice('room2', { online: true })
    house.advance(40 * 60_000)
    await house.settleFully()
    expect(doorStates(house.desk, former).d2).toBe('removed')
    must(moveToRoom2(house))
  })

  it('asks at check-in instead where nobody has arrived yet', async () => {
    const house = await beforeRoom2()
    must(moveToRoom2(house))
    const refused = await refusedUntouched(house, () => arrive(house.desk, dana, { ref: A }))
    expect(refused.code).toBe('former-code-live')
  })
})
