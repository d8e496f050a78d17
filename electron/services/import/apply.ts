import { readStay } from '../../../db/queries/bookings.ts'
import { writeSetting } from '../../../db/queries/house.ts'
import { insertImport } from '../../../db/queries/imports.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { newId, type StayId } from '../../domain/ids.ts'
import { type ImportAct, type ImportLine, lineMark } from '../../domain/import-line.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { toIso } from '../../domain/time.ts'
import { backUp, backupFolder } from '../backup/index.ts'
import { placeWaiting } from '../check-in/index.ts'
import { audit, type Caller, type Desk, makeId, rememberAction, transact, type Work } from '../desk/index.ts'
import {
  fileMac,
  joinUnitTypes,
  judgeFile,
  type PlannedImport,
  planImport,
  type UnitTypeMap,
  unitTypesSetting,
} from './plan.ts'
import type { ImportFile } from './read-file.ts'
import { partiesOf, type Touched, touch, writeParty } from './write-party.ts'

export type ApplyImport = {
  readonly file: ImportFile
  /** What a person chose for a line, by its key; every other line gets what it offers first. */
  readonly choices?: ReadonlyMap<string, ImportAct>
  /** Units of types that the house had not mapped yet: kept from now on. */
  readonly unitTypes?: UnitTypeMap | null
  /** The preview a person decided on, as marks by key. Where a line would do something else by now, nothing is written. */
  readonly seen?: ReadonlyMap<string, string> | null
}
export type AppliedImport = PlannedImport & {
  /** Lines that were written. */
  readonly applied: number
  /** What takes the whole file back; null where it changed nothing. */
  readonly actionId: string | null
}

/**
 * Takes a file in: a backup first, then all of it in one transaction, which one undo takes back. The plan is judged again
 * in there; what changed since the preview is refused with `changed-since`, naming the rows. What no unit has room for is
 * kept beside who stands there; nothing is cancelled, moved or given other days unless a person chose that.
 */
export function applyImport(desk: Desk, caller: Caller, input: ApplyImport): Result<AppliedImport, Failure> {
  const preview = planImport(desk, input.file, input.unitTypes ?? null)
  if (!preview.ok) return preview
  if (preview.value.lines.some((line) => writes(line, input))) {
    const made = backUp(desk, `${backupFolder(desk)}/before-import-${backupName(desk)}.db`)
    if (!made.ok) return made
  }
  return transact(desk, { ...caller, source: 'import' }, (work) => {
    const planned = judgeFile({ ...work, vault: desk.store.vault }, input.file, input.unitTypes ?? null)
    if (!planned.ok) return planned
    const lines = planned.value.lines.filter((line) => writes(line, input))
    const changed = changedRows(planned.value.lines, input)
    if (changed.length > 0) return fail(changedSince(changed))
    if (input.unitTypes) writeSetting(work.db, unitTypesSetting, joinUnitTypes(work.db, work.house, input.unitTypes))
    return write(work, input, planned.value, lines)
  })
}

const backupName = (desk: Desk): string => {
  const now = desk.clock.now()
  return `${toIso(now).replace(/[:.]/g, '-')}-${newId<StayId>(now, desk.random.bytes(10)).slice(-6)}`
}

/** What is to be done with a line; a choice that it does not offer is none. */
const actOf = (line: ImportLine, { choices }: ApplyImport): ImportAct => {
  const chosen = choices?.get(line.key)
  return chosen !== undefined && line.acts.includes(chosen) ? chosen : (line.acts[0] ?? 'leave')
}
/** A line that is left by default still tells what the guest's blank fields hold; one that a person left does not. */
const fills = (line: ImportLine, { choices }: ApplyImport): boolean =>
  line.fills.length > 0 &&
  choices?.get(line.key) !== 'leave' &&
  (line.reservationId !== null || line.acts.includes('take'))
const writes = (line: ImportLine, input: ApplyImport): boolean => actOf(line, input) !== 'leave' || fills(line, input)

/** Rows that were shown otherwise than they are now. A line that a person left is nobody's loss. */
function changedRows(lines: readonly ImportLine[], input: ApplyImport): readonly number[] {
  const { seen, choices } = input
  if (!seen) return []
  const rows = new Set<number>()
  const now = new Map(lines.map((line) => [line.key, line]))
  for (const key of new Set([...seen.keys(), ...now.keys()])) {
    const line = now.get(key)
    if (line !== undefined && seen.get(key) === lineMark(line)) {
      const chosen = choices?.get(key)
      if (chosen === undefined || line.acts.includes(chosen)) continue
    }
    if (line !== undefined && choices?.get(key) === 'leave') continue
    rows.add(line?.row ?? Number.parseInt(key, 10))
  }
  return [...rows].sort((left, right) => left - right)
}

const changedSince = (rows: readonly number[]): Failure => {
  const named = `${rows.slice(0, 10).join(', ')}${rows.length > 10 ? ' and others' : ''}`
  const which = rows.length === 1 ? `Row ${named} means` : `Rows ${named} mean`
  return failure(
    'changed-since',
    `${which} something else by now: bookings were changed since the preview. Nothing was written; look again.`,
  )
}

function write(
  work: Work,
  input: ApplyImport,
  planned: PlannedImport,
  lines: readonly ImportLine[],
): Result<AppliedImport, Failure> {
  const touched: Touched = { before: new Map(), parties: new Set(), freed: [] }
  for (const party of partiesOf(lines)) {
    const written = writeParty(work, input.file.name, touched, {
      ...party,
      lines: party.lines.map((line) => ({ line, act: actOf(line, input), fills: fills(line, input) })),
    })
    if (!written.ok) return written
    // Who waited already comes before what the rest of the file brings.
    for (const waiting of placeWaiting(work, touched.freed.splice(0)).before) touch(touched, waiting)
  }
  const actionId = remember(work, touched)
  audit(work, 'import.applied', {}, { file: input.file.name, lines: lines.length, counts: planned.counts })
  insertImport(work.db, {
    id: makeId<string>(work),
    at: work.now,
    actor: work.caller.actor,
    fileName: input.file.name,
    fileMac: fileMac(work.desk.store.vault, input.file),
    newestBookedOn: planned.newest,
    counts: planned.counts,
    actionId,
  })
  return ok({ ...planned, applied: lines.length, actionId })
}

const holdsRoom = (was: Stay | null): boolean => was !== null && isLive(was) && was.placed

/** One action for the whole file. A stay that it made is cancelled where it is taken back. */
function remember(work: Work, touched: Touched): string | null {
  const [subject] = touched.parties
  if (subject === undefined) return null
  const after: Stay[] = []
  const before: Stay[] = []
  // Undo goes through them in this order: who has no room then makes room for the ones that go back.
  const inTurn = [...touched.before].sort(([, left], [, right]) => Number(holdsRoom(left)) - Number(holdsRoom(right)))
  for (const [id, was] of inTurn) {
    const now = readStay(work.db, id)
    if (now === null) throw new Error('a stay vanished inside its own transaction')
    after.push(now)
    before.push(was ?? { ...now, status: 'cancelled' })
  }
  return rememberAction(work, 'import', subject, before, after)
}
