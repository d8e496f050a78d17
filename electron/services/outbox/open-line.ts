/** The Twilio conversation a line's texts go into: opened, found again, or taken over where it is the same people's. */
import { z } from 'zod'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import {
  type Line,
  membersOf,
  openSidOfLine,
  readContact,
  readLine,
  sidsOfLine,
  updateLine,
  writeLineSid,
  writeMembers,
} from '../../../db/queries/lines.ts'
import { groupChange, groupRefusal, planGroup } from '../../domain/group-line.ts'
import type { LineId } from '../../domain/ids.ts'
import type { PhoneNumber } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { GatewayFault, MessageGateway, Roster } from '../../ports/message-gateway.ts'
import { noteRoster, noteTwilioState } from '../conversations/index.ts'
import type { Desk, Work } from '../desk/index.ts'
import { asProgram } from './as-program.ts'
import type { Pace } from './pace.ts'

/** `held-by-others`: Twilio has this line in a conversation with somebody else in it. Nothing may be sent there. */
export type OpenFault = Exclude<GatewayFault, { kind: 'taken' }> | { readonly kind: 'held-by-others' }
type Opened = Result<string, OpenFault>

export type Tools = { readonly desk: Desk; readonly gateway: MessageGateway; readonly pace: Pace }

type Opening = {
  readonly line: Line
  readonly guest: PhoneNumber
  /** Of a group: everybody beside our number. Null for one to one. */
  readonly phones: readonly PhoneNumber[] | null
  /** Managers of now and before: who is one no more is put out of a group. */
  readonly managers: ReadonlySet<string>
  /** What is open now. */
  readonly sid: string | null
  readonly names: readonly string[]
  readonly friendlyName: string
}

/** Names tried for a new conversation, where one under the first was closed for good. */
const namesTried = 5

/** Sees to it that the line is open and its group has the right people; answers the conversation's sid. */
export async function openLine(tools: Tools, id: LineId): Promise<Opened> {
  const opening = asProgram(tools.desk, (work) => planOpening(work, id))
  if (opening === null) throw new Error('a line without a house')
  const opened = await (opening.sid === null ? open(tools, opening) : keepGroup(tools, opening, opening.sid))
  if (opened.ok || opening.phones === null || opened.error.kind !== 'refused') return opened
  const { code } = opened.error
  asProgram(tools.desk, (work) => {
    updateLine(work.db, id, { mode: 'one-to-one', groupRefused: groupRefusal(code) })
  })
  return openLine(tools, id)
}

function planOpening(work: Work, id: LineId): Opening {
  const wanted = readLine(work.db, id)!
  const guest = readContact(work.db, wanted.contactId)!.phone
  const managers = work.house.staff.flatMap(({ role, phone }) => (role === 'manager' && phone !== null ? [phone] : []))
  const plan = wanted.mode === 'group' ? planGroup(guest, wanted.number, managers) : null
  if (plan !== null && 'refused' in plan) updateLine(work.db, id, { mode: 'one-to-one', groupRefused: plan.refused })
  const line = readLine(work.db, id)!
  const sid = openSidOfLine(work.db, line)?.sid ?? null
  const count = sidsOfLine(work.db, id).length
  return {
    line,
    guest,
    phones: plan !== null && 'phones' in plan ? (plan.phones as readonly PhoneNumber[]) : null,
    managers: wanted.mode === 'group' ? rememberManagers(work, managers) : new Set(),
    sid,
    names: Array.from({ length: namesTried }, (_, index) => `l:${id}:${count + 1 + index}`),
    friendlyName: `${work.house.property.name}: ${guest}`.slice(0, 256),
  }
}

const managersSetting = 'managers-in-groups'

/** All phones that were ever brought into a group as a manager's, those of today among them. */
function rememberManagers(work: Work, today: readonly string[]): ReadonlySet<string> {
  const before = z.array(z.string()).catch([]).parse(readSetting(work.db, managersSetting))
  const all = new Set([...before, ...today])
  if (all.size > before.length) writeSetting(work.db, managersSetting, [...all])
  return all
}

async function open(tools: Tools, opening: Opening): Promise<Opened> {
  const { gateway, pace } = tools
  const { line, guest, phones, friendlyName } = opening
  for (const uniqueName of opening.names) {
    await pace.turn()
    // The guest, or the group, joins with a call of its own.
    await pace.turn()
    const answer =
      phones === null
        ? await gateway.openLine({ uniqueName, friendlyName, phone: guest, number: line.number })
        : await gateway.openGroup({ uniqueName, friendlyName, phones, number: line.number })
    if (answer.ok) {
      const roster = phones === null ? null : await gateway.roster(answer.value.sid)
      const members = roster?.ok === true ? roster.value.members : (phones ?? [guest]).map(unnamed)
      return ok(recordOpen(tools, opening, answer.value.sid, members))
    }
    if (answer.error.kind === 'taken') return adopt(tools, opening, answer.error.sid)
    // A conversation of that name was closed for good: the next name.
    if (answer.error.kind !== 'closed') return fail(answer.error)
  }
  return fail({ kind: 'closed' })
}

