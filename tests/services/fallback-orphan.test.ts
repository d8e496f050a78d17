import { describe, expect, it } from 'vitest'
import { writeObserved } from '../../db/queries/doors.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { isOrphan, removeOrphan } from '../../electron/services/fallback/index.ts'
import { type FallbackDesk, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import { at, book, codesByDoor, dana, must } from '../support/test-desk.ts'

const A = 'BOOKA1'
const openHouse = fallbackHouses()

/** Puts a code on room 1's lock and notes what a listing of it finds. */
async function lay(house: FallbackDesk, label: string): Promise<string> {
  const outcome = await house.simulator.setCode({
    opId: 'laid-by-the-test',
    deviceId: 'room1',
    pin: '604918' as Pin,
    startsAt: at('2026-06-01T13:00:00Z'),
    endsAt: at('2026-06-30T10:00:00Z'),
    label,
  })
  house.advance(1_000)
  await list(house)
  if (outcome.state !== 'accepted' && outcome.state !== 'confirmed') throw new Error('the lock took no code')
  return outcome.ref
}
async function list(house: FallbackDesk): Promise<void> {
  const listing = await house.simulator.listCodes('room1')
  if (!listing.ok) throw new Error('the lock was not listed')
  const doorId = house.doorId('d1')
  house.desk.store.write((db) =>
    writeObserved(
      db,
      doorId,
      listing.codes.map(({ pin: _pin, ...code }) => ({ ...code, doorId, pinMac: null })),
    ),
  )
}
const read: string[] = []
const remove = (house: FallbackDesk, ref: string, door = 'd1') => {
  const readDoors = async (doorId: string): Promise<void> => {
    read.push(doorId)
  }
  return removeOrphan(house.desk, dana, { atDoor: house.worker.atDoor, readDoors }, { door, ref })
}
const onLock = async (house: FallbackDesk): Promise<readonly string[]> => {
  const listing = await house.simulator.listCodes('room1')
  return listing.ok ? listing.codes.filter((code) => code.state !== 'removing').map((code) => code.ref) : []
}

describe('a code with our name that no booking knows', () => {
  it('is taken off its lock, logged, and the door is read again', async () => {
    const house = openHouse()
    const ref = await lay(house, 'LK-0123456789AB')
    expect(isOrphan(house.desk.store.read, house.doorId('d1'), ref)).toBe(true)
    read.length = 0
    must(await remove(house, ref))
    expect(await onLock(house)).toEqual([])
    expect(read).toEqual([house.doorId('d1')])
    expect(house.trail().at(-1)).toEqual({
      action: 'orphan.removed',
      details: { door: 'Room 1', result: 'accepted' },
    })
  })

  it('stays and is said to stay where the lock does not answer', async () => {
    const house = openHouse()
    const ref = await lay(house, 'LK-0123456789AB')
    house.simulator.setDevice('room1', { online: false })
    const answer = await remove(house, ref)
    expect([answer.ok ? '' : answer.error.code, answer.ok ? '' : answer.error.message]).toEqual([
      'orphan-not-removed',
      expect.stringContaining('may still open'),
    ])
    expect(house.trail().at(-1)?.action).toBe('orphan.not-removed')
  })

  it('is none that somebody set at the lock', async () => {
    const house = openHouse()
    const ref = await lay(house, 'Cleaner')
    must(await house.worker.atDoor(house.doorId('d1'), async () => null))
    expect((await refusedUntouched(house, () => remove(house, ref))).code).toBe('orphan-unknown')
    expect(await onLock(house)).toEqual([ref])
  })

  it("is none that is a party's own, by its name or by its place on the lock", async () => {
    const house = openHouse()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    await list(house)
    const own = codesByDoor(house.desk, A).d1!
    expect((await refusedUntouched(house, () => remove(house, own.providerRef!))).code).toBe('orphan-unknown')
    const twin = await lay(house, own.label)
    expect((await refusedUntouched(house, () => remove(house, twin))).code).toBe('orphan-unknown')
    expect(house.asked).toEqual([])
  })

  it('is none that the last listing does not show, nor on another door', async () => {
    const house = openHouse()
    const ref = await lay(house, 'LK-0123456789AB')
    for (const door of ['d1', 'd2', 'front']) must(await house.worker.atDoor(house.doorId(door), async () => null))
    expect((await refusedUntouched(house, () => remove(house, 'no-such-ref'))).code).toBe('orphan-unknown')
    expect((await refusedUntouched(house, () => remove(house, ref, 'd2'))).code).toBe('orphan-unknown')
    expect((await refusedUntouched(house, () => remove(house, ref, 'd9'))).code).toBe('door-unknown')
    expect(await onLock(house)).toEqual([ref])
  })
})
