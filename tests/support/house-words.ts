/** The house that most tests are set in: n rooms behind one front door, in London where nothing else is said. */
import { houseFileSchema } from '../../electron/services/house/index.ts'

export type HouseWords = {
  readonly property?: Readonly<Record<string, unknown>>
  /** Number of rooms: units R1..Rn with own doors d1..dn behind one front door. */
  readonly rooms?: number
  /** Rooms whose door has no lock. */
  readonly keyRooms?: readonly number[]
  readonly provider?: 'simulator' | 'seam'
  /** Where Seam answers, with `provider: 'seam'`: device ids are `front`, `room1`.. */
  readonly seam?: { readonly endpoint: string; readonly apiKey: string }
  readonly feeds?: Readonly<Record<string, readonly { channel: string; url: string; allowPrivate?: boolean }[]>>
  readonly staff?: readonly { name: string; phone?: string; role?: 'manager' | 'reception' }[]
}

/** A house file of n rooms behind one front door. */
export function houseFile(options: HouseWords) {
  const provider = options.provider ?? 'simulator'
  const rooms = Array.from({ length: options.rooms ?? 4 }, (_, index) => index + 1)
  return houseFileSchema.parse({
    property: {
      name: 'Test House',
      timeZone: 'Europe/London',
      country: 'GB',
      checkInTime: '14:00',
      checkOutTime: '11:00',
      ...options.property,
    },
    doors: [
      { key: 'front', name: 'Front door', shared: true, lock: { provider, deviceId: 'front' } },
      ...rooms.map((room) => ({
        key: `d${room}`,
        name: `Room ${room}`,
        lock: options.keyRooms?.includes(room) ? null : { provider, deviceId: `room${room}` },
      })),
    ],
    units: rooms.map((room) => ({
      key: `R${room}`,
      name: `Room ${room}`,
      smsNumber: room,
      doors: ['front', `d${room}`],
      feeds: options.feeds?.[`R${room}`] ?? [],
    })),
    staff: options.staff ?? [{ name: 'Dana', phone: '+12025550199', role: 'manager' }, { name: 'Yusuf' }],
    seam: options.seam === undefined ? null : { endpoint: options.seam.endpoint },
  })
}
