/** Every page a guest can see, as models: of invented people, at fixed moments. */
import { parseInstant, type TimeZoneId, type WallTime } from '../../electron/domain/time.ts'
import type {
  PageDoor,
  PageFrame,
  PageModel,
  PageUnit,
  RoomPage,
} from '../../electron/services/guest-pages/page-model.ts'

const at = (iso: string) => parseInstant(iso)!
export const frame: PageFrame = {
  houseName: 'Harbour House',
  timeZone: 'Europe/Rome' as TimeZoneId,
  deskPhone: '+12025550150',
  language: 'en',
  action: `/g/${'k'.repeat(43)}`,
}
const window = { startsAt: at('2026-11-21T13:00:00Z'), endsAt: at('2026-11-24T12:00:00Z') }
const unit = (number: number): PageUnit => ({
  stayId: `stay-${number}`,
  name: `Apartment ${number}`,
  arrivalDate: '2026-11-21' as PageUnit['arrivalDate'],
  departureDate: '2026-11-24' as PageUnit['departureDate'],
  ...window,
})
export const door = (name: string, state: PageDoor['state'], unlocks = false): PageDoor => ({
  doorId: `door-${name.replaceAll(' ', '-')}`,
  name,
  unit: null,
  state,
  ...window,
  unlocks,
})
export const room: RoomPage = {
  guestName: 'Adaeze Okonkwo',
  units: [unit(101), unit(102)],
  pins: [{ pin: '507284', doors: ['Front door', 'Apartment 101', 'Apartment 102'] }],
  pinsFrom: null,
  doors: [door('Front door', 'works', true), door('Apartment 101', 'soon', true), door('Apartment 102', 'desk')],
  comesAt: null,
  isAhead: false,
  wifi: { name: 'HarbourGuest', password: 'blue-lantern-42' },
  notes: 'Breakfast from 7:30 in the yard.\nPlease keep the street door shut at night.',
  canWrite: true,
  formKey: 'one-form',
  photos: { asked: false, kept: 0, faults: [] },
  said: null,
}
const nothingShown = { who: '', arrivalDate: '', departureDate: '' }
const emptyForm = { name: '', phone: '', email: '', comesAt: '', consent: false }
const noPhotos = { asked: false, kept: 0, faults: [] }

/** By what it shows. */
export const pages: Readonly<Record<string, PageModel>> = {
  reference: { is: 'reference', typed: '', fault: null },
  'reference-blank': { is: 'reference', typed: '', fault: 'blank' },
  proof: { is: 'proof', reference: '1234567890', shown: nothingShown, fault: null },
  'proof-wrong': {
    is: 'proof',
    reference: '1234567890',
    shown: { ...nothingShown, who: 'Okonkwo' },
    fault: 'no-match',
  },
  'too-often': { is: 'too-often', againAt: at('2026-11-21T09:15:00Z') },
  closed: { is: 'closed' },
  over: { is: 'over' },
  continue: { is: 'continue' },
  'check-in': {
    is: 'check-in',
    units: room.units,
    form: emptyForm,
    faults: [],
    knows: { name: true, phone: false },
    photos: { ...noPhotos, asked: true },
  },
  'check-in-faults': {
    is: 'check-in',
    units: room.units,
    form: { ...emptyForm, phone: '12', email: 'adaeze@', comesAt: '18:30' },
    faults: ['name', 'phone', 'email', 'consent'],
    knows: { name: false, phone: false },
    photos: noPhotos,
  },
  waiting: { is: 'waiting' },
  room: { is: 'room', room },
  'room-ahead': {
    is: 'room',
    room: {
      ...room,
      pins: [],
      pinsFrom: window.startsAt,
      doors: [door('Front door', 'ready'), door('Apartment 101', 'later'), door('Apartment 102', 'key')],
      comesAt: '21:30' as WallTime,
      isAhead: true,
      photos: { ...noPhotos, asked: true, kept: 2 },
      said: { is: 'checked-in' },
    },
  },
  'room-two-pins': {
    is: 'room',
    room: {
      ...room,
      pins: [
        { pin: '507284', doors: ['Front door', 'Apartment 101'] },
        { pin: '80125519', doors: ['Apartment 102'] },
      ],
      said: { is: 'not-opened', door: 'Apartment 102' },
    },
  },
  'confirm-unlock': { is: 'confirm-unlock', door: door('Apartment 101', 'works', true) },
}
