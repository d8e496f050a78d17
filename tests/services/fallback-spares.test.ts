import { describe, expect, it } from 'vitest'
import { givenCodes, readCode, sparesOnDoor } from '../../db/queries/codes.ts'
import { auditOfDoor } from '../../db/queries/desk.ts'
import { arrive, depart, extend } from '../../electron/services/check-in/index.ts'
import {
  changeSpares,
  giveAndShowSpare,
  giveSpare,
  keepSpares,
  listSpares,
  showSpare,
} from '../../electron/services/fallback/index.ts'
import { actionsOf, type FallbackDesk, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import { at, book, codesByDoor, dana, dumpTables, must, type TestDeskOptions, yusuf } from '../support/test-desk.ts'

const A = 'BOOKA1'
const B = 'BOOKB1'
const openHouse = fallbackHouses()
const here = { ref: A, door: 'd1' }
/** A party in house before a room door that is offline; its lock holds two spares. */
const atOfflineDoor = async (options?: TestDeskOptions): Promise<FallbackDesk> => {
  const house = openHouse(options)
  await house.layOutSpares(2)
  house.simulator.setDevice('room1', { online: false })
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
  must(arrive(house.desk, dana, { ref: A }))
  await house.settle()
  return house
}
const spares = (house: FallbackDesk, key = 'd1') => sparesOnDoor(house.desk.store.read, house.doorId(key))
const digits = async (house: FallbackDesk): Promise<readonly (string | null)[]> => {
  const listing = await house.simulator.listCodes('room1')
  return listing.ok ? listing.codes.map((code) => code.pin) : []
}

describe('a spare code', () => {
  it('lets a party in at a door that cannot be reached, until its own end', async () => {
    const house = await atOfflineDoor()
    const ready = spares(house).map((code) => code.id)
    const given = must(giveAndShowSpare(house.desk, yusuf, here))
    expect(ready).toContain(given.codeId)
    expect([given.doorName, given.endsAt]).toEqual(['Room 1', codesByDoor(house.desk, A).d1!.windows[0]!.endsAt])
    const code = readCode(house.desk.store.read, given.codeId)!
    expect([code.reservationId, code.givenBy, code.givenAt]).toEqual([
      house.reservationId(A),
      'Yusuf',
      house.desk.clock.now(),
    ])
    house.simulator.setDevice('room1', { online: true })
    expect(await digits(house)).toContain(given.pin)
  })

  it('is followed by another one, and goes with the party', async () => {
    const house = openHouse({ property: { spareCodes: 2 } })
    await house.layOutSpares(2)
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const given = must(giveAndShowSpare(house.desk, dana, here))
    await house.settleFully()
    expect(spares(house).map((code) => code.state)).toEqual(['on-lock', 'on-lock'])
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-13' }))
    expect(readCode(house.desk.store.read, given.codeId)?.windows.at(-1)?.endsAt).toBe(at('2026-06-13T10:00:00Z'))
    must(depart(house.desk, dana, { ref: A }))
    await house.settleFully()
    expect(readCode(house.desk.store.read, given.codeId)?.state).toBe('removed')
    expect(await digits(house)).not.toContain(given.pin)
  })

  it('is in the trail with door and party when given, and with who saw it, and without digits', async () => {
    const house = await atOfflineDoor()
    must(giveAndShowSpare(house.desk, yusuf, here))
    const [seen, given] = auditOfDoor(house.desk.store.read, house.doorId('d1'), 2)
    expect([given?.action, given?.actor, given?.details]).toEqual([
      'spare.given',
      'Yusuf',
      { door: 'Room 1', party: A },
    ])
    expect([seen?.action, seen?.details]).toEqual(['pin.revealed', { purpose: 'spare', codes: 1 }])
    expect(actionsOf(house, A).slice(0, 2)).toEqual(['pin.revealed', 'spare.given'])
    const trail = JSON.stringify(dumpTables(house.desk).audit_entries)
    for (const pin of house.allDigits()) expect(trail).not.toContain(pin)
  })

  it('given without being shown is shown later, logged then', async () => {
    const house = await atOfflineDoor()
    const given = must(giveSpare(house.desk, dana, here))
    expect(given).not.toHaveProperty('pin')
    expect(actionsOf(house, A)[0]).toBe('spare.given')
    const shown = must(showSpare(house.desk, dana, given.codeId))
    expect(house.allDigits()).toContain(shown.pin)
    expect(actionsOf(house, A)[0]).toBe('pin.revealed')
  })

  it('is refused where none is on the lock', async () => {
    const house = openHouse()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    expect((await refusedUntouched(house, () => giveSpare(house.desk, dana, here))).code).toBe('no-spare')
  })

  it('is refused to a party that has no right to the door today', async () => {
    const house = await atOfflineDoor({ keyRooms: [2] })
    book(house.desk, B, [['R1', '2026-06-12', '2026-06-14']])
    const refusals = [
      [{ ref: B, door: 'd1' }, 'no-access'],
      [{ ref: A, door: 'd2' }, 'door-without-lock'],
      [{ ref: A, door: 'd9' }, 'door-unknown'],
      [{ ref: 'NOBODY1', door: 'd1' }, 'reservation-unknown'],
    ] as const
    for (const [input, code] of refusals)
      expect((await refusedUntouched(house, () => giveSpare(house.desk, dana, input))).code).toBe(code)
    must(depart(house.desk, dana, { ref: A }))
    expect((await refusedUntouched(house, () => giveSpare(house.desk, dana, here))).code).toBe('no-access')
  })

  it("is refused at another unit's door", async () => {
    const house = await atOfflineDoor()
    expect((await refusedUntouched(house, () => giveSpare(house.desk, dana, { ref: A, door: 'd2' }))).code).toBe(
      'no-access',
    )
  })

  it('is refused to the next party while the one before it is still in', async () => {
    const house = openHouse({ now: '2026-06-08T14:00:00Z' })
    await house.layOutSpares(1)
    book(house.desk, B, [['R1', '2026-06-08', '2026-06-10']])
    must(arrive(house.desk, dana, { ref: B }))
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    house.setNow('2026-06-10T13:30:00Z')
    const refused = await refusedUntouched(house, () => giveSpare(house.desk, dana, here))
    expect([refused.code, refused.message]).toEqual(['unit-still-occupied', expect.stringContaining(B)])
    must(giveSpare(house.desk, dana, { ref: A, door: 'front' }))
  })
})

describe('the spares of a lock', () => {
  it('are listed with digits only where asked for and on the lock, logged once', async () => {
    const house = openHouse()
    await house.layOutSpares(1)
    must(keepSpares(house.desk, dana, 'd1', 2))
    const hidden = must(listSpares(house.desk, dana, { door: 'd1', reveal: false }))
    expect([hidden.doorKey, hidden.spares.map((line) => [line.state, line.pin])]).toEqual([
      'd1',
      [
        ['on-lock', null],
        ['planned', null],
      ],
    ])
    expect(house.trail().at(-1)?.action).toBe('spare.kept')
    const shown = must(listSpares(house.desk, dana, { door: 'd1', reveal: true }))
    expect(shown.spares.map((line) => line.pin)).toEqual([expect.stringMatching(/^\d{6}$/), null])
    expect(house.trail().at(-1)).toEqual({ action: 'pin.revealed', details: { purpose: 'spare', codes: 1 } })
  })

  it('are laid out to a number, once', async () => {
    const house = openHouse()
    expect(must(keepSpares(house.desk, dana, 'd1', 3))).toBe(3)
    expect(house.trail().at(-1)).toEqual({ action: 'spare.kept', details: { door: 'Room 1', spares: 3 } })
    const before = dumpTables(house.desk)
    expect(must(keepSpares(house.desk, dana, 'd1', 3))).toBe(0)
    expect(dumpTables(house.desk)).toEqual(before)
    expect(spares(house, 'd2')).toEqual([])
  })

  it.each([-1, 6, 1.5, Number.NaN])('are not laid out to %s', async (count) => {
    const house = openHouse()
    expect((await refusedUntouched(house, () => keepSpares(house.desk, dana, 'd1', count))).code).toBe('bad-input')
  })

  it('are changed on one lock, the old digits leaving it', async () => {
    const house = openHouse()
    await house.layOutSpares(2)
    const old = await digits(house)
    const elsewhere = spares(house, 'd2').map((code) => code.pinMac)
    must(changeSpares(house.desk, dana, 'd1'))
    await house.settleFully()
    const now = await digits(house)
    expect([old.length, now.length]).toEqual([2, 2])
    for (const pin of old) expect(now).not.toContain(pin)
    expect(spares(house, 'd2').map((code) => code.pinMac)).toEqual(elsewhere)
    expect(house.trail().find((entry) => entry.action === 'spare.changed')?.details).toEqual({
      door: 'Room 1',
      codes: 2,
    })
    expect((await refusedUntouched(house, () => changeSpares(house.desk, dana, 'd9'))).code).toBe('door-unknown')
  })

  it('in the hands of a party are not changed with the others', async () => {
    const house = await atOfflineDoor()
    const given = must(giveSpare(house.desk, dana, here))
    must(changeSpares(house.desk, dana, null))
    expect(givenCodes(house.desk.store.read, house.reservationId(A)).map((code) => [code.id, code.desired])).toEqual([
      [given.codeId, 'present'],
    ])
  })

  it("are not shown when gone, not on the lock, or a party's own", async () => {
    const house = await atOfflineDoor()
    must(keepSpares(house.desk, dana, 'd1', 3))
    const waiting = spares(house).find((code) => code.state === 'planned')!
    expect((await refusedUntouched(house, () => showSpare(house.desk, dana, waiting.id))).code).toBe('no-spare')
    const own = codesByDoor(house.desk, A).front!
    for (const id of [own.id, 'no-such-code'])
      expect((await refusedUntouched(house, () => showSpare(house.desk, dana, id))).code).toBe('code-unknown')
  })
})
