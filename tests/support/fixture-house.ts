/** The invented house of the fixture bridge: names and numbers of the reference pages, phones from the +1 202 555 01xx block. */
import type { DoorState, StaffView, UnitChip, UnitView } from '../../electron/contract/views.ts'

export const DAY = '2026-11-21'
export const staff: readonly StaffView[] = [
  { id: 's-dana', name: 'Dana', initials: 'DA', role: 'manager' },
  { id: 's-omar', name: 'Omar Haddad', initials: 'OH', role: 'reception' },
  { id: 's-mia', name: 'Mia', initials: 'MI', role: 'reception' },
]
const keys = ['101', '102', '103', '104', '201', '202', '203', '204', '301', '302', 'Garden', 'Loft']
export const unitList: readonly UnitView[] = keys.map((key) => ({
  id: `u-${key}`,
  key,
  name: /\d/.test(key) ? `Apartment ${key}` : key,
}))
export const nameOf = (key: string) => unitList.find((unit) => unit.key === key)?.name ?? key

export const property = {
  name: 'Harbour House',
  timeZone: 'Europe/London',
  country: 'GB',
  checkInTime: '14:00',
  checkOutTime: '11:00',
}
export const chip = (unitKey: string, state: DoorState, until: string | null = null): UnitChip => ({
  stayId: `s-${unitKey}`,
  unitKey,
  unitName: nameOf(unitKey),
  state,
  until,
})
