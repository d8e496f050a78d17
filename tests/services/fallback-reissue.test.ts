import { describe, expect, it } from 'vitest'
import { auditOfReservation } from '../../db/queries/desk.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { reissue } from '../../electron/services/fallback/index.ts'
import { type FallbackDesk, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import {
  book,
  dana,
  doorStates,
  dumpTables,
  must,
  pinsByDoor,
  type TestDeskOptions,
  yusuf,
} from '../support/test-desk.ts'

const A = 'BOOKA1'
const openHouse = fallbackHouses()
const inHouse = async (options?: TestDeskOptions): Promise<FallbackDesk> => {
  const house = openHouse(options)
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
  must(arrive(house.desk, dana, { ref: A }))
  await house.settleFully()
  return house
}
/** What the lock holds, digits by door. */
const onLocks = async (house: FallbackDesk): Promise<Record<string, string | null>> => {
  const held: Record<string, string | null> = {}
  for (const [key, device] of [
    ['front', 'front'],
    ['d1', 'room1'],
  ] as const) {
    const listing = await house.simulator.listCodes(device)
    held[key] = listing.ok ? listing.codes.map((code) => code.pin).join() : null
  }
  return held
}

describe('new digits by order', () => {
  it('reach every door of the party, in place of the old ones', async () => {
    const house = await inHouse()
    const before = pinsByDoor(house.desk, A)
    expect(must(reissue(house.desk, yusuf, { ref: A })).codes).toBe(2)
    const after = pinsByDoor(house.desk, A)
    expect(after.front).not.toBe(before.front)
    expect(after.d1).toBe(after.front)
    await house.settleFully()
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(await onLocks(house)).toEqual({ front: after.front, d1: after.d1 })
  })

  it('for one door leave the others as they are', async () => {
    const house = await inHouse()
    const before = pinsByDoor(house.desk, A)
    expect(must(reissue(house.desk, dana, { ref: A, door: 'd1' })).codes).toBe(1)
    const after = pinsByDoor(house.desk, A)
    expect(after.front).toBe(before.front)
    expect(after.d1).not.toBe(before.d1)
  })

  it('are in the trail with who, which doors and how many, and without digits', async () => {
    const house = await inHouse()
    must(reissue(house.desk, yusuf, { ref: A }))
    must(reissue(house.desk, yusuf, { ref: A, door: house.doorId('d1') }))
    const [second, first] = auditOfReservation(house.desk.store.read, house.reservationId(A), 2)
    expect([first?.actor, first?.action, first?.doorId, first?.details]).toEqual([
      'Yusuf',
      'code.reissued',
      null,
      { door: null, doors: ['Front door', 'Room 1'], codes: 2 },
    ])
    expect([second?.doorId, second?.details]).toEqual([
      house.doorId('d1'),
      { door: 'Room 1', doors: ['Room 1'], codes: 1 },
    ])
    const trail = JSON.stringify(dumpTables(house.desk).audit_entries)
    expect(house.allDigits().length).toBeGreaterThan(1)
    for (const pin of house.allDigits()) expect(trail).not.toContain(pin)
  })

  it('are refused where there is nothing to change', async () => {
    const house = await inHouse({ keyRooms: [2] })
    const refusals = [
      [{ ref: 'NOBODY1' }, 'reservation-unknown'],
      [{ ref: A, door: 'd9' }, 'door-unknown'],
      [{ ref: A, door: 'd2' }, 'door-without-lock'],
    ] as const
    for (const [input, code] of refusals)
      expect((await refusedUntouched(house, () => reissue(house.desk, dana, input))).code).toBe(code)
    must(depart(house.desk, dana, { ref: A }))
    expect((await refusedUntouched(house, () => reissue(house.desk, dana, { ref: A }))).code).toBe('nothing-to-reissue')
  })

  it("are refused at a door that is not the party's", async () => {
    const house = await inHouse()
    const refused = await refusedUntouched(house, () => reissue(house.desk, dana, { ref: A, door: 'd2' }))
    expect([refused.code, refused.message]).toEqual(['nothing-to-reissue', expect.stringContaining('Room 2')])
  })
})
