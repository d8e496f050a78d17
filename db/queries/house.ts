import type { HouseTimes } from '../../electron/domain/access-window.ts'
import type { CodePolicy, PlannedDoor } from '../../electron/domain/code-plan.ts'
import type { DoorId, StaffId, UnitId } from '../../electron/domain/ids.ts'
import type { LockRef } from '../../electron/domain/lock.ts'
import type { PinRules } from '../../electron/domain/pin.ts'
import type { TimeZoneId, WallTime } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { asc, eq } from '../query-words.ts'
import { doors, properties, secrets, settings, staff, unitDoors, units } from '../schema/index.ts'

export type Property = HouseTimes & {
  readonly name: string
  readonly country: string
  readonly address: string
  readonly codePolicy: CodePolicy
  readonly codesAheadHours: number
  readonly rolloverTime: WallTime
  /** How many spare codes each lock keeps. */
  readonly spareCodes: number
}
export type Door = PlannedDoor & {
  readonly key: string
  readonly lock: LockRef | null
  readonly pinRules: PinRules | null
  /** Where its metal key lies; null where there is none. */
  readonly envelope: string | null
}
export type Unit = {
  readonly id: UnitId
  readonly key: string
  readonly name: string
  readonly smsNumber: number | null
  readonly doorIds: readonly DoorId[]
}
export type StaffMember = {
  readonly id: StaffId
  readonly name: string
  readonly phone: string | null
  readonly role: 'manager' | 'reception'
}

/** The whole house in one object: small, and read whole by nearly every use case. */
export type House = {
  readonly property: Property
  readonly doors: readonly Door[]
  readonly units: readonly Unit[]
  readonly staff: readonly StaffMember[]
}

const readProperty = (db: ReadableDb): Property | null => {
  const row = db.select().from(properties).get()
  if (row === undefined) return null
  return {
    ...row,
    timeZone: row.timeZone as TimeZoneId,
    checkInTime: row.checkInTime as WallTime,
    checkOutTime: row.checkOutTime as WallTime,
    rolloverTime: row.rolloverTime as WallTime,
  }
}

/** Null before the house is set up. */
export function readHouse(db: ReadableDb): House | null {
  const property = readProperty(db)
  if (property === null) return null
  const links = db.select().from(unitDoors).orderBy(asc(unitDoors.position)).all()
  const doorsOfUnit = new Map<string, DoorId[]>()
  for (const link of links) {
    const list = doorsOfUnit.get(link.unitId)
    if (list === undefined) doorsOfUnit.set(link.unitId, [link.doorId as DoorId])
    else list.push(link.doorId as DoorId)
  }
  return {
    property,
    doors: db
      .select()
      .from(doors)
      .orderBy(asc(doors.position))
      .all()
      .map((row) => ({
        id: row.id as DoorId,
        key: row.key,
        name: row.name,
        shared: row.shared,
        hasLock: row.provider !== null,
        lock:
          row.provider === null || row.deviceId === null ? null : { provider: row.provider, deviceId: row.deviceId },
        pinRules: row.pinRules === null ? null : (JSON.parse(row.pinRules) as PinRules),
        envelope: row.envelope,
      })),
    units: db
      .select()
      .from(units)
      .orderBy(asc(units.position))
      .all()
      .map((row) => ({
        id: row.id as UnitId,
        key: row.key,
        name: row.name,
        smsNumber: row.smsNumber,
        doorIds: doorsOfUnit.get(row.id) ?? [],
      })),
    staff: db
      .select()
      .from(staff)
      .where(eq(staff.active, true))
      .orderBy(asc(staff.name))
      .all()
      .map((row) => ({ id: row.id as StaffId, name: row.name, phone: row.phone, role: row.role })),
  }
}

export const writePinRules = (db: WritableDb, door: DoorId, rules: PinRules): void => {
  db.update(doors)
    .set({ pinRules: JSON.stringify(rules) })
    .where(eq(doors.id, door))
    .run()
}

export const readSetting = (db: ReadableDb, key: string): unknown => {
  const row = db.select().from(settings).where(eq(settings.key, key)).get()
  return row === undefined ? undefined : JSON.parse(row.value)
}

export const writeSetting = (db: WritableDb, key: string, value: unknown): void => {
  const json = JSON.stringify(value)
  db.insert(settings)
    .values({ key, value: json })
    .onConflictDoUpdate({ target: settings.key, set: { value: json } })
    .run()
}

export const deleteSetting = (db: WritableDb, key: string): void => {
  db.delete(settings).where(eq(settings.key, key)).run()
}

export const readSecret = (db: ReadableDb, name: string): Uint8Array | null =>
  db.select().from(secrets).where(eq(secrets.name, name)).get()?.sealed ?? null

export const writeSecret = (db: WritableDb, name: string, sealed: Buffer): void => {
  db.insert(secrets).values({ name, sealed }).onConflictDoUpdate({ target: secrets.name, set: { sealed } }).run()
}

export const deleteSecret = (db: WritableDb, name: string): void => {
  db.delete(secrets).where(eq(secrets.name, name)).run()
}
