/** What may not be sent at all: said to the desk before anything is kept. */
import { type Conversation, readConversation } from '../../../db/queries/conversations.ts'
import { ourNumbers } from '../../../db/queries/lines.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { emptyFields } from '../../domain/message-template.ts'
import { lineToSendBy, prefixOf } from '../conversations/index.ts'
import type { Work } from '../desk/index.ts'
import { type OutgoingMedia, textingIsOn } from './queue.ts'
import { longestText } from './take-up.ts'

const mostFiles = 10
const largestFileBytes = 2_000_000
const largestAllBytes = 5_000_000

/** Why this cannot be sent, or null. Sets the line it would leave by, in the same transaction. */
export function refusal(
  work: Work,
  conversation: Conversation,
  text: string,
  media: readonly OutgoingMedia[],
): Failure | null {
  if (!textingIsOn(work.db))
    return failure('texting-off', 'Texting is not set up. Nothing was sent. Set up Twilio in Settings.')
  if (text === '' && media.length === 0)
    return failure('message-empty', 'There is nothing to send. Write a text or add a picture.')
  const [empty] = emptyFields(text)
  if (empty !== undefined)
    return failure('field-empty', `{${empty}} still stands in the text. Fill it or take it out. Nothing was sent.`)
  const line = lineToSendBy(work, conversation)
  if (line.optedOutAt !== null)
    return failure(
      'contact-opted-out',
      'The guest texted STOP to this number, so nothing may be sent. It was not kept. Once START comes, texts go out again.',
    )
  const prefix = prefixOf(work.db, work.house, readConversation(work.db, conversation.id)!) ?? ''
  const over = prefix.length + text.length - longestText
  if (over > 0)
    return failure(
      'message-too-long',
      `A text has at most ${longestText} characters${prefix === '' ? '' : `, “${prefix}” before it included`}: it is ${over} too long. Nothing was sent.`,
    )
  return mediaRefusal(work, line.number, media)
}

function mediaRefusal(work: Work, number: string, media: readonly OutgoingMedia[]): Failure | null {
  if (media.length === 0) return null
  const refuse = (words: string) => failure('media-refused', `${words} Nothing was sent.`)
  if (ourNumbers(work.db).find((one) => one.phone === number)?.authority === 'messaging')
    return refuse('Pictures cannot leave by this number.')
  if (media.length > mostFiles) return refuse(`A text takes at most ${mostFiles} files.`)
  if (media.some((file) => file.bytes.length === 0)) return refuse('One of the files is empty.')
  if (media.some((file) => file.bytes.length > largestFileBytes)) return refuse('A file may have at most 2 MB.')
  const all = media.reduce((sum, file) => sum + file.bytes.length, 0)
  return all > largestAllBytes ? refuse('All files together may have at most 5 MB.') : null
}
