/** Answers and alerts that reached nobody and will not any more: whoever was to read them is told in another way. */
import { commandOfKey } from '../../../db/queries/staff-commands.ts'
import type { StaffReply } from '../../../db/queries/staff-replies.ts'
import { capital } from '../../domain/capital.ts'
import { momentWords } from '../../domain/day-words.ts'
import { faultWords, optedOutCode } from '../../domain/sending-fault.ts'
import { itemsTold, notTold } from '../staff-replies/index.ts'
import { type Cause, cause, type World } from './cause.ts'

/** One item a phone. Whose phone is nobody's of the staff any more is asked about no longer. */
export function staffTextCauses(world: World): readonly Cause[] {
  const byPhone = Map.groupBy(notTold(world.db), (reply): string => reply.phone)
  return world.house.staff.flatMap(({ name, phone }) => {
    const replies = phone === null ? [] : (byPhone.get(phone) ?? [])
    const [newest] = replies
    if (phone === null || newest === undefined) return []
    const texts = replies.length === 1 ? 'A text' : `${replies.length} texts`
    const last = replies.length === 1 ? 'It' : 'The last one'
    return [
      cause({
        kind: 'staff-not-told',
        // The next one that fails is told anew, also after somebody has put this away.
        cause: `not told ${newest.id}`,
        tone: 'bad',
        title: `${texts} to ${name}, phone ending in ${phone.slice(-4)}, did not get through.`,
        detail: `${last} ${about(world, newest)}. ${capital(why(newest))}. Tell ${name} yourself, and check the phone under Settings, Staff.`,
        actions: [{ key: 'dismiss', label: 'They know' }],
      }),
    ]
  })
}

/** Without a word of either text: an answer may hold the digits that say yes. */
function about({ db, house, now }: World, reply: StaffReply): string {
  const items = itemsTold(reply)
  if (items !== null) return `told of ${items.join(', ')}, which a text may answer`
  const answered = commandOfKey(db, reply.key)
  const at = momentWords(answered?.at ?? reply.createdAt, house.property.timeZone, now)
  if (answered === null || answered.command === null) return `answered a text of ${at}: nothing was done`
  return `answered "${answered.command}" of ${at}: ${answered.applied ? 'it was done' : 'nothing was done yet'}`
}

/** `refused 21610`, as the sender keeps it; 0 where the desk itself would not send it. */
function why({ fault }: StaffReply): string {
  const code = Number(/^refused (\d+)$/.exec(fault ?? '')?.[1] ?? Number.NaN)
  if (code === 0) return 'Twilio has this phone in a conversation with somebody else, who must not read it'
  if (code === optedOutCode) return `this phone texted STOP, and gets nothing until it texts START (${code})`
  return faultWords(Number.isNaN(code) ? null : code)
}
