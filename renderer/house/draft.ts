/** The house while it is being set up or changed, and the way from and to what the desk keeps. */

import type { InputOf } from '../../electron/contract/procedures.ts'
import type { HouseView } from '../../electron/contract/views.ts'
import { words } from '../words/index.ts'

export type DraftDoor = HouseView['doors'][number]
export type DraftUnit = HouseView['units'][number] & { readonly row: number }
export type DraftStaff = HouseView['staff'][number] & { readonly row: number }
export type DraftFeed = {
  readonly row: number
  readonly unit: string
  readonly channel: string
  readonly url: string
  readonly allowPrivate: boolean
}
export type Maker = 'simulator' | 'seam' | 'ttlock' | 'none'
/** A lock that an account has shown. */
export type LockDevice = {
  readonly provider: 'seam' | 'ttlock'
  readonly deviceId: string
  readonly name: string
  readonly online: boolean | null
}
export type TtlockDraft = InputOf<'app.checkTtlock'>
export const noTtlock: TtlockDraft = { clientId: '', clientSecret: '', username: '', password: '', region: 'eu' }
export const ttlockComplete = ({ clientId, clientSecret, username, password }: TtlockDraft) =>
  [clientId, clientSecret, username, password].every((part) => part.trim() !== '')

/** Some of it was typed and some not: it would be kept nowhere. */
export const ttlockHalfTyped = (account: TtlockDraft) =>
  !ttlockComplete(account) &&
  [account.clientId, account.clientSecret, account.username, account.password].some((part) => part.trim() !== '')

/** An account as it is sent: a password is taken to the letter. */
export const ttlockInput = (draft: TtlockDraft): TtlockDraft => ({
  ...draft,
  clientId: draft.clientId.trim(),
  clientSecret: draft.clientSecret.trim(),
  username: draft.username.trim(),
})

/** How many spares a new house is offered. */
const SUGGESTED_SPARES = 2

export type HouseDraft = {
  readonly property: HouseView['property']
  readonly doors: readonly DraftDoor[]
  readonly units: readonly DraftUnit[]
  readonly staff: readonly DraftStaff[]
  readonly addFeeds: readonly DraftFeed[]
  readonly removeFeeds: readonly string[]
  readonly seamApiKey: string
  readonly ttlock: TtlockDraft
}

/** Names rows that have no name of their own yet. */
let lastRow = 0
export const nextRow = () => {
  lastRow += 1
  return lastRow
}

export const draftOfHouse = (house: HouseView): HouseDraft => ({
  property: house.property,
  doors: house.doors,
  units: house.units.map((unit) => ({ ...unit, row: nextRow() })),
  staff: house.staff.map((one) => ({ ...one, row: nextRow() })),
  addFeeds: [],
  removeFeeds: [],
  seamApiKey: '',
  ttlock: noTtlock,
})

export const emptyHouse = (timeZone: string, country: string): HouseDraft => ({
  property: {
    name: '',
    timeZone,
    country,
    checkInTime: '14:00',
    checkOutTime: '11:00',
    address: '',
    codePolicy: 'per-reservation',
    codesAheadHours: 72,
    graceBefore: 0,
    graceAfter: 0,
    spareCodes: SUGGESTED_SPARES,
  },
  doors: [],
  units: [],
  staff: [],
  addFeeds: [],
  removeFeeds: [],
  seamApiKey: '',
  ttlock: noTtlock,
})

export function houseInput(draft: HouseDraft): InputOf<'settings.saveHouse'> {
  return {
    property: {
      ...draft.property,
      name: draft.property.name.trim(),
      country: draft.property.country.trim().toUpperCase(),
    },
    doors: draft.doors.map(({ key, name, shared, lock, envelope }) => ({
      key,
      name: name.trim(),
      shared,
      lock: lock && { ...lock },
      envelope: envelope?.trim() || null,
    })),
    units: draft.units.map((unit) => ({
      key: unit.key.trim(),
      name: unit.name.trim() || unit.key.trim(),
      doors: [...unit.doors],
      addFeeds: draft.addFeeds
        .filter((feed) => feed.unit === unit.key && feed.url.trim() !== '')
        .map(({ channel, url, allowPrivate }) => ({ channel, url: url.trim(), allowPrivate })),
    })),
    removeFeeds: [...draft.removeFeeds],
    staff: draft.staff
      .filter((one) => one.name.trim() !== '')
      .map(({ name, phone, role }) => ({ name: name.trim(), phone: phone?.trim() || null, role })),
    seamApiKey: draft.seamApiKey.trim() || null,
    ttlock: ttlockComplete(draft.ttlock) ? ttlockInput(draft.ttlock) : null,
  }
}

