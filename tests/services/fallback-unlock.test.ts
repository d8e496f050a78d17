import { describe, expect, it } from 'vitest'
import { auditOfDoor } from '../../db/queries/desk.ts'
import type { UnlockOutcome } from '../../electron/domain/lock.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { handOutKey, unlockDoor } from '../../electron/services/fallback/index.ts'
import { type FallbackDesk, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import { book, dana, must, yusuf } from '../support/test-desk.ts'

const A = 'BOOKA1'
const openHouse = fallbackHouses()
const unlock = (house: FallbackDesk, order: Partial<Parameters<typeof unlockDoor>[3]> = {}) =>
  unlockDoor(house.desk, dana, house.worker.atDoor, { door: 'd1', reason: 'Plumber for the sink', ...order })

describe('unlocking a door from here', () => {
  it.each(['opened', 'sent'] as const)(
    'says what the lock said (%s), once, with the reason in the trail',
    async (state) => {
      const house = openHouse()
      house.answers.unlock = () => ({ state })
      const answer = must(await unlock(house))
      expect([answer.door.key, answer.state, answer.at]).toEqual(['d1', state, house.desk.clock.now()])
      expect(house.asked).toEqual([{ what: 'unlock', deviceId: 'room1' }])
      const reason = 'Plumber for the sink'
      expect(house.trail().slice(-2)).toEqual([
        { action: 'door.unlock-asked', details: { door: 'Room 1', reason } },
        { action: 'door.unlocked', details: { door: 'Room 1', reason, result: state } },
      ])
    },
  )

  it('is in the trail before the lock is asked, so that a crash leaves a trace', async () => {
    const house = openHouse()
    let atTheCall: string | undefined
    house.answers.unlock = () => {
      atTheCall = house.trail().at(-1)?.action
      return { state: 'opened' }
    }
    must(await unlock(house))
    expect(atTheCall).toBe('door.unlock-asked')
  })

  it('is kept with its door, its party and who asked', async () => {
    const house = openHouse()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    const reservationId = house.reservationId(A)
    must(
      await unlockDoor(house.desk, yusuf, house.worker.atDoor, {
        door: house.doorId('d1'),
        reason: 'Locked out',
        reservationId,
      }),
    )
    const entry = auditOfDoor(house.desk.store.read, house.doorId('d1'), 1)[0]
    expect([entry?.action, entry?.actor, entry?.reservationId]).toEqual(['door.unlocked', 'Yusuf', reservationId])
  })

  it.each<[UnlockOutcome, string, string]>([
    [{ state: 'rejected', fault: 'offline' }, 'door-offline', 'cannot be reached'],
    [{ state: 'rejected', fault: 'unsupported' }, 'unlock-unsupported', 'cannot be opened from here'],
    [{ state: 'rejected', fault: 'busy' }, 'unlock-failed', 'Try again in a minute'],
    [{ state: 'rejected', fault: 'auth' }, 'unlock-failed', 'was not opened'],
    [{ state: 'unknown', fault: 'offline' }, 'unlock-unknown', 'not known whether Room 1 opened'],
  ])('that came to %j is %s, is not repeated, and names another way in', async (outcome, code, words) => {
    const house = openHouse()
    house.answers.unlock = () => outcome
    const answer = await unlock(house)
    expect(answer.ok ? '' : answer.error.code).toBe(code)
    expect(answer.ok ? '' : answer.error.message).toContain(words)
    expect(answer.ok ? '' : answer.error.message).toContain('Envelope 1 in the safe')
    expect(house.asked).toHaveLength(1)
    const last = house.trail().at(-1)
    expect(last?.action).toBe('door.unlock-failed')
    expect(last?.details).toMatchObject({ result: outcome.state, fault: 'fault' in outcome ? outcome.fault : null })
  })

  it('points to the spare on the lock, or to whoever has the key', async () => {
    const house = openHouse()
    house.answers.unlock = () => ({ state: 'rejected', fault: 'offline' })
    must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Marek' }))
    const keyed = await unlock(house)
    expect(keyed.ok ? '' : keyed.error.message).toContain('Marek has the metal key.')
    await house.layOutSpares(1)
    const spared = await unlock(house)
    expect(spared.ok ? '' : spared.error.message).toContain('A spare code is on this lock: give that one.')
  })

  it.each([
    ['nothing', '', 'reason-required'],
    ['blanks', '  \t ', 'reason-required'],
    ['no letters', '...', 'reason-required'],
    ['two letters', 'ok', 'reason-required'],
    ['a PIN', 'her code 507284 fails', 'bad-input'],
    ['a PIN in two groups', 'code 507 284 fails', 'bad-input'],
    ['a PIN with full-width digits', 'code ５０７２８４', 'bad-input'],
    ['four digits', 'code 5072', 'bad-input'],
    ['a phone number', 'called from +12025550117', 'bad-input'],
    ['a novel', 'a'.repeat(201), 'bad-input'],
  ])('with %s for a reason asks nobody and writes nothing', async (_what, reason, code) => {
    const house = openHouse()
    const refused = await refusedUntouched(house, () => unlock(house, { reason }))
    expect(refused.code).toBe(code)
    expect(house.asked).toEqual([])
  })

  it('takes a reason with a short number', async () => {
    const house = openHouse()
    must(await unlock(house, { reason: 'Guest of 101, arrived 14:30' }))
  })

  it('of a door that is not there, has no lock, or whose vendor has no account asks nobody', async () => {
    const house = openHouse({ keyRooms: [2] })
    expect((await refusedUntouched(house, () => unlock(house, { door: 'd9' }))).code).toBe('door-unknown')
    expect((await refusedUntouched(house, () => unlock(house, { door: 'd2' }))).code).toBe('door-without-lock')
    const unknown = 'not-a-reservation' as never
    expect((await refusedUntouched(house, () => unlock(house, { reservationId: unknown }))).code).toBe(
      'reservation-unknown',
    )
    const seam = openHouse({ provider: 'seam' })
    expect((await refusedUntouched(seam, () => unlock(seam))).code).toBe('provider-missing')
    expect([...house.asked, ...seam.asked]).toEqual([])
  })
})
