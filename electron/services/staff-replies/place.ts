/**
 * The Twilio conversation by which a text reaches one of the staff: their own, one to one. It is used only once Twilio
 * has said that nobody but this phone and our number is in it, else an answer could reach a guest.
 */
import { ourNumbers, readLineSid, updateLineSid, writeLineSid } from '../../../db/queries/lines.ts'
import type { StaffReply } from '../../../db/queries/staff-replies.ts'
import type { PhoneNumber } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { GatewayFault, MessageGateway } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'

/** By which of our numbers, and by which stream of Twilio. */
export type ReplyNumber = { readonly phone: PhoneNumber; readonly isMessaging: boolean }

/** The number the text came in on, as long as it is in use; null where the house has none. */
export function numberOf(desk: Desk, reply: StaffReply): ReplyNumber | null {
  const numbers = ourNumbers(desk.store.read)
  const number = numbers.find((one) => one.phone === reply.number) ?? numbers[0]
  return number === undefined ? null : { phone: number.phone, isMessaging: number.authority === 'messaging' }
}

const namesTried = 5

/** Opens, or finds again. `refused` with code 0 where Twilio has the pair in a conversation with somebody else. */
export async function conversationFor(
  desk: Desk,
  gateway: MessageGateway,
  reply: StaffReply,
  number: PhoneNumber,
): Promise<Result<string, GatewayFault>> {
  const known = reply.conversationSid
  if (known !== null && readLineSid(desk.store.read, known)?.state !== 'closed') {
    const fits = await isTheirs(gateway, known, reply.phone, number)
    if (!fits.ok && fits.error.kind !== 'missing') return fits
    if (fits.ok && fits.value) return ok(known)
  }
  for (let turn = 1; turn <= namesTried; turn++) {
    const opened = await gateway.openLine({
      uniqueName: `staff:${nameOf(desk, reply.phone)}:${number.replace('+', '')}:${turn}`,
      friendlyName: 'Latchkey: staff',
      phone: reply.phone,
      number,
    })
    if (opened.ok) return ok(noteOpen(desk, opened.value.sid))
    if (opened.error.kind === 'taken') return takeOver(desk, gateway, reply.phone, number, opened.error.sid)
    // A conversation of that name was closed for good: the next name.
    if (opened.error.kind !== 'closed') return opened
  }
  return fail({ kind: 'refused', code: 0 })
}

/** A keyed hash: a name at Twilio says no phone number. */
const nameOf = (desk: Desk, phone: string): string =>
  desk.store.vault.mac('webhook', `staff-line ${phone}`).slice(0, 22)

async function takeOver(
  desk: Desk,
  gateway: MessageGateway,
  phone: PhoneNumber,
  number: PhoneNumber,
  named: string | null,
): Promise<Result<string, GatewayFault>> {
  const listed = named === null ? await gateway.conversationsOf(phone) : ok([{ sid: named, state: 'active', number }])
  if (!listed.ok) return listed
  const holder = listed.value.find((one) => one.state !== 'closed' && one.number === number)
  if (holder === undefined) return fail({ kind: 'taken', sid: null })
  const fits = await isTheirs(gateway, holder.sid, phone, number)
  if (!fits.ok) return fits
  return fits.value ? ok(noteOpen(desk, holder.sid)) : fail({ kind: 'refused', code: 0 })
}

async function isTheirs(
  gateway: MessageGateway,
  sid: string,
  phone: string,
  number: string,
): Promise<Result<boolean, GatewayFault>> {
  const roster = await gateway.roster(sid)
  if (!roster.ok) return roster
  const { kind, members } = roster.value
  return ok(
    kind === 'one-to-one' &&
      (roster.value.number ?? number) === number &&
      members.length === 1 &&
      members[0]?.address === phone,
  )
}

/** Catch-up reads it from now on, and knows that it holds no guest. */
function noteOpen(desk: Desk, sid: string): string {
  desk.store.write((db) => {
    if (readLineSid(db, sid) !== null) return updateLineSid(db, sid, { state: 'active' })
    const firstSeenAt = desk.clock.now()
    return writeLineSid(db, { sid, lineId: null, kind: 'one-to-one', state: 'active', firstSeenAt })
  })
  return sid
}
