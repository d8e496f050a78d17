/** The doors of the invented house, as on the reference page: one gateway offline, one code missing, one battery low. */
import type { DoorRow, DoorState } from '../../electron/contract/views.ts'
import { DAY } from './fixture-house.ts'

export const at = (time: string) => `${DAY}T${time}:00.000Z`
export const east = { id: 'g-east', name: 'East stairs', online: false }
const west = { id: 'g-west', name: 'West stairs', online: true }

const summary = (worst: DoorState, inWorst = 1, wanted = inWorst): DoorRow['codes'] => ({
  worst,
  inWorst,
  onLock: worst === 'on-lock' ? wanted : wanted - inWorst,
  wanted,
  spares: 2,
})
const door = (key: string, seen: string, percent: number, part: Partial<DoorRow> = {}): DoorRow => ({
  id: `d-${key}`,
  key,
  name: /^\d/.test(key) ? `Apartment ${key}` : key,
  shared: false,
  provider: 'seam',
  configured: true,
  gateway: null,
  online: true,
  offlineSince: null,
  seenAt: at(seen),
  batteryPercent: percent,
  battery: percent <= 15 ? 'critical' : percent <= 25 ? 'low' : 'ok',
  signal: 'good',
  codes: summary('on-lock'),
  ...part,
})
const offline: Partial<DoorRow> = {
  provider: 'ttlock',
  gateway: east,
  online: false,
  offlineSince: at('13:40'),
  signal: 'none',
}
const behindWest: Partial<DoorRow> = { provider: 'ttlock', gateway: west }

export const doorRows: readonly DoorRow[] = [
  door('front', '15:09', 88, { name: 'Front door', shared: true, codes: summary('on-lock', 8, 8) }),
  door('101', '15:10', 92, { codes: summary('removing') }),
  door('102', '13:36', 64, { ...offline, codes: summary('needs-attention') }),
  door('103', '15:08', 90, { provider: 'simulator' }),
  door('104', '15:09', 0, {
    provider: null,
    online: null,
    seenAt: null,
    batteryPercent: null,
    battery: null,
    signal: null,
    codes: { ...summary('key', 1, 1), spares: 0 },
  }),
  door('201', '15:07', 22, behindWest),
  door('202', '13:38', 71, { ...offline, codes: summary('sending') }),
  door('203', '14:58', 14, { ...behindWest, signal: 'weak' }),
  door('204', '15:07', 81, { ...behindWest, codes: summary('planned') }),
  door('301', '15:07', 69, { ...behindWest, codes: { ...summary('sending'), spares: 1 } }),
  door('302', '13:38', 58, offline),
  door('Gartenhaus Erdgeschoss', '15:10', 95),
  door('Loft', '15:10', 79, { codes: { worst: 'no-code', inWorst: 0, onLock: 0, wanted: 0, spares: 2 } }),
]
