import { describe, expect, it } from 'vitest'
import { auditOfDoor } from '../../db/queries/desk.ts'
import { keysOut } from '../../db/queries/doors.ts'
import { handOutKey, takeBackKey } from '../../electron/services/fallback/index.ts'
import { actionsOf, fallbackHouses, refusedUntouched } from '../support/fallback-desk.ts'
import { book, dana, must, yusuf } from '../support/test-desk.ts'

const A = 'BOOKA1'
const openHouse = fallbackHouses()

describe('a metal key in its envelope', () => {
  it('is handed out with a name, for a party, and comes back', () => {
    const house = openHouse()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const out = must(handOutKey(house.desk, dana, { door: 'd1', takenBy: '  Adaeze   Okonkwo ', ref: A }))
    expect(keysOut(house.desk.store.read)).toEqual([expect.objectContaining({ id: out.id, takenBy: 'Adaeze Okonkwo' })])
    expect(out).toMatchObject({
      envelope: 'Envelope 1 in the safe',
      takenBy: 'Adaeze Okonkwo',
      handedBy: 'Dana',
      reservationId: house.reservationId(A),
      returnedAt: null,
    })
    house.advance(60_000)
    const back = must(takeBackKey(house.desk, yusuf, { handOutId: out.id }))
    expect([back.returnedBy, back.returnedAt]).toEqual(['Yusuf', house.desk.clock.now()])
    expect(keysOut(house.desk.store.read)).toEqual([])
    expect(actionsOf(house, A).slice(0, 2)).toEqual(['key.returned', 'key.handed-out'])
    expect(auditOfDoor(house.desk.store.read, house.doorId('d1'), 2).map((entry) => entry.details)).toEqual(
      Array(2).fill({ door: 'Room 1', envelope: 'Envelope 1 in the safe', takenBy: 'Adaeze Okonkwo' }),
    )
  })

  it('comes back by its door alone', () => {
    const house = openHouse()
    must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Marek' }))
    must(takeBackKey(house.desk, dana, { door: 'Room 1' }))
    must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Marek' }))
  })

  it('that is out already is refused, naming who has it', async () => {
    const house = openHouse()
    must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Marek' }))
    const refused = await refusedUntouched(house, () => handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Mira' }))
    expect([refused.code, refused.message]).toEqual(['key-already-out', expect.stringContaining('Marek has the key')])
  })

  it.each([
    ['without a name', { door: 'd1', takenBy: ' ' }, 'taker-required'],
    ['with digits that may be a PIN or a phone', { door: 'd1', takenBy: 'Mira 202 555 0117' }, 'bad-input'],
    ['where no envelope is kept', { door: 'd2', takenBy: 'Mira' }, 'no-envelope'],
    ['of an unknown door', { door: 'd9', takenBy: 'Mira' }, 'door-unknown'],
    ['for an unknown party', { door: 'd1', takenBy: 'Mira', ref: 'NOBODY1' }, 'reservation-unknown'],
  ])('%s stays where it is', async (_what, input, code) => {
    const house = openHouse()
    expect((await refusedUntouched(house, () => handOutKey(house.desk, dana, input))).code).toBe(code)
  })

  it('that is not out cannot come back, nor twice', async () => {
    const house = openHouse()
    expect((await refusedUntouched(house, () => takeBackKey(house.desk, dana, { door: 'd1' }))).code).toBe(
      'key-not-out',
    )
    const out = must(handOutKey(house.desk, dana, { door: 'd1', takenBy: 'Marek' }))
    must(takeBackKey(house.desk, dana, { handOutId: out.id }))
    for (const which of [{ handOutId: out.id }, { handOutId: 'no-such' }, { door: 'd1' }])
      expect((await refusedUntouched(house, () => takeBackKey(house.desk, dana, which))).code).toBe('key-not-out')
    expect((await refusedUntouched(house, () => takeBackKey(house.desk, dana, { door: 'd9' }))).code).toBe(
      'door-unknown',
    )
  })
})
