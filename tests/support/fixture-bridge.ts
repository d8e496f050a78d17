/**
 * A desk made of invented data behind `window.latchkey`, to look at the window without Electron. It follows the contract
 * and remembers check-ins, so the screens can be used; the address chooses the scene: `?stage=first-run`, `?offline`,
 * `?rows=300`, `?needs=many`, `?needs=guests`, `?nobody`, `?empty`, `?inbox=many`.
 */
import type { DeskEvents } from '../../electron/contract/events.ts'
import type { ProcedureName } from '../../electron/contract/procedures.ts'
import type { AppState, SettingsView } from '../../electron/contract/views.ts'
import { tenThousandBookings } from './fixture-bookings.ts'
import { doorsHere, doorVerbs } from './fixture-doors.ts'
import { guestPageVerbs } from './fixture-guest-pages.ts'
import { staff, unitList } from './fixture-house.ts'
import { importVerbs } from './fixture-import.ts'
import { inboxVerbs, unreadHere } from './fixture-inbox.ts'
import { undoInInbox } from './fixture-inbox-memory.ts'
import { intakeVerbs } from './fixture-intake.ts'
import { mailboxVerbs } from './fixture-mailbox.ts'
import { arrived, changed, left, listeners, NOW, page, Refusal } from './fixture-memory.ts'
import { needsOf, settleNeed } from './fixture-needs.ts'
import { type Desk, reservationVerbs } from './fixture-reservations.ts'
import { scenes } from './fixture-settings.ts'
import { textingVerbs } from './fixture-texting.ts'
import { arrivals, departures, inHouse } from './fixture-today.ts'

const openListeners = new Set<(event: DeskEvents['open']) => void>()
const scene = new URLSearchParams(page.location.search)

let deskStaffId: string | null = scene.has('nobody') ? null : 's-dana'
let stage = (scene.get('stage') ?? 'ready') as AppState['stage']

const state = (): AppState => ({
  stage,
  demo: scene.has('demo'),
  keyPlace: scene.has('disk') ? 'disk' : 'keychain',
  property: stage === 'first-run' ? null : scenes.property,
  now: NOW,
  staff,
  deskStaffId,
  units: unitList,
  connection: scene.has('offline')
    ? { state: 'offline', since: '2026-11-21T14:02:00.000Z', waitingCodes: 2, waitingMessages: 0 }
    : { state: 'online', since: null, waitingCodes: 0, waitingMessages: 0 },
  badges: { today: scene.has('empty') ? 0 : needs().length, doors: doorsHere() > 0 ? 1 : 0, inbox: unreadHere() },
  version: '0.1.0',
  fallbackRuntime: false,
})

const needs = () => needsOf(scene.get('needs'))
const many = Number(scene.get('rows') ?? 0)
const crowd = Array.from({ length: many }, (_, at) => ({
  ...arrivals[at % arrivals.length]!,
  key: `crowd-${at}`,
  reservationId: `r-adaeze`,
}))
const bookings = scene.has('empty') ? [] : tenThousandBookings()

let settings: SettingsView = scenes.settings
function keep(next: SettingsView): SettingsView {
  settings = next
  changed()
  return settings
}

