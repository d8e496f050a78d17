/** One door opened: its codes as they should be and as they are, its key, and what happened there. */
import { orphanCodes } from '../../../db/queries/alerts.ts'
import { attemptsOnDoor } from '../../../db/queries/code-attempts.ts'
import { liveCodesOnDoor } from '../../../db/queries/codes.ts'
import { auditOfDoor } from '../../../db/queries/desk.ts'
import { type KeyHandOut, keysOut, observedOnDoor, readDoorHealth } from '../../../db/queries/doors.ts'
import type { DoorPanelView, KeyOutView, TrainingKnobs } from '../../contract/views.ts'
import { ourLabels } from '../../domain/code-label.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId } from '../../domain/ids.ts'
import { unlockRung } from '../../domain/ladder.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { toIso } from '../../domain/time.ts'
import { faultText } from '../attention/index.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { codeLines } from './door-code-lines.ts'
import { doorHistory } from './door-history.ts'
import { countsOf, doorRow, isoOf, reachOf } from './door-row.ts'
import { partyNames } from './party-names.ts'

const historyLength = 20
/** Tries go on for days at a dead lock; more than these are not counted. */
const triesRead = 300

/** `door-unknown` where the house has no such door. `training`: what can be set on a training lock, else null. */
export const doorPanel = (
  desk: Desk,
  doorId: DoorId,
  training: TrainingKnobs | null,
  configured: (provider: string) => boolean,
): Result<DoorPanelView, Failure> =>
  withHouse<DoorPanelView>(desk, (db, house, now) => {
    const door = house.doors.find((one) => one.id === doorId)
    if (door === undefined) return fail(failure('door-unknown', 'That door is not in this house any more.'))
    const health = readDoorHealth(db, door.id)
    const codes = liveCodesOnDoor(db, door.id)
    const observed = observedOnDoor(db, door.id)
    const attempts = attemptsOnDoor(db, door.id, triesRead)
    const nameOf = partyNames(
      db,
      [...codes, ...attempts].map((one) => one.reservationId),
    )
    const { timeZone } = house.property
    const key = keysOut(db).find((one) => one.doorId === door.id)
    return ok({
      ...doorRow(door, health, countsOf(codes), configured),
      listedAt: isoOf(health?.listedAt),
      clockSkewSeconds: health?.clockSkewSeconds ?? null,
      codeLines: codeLines({
        codes,
        observed,
        orphans: new Set(orphanCodes(db, ourLabels, door.id).map((one) => one.ref)),
        now,
        nameOf,
        faultOf: (code) => (code.fault === null ? null : faultText(code.fault, code.faultSince, timeZone, now)),
      }),
      unlock: unlockRung(reachOf(door, health)),
      envelope: door.envelope,
      keyOut: key === undefined ? null : keyOutView(key),
      history: doorHistory(
        { entries: auditOfDoor(db, door.id, historyLength), attempts, health, observed: observed.length, nameOf },
        historyLength,
      ),
      training,
    })
  })

export const keyOutView = (key: KeyHandOut): KeyOutView => ({
  id: key.id,
  envelope: key.envelope,
  takenBy: key.takenBy,
  at: toIso(key.handedAt),
  by: key.handedBy,
})
