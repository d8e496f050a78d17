/** What the settings screen shows and keeps. */
import { z } from 'zod'
import { readFeeds } from '../../../db/queries/feeds.ts'
import { readHouse, readSetting, writeSetting } from '../../../db/queries/house.ts'
import type { HouseView, SettingsView } from '../../contract/views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { instant, toIso } from '../../domain/time.ts'
import type { Paper } from '../../ports/printer.ts'
import type { Desk } from '../desk/index.ts'
import { lackedStays } from '../feeds/index.ts'
import { isConfigured } from '../house/index.ts'

const printerSchema = z
  .object({ name: z.string().nullable(), paper: z.enum(['a6', 'a4', 'roll-80']) })
  .catch({ name: null, paper: 'a6' })
const backupSchema = z.object({ lastAt: z.number().nullable() }).catch({ lastAt: null })

const readPrinter = (desk: Desk): { readonly name: string | null; readonly paper: Paper } =>
  printerSchema.parse(readSetting(desk.store.read, 'printer'))
export const savePrinter = (desk: Desk, printer: { readonly name: string | null; readonly paper: Paper }): void => {
  desk.store.write((db) => writeSetting(db, 'printer', printer))
}
export const noteBackup = (desk: Desk): void => {
  desk.store.write((db) => writeSetting(db, 'backup', { lastAt: desk.clock.now() }))
}

export function settingsView(
  desk: Desk,
  keyPlace: 'keychain' | 'disk',
  backupFolder: string,
): Result<SettingsView, Failure> {
  const house = readHouse(desk.store.read)
  if (house === null) return fail(failure('house-missing', 'This folder has no house yet. Set one up first.'))
  const keyOf = new Map(house.units.map((unit) => [unit.id as string, unit.key]))
  const doorKey = new Map(house.doors.map((door) => [door.id as string, door.key]))
  const view: HouseView = {
    property: {
      name: house.property.name,
      timeZone: house.property.timeZone,
      country: house.property.country,
      checkInTime: house.property.checkInTime,
      checkOutTime: house.property.checkOutTime,
      address: house.property.address,
      codePolicy: house.property.codePolicy,
      codesAheadHours: house.property.codesAheadHours,
      graceBefore: house.property.graceBeforeMinutes,
      graceAfter: house.property.graceAfterMinutes,
      spareCodes: house.property.spareCodes,
    },
    doors: house.doors.map(({ key, name, shared, lock, envelope }) => ({ key, name, shared, lock, envelope })),
    units: house.units.map((unit) => ({
      key: unit.key,
      name: unit.name,
      doors: unit.doorIds.map((id) => doorKey.get(id) ?? ''),
    })),
    staff: house.staff.map(({ name, phone, role }) => ({ name, phone, role })),
  }
  const backup = backupSchema.parse(readSetting(desk.store.read, 'backup'))
  const detailOf = (provider: string): string => {
    const doors = house.doors.filter((door) => door.lock?.provider === provider).length
    return doors === 1 ? '1 door' : `${doors} doors`
  }
  return ok({
    house: view,
    feeds: readFeeds(desk.store.read).map((feed) => ({
      id: feed.id,
      unitKey: keyOf.get(feed.unitId) ?? '',
      channel: feed.channel,
      host: new URL(desk.store.vault.open('feed-address', feed.urlSealed)).host,
      allowPrivate: feed.allowPrivate,
      lastOkAt: feed.lastOkAt === null ? null : toIso(feed.lastOkAt),
      lastPolledAt: feed.lastPolledAt === null ? null : toIso(feed.lastPolledAt),
      nextPollAt: toIso(feed.nextPollAt),
      status: feed.status,
      lacks: feed.suspectHash === null ? null : lackedStays(desk.store.read, feed).length,
    })),
    lockProviders: [
      { provider: 'seam', configured: isConfigured(desk, 'seam'), detail: detailOf('seam') },
      { provider: 'ttlock', configured: isConfigured(desk, 'ttlock'), detail: detailOf('ttlock') },
      { provider: 'simulator', configured: true, detail: detailOf('simulator') },
    ],
    printer: readPrinter(desk),
    backup: { lastAt: backup.lastAt === null ? null : toIso(instant(backup.lastAt)), folder: backupFolder },
    dataFolder: desk.store.folder,
    keyPlace,
  })
}
