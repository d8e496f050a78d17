/** How a line of a file looks, in which list it stands, and what its choices are called. */
import { BedDouble, Check, CircleX, Diff, Link, type LucideIcon, Plus, TriangleAlert } from 'lucide-react'
import type { ImportAct, ImportLineView, ImportVerdict } from '../../../electron/contract/import-views.ts'
import { words } from '../../words/index.ts'

export type Group = keyof typeof words.importing.filters
type Look = { readonly icon: LucideIcon; readonly tone: 'idle' | 'ok' | 'bad' | 'wait' }

const looks: Record<ImportVerdict, Look> = {
  new: { icon: Plus, tone: 'ok' },
  adopts: { icon: Link, tone: 'ok' },
  joins: { icon: BedDouble, tone: 'ok' },
  same: { icon: Check, tone: 'idle' },
  differs: { icon: Diff, tone: 'wait' },
  'cancelled-there': { icon: CircleX, tone: 'wait' },
  conflict: { icon: TriangleAlert, tone: 'bad' },
  past: { icon: Check, tone: 'idle' },
  refused: { icon: CircleX, tone: 'bad' },
}
/** What needs nobody looks quiet, whatever the verdict. */
export const lookOf = (line: ImportLineView): Look =>
  groupOf(line) === 'rest' ? { ...looks[line.verdict], tone: 'idle' } : looks[line.verdict]

export function groupOf(line: ImportLineView): Exclude<Group, 'todo'> {
  if (line.verdict === 'refused') return 'refused'
  if (line.acts.length === 0) return 'rest'
  if (line.verdict === 'new' || line.verdict === 'joins') return 'new'
  if (line.verdict === 'adopts') return 'named'
  return line.verdict === 'same' ? 'named' : 'needs'
}

export type Choices = Readonly<Record<string, ImportAct>>
export const actOf = (line: ImportLineView, choices: Choices): ImportAct => choices[line.key] ?? line.acts[0] ?? 'leave'

export function actName(line: ImportLineView, act: ImportAct): string {
  const { acts } = words.importing
  if (act === 'take') {
    if (line.verdict === 'conflict') return acts.takeBeside
    if (line.verdict === 'same') return acts.takeFill
    if (line.reason === 'other-length') return acts.keepDays
    return line.reason === 'moved' ? acts.takeAnother : acts.take
  }
  return act === 'leave' && line.acts[0] === 'leave' ? acts.leaveAsIs : acts[act]
}
