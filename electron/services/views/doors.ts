/** The Doors screen: each door with its lock and codes, and what several of them share as a trouble. */
import { type CodeCount, countLiveCodes } from '../../../db/queries/code-counts.ts'
import { allDoorHealth } from '../../../db/queries/doors.ts'
import type { DoorsView, GatewayTrouble } from '../../contract/views.ts'
import type { Failure } from '../../domain/failure.ts'
import type { DoorId } from '../../domain/ids.ts'
import { lockTroubles } from '../../domain/lock-trouble.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { doorRow, isoOf } from './door-row.ts'

/** `configured`: whether the desk has a key or password for this provider. */
export const doorsView = (desk: Desk, configured: (provider: string) => boolean): Result<DoorsView, Failure> =>
  withHouse<DoorsView>(desk, (db, house) => {
    const health = allDoorHealth(db)
    const codes = byDoor(countLiveCodes(db))
    const asked = [...health.values()].flatMap((one) => one.askedAt ?? [])
    const locks = house.doors.flatMap((door) => {
      const known = health.get(door.id)
      return door.lock === null || known === undefined ? [] : [{ ...known, provider: door.lock.provider }]
    })
    return ok({
      readAt: isoOf(asked.reduce<Instant | null>((last, at) => (last === null || at > last ? at : last), null)),
      doors: house.doors.map((door) =>
        doorRow(door, health.get(door.id) ?? null, codes.get(door.id) ?? [], configured),
      ),
      troubles: lockTroubles(locks).flatMap(({ kind, id, name, offlineSince, doorIds }): GatewayTrouble[] =>
        // One lock by itself is told in its own row.
        kind === 'lock'
          ? []
          : [
              {
                gateway: { id, name, online: kind === 'gateway' ? false : null },
                offlineSince: isoOf(offlineSince),
                doorIds,
              },
            ],
      ),
      spareCodes: house.property.spareCodes,
    })
  })

function byDoor(codes: readonly CodeCount[]): ReadonlyMap<DoorId, readonly CodeCount[]> {
  const found = new Map<DoorId, CodeCount[]>()
  for (const code of codes) {
    const list = found.get(code.doorId)
    if (list === undefined) found.set(code.doorId, [code])
    else list.push(code)
  }
  return found
}
