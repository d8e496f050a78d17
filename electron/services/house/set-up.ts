import type { WritableDb } from '../../../db/open-database.ts'
import { insertAudit } from '../../../db/queries/desk.ts'
import { deleteFeed, insertFeed, readFeeds } from '../../../db/queries/feeds.ts'
import { type House, readHouse, writeSecret, writeSetting } from '../../../db/queries/house.ts'
import {
  clearLocks,
  clearSmsNumbers,
  deleteDoor,
  deleteUnit,
  doorHasLiveCodes,
  doorWasUsed,
  unitHasStays,
  writeDoor,
  writeProperty,
  writeStaff,
  writeUnit,
} from '../../../db/queries/house-setup.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { type DoorId, type FeedId, newId, type StaffId, type UnitId } from '../../domain/ids.ts'
import { type PhoneNumber, parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { replanHouse } from '../access-codes/index.ts'
import type { Caller, Desk } from '../desk/index.ts'
import { checkHouse } from './check-house.ts'
import { writeGuestPagesOfFile } from './guest-page-settings.ts'
import type { HouseFile } from './house-file.ts'
import { isWholeTtlockAccount, type TtlockGiven, writeTtlockAccount } from './lock-accounts.ts'
import { writeMailboxOfFile } from './mailbox-account.ts'
import { noteStaffPhones } from './staff-phones.ts'
import { writeTextingOfFile } from './write-texting.ts'

export type SetUpOptions = {
  /** Feeds the file does not name are taken out: the file is the whole house. The settings screen keeps them. */
  readonly keepOtherFeeds: boolean
  readonly removeFeeds?: readonly FeedId[]
  readonly seamApiKey?: string | null
  /** A TTLock account given anew; null or absent keeps what is there. */
  readonly ttlock?: TtlockGiven | null
}

/**
 * Writes the house, new or changed, whole or not at all. Units and doors are known by their key. What is still needed
 * is not taken out: `unit-in-use`, `door-has-codes`. A unit with an unknown door is refused with `door-unknown`.
 */
export function setUpHouse(desk: Desk, caller: Caller, file: HouseFile, options: SetUpOptions): Result<House, Failure> {
  const problem = checkHouse(file) ?? checkAccounts(options)
  if (problem !== null) return fail(problem)
  const phones = readStaffPhones(file)
  if (!phones.ok) return phones
  const now = desk.clock.now()
  let refused: Failure | null = null
  const house = (() => {
    try {
      return desk.store.write((db) => {
        refused = writeHouse(desk, db, file, phones.value, options, now)
        if (refused !== null) throw new RefusedError()
        insertAudit(db, (text) => desk.store.vault.mac('audit', text), {
          at: now,
          actor: caller.actor,
          source: caller.source,
          action: 'house.set-up',
          reservationId: null,
          stayId: null,
          doorId: null,
          details: { units: file.units.length, doors: file.doors.length },
        })
        const house = readHouse(db)
        // What changed of the house changes codes too, in the same transaction.
        if (house !== null) replanHouse({ db, house, now, desk, caller })
        return house
      })
    } catch (error) {
      if (error instanceof RefusedError) return null
      throw error
    }
  })()
  if (house !== null) return ok(house)
  return fail(refused ?? failure('house-missing', 'The house could not be read back.'))
}

class RefusedError extends Error {}

const checkAccounts = ({ ttlock }: SetUpOptions): Failure | null =>
  ttlock === undefined || ttlock === null || isWholeTtlockAccount(ttlock)
    ? null
    : failure(
        'bad-input',
        'The TTLock account needs client ID, client secret, user name and password. Nothing was changed.',
      )

function readStaffPhones(file: HouseFile): Result<ReadonlyMap<string, PhoneNumber | null>, Failure> {
  const phones = new Map<string, PhoneNumber | null>()
  for (const member of file.staff) {
    if (member.phone === null || member.phone.trim() === '') {
      phones.set(member.name, null)
      continue
    }
    const phone = parsePhone(member.phone, file.property.country)
    if (!phone.ok)
      return fail(
        failure(
          phone.error,
          `The phone of ${member.name} is not a number in ${file.property.country}. Nothing was changed.`,
        ),
      )
    phones.set(member.name, phone.value)
  }
  return ok(phones)
}

function writeHouse(
  desk: Desk,
  db: WritableDb,
  file: HouseFile,
  phones: ReadonlyMap<string, PhoneNumber | null>,
  options: SetUpOptions,
  now: Instant,
): Failure | null {
  const before = readHouse(db)
  const id = <Kind extends string>(): Kind => newId<never>(now, desk.random.bytes(10)) as Kind
  const { graceMinutes, ...property } = file.property
  writeProperty(db, { ...property, graceBeforeMinutes: graceMinutes.before, graceAfterMinutes: graceMinutes.after })

  const goneUnit = before?.units.find(
    (unit) => !file.units.some((one) => one.key === unit.key) && unitHasStays(db, unit.id),
  )
  if (goneUnit !== undefined)
    return failure(
      'unit-in-use',
      `${goneUnit.name} has stays, past or to come, so it cannot be taken out. Nothing was changed.`,
    )
  for (const unit of before?.units ?? []) if (!file.units.some((one) => one.key === unit.key)) deleteUnit(db, unit.id)

  for (const door of before?.doors ?? []) {
    const next = file.doors.find((one) => one.key === door.key)
    const sameLock =
      next !== undefined && next.lock?.provider === door.lock?.provider && next.lock?.deviceId === door.lock?.deviceId
    if (next === undefined && !doorHasLiveCodes(db, door.id) && doorWasUsed(db, door.id)) {
      return failure(
        'door-has-codes',
        `${door.name} was used, and the history of its codes and keys is kept, so it cannot be taken out. Take it from its unit and set its lock to none instead. Nothing was changed.`,
      )
    }
    if (!sameLock && doorHasLiveCodes(db, door.id)) {
      return failure(
        'door-has-codes',
        `${door.name} has codes, so its lock cannot be changed or taken out now. Wait until they are removed. Nothing was changed.`,
      )
    }
  }
  clearLocks(db)
  const doorIds = new Map<string, DoorId>()
  file.doors.forEach((door, position) => {
    const doorId = before?.doors.find((one) => one.key === door.key)?.id ?? id<DoorId>()
    doorIds.set(door.key, doorId)
    const { key, name, shared, lock, envelope } = door
    writeDoor(db, { id: doorId, key, name, shared, lock, envelope, position })
  })
  clearSmsNumbers(db)
  const unitIds = new Map<string, UnitId>()
  file.units.forEach((unit, position) => {
    const unitId = before?.units.find((one) => one.key === unit.key)?.id ?? id<UnitId>()
    unitIds.set(unit.key, unitId)
    writeUnit(db, {
      id: unitId,
      key: unit.key,
      name: unit.name,
      smsNumber: unit.smsNumber,
      position,
      doorIds: unit.doors.map((key) => doorIds.get(key)!),
    })
  })
  for (const door of before?.doors ?? []) if (!doorIds.has(door.key)) deleteDoor(db, door.id)

  writeFeeds(desk, db, file, unitIds, options, id)
  writeStaff(
    db,
    file.staff.map((member) => ({
      id: id<StaffId>(),
      name: member.name,
      phone: phones.get(member.name) ?? null,
      role: member.role,
    })),
  )
  noteStaffPhones(db, phones.values(), before?.staff ?? [], now)
  const reserved = writeTextingOfFile(db, file, phones.values(), options.keepOtherFeeds)
  if (reserved !== null) return reserved
  if (file.seam !== null) writeSetting(db, 'seam', file.seam)
  if (options.seamApiKey) writeSecret(db, 'seam-api-key', desk.store.vault.seal('secret', options.seamApiKey))
  if (file.ttlock !== null) writeSetting(db, 'ttlock', file.ttlock)
  if (options.ttlock) writeTtlockAccount(desk, db, options.ttlock)
  writeMailboxOfFile(db, file.mailbox, options.keepOtherFeeds)
  return writeGuestPagesOfFile(db, file.guestPages, file.property.country)
}

function writeFeeds(
  desk: Desk,
  db: WritableDb,
  file: HouseFile,
  unitIds: ReadonlyMap<string, UnitId>,
  options: SetUpOptions,
  id: <Kind extends string>() => Kind,
): void {
  const { vault } = desk.store
  const known = readFeeds(db)
  const named = new Set<string>()
  for (const unit of file.units) {
    const unitId = unitIds.get(unit.key)!
    for (const feed of unit.feeds) {
      const urlMac = vault.mac('feed-address', feed.url)
      named.add(`${unitId} ${urlMac}`)
      if (known.some((one) => one.unitId === unitId && one.urlMac === urlMac)) continue
      insertFeed(db, {
        id: id<FeedId>(),
        unitId,
        channel: feed.channel.trim().toLowerCase(),
        urlSealed: vault.seal('feed-address', feed.url),
        urlMac,
        allowPrivate: feed.allowPrivate,
        etag: null,
        lastModified: null,
        lastPolledAt: null,
        lastOkAt: null,
        status: 'never',
        nextPollAt: 0 as Instant,
        failures: 0,
      })
    }
  }
  for (const feed of known) {
    const dropped = !options.keepOtherFeeds && !named.has(`${feed.unitId} ${feed.urlMac}`)
    if (dropped || options.removeFeeds?.includes(feed.id)) deleteFeed(db, feed.id)
  }
}