const desk: Desk = {
  'app.state': state,
  'app.startDemo': () => {
    stage = 'ready'
    changed()
    return state()
  },
  'app.leaveDemo': () => {
    stage = 'first-run'
    changed()
    return state()
  },
  'app.setUp': ({ keyPlace }) => {
    if (keyPlace === 'keychain') throw new Refusal('keychain-unavailable', 'This computer offers no keychain.')
    stage = 'ready'
    changed()
    return state()
  },
  'app.checkSeam': ({ apiKey }) => {
    if (apiKey.length < 6) throw new Refusal('seam-unauthorized', 'Seam refused the key.')
    return {
      devices: [
        { deviceId: 'front', name: 'Front door', online: true },
        { deviceId: 'room1', name: 'Apartment 101', online: true },
        { deviceId: 'room2', name: 'Apartment 102', online: false },
      ],
    }
  },
  'app.checkTtlock': ({ password }) => {
    if (password.length < 6) throw new Refusal('locks-unreachable', 'TTLock refused the account name or password.')
    return {
      devices: [
        { deviceId: '7001', name: 'Apartment 102', online: false },
        { deviceId: '7002', name: 'Apartment 103', online: true },
        { deviceId: '7003', name: 'Gartenhaus Erdgeschoss', online: true },
      ],
    }
  },
  'app.checkFeed': ({ url }) => {
    if (!url.startsWith('https://')) throw new Refusal('feed-unreachable', 'No calendar answered at this address.')
    return { stays: 4, blocks: 1, next: '2026-11-25' }
  },
  'app.zones': () => ({
    zones: ['Europe/London', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'],
    suggested: 'Europe/London',
    country: 'GB',
  }),
  'desk.choose': ({ staffId }) => {
    deskStaffId = staffId
    changed()
    return state()
  },
  'today.view': () => {
    if (scene.has('empty'))
      return {
        date: '2026-11-21',
        needs: [],
        arrivals: [],
        departures: [],
        inHouse: [],
        counts: { toArrive: 0, unitsToArrive: 0, toLeave: 0, left: 0, inHouse: 0 },
      }
    const open = [...arrivals, ...crowd].filter((row) => !arrived(row.reservationId))
    const leaving = departures.map((row) =>
      row.reservationId && left(row.reservationId) ? { ...row, doneAt: NOW, undoable: true, overdue: false } : row,
    )
    const units = open.reduce((sum, row) => sum + row.units.length, 0)
    return {
      date: '2026-11-21',
      needs: needs(),
      arrivals: open,
      departures: leaving,
      inHouse,
      counts: {
        toArrive: open.length,
        unitsToArrive: units,
        toLeave: leaving.filter((row) => !row.doneAt).length,
        left: leaving.filter((row) => row.doneAt).length,
        inHouse: inHouse.length,
      },
    }
  },
  'bookings.search': (input) => {
    const text = input.text.toLowerCase()
    const matched = bookings.filter(
      (row) =>
        (!text || `${row.guestName} ${row.reference} ${row.units}`.toLowerCase().includes(text)) &&
        (!input.channel || row.channel === input.channel) &&
        (!input.status || row.status === input.status) &&
        (!input.unit || row.units.includes(input.unit)),
    )
    return {
      rows: matched.slice(input.offset, input.offset + input.limit),
      matched: matched.length,
      total: bookings.length,
      channels: ['booking.com', 'airbnb', 'direct', 'walk-in'],
    }
  },
  ...reservationVerbs,
  ...doorVerbs,
  ...textingVerbs,
  ...inboxVerbs,
  ...importVerbs,
  ...intakeVerbs,
  'feeds.checkNow': () => ({ done: true }),
  'feeds.dryRun': ({ feedId }) =>
    feedId === 'f-1'
      ? { verdict: 'ok', lines: [{ change: 'added', arrivalDate: '2026-12-04', departureDate: '2026-12-06' }] }
      : { verdict: 'suspect', lines: [{ change: 'lacked', arrivalDate: '2026-12-08', departureDate: '2026-12-11' }] },
  ...mailboxVerbs,
  ...guestPageVerbs,
  'desk.undo': (input) => undoInInbox(input.actionId) ?? reservationVerbs['desk.undo'](input),
  'codes.reveal': () => ({
    shownAt: '2026-11-21T15:14:00.000Z',
    shownTo: 'Dana',
    pins: [{ pin: '507284', doors: ['Front door', 'Apartment 101', 'Apartment 102'] }],
  }),
  'attention.resolve': ({ itemId, action }) => {
    settleNeed(itemId)
    changed()
    return { actionId: action === 'merge' ? 'u-merge' : null }
  },
  'sync.now': () => ({ done: true }),
  'slip.preview': () => ({ html: '' }),
  'slip.print': () => ({ done: true }),
  'slip.savePdf': () => ({ saved: true }),
  'printers.list': () => ({
    printers: [
      { name: 'star', label: 'Star TSP143 at the desk', isDefault: true },
      { name: 'office', label: 'Office laser', isDefault: false },
    ],
  }),
  'settings.view': () => settings,
  'settings.saveHouse': (house) => {
    settings = {
      ...settings,
      house: {
        ...settings.house,
        property: house.property,
        staff: house.staff,
        doors: house.doors,
        units: house.units,
      },
      feeds: settings.feeds.filter((feed) => !house.removeFeeds.includes(feed.id)),
    }
    changed()
    return settings
  },
  'settings.savePrinter': (printer) => keep({ ...settings, printer }),
  'settings.backUpNow': () => keep({ ...settings, backup: { ...settings.backup, lastAt: NOW } }),
}

page.latchkey = {
  invoke: async (name: ProcedureName, input: unknown) => {
    await new Promise<void>((done) => page.setTimeout(done, Number(scene.get('slow') ?? 15)))
    try {
      return { ok: true, value: structuredClone((desk[name] as (given: unknown) => unknown)(input)) }
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure
      return { ok: false, error: { code: failure.code, message: failure.message } }
    }
  },
  on: (name: string, listener: (event: { at: string } & DeskEvents['open']) => void) => {
    const list = name === 'changed' ? listeners : openListeners
    list.add(listener as never)
    return () => list.delete(listener as never)
  },
}
// As a click on a notification would: `openScreen({ screen: 'doors', reservationId: null, doorId: 'd-203' })`.
page.openScreen = (event) => {
  for (const listener of openListeners) listener(event)
}
