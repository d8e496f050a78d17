/** A text that was filed by a guess stands on Today until somebody says that it is right, or moves it. */
import { describe, expect, it } from 'vitest'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { moveMessages } from '../../electron/services/conversations/index.ts'
import { type InboxDesk, inboxes } from '../support/inbox-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const open = inboxes()
/** Two current stays of one phone: its texts are filed by a guess. */
function guessed(): InboxDesk {
  const house = open()
  house.stay('A100', 'R1', -2, 5)
  house.stay('B200', 'R2', -1, 5)
  house.text({ sid: 'IM1', body: 'one' })
  return house
}
const reviews = ({ desk }: InboxDesk) => attentionItems(desk).filter((item) => item.kind === 'text-review')

describe('a text filed by a guess', () => {
  it('is asked about once for its conversation, without the name of whoever wrote it', () => {
    const house = guessed()
    const [item, ...others] = reviews(house)
    expect(others).toEqual([])
    expect(item).toMatchObject({
      title: 'A text went to Room 2 by a guess.',
      tone: 'question',
      conversationId: house.message('IM1').conversationId,
    })
    house.text({ sid: 'IM2', body: 'two' })
    expect(reviews(house)).toHaveLength(1)
  })

  it('is settled by "it is right", and no less by moving it in the Inbox', () => {
    const house = guessed()
    must(resolveItem(house.desk, dana, reviews(house)[0]!.id, 'keep'))
    expect(house.message('IM1')).toMatchObject({ settledBy: 'Dana', needsReview: false })
    expect(reviews(house)).toEqual([])
    const other = guessed()
    expect(reviews(other)).toHaveLength(1)
    must(moveMessages(other.desk, dana, { messageIds: [other.message('IM1').id], unitId: other.unit('R1') }))
    expect(reviews(other)).toEqual([])
  })
})
