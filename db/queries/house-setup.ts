/** Writing the house: upserts by key, and what stands in the way of taking something out. */

import type { DoorId, StaffId, UnitId } from '../../electron/domain/ids.ts'
import type { LockRef } from '../../electron/domain/lock.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, eq, ne, sql } from '../query-words.ts'
import { accessCodes, doors, feeds, keyHandOuts, properties, staff, stays, unitDoors, units } from '../schema/index.ts'
import type { Property } from './house.ts'

export const writeProperty = (db: WritableDb, property: Property): void => {
  db.insert(properties)
    .values({ id: 1, ...property })
    .onConflictDoUpdate({ target: properties.id, set: { ...property } })
    .run()
}
export const writeDoor = (
  db: WritableDb,
  door: {
    id: DoorId
    key: string
    name: string
    shared: boolean
    lock: LockRef | null
    envelope: string | null
    position: number
  },
): void => {
  const row = {
    key: door.key,
    name: door.name,
    shared: door.shared,
    provider: door.lock?.provider ?? null,
    deviceId: door.lock?.deviceId ?? null,
    envelope: door.envelope,
    position: door.position,
  }
  db.insert(doors)
    .values({ id: door.id, ...row })
    .onConflictDoUpdate({ target: doors.id, set: row })
    .run()
}
/** Frees the locks of all doors, so that two doors can swap theirs in one go. */
export const clearLocks = (db: WritableDb): void => {
  db.update(doors).set({ provider: null, deviceId: null }).run()
}
/** Frees the numbers that units have in texted commands, so that two can swap theirs in one go. */
export const clearSmsNumbers = (db: WritableDb): void => {
  db.update(units).set({ smsNumber: null }).run()
}
export const writeUnit = (
  db: WritableDb,
  unit: {
    id: UnitId
    key: string
    name: string
    smsNumber: number | null
    position: number
    doorIds: readonly DoorId[]
  },
): void => {
  const row = { key: unit.key, name: unit.name, smsNumber: unit.smsNumber, position: unit.position }
  db.insert(units)
    .values({ id: unit.id, ...row })
    .onConflictDoUpdate({ target: units.id, set: row })
    .run()
  db.delete(unitDoors).where(eq(unitDoors.unitId, unit.id)).run()
  for (const [position, doorId] of unit.doorIds.entries())
    db.insert(unitDoors).values({ unitId: unit.id, doorId, position }).run()
}
export const deleteUnit = (db: WritableDb, id: UnitId): void => {
  db.delete(feeds).where(eq(feeds.unitId, id)).run()
  db.delete(unitDoors).where(eq(unitDoors.unitId, id)).run()
  db.delete(units).where(eq(units.id, id)).run()
}
export const deleteDoor = (db: WritableDb, id: DoorId): void => {
  db.delete(unitDoors).where(eq(unitDoors.doorId, id)).run()
  db.delete(doors).where(eq(doors.id, id)).run()
}
export const unitHasStays = (db: ReadableDb, id: UnitId): boolean =>
  db.select({ n: sql<number>`count(*)` }).from(stays).where(eq(stays.unitId, id)).get()?.n !== 0
export const doorHasLiveCodes = (db: ReadableDb, id: DoorId): boolean =>
  db
    .select({ n: sql<number>`count(*)` })
    .from(accessCodes)
    .where(and(eq(accessCodes.doorId, id), ne(accessCodes.state, 'removed')))
    .get()?.n !== 0
/** A code or a key of this door is part of the house's history. */
export const doorWasUsed = (db: ReadableDb, id: DoorId): boolean =>
  db.select({ id: accessCodes.id }).from(accessCodes).where(eq(accessCodes.doorId, id)).limit(1).get() !== undefined ||
  db.select({ id: keyHandOuts.id }).from(keyHandOuts).where(eq(keyHandOuts.doorId, id)).limit(1).get() !== undefined

export const writeStaff = (
  db: WritableDb,
  members: readonly { id: StaffId; name: string; phone: string | null; role: 'manager' | 'reception' }[],
): void => {
  db.update(staff).set({ active: false }).run()
  for (const member of members) {
    db.insert(staff)
      .values({ ...member, active: true })
      .onConflictDoUpdate({ target: staff.name, set: { phone: member.phone, role: member.role, active: true } })
      .run()
  }
}