/** Takes over the conversation that holds this line, if nobody but this guest and our staff is in it. */
async function adopt(tools: Tools, opening: Opening, named: string | null): Promise<Opened> {
  const { gateway, desk } = tools
  const { guest, line } = opening
  const found = named === null ? await holderOf(gateway, guest, line.number) : ok(named)
  if (!found.ok) return fail(withoutTaken(found.error))
  const sid = found.value
  const roster = sid === null ? ok(null) : await gateway.roster(sid)
  if (!roster.ok) return fail(withoutTaken(roster.error))
  const isOurs = asProgram(desk, (work) => roster.value !== null && hasOnly(work, roster.value, opening))
  if (sid !== null && roster.value !== null && isOurs === true) {
    return keepGroup(tools, opening, recordOpen(tools, opening, sid, roster.value.members))
  }
  asProgram(desk, (work) => {
    updateLine(work.db, line.id, { openBy: null, openFault: `${heldByOthers} ${sid ?? ''}`.trim() })
  })
  return fail({ kind: 'held-by-others' })
}

/** What stands before the sid in a line's fault where others hold it: the desk is told. */
export const heldByOthers = 'held-by-others'

export const withoutTaken = (fault: GatewayFault): OpenFault =>
  fault.kind === 'taken' ? { kind: 'held-by-others' } : fault

async function holderOf(
  gateway: MessageGateway,
  guest: string,
  number: string,
): Promise<Result<string | null, GatewayFault>> {
  const all = await gateway.conversationsOf(guest)
  if (!all.ok) return all
  return ok(all.value.find((one) => one.number === number && one.state !== 'closed')?.sid ?? null)
}

function hasOnly(work: Work, roster: Roster, { guest, line }: Opening): boolean {
  const known = (phone: string): boolean => phone === guest || work.house.staff.some((member) => member.phone === phone)
  const phones = roster.members.map((member) => member.address)
  return roster.number === line.number && phones.includes(guest) && phones.every(known)
}

const unnamed = (address: string): Roster['members'][number] => ({ address, participantSid: null })

function recordOpen(tools: Tools, { line, phones }: Opening, sid: string, members: Roster['members']): string {
  const kind = phones === null ? 'one-to-one' : 'group'
  asProgram(tools.desk, (work) => {
    writeLineSid(work.db, { sid, lineId: line.id, kind, state: 'active', firstSeenAt: work.now })
    noteRoster(work, { conversationSid: sid, kind, members, number: line.number })
    updateLine(work.db, line.id, { openBy: null, openAttempts: 0, openFault: null })
  })
  tools.desk.logger.info('line.opened', { line: line.id, kind })
  return sid
}

/**
 * Brings the guest and the managers of today into an open group, and those of yesterday out of it. Twilio is asked each
 * time who is there: without the guest a text would reach the managers alone and look sent.
 */
async function keepGroup(tools: Tools, opening: Opening, sid: string): Promise<Opened> {
  const { line, phones, managers } = opening
  if (phones === null) return ok(sid)
  const { gateway, pace, desk } = tools
  const roster = await gateway.roster(sid)
  if (!roster.ok) return closedIfGone(tools, sid, withoutTaken(roster.error), line)
  const { members } = roster.value
  const change = groupChange(phones, members, managers)
  for (const { participantSid } of change.leave) {
    await pace.turn()
    const left = await gateway.removeMember({ conversationSid: sid, participantSid })
    if (!left.ok && left.error.kind !== 'missing') return closedIfGone(tools, sid, withoutTaken(left.error), line)
  }
  for (const phone of change.join) {
    await pace.turn()
    const joined = await gateway.addMember({ conversationSid: sid, phone: phone as PhoneNumber })
    const isIn = joined.ok || (joined.error.kind === 'refused' && joined.error.code === alreadyMember)
    if (!isIn) return closedIfGone(tools, sid, withoutTaken(joined.error), line)
  }
  const gone = new Set(change.leave.map((one) => one.address))
  const now = [...members.filter(({ address }) => !gone.has(address)), ...change.join.map(unnamed)]
  asProgram(desk, (work) => {
    if (!isSameRoster(membersOf(work.db, sid), now)) writeMembers(work.db, sid, now)
  })
  if (change.join.length + change.leave.length > 0)
    desk.logger.info('line.group-changed', { line: line.id, joined: change.join.length, left: change.leave.length })
  return ok(sid)
}

const isSameRoster = (left: Roster['members'], right: Roster['members']): boolean => {
  const said = (members: Roster['members']) =>
    members
      .map((one) => `${one.address} ${one.participantSid}`)
      .sort()
      .join()
  return said(left) === said(right)
}

const alreadyMember = 50437

/** A conversation that is closed or gone is not used again: the line opens another. */
function closedIfGone(tools: Tools, sid: string, fault: OpenFault, line: Line): Promise<Opened> | Opened {
  if (fault.kind !== 'closed' && fault.kind !== 'missing') return fail(fault)
  markClosed(tools, sid)
  return openLine(tools, line.id)
}

export function markClosed({ desk }: Pick<Tools, 'desk'>, sid: string): void {
  asProgram(desk, (work) => noteTwilioState(work, { sid, state: 'closed' }))
}
