import { describe, expect, it } from 'vitest'
import { givenCodes, readCode } from '../../db/queries/codes.ts'
import { auditOfDoor } from '../../db/queries/desk.ts'
import type { LockFault } from '../../electron/domain/lock.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { giveOfflineCode, showSpare } from '../../electron/services/fallback/index.ts'
import { type FallbackDesk, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import { at, book, dana, dumpTables, must } from '../support/test-desk.ts'

const A = 'BOOKA1'
const B = 'BOOKB1'
const openHouse = fallbackHouses()
const made = '48213975' as Pin
const give = (house: FallbackDesk, ref = A, door = 'd1') =>
  giveOfflineCode(house.desk, dana, house.worker.atDoor, { ref, door })
/** A party in house before a room door that is offline and makes codes by itself. */
const atOfflineDoor = async (until = '2026-06-12'): Promise<FallbackDesk> => {
  const house = openHouse()
  house.simulator.setDevice('room1', { online: false })
  house.answers.offlineCode = ({ startsAt, endsAt }) => ({ ok: true, ref: 'algo-1', pin: made, startsAt, endsAt })
  book(house.desk, A, [['R1', '2026-06-10', until]])
  must(arrive(house.desk, dana, { ref: A }))
  await house.settle()
  return house
}

describe('a code that the lock makes itself', () => {
  it("opens from now to the party's end, and says until when it must first be used", async () => {
    const house = await atOfflineDoor()
    const given = must(await give(house))
    expect([given.pin, given.doorName, given.reservationId]).toEqual([made, 'Room 1', house.reservationId(A)])
    expect([given.endsAt, given.firstUseBy]).toEqual([at('2026-06-12T10:00:00Z'), at('2026-06-11T13:30:00Z')])
    const code = readCode(house.desk.store.read, given.codeId)!
    expect(code).toMatchObject({
      kind: 'offline',
      state: 'on-lock',
      desired: 'present',
      providerRef: 'algo-1',
      windows: [{ startsAt: at('2026-06-10T13:30:00Z'), endsAt: at('2026-06-12T10:00:00Z') }],
      sent: { startsAt: at('2026-06-10T13:30:00Z'), endsAt: at('2026-06-12T10:00:00Z') },
      heldSince: at('2026-06-10T13:30:00Z'),
      givenAt: at('2026-06-10T13:30:00Z'),
      givenBy: 'Dana',
    })
    expect(code.label).toMatch(/^LK-[0-9A-F]{12}$/)
    expect(house.asked).toEqual([{ what: 'offlineCode', deviceId: 'room1' }])
  })

  it('must be used before its end where that comes first', async () => {
    const house = await atOfflineDoor('2026-06-11')
    expect(must(await give(house)).firstUseBy).toBe(at('2026-06-11T10:00:00Z'))
  })

  it('is kept sealed, logged without digits, and shown again on demand', async () => {
    const house = await atOfflineDoor()
    const given = must(await give(house))
    const [seen, handed] = auditOfDoor(house.desk.store.read, house.doorId('d1'), 2)
    expect([handed?.action, handed?.details]).toEqual(['offline-code.given', { door: 'Room 1', party: A }])
    expect([seen?.action, seen?.details]).toEqual(['pin.revealed', { purpose: 'offline', codes: 1 }])
    expect(JSON.stringify(dumpTables(house.desk))).not.toContain(made)
    expect(must(showSpare(house.desk, dana, given.codeId)).pin).toBe(made)
  })

  it('is left alone by the reconciler, and tried to be taken back when the party leaves', async () => {
    const house = await atOfflineDoor()
    const { codeId } = must(await give(house))
    await house.settleFully()
    expect(readCode(house.desk.store.read, codeId)).toMatchObject({ state: 'on-lock', providerRef: 'algo-1' })
    must(depart(house.desk, dana, { ref: A }))
    expect(readCode(house.desk.store.read, codeId)?.desired).toBe('absent')
  })

  it.each<[LockFault, string, string]>([
    ['unsupported', 'offline-code-unsupported', 'makes no codes by itself'],
    ['offline', 'offline-code-failed', 'cannot be reached'],
    ['auth', 'offline-code-failed', 'refused'],
  ])('that the vendor did not give (%s) is %s, with another way in', async (fault, code, words) => {
    const house = await atOfflineDoor()
    house.answers.offlineCode = () => ({ ok: false, fault })
    must(await house.worker.atDoor(house.doorId('d1'), async () => null))
    const refused = await refusedUntouched(house, () => give(house))
    expect(refused.code).toBe(code)
    expect(refused.message).toContain(words)
    expect(refused.message).toContain('Envelope 1 in the safe')
  })

  it('with digits that somebody has there is not handed out', async () => {
    const house = await atOfflineDoor()
    must(await give(house))
    const refused = await refusedUntouched(house, () => give(house))
    expect([refused.code, refused.message]).toEqual(['offline-code-failed', expect.not.stringContaining(made)])
    expect(givenCodes(house.desk.store.read, house.reservationId(A))).toHaveLength(1)
  })

  it('is not handed to a party that left while the vendor was being asked', async () => {
    const house = await atOfflineDoor()
    house.answers.offlineCode = ({ startsAt, endsAt }) => {
      must(depart(house.desk, dana, { ref: A }))
      return { ok: true, ref: 'algo-1', pin: made, startsAt, endsAt }
    }
    const answer = await give(house)
    expect(answer.ok ? '' : answer.error.code).toBe('no-access')
    expect(givenCodes(house.desk.store.read, house.reservationId(A))).toEqual([])
  })

  it('is asked for by nobody who has no right to the door', async () => {
    const house = await atOfflineDoor()
    book(house.desk, B, [['R2', '2026-06-12', '2026-06-14']])
    const refusals = [
      [B, 'd2', 'no-access'],
      [A, 'd2', 'no-access'],
      [A, 'd9', 'door-unknown'],
      ['NOBODY1', 'd1', 'reservation-unknown'],
    ] as const
    for (const [ref, door, code] of refusals)
      expect((await refusedUntouched(house, () => give(house, ref, door))).code).toBe(code)
    expect(house.asked).toEqual([])
  })
})
