/** What happened at the locks without us: codes of ours that no booking knows, and codes that others touched. */
import { type OrphanCode, orphanCodes, outsideChanges } from '../../../db/queries/alerts.ts'
import { ourLabels } from '../../domain/code-label.ts'
import { hours, instant } from '../../domain/time.ts'
import { type Cause, cause, doorName, leaveIt, referenceOf, type World } from './cause.ts'

export const outsideCauses = (world: World): readonly Cause[] => [...orphans(world), ...touched(world)]

/** One item a door: they are removed one by one in its panel. */
function orphans(world: World): readonly Cause[] {
  const byDoor = new Map<string, OrphanCode[]>()
  for (const code of orphanCodes(world.db, ourLabels))
    byDoor.set(code.doorId, [...(byDoor.get(code.doorId) ?? []), code])
  return [...byDoor.values()].map((codes) => {
    const [{ doorId }] = codes as [OrphanCode]
    const open = codes.some((code) => code.endsAt === null || code.endsAt > world.now)
    const many = codes.length > 1
    return cause({
      kind: 'orphan-code',
      cause: `orphan ${doorId} ${codes.map((code) => code.ref).join(' ')}`,
      tone: open ? 'bad' : 'question',
      title: `${doorName(world, doorId)}: ${many ? `${codes.length} codes are` : 'a code is'} on the lock under our name that no booking knows.`,
      detail: `${open ? `Whoever knows ${many ? 'one' : 'it'} can come in.` : `${many ? 'They have' : 'It has'} ended and only ${many ? 'take' : 'takes'} room.`} Nothing was changed. Open the door to remove ${many ? 'them' : 'it'}.`,
      doorIds: [doorId],
    })
  })
}

/** A code that was found missing or changed more than once within a day. */
const touched = (world: World): readonly Cause[] =>
  outsideChanges(world.db, instant(world.now - hours(24))).map(({ doorId, reservationId, times }) =>
    cause({
      kind: 'codes-outside',
      cause: `outside ${doorId} ${reservationId}`,
      tone: 'question',
      title: `${doorName(world, doorId)}: the code of ${referenceOf(world, reservationId)} was missing or changed at the lock ${times} times within a day.`,
      detail:
        "Latchkey put it back each time. Somebody may be changing codes in the lock's own app, or the lock forgets them.",
      reservationId,
      doorIds: [doorId],
      actions: [leaveIt],
    }),
  )
