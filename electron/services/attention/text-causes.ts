/** Texts that do not leave: the account refuses us, a line is somebody else's, a reply is out of date, all is stuck. */
import { readSetting } from '../../../db/queries/house.ts'
import { readContact } from '../../../db/queries/lines.ts'
import { readMessage } from '../../../db/queries/messages.ts'
import { linesAtFault, openOutboxRows } from '../../../db/queries/outbox.ts'
import { momentWords } from '../../domain/day-words.ts'
import { formatPhone } from '../../domain/phone-number.ts'
import { minutes } from '../../domain/time.ts'
import { heldByOthers, refusedSince } from '../outbox/index.ts'
import { type Cause, cause, leaveIt, tryAgain, type World } from './cause.ts'

/** Online, and still nothing leaves for so long. */
const stuckAfterMs = minutes(30)

export const textCauses = (world: World): readonly Cause[] => [
  ...refused(world),
  ...linesOfOthers(world),
  ...heldTexts(world),
  ...stuck(world),
]

function refused({ db, house, now }: World): readonly Cause[] {
  const since = refusedSince(db)
  if (since === null) return []
  return [
    cause({
      kind: 'texting-refused',
      cause: 'texting refused',
      tone: 'bad',
      title: `Twilio refuses this house since ${momentWords(since, house.property.timeZone, now)}: no text leaves.`,
      detail:
        'Texts wait here and none is lost. Check the account and its token in Settings; Latchkey also tries every 10 minutes.',
      actions: [tryAgain],
    }),
  ]
}

/** Twilio has the pair in a conversation with somebody we do not know: nothing may be sent into it. */
const linesOfOthers = ({ db }: World): readonly Cause[] =>
  linesAtFault(db).flatMap((line) => {
    const contact = readContact(db, line.contactId)
    if (contact === null || line.openFault?.startsWith(heldByOthers) !== true) return []
    return [
      cause({
        kind: 'line-taken',
        cause: `line ${line.id} ${line.openFault}`,
        tone: 'bad',
        title: `Texts to ${formatPhone(contact.phone)} are held back: somebody else is in that conversation at Twilio.`,
        detail: `Nothing was sent, so that nobody else reads it. Look at the conversation ${line.openFault.slice(heldByOthers.length).trim()} in the Twilio console, take the others out of it or close it, then try again.`,
        lineId: line.id,
        actions: [tryAgain, leaveIt],
      }),
    ]
  })

/** Texts that may be out of date, and those of which nobody can say whether they left. */
const heldTexts = ({ db, house, now }: World): readonly Cause[] =>
  openOutboxRows(db)
    .filter((row) => row.status === 'held')
    .map((row) =>
      cause({
        kind: 'text-held',
        cause: `held ${row.id} ${row.notBefore ?? row.createdAt}`,
        tone: 'question',
        title: `A text of ${momentWords(row.notBefore ?? row.createdAt, house.property.timeZone, now)} has not left yet. Send it all the same?`,
        detail: `It was held back: ${readMessage(db, row.messageId)?.statusReason ?? 'it may be out of date'}. It is kept until somebody decides.`,
        messageId: row.messageId,
        conversationId: row.conversationId,
        actions: [
          { key: 'send', label: 'Send it' },
          { key: 'discard', label: 'Leave it' },
        ],
      }),
    )

function stuck({ db, house, now }: World): readonly Cause[] {
  const offline = (readSetting(db, 'connection') as { offlineSince?: number | null } | undefined)?.offlineSince ?? null
  if (offline !== null || refusedSince(db) !== null) return []
  const late = openOutboxRows(db).filter(
    (row) =>
      (row.status === 'waiting' || row.status === 'unknown') && now - (row.notBefore ?? row.createdAt) > stuckAfterMs,
  )
  const [first] = late
  if (first === undefined) return []
  return [
    cause({
      kind: 'texts-stuck',
      cause: `stuck ${first.id}`,
      tone: 'bad',
      title: `${late.length === 1 ? 'A text waits' : `${late.length} texts wait`} since ${momentWords(first.notBefore ?? first.createdAt, house.property.timeZone, now)} though the Internet is there.`,
      detail: 'None is lost and Latchkey goes on trying. Look at the Inbox, and at Twilio in Settings.',
      actions: [tryAgain, leaveIt],
    }),
  ]
}