/** What one account has shown takes the place of what it had shown before; the other accounts' locks stay. */
export const withDevices = (before: readonly LockDevice[], seen: readonly LockDevice[]): readonly LockDevice[] =>
  seen[0] ? [...before.filter((device) => device.provider !== seen[0]?.provider), ...seen] : before

/** A door key nobody has yet. */
function freeDoorKey(doors: readonly DraftDoor[], wanted: string): string {
  const taken = new Set(doors.map((door) => door.key))
  let key = wanted
  for (let at = 2; taken.has(key); at += 1) key = `${wanted}-${at}`
  return key
}

export const lockFor = (maker: Maker, doorKey: string): DraftDoor['lock'] =>
  maker === 'simulator' ? { provider: 'simulator', deviceId: doorKey } : null

const withFrontDoor = (draft: HouseDraft, maker: Maker): HouseDraft => {
  if (draft.doors.some((door) => door.shared)) return draft
  const key = freeDoorKey(draft.doors, 'front')
  return {
    ...draft,
    doors: [{ key, name: words.house.front, shared: true, lock: lockFor(maker, key), envelope: null }, ...draft.doors],
  }
}

/** One more unit with a door of its own, opened by every shared door as well. */
export function withUnit(draft: HouseDraft, key: string, name: string, maker: Maker): HouseDraft {
  const doorKey = freeDoorKey(draft.doors, `d${key || draft.units.length + 1}`)
  const door: DraftDoor = {
    key: doorKey,
    name: name || words.house.door,
    shared: false,
    lock: lockFor(maker, doorKey),
    envelope: null,
  }
  const shared = draft.doors.filter((one) => one.shared).map((one) => one.key)
  const unit: DraftUnit = { row: nextRow(), key, name, doors: [...shared, doorKey] }
  return { ...draft, doors: [...draft.doors, door], units: [...draft.units, unit] }
}

/** The quick start: `howMany` apartments numbered from `first`, skipping numbers there are. */
export function withApartments(draft: HouseDraft, howMany: number, first: number, maker: Maker): HouseDraft {
  const taken = new Set(draft.units.map((unit) => unit.key))
  let next = withFrontDoor(draft, maker)
  for (let number = first, added = 0; added < howMany; number += 1) {
    if (taken.has(String(number))) continue
    next = withUnit(next, String(number), words.house.apartment(String(number)), maker)
    added += 1
  }
  return next
}

export function withoutUnit(draft: HouseDraft, row: number): HouseDraft {
  const gone = draft.units.find((unit) => unit.row === row)
  const units = draft.units.filter((unit) => unit.row !== row)
  const orphaned = (door: DraftDoor) =>
    !door.shared && gone?.doors.includes(door.key) && !units.some((unit) => unit.doors.includes(door.key))
  return {
    ...draft,
    units,
    doors: draft.doors.filter((door) => !orphaned(door)),
    addFeeds: draft.addFeeds.filter((feed) => feed.unit !== gone?.key),
  }
}

export const withoutDoor = (draft: HouseDraft, key: string): HouseDraft => ({
  ...draft,
  doors: draft.doors.filter((door) => door.key !== key),
  units: draft.units.map((unit) => ({ ...unit, doors: unit.doors.filter((door) => door !== key) })),
})

/** What a unit list still lacks: every unit a short name that no other has. */
export const unitsComplete = (draft: HouseDraft) => {
  const keys = draft.units.map((unit) => unit.key.trim())
  return keys.length > 0 && keys.every(Boolean) && new Set(keys).size === keys.length
}
