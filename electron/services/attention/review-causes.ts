/** Texts whose place nobody is sure of: somebody reads them and says whether it is right. */
import { conversationsToReview } from '../../../db/queries/inbox.ts'
import { ok } from '../../domain/result.ts'
import { keep } from '../conversations/index.ts'
import { type Cause, cause, leaveIt, unitNameOf, type World } from './cause.ts'

/** With more than these the Inbox's own filter is the better list: they are one item. */
const mostAlone = 10

export function reviewCauses(world: World): readonly Cause[] {
  const waiting = conversationsToReview(world.db, mostAlone + 1)
  const [newest] = waiting
  if (newest === undefined) return []
  if (waiting.length > mostAlone)
    return [
      cause({
        kind: 'text-review',
        cause: 'review many',
        tone: 'question',
        title: 'Many texts were filed by a guess.',
        detail: 'Look through them in the Inbox, under Review.',
        conversationId: newest.id,
        actions: [leaveIt],
      }),
    ]
  return waiting.map(({ id, unitId, needsReview }) =>
    cause({
      kind: 'text-review',
      // One more text is another thing to look at.
      cause: `review ${id} ${needsReview}`,
      tone: 'question',
      title:
        unitId === null
          ? 'A text belongs to no apartment yet.'
          : `A text went to ${unitNameOf(world, unitId)} by a guess.`,
      detail: 'Read it and say whether it is right; it can be moved in one click.',
      conversationId: id,
      actions: [{ key: 'keep', label: 'It is right' }, leaveIt],
      act: (desk, caller) => {
        const kept = keep(desk, caller, { conversationId: id })
        return kept.ok ? ok(null) : kept
      },
    }),
  )
}
