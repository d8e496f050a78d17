/** What a file of bookings would do, line by line, before anything is written. Sources propose, people decide. */
import type { UnitId } from './ids.ts'
import { type ChosenUnit, chooseUnits } from './import-choice-of-units.ts'
import { judgeEnded, judgeMoved, judgeOwn, judgePlace, onlyUnit, stand, type Verdict } from './import-judgement.ts'
import { type ImportLine, refusedLine } from './import-line.ts'
import type { ImportRow, ReadRow } from './import-rows.ts'
import {
  type GuestField,
  type KnownBookings,
  partyKey,
  type Standing,
  type Standings,
  sameNights,
  standings,
} from './import-standing.ts'
import { isLive, nightsOverlap } from './stay.ts'
import type { CalendarDate } from './time.ts'

export type PlanSetting = {
  /** The property's civil day. */
  readonly today: CalendarDate
  /** A newer file was taken in before: this one may add, and reverts nothing. */
  readonly older: boolean
}

/** Judges every row against what is booked and against the rows before it. Lines come in the order of the file. */
export function planRows(
  rows: readonly ImportRow[],
  known: KnownBookings,
  setting: PlanSetting,
): readonly ImportLine[] {
  const all = standings(known)
  const lines: ImportLine[] = []
  const groups = new Map<string, ReadRow[]>()
  for (const row of rows) {
    if (row.kind === 'refused') lines.push(refusedLine(row))
    else {
      const key = partyKey(row.channel, row.reference)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [row])
      else group.push(row)
    }
  }
  for (const [key, group] of groups) lines.push(...planParty(all, key, group, setting))
  return lines.sort((left, right) => left.row - right.row)
}

/** The rows of one booking together: only so a room that moved is told from one that was added. */
function planParty(
  all: Standings,
  key: string,
  group: readonly ReadRow[],
  { today, older }: PlanSetting,
): readonly ImportLine[] {
  const party = all.party(key)
  const lines: ImportLine[] = []
  const seen = new Set<Standing>()
  const own = all.ofParty(key).filter((standing) => standing.sure)
  const fillable = party === undefined ? allFields : party.fillable
  let filled: readonly GuestField[] = []
  const say = (row: ReadRow, unit: UnitId | null, place: number, verdict: Verdict): void => {
    // What is left out brings nobody's name: the guest is made with the line that is taken in.
    const brings = party !== undefined || verdict.acts.includes('take')
    const tells = row.status === 'ok' && !['past', 'refused'].includes(verdict.verdict) && verdict !== saidTwice
    const fills =
      brings && tells ? fillable.filter((field) => saidOf(row, field) !== null && !filled.includes(field)) : []
    filled = [...filled, ...fills]
    const acts = verdict.acts.filter((act) => !older || act === 'take' || act === 'leave')
    lines.push({
      key: `${row.row}.${place}`,
      row: row.row,
      verdict: verdict.verdict,
      reason: verdict.reason,
      reference: row.reference,
      channel: row.channel,
      unitId: unit,
      arrivalDate: row.arrivalDate,
      departureDate: row.departureDate,
      guest: row.guest,
      phone: row.phone,
      email: row.email,
      fills,
      warnings: row.warnings,
      reservationId: party?.reservationId ?? null,
      stayId: verdict.stay?.id ?? null,
      standing: verdict.standing === undefined || verdict.standing === null ? null : shown(verdict.standing),
      acts: acts.length === 0 && fills.length > 0 && party !== undefined ? ['take', 'leave'] : acts,
    })
  }
  const open: Open[] = []
  const claimed: { readonly row: ReadRow; readonly unit: UnitId }[] = []
  // A row that says what is here keeps its room, whatever stands before it in the file.
  const isHere = (row: ReadRow): boolean => own.some((one) => isLive(one) && sameNights(one, row))
  const confirmed = group.filter((one) => one.status === 'ok')
  for (const row of [...confirmed.filter(isHere), ...confirmed.filter((one) => !isHere(one))]) {
    if (row.departureDate < today) {
      say(row, onlyUnit(row), 0, { verdict: 'past', reason: null, acts: [] })
      continue
    }
    const earlier = claimed.filter((one) => nightsOverlap(one.row, row))
    const used = row.wishes?.some((wish) => wish.units.length > wish.count) ? earlier.map((one) => one.unit) : []
    const units = chooseUnits(all, row, key, new Set(used))
    if (!units.ok) {
      say(row, null, 0, { verdict: 'refused', reason: units.error, acts: [] })
      continue
    }
    for (const [place, chosen] of units.value.entries()) {
      const said = claimed.find((one) => one.unit === chosen.unit && nightsOverlap(one.row, row))
      claimed.push({ row, unit: chosen.unit })
      const known =
        said === undefined
          ? judgeOwn(all, own, seen, chosen.unit, row)
          : sameNights(said.row, row)
            ? saidTwice
            : saidOtherwise
      if (known === null) open.push({ row, place, chosen })
      else say(row, chosen.unit, place, known)
    }
  }
  const moves = new Map<ReadRow, number>()
  for (const { row, place, chosen } of open) {
    const left = moves.get(row) ?? roomsTooMany(row, own, open, seen)
    moves.set(row, left - 1)
    const verdict =
      (left > 0 ? judgeMoved(all, own, seen, chosen.unit, row) : null) ??
      judgePlace(all, key, chosen, row, party !== undefined, today)
    say(row, chosen.unit, place, verdict)
    stand(all, key, chosen.unit, row, verdict)
  }
  for (const row of group.filter((one) => one.status !== 'ok')) {
    for (const [place, { unit, ...verdict }] of judgeEnded(own, seen, row, today).entries())
      say(row, unit, place, verdict)
  }
  return lines
}

type Open = { readonly row: ReadRow; readonly place: number; readonly chosen: ChosenUnit }

/** How many rooms more the booking would have than the file says, if each of these lines were a room added. */
function roomsTooMany(
  row: ReadRow,
  own: readonly Standing[],
  open: readonly Open[],
  seen: ReadonlySet<Standing>,
): number {
  const live = own.filter((one) => isLive(one) && nightsOverlap(one, row))
  const added = open.filter((one) => nightsOverlap(one.row, row)).length
  const matched = live.filter((one) => seen.has(one)).length
  return live.length + added - (row.rooms ?? matched + added)
}

const allFields: readonly GuestField[] = ['name', 'phone', 'email']
const saidTwice: Verdict = { verdict: 'same', reason: 'said-twice', acts: [] }
/** One booking cannot have a room twice in one night: the first row of the file counts. */
const saidOtherwise: Verdict = { verdict: 'refused', reason: 'said-otherwise', acts: [] }
const saidOf = (row: ReadRow, field: GuestField): string | null => (field === 'name' ? row.guest : row[field])
const shown = ({ id, unitId, arrivalDate, departureDate }: Standing) => ({
  stayId: id,
  unitId,
  arrivalDate,
  departureDate,
})
