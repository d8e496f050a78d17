/** How the invented house is set up. */
import type { SettingsView } from '../../electron/contract/views.ts'
import { DAY, property, unitList } from './fixture-house.ts'

const settings: SettingsView = {
  house: {
    property: {
      ...property,
      address: '1 Example Quay',
      codePolicy: 'per-reservation',
      codesAheadHours: 72,
      graceBefore: 0,
      graceAfter: 30,
      spareCodes: 2,
    },
    doors: [
      {
        key: 'front',
        name: 'Front door',
        shared: true,
        lock: { provider: 'simulator', deviceId: 'front' },
        envelope: null,
      },
      ...unitList.slice(0, 5).map((unit) => ({
        key: `d${unit.key}`,
        name: unit.name,
        shared: false,
        lock: unit.key === '104' ? null : { provider: 'simulator', deviceId: `d${unit.key}` },
        envelope: unit.key === '102' ? 'Envelope 3 in the safe' : null,
      })),
    ],
    units: unitList.slice(0, 5).map((unit) => ({ key: unit.key, name: unit.name, doors: ['front', `d${unit.key}`] })),
    staff: [
      { name: 'Dana', phone: '+1 202 555 0199', role: 'manager' },
      { name: 'Omar Haddad', phone: null, role: 'reception' },
      { name: 'Mia', phone: null, role: 'reception' },
    ],
  },
  feeds: [
    {
      id: 'f-1',
      unitKey: '101',
      channel: 'booking.com',
      host: 'ical.booking.example',
      allowPrivate: false,
      lastOkAt: `${DAY}T15:09:00.000Z`,
      lastPolledAt: `${DAY}T15:09:00.000Z`,
      nextPollAt: `${DAY}T15:24:00.000Z`,
      status: 'ok',
      lacks: null,
    },
    {
      id: 'f-2',
      unitKey: '102',
      channel: 'airbnb',
      host: 'www.airbnb.example',
      allowPrivate: false,
      lastOkAt: `${DAY}T11:09:00.000Z`,
      lastPolledAt: `${DAY}T15:09:00.000Z`,
      nextPollAt: `${DAY}T15:24:00.000Z`,
      status: 'suspect',
      lacks: 6,
    },
  ],
  lockProviders: [
    { provider: 'seam', configured: false, detail: '' },
    { provider: 'ttlock', configured: false, detail: '' },
    { provider: 'simulator', configured: true, detail: '' },
  ],
  printer: { name: 'star', paper: 'roll-80' },
  backup: { lastAt: `${DAY}T04:00:00.000Z`, folder: '/home/desk/Latchkey backups' },
  dataFolder: '/home/desk/.config/Latchkey',
  keyPlace: 'keychain',
}
export const scenes = { property, settings }
