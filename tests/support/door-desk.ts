/** What the views of doors are tested with: what is known of a lock, written down, and what the desk is then told. */
import { type DoorHealth, type ObservedCode, writeDoorHealth, writeObserved } from '../../db/queries/doors.ts'
import type { DoorPanelView } from '../../electron/contract/views.ts'
import { doorPanel } from '../../electron/services/views/index.ts'
import type { FallbackDesk } from './fallback-desk.ts'
import { must } from './test-desk.ts'

export const okonkwo = { name: 'Adaeze Okonkwo', phone: null, email: null, language: 'en' }
export const everyProvider = (): boolean => true

export const panelOf = (house: FallbackDesk, door: string): DoorPanelView =>
  must(doorPanel(house.desk, house.doorId(door), null, everyProvider))

/** As the worker writes down how a lock is. */
export const noteHealth = (house: FallbackDesk, door: string, change: Partial<Omit<DoorHealth, 'doorId'>>): void =>
  house.desk.store.write((db) => writeDoorHealth(db, house.doorId(door), change))

/** As the worker writes down what a listing found: codes that hold, where nothing else is said. */
export const noteSeen = (house: FallbackDesk, door: string, codes: readonly Partial<ObservedCode>[]): void =>
  house.desk.store.write((db) =>
    writeObserved(
      db,
      house.doorId(door),
      codes.map((code, index) => ({
        ...{ doorId: house.doorId(door), ref: `r${index}`, label: null, pinMac: null },
        ...{ startsAt: null, endsAt: null, state: 'held', fault: null },
        ...code,
      })),
    ),
  )
