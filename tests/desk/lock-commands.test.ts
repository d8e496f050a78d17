import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bookingCommands } from '../../electron/desk/booking-commands.ts'
import { UsageError } from '../../electron/desk/command.ts'
import { lockCommands } from '../../electron/desk/lock-commands.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { commandsOn, id } from '../support/commands.ts'
import { type FallbackDesk, openFallbackDesk } from '../support/fallback-desk.ts'
import { book, dana, must, pinsByDoor } from '../support/test-desk.ts'

const A = 'BOOKA1'
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const sixDigits = expect.stringMatching(/^\d{6}$/)

let house: FallbackDesk
beforeEach(() => {
  house = openFallbackDesk()
})
afterEach(() => house.close())

const { run, done, refused } = commandsOn(() => house, { ...bookingCommands, ...lockCommands })
const arriveA = async (): Promise<void> => {
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
  must(arrive(house.desk, dana, { ref: A }))
  await house.settleFully()
}

describe('reissue', () => {
  it('answers the reservation, for the whole party or one door', async () => {
    await arriveA()
    const before = pinsByDoor(house.desk, A)
    const one = await done('reissue', A, '--door', 'd1')
    expect([one.reference, one.codes.length]).toEqual([A, 2])
    expect(pinsByDoor(house.desk, A).front).toBe(before.front)
    await done('reissue', A)
    expect(pinsByDoor(house.desk, A).front).not.toBe(before.front)
    expect(await refused('reissue', A, '--door', 'd2')).toBe('nothing-to-reissue')
  })
})

describe('unlock', () => {
  it('answers door, state and moment', async () => {
    expect(await done('unlock', 'd1', '--reason', 'Plumber')).toEqual({ door: 'd1', state: 'opened', at: iso })
    house.answers.unlock = () => ({ state: 'sent' })
    expect(await done('unlock', 'front', '--reason', 'Plumber')).toEqual({ door: 'front', state: 'sent', at: iso })
  })

  it('notes the party it is for', async () => {
    await arriveA()
    await done('unlock', 'd1', '--reason', 'Locked out', '--ref', A)
    const rows = house.desk.store.sqlite
      .prepare("select reservation_id as party, source from audit_entries where action = 'door.unlocked'")
      .all()
    expect(rows).toEqual([{ party: house.reservationId(A), source: 'command' }])
    expect(await refused('unlock', 'd1', '--reason', 'Locked out', '--ref', 'NOBODY1')).toBe('reservation-unknown')
  })

  it('needs a door and a reason', async () => {
    await expect(run('unlock')).rejects.toThrow(UsageError)
    await expect(run('unlock', 'd1')).rejects.toThrow('--reason is missing')
    expect(await refused('unlock', 'd1', '--reason', ' ')).toBe('reason-required')
  })
})

describe('spare-codes', () => {
  it('lays out, lists, reveals, changes and gives', async () => {
    expect(await done('spare-codes', 'd1')).toEqual({ door: 'd1', spares: [] })
    const laid = await done('spare-codes', 'd1', '--keep', '2')
    expect(laid).toEqual({ door: 'd1', spares: Array(2).fill({ id, state: 'planned', since: iso, pin: null }) })
    await arriveA()
    const shown = await done('spare-codes', 'd1', '--reveal')
    expect(shown.spares).toEqual(Array(2).fill({ id, state: 'on-lock', since: iso, pin: sixDigits }))
    const given = await done('spare-codes', 'd1', '--give', A, '--reveal')
    expect(given.given).toEqual({
      id: expect.stringMatching(`${shown.spares[0].id}|${shown.spares[1].id}`),
      reservationId: house.reservationId(A),
      state: expect.any(String),
      endsAt: '2026-06-12T10:00:00.000Z',
      pin: sixDigits,
    })
    expect(given.spares.map((spare: { id: string }) => spare.id)).not.toContain(given.given.id)
    const changed = await done('spare-codes', 'd1', '--change')
    expect(changed.spares.filter((spare: { state: string }) => spare.state === 'removing')).toHaveLength(1)
  })

  it('gives without digits unless they are to be revealed', async () => {
    await house.layOutSpares(1)
    await arriveA()
    expect((await done('spare-codes', 'd1', '--give', A)).given).toMatchObject({ id, pin: null })
  })

  it('refuses what cannot be', async () => {
    await arriveA()
    expect(await refused('spare-codes', 'd1', '--give', A)).toBe('no-spare')
    expect(await refused('spare-codes', 'd9')).toBe('door-unknown')
    expect(await refused('spare-codes', 'd1', '--keep', '9')).toBe('bad-input')
    await expect(run('spare-codes')).rejects.toThrow(UsageError)
    await expect(run('spare-codes', 'd1', '--keep', 'two')).rejects.toThrow('--keep is a number from 0 to 5')
    await expect(run('spare-codes', 'd1', '--give', A, '--change')).rejects.toThrow(UsageError)
    await expect(run('spare-codes', 'd1', '--give', A, '--keep', '1')).rejects.toThrow(UsageError)
  })
})

describe('offline-code', () => {
  it('answers the digits and until when they must first be used', async () => {
    await arriveA()
    expect(await refused('offline-code', A, '--door', 'd1')).toBe('offline-code-unsupported')
    house.answers.offlineCode = ({ startsAt, endsAt }) => ({
      ok: true,
      ref: 'algo-1',
      pin: '48213975' as Pin,
      startsAt,
      endsAt,
    })
    expect(await done('offline-code', A, '--door', 'd1')).toEqual({
      id,
      door: 'd1',
      pin: '48213975',
      endsAt: '2026-06-12T10:00:00.000Z',
      firstUseBy: expect.stringMatching(/^2026-06-11T13:3/),
    })
    await expect(run('offline-code', A)).rejects.toThrow('--door is missing')
  })
})

describe('key', () => {
  it('goes out to a name and comes back', async () => {
    await arriveA()
    const out = { id, door: 'd1', envelope: 'Envelope 1 in the safe', takenBy: 'Mira Example', handedAt: iso }
    expect(await done('key', 'd1', '--to', 'Mira Example', '--ref', A)).toEqual({ ...out, returnedAt: null })
    expect(await refused('key', 'd1', '--to', 'Marek')).toBe('key-already-out')
    expect(await done('key', 'd1', '--back')).toEqual({ ...out, returnedAt: iso })
    expect(await refused('key', 'd1', '--back')).toBe('key-not-out')
  })

  it('needs one of the two', async () => {
    for (const words of [[], ['--to', 'Mira', '--back'], ['--back', '--ref', A]])
      await expect(run('key', 'd1', ...words)).rejects.toThrow('say --to NAME, or --back')
    await expect(run('key', '--back')).rejects.toThrow('DOOR is missing')
  })
})

describe('move', () => {
  it('takes the answer to what it asks about a former code', async () => {
    await arriveA()
    const moved = await done('move', A, '--from', 'R1', '--to', 'R2', '--despite-former-code')
    expect(moved.stays[0].unit).toBe('R2')
  })
})
