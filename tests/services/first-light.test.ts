import { afterEach, describe, expect, it } from 'vitest'
import { arrive } from '../../electron/services/check-in/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { dana, must, openTestDesk, type TestDesk } from '../support/test-desk.ts'

let opened: TestDesk | null = null
afterEach(() => {
  opened?.close()
  opened = null
})

describe('one reference, one guest, several rooms', () => {
  it('checks in two rooms in one go and brings one PIN to three doors', async () => {
    opened = openTestDesk()
    const { desk, settleFully } = opened
    must(
      addReservation(desk, dana, {
        reference: '1234567890',
        channel: 'booking.com',
        stays: [
          { unit: 'R1', arrivalDate: '2026-06-10', departureDate: '2026-06-12' },
          { unit: 'R2', arrivalDate: '2026-06-10', departureDate: '2026-06-12' },
        ],
        guest: { name: 'John Example' },
      }),
    )
    must(arrive(desk, dana, { ref: '1234567890' }))
    await settleFully()
    const shown = must(showReservation(desk, { ref: '1234567890' }))
    expect(shown.stays.map((stay) => [stay.unit, stay.status])).toEqual([
      ['R1', 'in-house'],
      ['R2', 'in-house'],
    ])
    expect(new Set(shown.stays.map((stay) => stay.guestId)).size).toBe(1)
    expect(shown.codes.map((code) => [code.door, code.state]).sort()).toEqual([
      ['d1', 'on-lock'],
      ['d2', 'on-lock'],
      ['front', 'on-lock'],
    ])
  })
})
