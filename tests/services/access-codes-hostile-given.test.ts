/** Spare and offline codes in a guest's hands. */
import { describe, expect, it } from 'vitest'
import { givenCodes, sparesOnDoor } from '../../db/queries/codes.ts'
import { minutes } from '../../electron/domain/time.ts'
import { arrive, depart, undo } from '../../electron/services/check-in/index.ts'
import { giveAndShowSpare, giveOfflineCode, keepSpares, showSpare } from '../../electron/services/fallback/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { type FallbackDesk, fallbackHouses, makesOfflineCodes } from '../support/fallback-desk.ts'
import { A, B } from '../support/houses.ts'
import { book, dana, must } from '../support/test-desk.ts'

const open = fallbackHouses()

describe('what a guest was handed', () => {
  it('a spare opens again when a check-out by mistake is taken back', async () => {
    const house = open()
    await house.layOutSpares(1)
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const { pin } = must(giveAndShowSpare(house.desk, dana, { ref: A, door: 'd1' }))
    await house.settleFully()
    expect(house.simulator.typeIn('room1', pin)).toBe(true)
    must(depart(house.desk, dana, { ref: A }))
    must(undo(house.desk, dana, {}))
    house.advance(minutes(1))
    await house.settleFully()
    expect(house.simulator.typeIn('room1', pin)).toBe(true)
  })

  it('an offline code is not taken from a guest whose check-out was taken back', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    house.answers.offlineCode = makesOfflineCodes
    must(await giveOfflineCode(house.desk, dana, house.worker.atDoor, { ref: A, door: 'd1' }))
    must(depart(house.desk, dana, { ref: A }))
    must(undo(house.desk, dana, {}))
    house.advance(minutes(1))
    await house.settleFully()
    expect(house.asked.filter((one) => one.what === 'removeCode')).toEqual([])
    expect(givenCodes(house.desk.store.read, house.reservationId(A))[0]?.desired).toBe('present')
  })

  it('a spare is shut over the gap between two stays, and the room can be sold in it', async () => {
    const house = open()
    await house.layOutSpares(1)
    book(house.desk, A, [
      ['R1', '2026-06-10', '2026-06-11'],
      ['R1', '2026-06-15', '2026-06-16'],
    ])
    must(arrive(house.desk, dana, { ref: A }))
    await house.settleFully()
    const { pin } = must(giveAndShowSpare(house.desk, dana, { ref: A, door: 'd1' }))
    await house.settleFully()
    const other = addReservation(house.desk, dana, {
      reference: B,
      channel: 'booking.com',
      stays: [{ unit: 'R1', arrivalDate: '2026-06-12', departureDate: '2026-06-14' }],
    })
    const second = other.ok ? arriveLater(house) : null
    house.setNow('2026-06-12T15:00:00Z')
    await house.settleFully()
    expect({
      sold: other.ok,
      arrives: second === null ? null : second(),
      opensInTheGap: house.simulator.typeIn('room1', pin),
    }).toEqual({ sold: true, arrives: 'done', opensInTheGap: false })
  })
  const arriveLater = (house: FallbackDesk) => () => {
    must(depart(house.desk, dana, { ref: A, units: ['R1'] } as never))
    const answer = arrive(house.desk, dana, { ref: B, despiteFormerCode: true })
    return answer.ok ? 'done' : answer.error.code
  }

  it('a spare that the lock has only accepted is not shown as one that opens', async () => {
    const house = open()
    must(keepSpares(house.desk, dana, 'd1', 1))
    await house.settle()
    const spare = sparesOnDoor(house.desk.store.read, house.doorId('d1'))[0]!
    expect(spare.state).toBe('accepted')
    const shown = showSpare(house.desk, dana, spare.id)
    if (shown.ok) expect(house.simulator.typeIn('room1', shown.value.pin)).toBe(true)
  })
})
